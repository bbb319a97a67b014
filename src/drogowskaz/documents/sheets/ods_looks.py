"""The looks of cells and of the paper in the language of OpenDocument."""

from collections.abc import Iterable, Iterator

from drogowskaz.documents.figures import places
from drogowskaz.documents.sheets.grid import Look, Spot
from drogowskaz.documents.spreadsheets import content as colours
from drogowskaz.documents.spreadsheets.markup import element, escaped
from drogowskaz.documents.spreadsheets.ods_styles import NAMESPACES, VERSION

_LINE = {"fo:border-bottom": f"0.5pt solid {colours.LINE}"}
_WRAP = {"fo:wrap-option": "wrap"}
_SOFT = {"fo:background-color": colours.GREEN_SOFT}
_BOLD = {"fo:font-weight": "bold"}
_GREEN = _BOLD | {"fo:color": colours.GREEN}
_HEAD = _WRAP | {"fo:background-color": colours.GREEN}
_ON_GREEN = _BOLD | {"fo:color": colours.WHITE}
CELLS: dict[Look, dict[str, str]] = {
    Look.CAPTION: _WRAP,
    Look.HEAD: _HEAD,
    Look.HEAD_END: _HEAD,
    Look.LABEL: _LINE | _WRAP,
    Look.TOTAL: _LINE | _WRAP | _SOFT,
    Look.SUBTITLE: _LINE | _WRAP,
    Look.WORD: _LINE | _WRAP,
    Look.SENTENCE: _LINE | _WRAP,
    Look.NUMBER: _LINE,
    Look.TOTAL_NUMBER: _LINE | _SOFT,
    Look.NOTE: _WRAP,
}
TEXTS: dict[Look, dict[str, str]] = {
    Look.TITLE: _GREEN | {"fo:font-size": "14pt"},
    Look.MARK: _BOLD | {"fo:color": "#7d4a00"},
    Look.LINK: {"fo:color": colours.GREEN, "style:text-underline-style": "solid"},
    Look.CAPTION: _GREEN,
    Look.HEAD: _ON_GREEN,
    Look.HEAD_END: _ON_GREEN,
    Look.TOTAL: _BOLD,
    Look.SUBTITLE: _GREEN,
    Look.TOTAL_NUMBER: _BOLD,
    Look.NOTE: {"fo:font-size": "9pt", "fo:color": colours.MUTED},
}
AT_END = {Look.HEAD_END, Look.WORD, Look.NUMBER, Look.TOTAL_NUMBER}


def name_of(spot: Spot) -> str:
    """The name of the style of such cells."""
    return f"c-{spot.look}-{spot.level}-{'' if spot.number is None else places(spot.number)}"


def cell_styles(spots: Iterable[Spot]) -> Iterator[str]:
    """The style of each sort of cells, once."""
    for name, spot in {name_of(spot): spot for spot in spots}.items():
        named = {"style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default"}
        if spot.number is not None:
            named["style:data-style-name"] = f"n-{places(spot.number)}"
        align = {"fo:text-align": "end" if spot.look in AT_END else "start"}
        margin = {"fo:margin-left": f"{0.35 * spot.level:.2f}cm"} if spot.level else {}
        yield element(
            "style:style",
            named,
            element("style:table-cell-properties", {"style:vertical-align": "top"} | CELLS.get(spot.look, {})),
            element("style:paragraph-properties", align | margin),
            element("style:text-properties", {"fo:color": colours.INK} | TEXTS.get(spot.look, {})),
        )


def number_styles(decimals: Iterable[int], lang: str) -> Iterator[str]:
    """How numbers with so many decimal places are shown."""
    for count in sorted(decimals):
        digits = {
            "number:decimal-places": str(count),
            "number:min-decimal-places": str(count),
            "number:min-integer-digits": "1",
            "number:grouping": "true",
        }
        country = {"number:language": lang, "number:country": "PL" if lang == "pl" else "GB"}
        yield element("number:number-style", {"style:name": f"n-{count}"} | country, element("number:number", digits))


def page_styles(mark: str, foot: str, lang: str) -> str:
    """styles.xml: the cell that others come from, and A4 lying on its side with what is repeated on every sheet."""
    country = {"fo:language": lang, "fo:country": "PL" if lang == "pl" else "GB"}
    default = element(
        "style:style",
        {"style:name": "Default", "style:family": "table-cell"},
        element("style:text-properties", {"fo:font-family": "Calibri", "fo:font-size": "11pt", **country}),
    )
    paper = {
        "fo:page-width": "29.7cm",
        "fo:page-height": "21cm",
        "style:print-orientation": "landscape",
        "fo:margin": "1.2cm",
        "style:scale-to-X": "1",
        "style:scale-to-Y": "0",
    }
    edge = element("style:header-footer-properties", {"fo:min-height": "0.6cm"})
    layout = element(
        "style:page-layout",
        {"style:name": "paper"},
        element("style:page-layout-properties", paper),
        element("style:header-style", {}, edge),
        element("style:footer-style", {}, edge),
    )
    header = element("style:header", {}, element("style:region-left", {}, element("text:p", {}, escaped(mark))))
    numbers = element("text:page-number", {}, "1") + " / " + element("text:page-count", {}, "1")
    footer = element(
        "style:footer",
        {},
        element("style:region-left", {}, element("text:p", {}, escaped(foot))),
        element("style:region-right", {}, element("text:p", {}, numbers)),
    )
    master = element("style:master-page", {"style:name": "Sheet", "style:page-layout-name": "paper"}, header, footer)
    return element(
        "office:document-styles",
        NAMESPACES | VERSION,
        element("office:styles", {}, default),
        element("office:automatic-styles", {}, layout),
        element("office:master-styles", {}, master),
    )
