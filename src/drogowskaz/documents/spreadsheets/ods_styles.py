"""The looks of cells and pages in the language of OpenDocument."""

from collections.abc import Mapping

from drogowskaz.documents.spreadsheets import content as look
from drogowskaz.documents.spreadsheets.content import Look, Workbook
from drogowskaz.documents.spreadsheets.formulas import quoted
from drogowskaz.documents.spreadsheets.markup import element, escaped
from drogowskaz.engine.values import Kind

_PREFIXES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "number": "datastyle",
    "fo": "xsl-fo-compatible",
    "meta": "meta",
    "config": "config",
}
NAMESPACES = {
    **{f"xmlns:{prefix}": f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for prefix, name in _PREFIXES.items()},
    "xmlns:of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
VERSION = {"office:version": "1.3"}
LINE_HEIGHT = 0.53
"""Centimetres that a line of text takes."""
CHARACTER = 0.21
"""Centimetres that a character takes in a column."""
_THIN = f"0.5pt solid {look.LINE}"
_HEADING = {"fo:background-color": look.GREEN, "fo:wrap-option": "wrap"}
_BOXED = {"fo:border": _THIN}
_UNDERLINED = {"fo:border-bottom": _THIN}
_WRAP = {"fo:wrap-option": "wrap"}
_OPEN = {"style:cell-protect": "none"}
CELLS: dict[Look, dict[str, str]] = {
    Look.TITLE: {"style:vertical-align": "bottom"},
    Look.WRAPPED: _WRAP,
    Look.HEADING: _HEADING,
    Look.YEAR: _HEADING,
    Look.LABEL: _WRAP | _UNDERLINED,
    Look.TOTAL: _WRAP | _UNDERLINED | {"fo:background-color": look.GREEN_SOFT},
    Look.NUMBER: _UNDERLINED,
    Look.REMARK: _WRAP | _UNDERLINED,
    Look.DOUBT: _WRAP | _UNDERLINED | {"fo:background-color": look.AMBER_SOFT},
    Look.CLOSED: _BOXED | {"fo:background-color": look.CLOSED},
    Look.CODE: _BOXED | _OPEN | {"fo:background-color": look.WHITE},
    Look.ENTRY: _BOXED | _OPEN | {"fo:background-color": look.WHITE},
    Look.ENTRY_TOTAL: _BOXED | _OPEN | {"fo:background-color": look.GREEN_SOFT},
    Look.LINK: _UNDERLINED,
    Look.ANSWER: _BOXED | _WRAP,
    Look.BROKEN: {"fo:background-color": look.AMBER},
}
_ON_GREEN = {"fo:color": look.WHITE, "fo:font-weight": "bold"}
_SMALL = {"fo:font-size": "9pt"}
TEXTS: dict[Look, dict[str, str]] = {
    Look.MACHINE: {"fo:font-size": "8pt", "fo:color": look.MUTED},
    Look.TITLE: {"fo:font-size": "13pt", "fo:font-weight": "bold", "fo:color": look.GREEN},
    Look.HEADING: _ON_GREEN,
    Look.YEAR: _ON_GREEN,
    Look.TOTAL: {"fo:font-weight": "bold"},
    Look.NUMBER: {"fo:color": look.MUTED},
    Look.REMARK: _SMALL | {"fo:color": look.MUTED},
    Look.DOUBT: _SMALL,
    Look.ENTRY_TOTAL: {"fo:font-weight": "bold"},
    Look.LINK: {"fo:color": look.GREEN, "style:text-underline-style": "solid", "style:text-underline-width": "auto"},
    Look.ANSWER: _SMALL,
    Look.HOLDS: {"fo:color": look.GREEN},
    Look.BROKEN: {"fo:font-weight": "bold"},
    Look.UNANSWERED: {"fo:color": look.MUTED},
}
RIGHT = {Look.YEAR, Look.NUMBER, Look.ENTRY, Look.ENTRY_TOTAL}


def cell_style_name(cell_look: Look, indent: int, kind: Kind | None) -> str:
    """The name of the style of such cells."""
    return f"c-{cell_look}-{indent}-{kind or 'none'}"


def cell_style(cell_look: Look, indent: int, kind: Kind | None, answers: Mapping[str, Look]) -> str:
    """The style of cells of a look, indented so many steps, holding values of a kind; an answer looks as its words."""
    named = {
        "style:name": cell_style_name(cell_look, indent, kind),
        "style:family": "table-cell",
        "style:parent-style-name": "Default",
    }
    if kind is not None:
        named["style:data-style-name"] = f"n-{kind}"
    wrapped = _WRAP if kind is Kind.TEXT else {}
    margin = {"fo:margin-left": f"{0.35 * indent:.2f}cm"} if indent else {}
    align = "end" if cell_look in RIGHT and kind is not Kind.TEXT else "start"
    return element(
        "style:style",
        named,
        element("style:table-cell-properties", {"style:vertical-align": "top"} | CELLS.get(cell_look, {}) | wrapped),
        element("style:paragraph-properties", {"fo:text-align": align} | margin),
        element("style:text-properties", {"fo:color": look.INK} | TEXTS.get(cell_look, {})),
        *(_follow(text, answer) for text, answer in answers.items() if cell_look is Look.ANSWER),
    )


def _follow(text: str, answer: Look) -> str:
    condition = f"cell-content()={quoted(text)}"
    return element("style:map", {"style:condition": condition, "style:apply-style-name": f"a-{answer}"})


def _answer_style(answer: Look) -> str:
    return element(
        "style:style",
        {"style:name": f"a-{answer}", "style:family": "table-cell", "style:parent-style-name": "Default"},
        element("style:table-cell-properties", CELLS.get(answer, {})),
        element("style:text-properties", TEXTS[Look.ANSWER] | TEXTS[answer]),
    )


def number_styles(lang: str) -> str:
    """How values of each kind are shown."""
    styles = [element("number:text-style", {"style:name": f"n-{Kind.TEXT}"}, element("number:text-content"))]
    for kind, places in ((Kind.COUNT, "0"), (Kind.MONEY, "2"), (Kind.FTE, "2")):
        country = {"number:language": lang, "number:country": "PL" if lang == "pl" else "GB"}
        digits = {
            "number:decimal-places": places,
            "number:min-decimal-places": places,
            "number:min-integer-digits": "1",
            "number:grouping": "true",
        }
        named = {"style:name": f"n-{kind}", **country}
        styles.append(element("number:number-style", named, element("number:number", digits)))
    return "".join(styles)


def column_style(width: int) -> str:
    """A column of this many characters."""
    inner = element("style:table-column-properties", {"style:column-width": f"{width * CHARACTER + 0.2:.2f}cm"})
    return element("style:style", {"style:name": f"w-{width}", "style:family": "table-column"}, inner)


def row_style(lines: int) -> str:
    """A row of this many lines of text."""
    height = {"style:row-height": f"{lines * LINE_HEIGHT:.2f}cm", "style:use-optimal-row-height": "false"}
    inner = element("style:table-row-properties", height)
    return element("style:style", {"style:name": f"h-{lines}", "style:family": "table-row"}, inner)


def table_style(name: str, *, shown: bool) -> str:
    """A sheet on its page."""
    inner = element("style:table-properties", {"table:display": "true" if shown else "false"})
    named = {"style:name": name, "style:family": "table", "style:master-page-name": "Landscape"}
    return element("style:style", named, inner)


def styles_part(workbook: Workbook) -> str:
    """styles.xml: the default cell, and A4 lying on its side with the footer."""
    country = {"fo:language": workbook.lang, "fo:country": "PL" if workbook.lang == "pl" else "GB"}
    default = element(
        "style:style",
        {"style:name": "Default", "style:family": "table-cell"},
        element("style:text-properties", {"fo:font-family": "Calibri", "fo:font-size": "11pt", **country}),
    )
    paper = {
        "fo:page-width": "29.7cm",
        "fo:page-height": "21cm",
        "style:print-orientation": "landscape",
        "fo:margin": "1cm",
        "style:scale-to-X": "1",
        "style:scale-to-Y": "0",
    }
    layout = element(
        "style:page-layout",
        {"style:name": "landscape"},
        element("style:page-layout-properties", paper),
        element("style:footer-style", {}, element("style:header-footer-properties", {"fo:min-height": "0.6cm"})),
    )
    footer = element(
        "style:footer",
        {},
        element("style:region-left", {}, element("text:p", {}, escaped(workbook.footer))),
        element("style:region-right", {}, element("text:p", {}, element("text:page-number", {}, "1"))),
    )
    named = {"style:name": "Landscape", "style:page-layout-name": "landscape"}
    return element(
        "office:document-styles",
        NAMESPACES | VERSION,
        element("office:styles", {}, default, *(_answer_style(answer) for answer in workbook.answers.values())),
        element("office:automatic-styles", {}, layout),
        element("office:master-styles", {}, element("style:master-page", named, footer)),
    )
