"""A document as ODS, written as a zip of XML by ourselves. In place of charts it has their numbers and their words."""

import io
import zipfile
from collections.abc import Iterator

from drogowskaz.documents.arrangement import CONTENTS, mark_line
from drogowskaz.documents.charts.lettering import shortened
from drogowskaz.documents.content import Document
from drogowskaz.documents.figures import places, shown
from drogowskaz.documents.plain import cleaned
from drogowskaz.documents.sheets.grid import Grid, Spot, contents, grid
from drogowskaz.documents.sheets.ods_looks import cell_styles, name_of, number_styles, page_styles
from drogowskaz.documents.sheets.outline import sheets
from drogowskaz.documents.sheets.xlsx import ON_FOOT
from drogowskaz.documents.spreadsheets.markup import DECLARATION, element, escaped
from drogowskaz.documents.spreadsheets.ods import MANIFEST, TYPE
from drogowskaz.documents.spreadsheets.ods_styles import NAMESPACES, VERSION, column_style, row_style
from drogowskaz.documents.zipped import MOMENT
from drogowskaz.engine.words import say

NAMES = NAMESPACES | VERSION


def render(document: Document) -> bytes:
    """The file."""
    document = cleaned(document)
    grids = [grid(sheet, document, pictures=False) for sheet in sheets(document)]
    grids.insert(0, contents(document, grids, say(CONTENTS, document.lang)))
    edges = shortened(mark_line(document), ON_FOOT), shortened(document.footer, ON_FOOT)
    parts = {
        "content.xml": _content(grids, document),
        "styles.xml": page_styles(*edges, document.lang),
        "meta.xml": _meta(document),
        "settings.xml": _settings(grids),
        "META-INF/manifest.xml": _manifest(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and unpacked, so that a program knows the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype", MOMENT), TYPE, zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), DECLARATION + part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _content(grids: list[Grid], document: Document) -> str:
    spots = [spot for one in grids for spot in one.spots]
    styles = [
        *number_styles({places(spot.number) for spot in spots if spot.number is not None}, document.lang),
        *(column_style(width) for width in sorted({width for one in grids for width in one.widths})),
        *(row_style(lines) for lines in sorted({1, *(lines for one in grids for lines in one.heights.values())})),
        *cell_styles(spots),
        element(
            "style:style",
            {"style:name": "sheet", "style:family": "table", "style:master-page-name": "Sheet"},
            element("style:table-properties", {"table:display": "true"}),
        ),
    ]
    return element(
        "office:document-content",
        NAMES,
        element("office:automatic-styles", {}, *styles),
        element("office:body", {}, element("office:spreadsheet", {}, *(_table(one, document.lang) for one in grids))),
    )


def _table(one: Grid, lang: str) -> str:
    columns = [element("table:table-column", {"table:style-name": f"w-{width}"}) for width in one.widths]
    return element("table:table", {"table:name": one.name, "table:style-name": "sheet"}, *columns, *_rows(one, lang))


def _rows(one: Grid, lang: str) -> Iterator[str]:
    """Every row from the first to the last; cells under a cell that reaches over them are covered."""
    spots = {(spot.row, spot.column): spot for spot in one.spots}
    covered = {
        (spot.row + down, spot.column + across)
        for spot in one.spots for down in range(spot.down) for across in range(spot.across)
    } - spots.keys()  # fmt: skip
    for row in range(max(place for place, _column in spots) + 1):
        if one.repeated is not None and row == one.repeated[0]:
            yield "<table:table-header-rows>"
        cells = (
            _cell(spots[row, column], lang) if (row, column) in spots
            else element("table:covered-table-cell" if (row, column) in covered else "table:table-cell")
            for column in range(len(one.widths))
        )  # fmt: skip
        height = {"table:style-name": f"h-{one.heights[row]}"} if row in one.heights else {}
        yield element("table:table-row", height, *cells)
        if one.repeated is not None and row == one.repeated[1]:
            yield "</table:table-header-rows>"


def _cell(spot: Spot, lang: str) -> str:
    about = {"table:style-name": name_of(spot)}
    if spot.across > 1 or spot.down > 1:
        about |= {"table:number-columns-spanned": str(spot.across), "table:number-rows-spanned": str(spot.down)}
    if spot.number is not None:
        about |= {"office:value-type": "float", "office:value": str(spot.number)}
        return element("table:table-cell", about, element("text:p", {}, escaped(shown(spot.number, lang))))
    if not spot.text:
        return element("table:table-cell", about)
    about["office:value-type"] = "string"
    if spot.link is not None:
        sheet, row = spot.link
        where = {"xlink:type": "simple", "xlink:href": f"#'{sheet}'.A{row + 1}"}
        return element("table:table-cell", about, element("text:p", {}, element("text:a", where, escaped(spot.text))))
    lines = (element("text:p", {}, escaped(line)) for line in spot.text.split("\n"))
    return element("table:table-cell", about, *lines)


def _meta(document: Document) -> str:
    inner = [
        element("dc:title", {}, escaped(document.title)),
        element("dc:creator", {}, escaped(document.author)),
        element("dc:language", {}, document.lang),
        *(element("meta:keyword", {}, escaped(word)) for word in document.keywords),
    ]
    if document.made is not None:
        inner.append(element("dc:date", {}, f"{document.made.isoformat()}T00:00:00"))
    return element("office:document-meta", NAMES, element("office:meta", {}, *inner))


def _settings(grids: list[Grid]) -> str:
    """What stays in sight: the frozen rows, and the column of the labels."""
    entries = []
    for one in grids:
        columns = 1 if one.labels_stay else 0
        items = {
            "HorizontalSplitMode": ("short", 2 if columns else 0),
            "VerticalSplitMode": ("short", 2 if one.frozen else 0),
            "HorizontalSplitPosition": ("int", columns),
            "VerticalSplitPosition": ("int", one.frozen),
            "ActiveSplitRange": ("short", 3 if one.frozen and columns else 2),
            "PositionRight": ("int", columns),
            "PositionBottom": ("int", one.frozen),
        }
        found = [_item(name, kind, value) for name, (kind, value) in items.items()]
        entries.append(element("config:config-item-map-entry", {"config:name": one.name}, *found))
    tables = element("config:config-item-map-named", {"config:name": "Tables"}, *entries)
    view = element("config:config-item-map-entry", {}, _item("ViewId", "string", "view1"), tables)
    views = element("config:config-item-map-indexed", {"config:name": "Views"}, view)
    kept = element("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    names = NAMES | {"xmlns:ooo": "http://openoffice.org/2004/office"}
    return element("office:document-settings", names, element("office:settings", {}, kept))


def _item(name: str, kind: str, value: str | int) -> str:
    return element("config:config-item", {"config:name": name, "config:type": kind}, escaped(str(value)))


def _manifest() -> str:
    files = {"/": TYPE} | dict.fromkeys(("content.xml", "styles.xml", "meta.xml", "settings.xml"), "text/xml")
    entries = [
        element("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
        for path, kind in files.items()
    ]
    return element("manifest:manifest", {"xmlns:manifest": MANIFEST, "manifest:version": "1.3"}, *entries)
