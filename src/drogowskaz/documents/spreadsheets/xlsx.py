"""A workbook as XLSX, by XlsxWriter."""

from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from drogowskaz.documents.spreadsheets import content as look
from drogowskaz.documents.spreadsheets.content import Cell, Entry, Look, Page, Workbook, address
from drogowskaz.documents.spreadsheets.formulas import as_xlsx, quoted, xlsx_area
from drogowskaz.documents.spreadsheets.validation import NOT_A_VALUE, condition, number_entries, refusal
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import _, say

LONGEST_TEXT = 32_767
"""Characters in a cell; the format has no room for more."""
LINE_HEIGHT = 15
NUMBER_FORMATS = {Kind.COUNT: "#,##0", Kind.MONEY: "#,##0.00", Kind.FTE: "#,##0.00", Kind.TEXT: "@"}
LOOKS: dict[Look, dict[str, object]] = {
    Look.MACHINE: {"font_color": look.MUTED, "font_size": 8},
    Look.TITLE: {"bold": True, "font_size": 13, "font_color": look.GREEN, "valign": "bottom"},
    Look.TEXT: {},
    Look.WRAPPED: {"text_wrap": True},
    Look.HEADING: {"bold": True, "font_color": look.WHITE, "bg_color": look.GREEN, "text_wrap": True},
    Look.YEAR: {
        "bold": True, "font_color": look.WHITE, "bg_color": look.GREEN, "text_wrap": True, "align": "right",
    },
    Look.LABEL: {"text_wrap": True, "bottom": 1},
    Look.TOTAL: {"text_wrap": True, "bottom": 1, "bold": True, "bg_color": look.GREEN_SOFT},
    Look.NUMBER: {"align": "right", "font_color": look.MUTED, "bottom": 1},
    Look.REMARK: {"text_wrap": True, "font_size": 9, "font_color": look.MUTED, "bottom": 1},
    Look.DOUBT: {"text_wrap": True, "font_size": 9, "bg_color": look.AMBER_SOFT, "bottom": 1},
    Look.CLOSED: {"bg_color": look.CLOSED, "border": 1},
    Look.CODE: {"bg_color": look.WHITE, "border": 1, "num_format": "@", "locked": False},
    Look.ENTRY: {"bg_color": look.WHITE, "border": 1, "align": "right", "locked": False},
    Look.ENTRY_TOTAL: {"bg_color": look.GREEN_SOFT, "border": 1, "align": "right", "bold": True, "locked": False},
    Look.LINK: {"bottom": 1, "font_color": look.GREEN, "underline": 1},
    Look.ANSWER: {"text_wrap": True, "border": 1, "font_size": 9},
    Look.HOLDS: {"font_color": look.GREEN},
    Look.BROKEN: {"font_color": look.INK, "bg_color": look.AMBER, "bold": True},
    Look.UNANSWERED: {"font_color": look.MUTED},
}  # fmt: skip


def write_xlsx(workbook: Workbook, path: Path) -> None:
    """Write the file. Raises Unusable for a text longer than a cell can hold, before anything is written."""
    _refuse_long(workbook, path)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": workbook.title, "comments": workbook.footer})
    book.set_calc_mode("auto")
    formats = _Formats(book)
    answers = {text: book.add_format(LOOKS[look]) for text, look in workbook.answers.items()}
    for page in workbook.pages:
        sheet = book.add_worksheet(page.name, _Sheet)
        _write_page(page, sheet, formats, workbook)
        _mark_answers(page, sheet, answers)
    book.close()


def _refuse_long(workbook: Workbook, path: Path) -> None:
    for page in workbook.pages:
        for place, line in enumerate(page.lines):
            for column, cell in enumerate(line.cells):
                if cell is not None and isinstance(cell.content, str) and len(cell.content) > LONGEST_TEXT:
                    message = _("The text is longer than a cell of XLSX can hold. Choose .ods or .csv.")
                    raise unusable(message, Place(path.name, place + 1, address(0, column)[:-1], page.name))


class _Sheet(Worksheet):  # type: ignore[misc]  # The library has no types.
    """A sheet whose formulas need no search for functions newer than Excel 2010, which would take half of the time."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Formats:
    """The formats of cells, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[Look, int, Kind | None], Format] = {}

    def of(self, cell: Cell) -> Format:
        kind = cell.entry.kind if cell.entry is not None else None
        key = cell.look, cell.indent, kind
        if key not in self.made:
            properties = {"font_name": "Calibri", "font_size": 11, "font_color": look.INK, "valign": "top"}
            properties |= {"border_color": look.LINE, "bottom_color": look.LINE, **LOOKS[cell.look]}
            if cell.indent:
                properties |= {"indent": cell.indent, "align": "left"}
            if kind is not None:
                properties["num_format"] = NUMBER_FORMATS[kind]
            if kind is Kind.TEXT:
                properties |= {"align": "left", "text_wrap": True}
            self.made[key] = self.book.add_format(properties)
        return self.made[key]


def _write_page(page: Page, sheet: Worksheet, formats: _Formats, workbook: Workbook) -> None:
    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, width, None, {"hidden": column in page.hidden_columns})
    for row, line in enumerate(page.lines):
        sheet.set_row(row, LINE_HEIGHT * line.lines, None, {"hidden": line.hidden})
        for column, cell in enumerate(line.cells):
            if cell is not None:
                _write_cell(sheet, row, column, cell, formats.of(cell))
    for entry, cells in number_entries(page).items():
        _validate(sheet, entry, cells, workbook.lang)
    if page.hidden:
        sheet.hide()
    sheet.freeze_panes(*page.frozen)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_columns": True})
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&8{workbook.footer}&R&8&P / &N")
    if page.repeated is not None:
        sheet.repeat_rows(*page.repeated)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    value = float(cell.content) if isinstance(cell.content, Decimal) else cell.content
    if cell.formula:
        sheet.write_formula(row, column, as_xlsx(cell.formula), style, value)
    elif cell.link is not None:
        sheet.write_url(row, column, f"internal:{xlsx_area(cell.link)}", style, str(value))
    elif isinstance(value, str):
        if value:
            sheet.write_string(row, column, value, style)
        else:
            sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, value, style)


def _mark_answers(page: Page, sheet: Worksheet, answers: dict[str, Format]) -> None:
    """Let the colour of an answer follow its words."""
    places = [
        (row, column)
        for row, line in enumerate(page.lines)
        for column, cell in enumerate(line.cells)
        if cell is not None and cell.look is Look.ANSWER
    ]
    for text, style in answers.items() if places else ():
        rows, columns = zip(*places, strict=True)
        rule = {"type": "cell", "criteria": "==", "value": quoted(text), "format": style}
        sheet.conditional_format(min(rows), min(columns), max(rows), max(columns), rule)


def _validate(sheet: Worksheet, entry: Entry, cells: list[tuple[int, int]], lang: str) -> None:
    blocks = _blocks(cells)
    cell = address(*blocks[0][:2])
    sheet.data_validation(
        *blocks[0],
        {
            "validate": "custom",
            "value": f"={condition(entry, cell, ',')}",
            "error_title": say(NOT_A_VALUE, lang),
            "error_message": refusal(entry, lang),
            "other_cells": [list(block) for block in blocks[1:]],
        },
    )


def _blocks(cells: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The cells as rectangles: runs along a row, joined with the same run in the row above."""
    runs: list[list[int]] = []
    for row, column in cells:
        if runs and runs[-1][0] == row and runs[-1][3] == column - 1:
            runs[-1][3] = column
        else:
            runs.append([row, column, row, column])
    joined: list[list[int]] = []
    for run in runs:
        if joined and joined[-1][2] == run[0] - 1 and joined[-1][1::2] == run[1::2]:
            joined[-1][2] = run[0]
        else:
            joined.append(run)
    return [(top, left, bottom, right) for top, left, bottom, right in joined]
