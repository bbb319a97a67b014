"""What a workbook says of its cells beside their values: formulas, merged cells, errors, percentages.

The library that reads values gives none of these, and the values alone would hide them.
"""

from dataclasses import dataclass, field

from drogowskaz.engine.words import _

Position = tuple[int, int]
"""Row and column of a cell, both from 0."""

MOST_SHEETS = 60
MOST_ROWS, MOST_COLUMNS = 20_000, 200
MOST_AREA = 1_000_000
"""Cells inside the filled corner of all sheets together."""
MOST_MERGED = 1_000

ERROR = _("The cell shows an error of a formula. Write the value.")
PERCENT = _("The cell is a percentage. Write the number itself, in a cell without a percent sign.")


class TooFar(ValueError):
    """Something stands further right or down than any template reaches, or the workbook has too many of something."""

    def __init__(self, sheet: str, position: Position | None = None) -> None:
        self.sheet, self.position = sheet, position
        super().__init__(sheet)


@dataclass
class Marks:
    """One sheet. `formulas` are the cells with one; `odd` those that show no value, with the sentence why."""

    sheet: str
    formulas: set[Position] = field(default_factory=set)
    odd: dict[Position, str] = field(default_factory=dict)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    height: int = 0
    width: int = 0

    def reach(self, position: Position) -> None:
        """Note that something stands here. Raises TooFar before anything of that size is built."""
        if position[0] >= MOST_ROWS or position[1] >= MOST_COLUMNS:
            raise TooFar(self.sheet, position)
        self.height = max(self.height, position[0] + 1)
        self.width = max(self.width, position[1] + 1)

    def merge(self, first: Position, last: Position) -> None:
        """Note a block of cells shown as one."""
        if len(self.merged) >= MOST_MERGED:
            raise TooFar(self.sheet)
        self.merged.append((first, last))

    def is_merged(self, position: Position) -> bool:
        """Is the cell a part of a larger one?"""
        row, column = position
        return any(top <= row <= bottom and left <= column <= right for (top, left), (bottom, right) in self.merged)


def refuse_many(sheets: list[Marks]) -> None:
    """Raises TooFar when the sheets together are larger than any form."""
    if len(sheets) > MOST_SHEETS or sum(sheet.height * sheet.width for sheet in sheets) > MOST_AREA:
        raise TooFar(sheets[-1].sheet)


def letters(column: int) -> str:
    """A column as spreadsheets name it: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
