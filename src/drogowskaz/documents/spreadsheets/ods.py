"""A workbook as ODS: OpenDocument 1.3, written as a zip of XML by ourselves."""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from drogowskaz.documents.spreadsheets.content import Cell, Entry, Page, Workbook, address
from drogowskaz.documents.spreadsheets.formulas import as_ods, xlsx_area
from drogowskaz.documents.spreadsheets.markup import DECLARATION, element, escaped
from drogowskaz.documents.spreadsheets.ods_styles import (
    NAMESPACES,
    VERSION,
    cell_style,
    cell_style_name,
    column_style,
    number_styles,
    row_style,
    styles_part,
    table_style,
)
from drogowskaz.documents.spreadsheets.validation import NOT_A_VALUE, condition, number_entries, refusal
from drogowskaz.engine.expressions.spreadsheet import Area
from drogowskaz.engine.words import say

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same file, whenever it is written."""
_WHITE = re.compile(r"\t|^ | {2,}| $")


def write_ods(workbook: Workbook, path: Path) -> None:
    """Write the file."""
    parts = {
        "content.xml": _content(workbook),
        "styles.xml": styles_part(workbook),
        "meta.xml": _meta(workbook),
        "settings.xml": _settings(workbook),
        "META-INF/manifest.xml": _manifest(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and unpacked, so that a program knows the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype", _MOMENT), TYPE, zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), DECLARATION + part, zipfile.ZIP_DEFLATED)


def _content(workbook: Workbook) -> str:
    validations: list[str] = []
    tables = []
    for page in workbook.pages:
        names = {}
        for entry, cells in number_entries(page).items():
            names[entry] = f"v{len(validations)}"
            validations.append(_validation(names[entry], page, entry, cells[0], workbook.lang))
        tables.append(_table(page, names))
    inside = [element("table:content-validations", {}, *validations)] if validations else []
    return element(
        "office:document-content",
        NAMESPACES | VERSION,
        element("office:automatic-styles", {}, *_styles(workbook)),
        element("office:body", {}, element("office:spreadsheet", {}, *inside, *tables)),
    )


def _styles(workbook: Workbook) -> Iterator[str]:
    cells = [cell for page in workbook.pages for line in page.lines for cell in line.cells if cell is not None]
    yield number_styles(workbook.lang)
    for width in sorted({width for page in workbook.pages for width in page.widths}):
        yield column_style(width)
    for lines in sorted({line.lines for page in workbook.pages for line in page.lines}):
        yield row_style(lines)
    yield table_style("sheet", shown=True)
    yield table_style("hidden", shown=False)
    for look in dict.fromkeys((cell.look, cell.indent, cell.entry.kind if cell.entry else None) for cell in cells):
        yield cell_style(*look, workbook.answers)


def _validation(name: str, page: Page, entry: Entry, first: tuple[int, int], lang: str) -> str:
    # The condition speaks of the first of its cells; in the others the program moves it along.
    here = {
        "table:name": name,
        "table:condition": f"of:is-true-formula({condition(entry, f'[.{address(*first)}]', ';')})",
        "table:allow-empty-cell": "true",
        "table:base-cell-address": f"'{page.name}'.{address(*first)}",
    }
    told = {"table:display": "true", "table:message-type": "stop", "table:title": say(NOT_A_VALUE, lang)}
    message = element("text:p", {}, escaped(refusal(entry, lang)))
    return element("table:content-validation", here, element("table:error-message", told, message))


def _table(page: Page, validations: dict[Entry, str]) -> str:
    columns = [
        element("table:table-column", {"table:style-name": f"w-{width}"} | _hidden(column in page.hidden_columns))
        for column, width in enumerate(page.widths)
    ]
    style = "hidden" if page.hidden else "sheet"
    named = {"table:name": page.name, "table:style-name": style, "table:protected": "true"}
    return element("table:table", named, *columns, *_rows(page, validations))


def _rows(page: Page, validations: dict[Entry, str]) -> Iterator[str]:
    for place, line in enumerate(page.lines):
        if page.repeated is not None and place == page.repeated[0]:
            yield "<table:table-header-rows>"
        cells = [_cell(cell, validations) for cell in line.cells] or [element("table:table-cell")]
        yield element("table:table-row", {"table:style-name": f"h-{line.lines}"} | _hidden(line.hidden), *cells)
        if page.repeated is not None and place == page.repeated[1]:
            yield "</table:table-header-rows>"


def _hidden(hidden: bool) -> dict[str, str]:
    return {"table:visibility": "collapse"} if hidden else {}


def _cell(cell: Cell | None, validations: dict[Entry, str]) -> str:
    if cell is None:
        return element("table:table-cell")
    kind = cell.entry.kind if cell.entry is not None else None
    attributes = {"table:style-name": cell_style_name(cell.look, cell.indent, kind)}
    if cell.entry in validations:
        attributes["table:content-validation-name"] = validations[cell.entry]
    if cell.formula:
        attributes["table:formula"] = as_ods(cell.formula)
    if isinstance(cell.content, int | Decimal):
        attributes |= {"office:value-type": "float", "office:value": str(cell.content)}
        return element("table:table-cell", attributes, element("text:p", {}, str(cell.content)))
    if cell.content:
        attributes["office:value-type"] = "string"
    elif cell.formula:
        attributes |= {"office:value-type": "string", "office:string-value": ""}
    if cell.link is not None:
        return element("table:table-cell", attributes, _linked(cell.content, cell.link))
    return element("table:table-cell", attributes, *_paragraphs(cell.content))


def _linked(text: str, to: Area) -> str:
    where = {"xlink:type": "simple", "xlink:href": f"#{xlsx_area(to).replace('!', '.')}"}
    return element("text:p", {}, element("text:a", where, escaped(text)))


def _paragraphs(text: str) -> list[str]:
    return [element("text:p", {}, _WHITE.sub(_space, escaped(line))) for line in text.split("\n")] if text else []


def _space(found: re.Match[str]) -> str:
    """White space that a paragraph would otherwise lose."""
    return element("text:tab") if found[0] == "\t" else element("text:s", {"text:c": str(len(found[0]))})


def _meta(workbook: Workbook) -> str:
    inner = (
        element("dc:title", {}, escaped(workbook.title)),
        element("dc:description", {}, escaped(workbook.footer)),
        element("dc:language", {}, workbook.lang),
    )
    return element("office:document-meta", NAMESPACES | VERSION, element("office:meta", {}, *inner))


def _settings(workbook: Workbook) -> str:
    """What the program keeps in sight: the frozen rows and columns of each sheet."""
    entries = []
    for page in workbook.pages:
        rows, columns = page.frozen
        items = (
            _item("HorizontalSplitMode", "short", 2 if columns else 0),
            _item("VerticalSplitMode", "short", 2 if rows else 0),
            _item("HorizontalSplitPosition", "int", columns),
            _item("VerticalSplitPosition", "int", rows),
            _item("ActiveSplitRange", "short", 3 if rows and columns else 2),
            _item("PositionRight", "int", columns),
            _item("PositionBottom", "int", rows),
            _item("ShowGrid", "boolean", "false"),
        )
        entries.append(element("config:config-item-map-entry", {"config:name": page.name}, *items))
    tables = element("config:config-item-map-named", {"config:name": "Tables"}, *entries)
    first = (_item("ViewId", "string", "view1"), _item("ActiveTable", "string", workbook.pages[0].name))
    view = element("config:config-item-map-entry", {}, first[0], tables, first[1])
    views = element("config:config-item-map-indexed", {"config:name": "Views"}, view)
    kept = element("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    names = NAMESPACES | VERSION | {"xmlns:ooo": "http://openoffice.org/2004/office"}
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
