"""The marks of an ODS workbook (OASIS OpenDocument 1.3, part 3)."""

from dataclasses import dataclass, field

from drogowskaz.engine.files.spreadsheets.marks import ERROR, MOST_SHEETS, PERCENT, Marks, TooFar
from drogowskaz.engine.files.spreadsheets.markup import NotMarkup, walk

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
MOST_REPEATED = 1_048_576
"""Rows of the largest sheet of any program; a larger count is a trap."""
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def marks_of(parts: dict[str, bytes]) -> list[Marks]:
    """The marks of each sheet in the order of the workbook. Raises NotMarkup, TooFar."""
    reader = _Reader()
    walk(parts["content.xml"], reader.start, reader.end)
    return reader.sheets


@dataclass
class _Reader:
    """Walks the content. `row` and `column` are where the next row and cell begin."""

    sheets: list[Marks] = field(default_factory=list)
    depth: int = 0
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    cell: dict[str, str] | None = None
    filled: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{TABLE}table":
            # A table inside a cell is a document inside the document; no program writes one into a spreadsheet.
            self.depth += 1
            if self.depth > 1 or len(self.sheets) >= MOST_SHEETS:
                raise TooFar(self.sheets[-1].sheet)
            self.sheets.append(Marks(attributes.get(f"{TABLE}name", "")))
            self.row = 0
        elif not self.depth:
            return
        elif name == f"{TABLE}table-row":
            self.rows, self.column = _repeated(attributes, "number-rows-repeated"), 0
        elif name in CELLS:
            self.columns = _repeated(attributes, "number-columns-repeated")
            self.cell, self.filled = attributes, f"{OFFICE}value-type" in attributes or f"{TABLE}formula" in attributes
        elif name == f"{TEXT}p" and self.cell is not None:
            self.filled = True

    def end(self, name: str) -> None:
        if name == f"{TABLE}table":
            self.depth -= 1
        elif name == f"{TABLE}table-row":
            self.row += self.rows
        elif name in CELLS and self.cell is not None:
            self._mark(self.cell)
            self.column += self.columns
            self.cell = None

    def _mark(self, cell: dict[str, str]) -> None:
        marks = self.sheets[-1]
        across = _repeated(cell, "number-columns-spanned")
        down = _repeated(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            marks.merge((self.row, self.column), (self.row + down - 1, self.column + across - 1))
        if not self.filled:
            return
        marks.reach((self.row + self.rows - 1, self.column + self.columns - 1))
        formula = f"{TABLE}formula" in cell
        odd = _odd(cell)
        if not (formula or odd):
            return
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                if formula:
                    marks.formulas.add((row, column))
                if odd:
                    marks.odd[row, column] = odd


def _odd(cell: dict[str, str]) -> str | None:
    if cell.get(f"{CALC}value-type") == "error":
        return ERROR
    return PERCENT if cell.get(f"{OFFICE}value-type") == "percentage" else None


def _repeated(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"{TABLE}{name}", "1")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= MOST_REPEATED or len(text) > 9:
        raise NotMarkup(name)
    return int(text)
