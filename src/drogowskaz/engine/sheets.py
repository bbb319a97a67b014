"""Filled cells as arrays: one sheet, or a stack of sheets of one edition, for the same executor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions.nodes import Block, Cell, Whose
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, Kind, State, Value
from drogowskaz.engine.words import _

CellKey = tuple[str, int]
"""A cell's row key and its column, in years from the assessed one."""
INT64 = 2**63 - 1


@dataclass(frozen=True)
class Sheet:
    """What one unit wrote into an edition for one assessed year. Cells not in `values` are empty.

    `last` are the cells of its form of the year before, under the keys of this edition (None: not known); `children`
    are the sheets of the units right below.
    """

    edition: Edition
    unit: str
    year: int
    values: Mapping[CellKey, Value] = field(default_factory=dict)
    last: Mapping[CellKey, Value] | None = None
    children: "tuple[Sheet, ...]" = ()

    def value(self, row: str, offset: int) -> Value:
        return self.values.get((row, offset), EMPTY)

    @property
    def filled(self) -> int:
        """How many cells hold anything."""
        return sum(value.state is not State.EMPTY for value in self.values.values())


@dataclass(frozen=True)
class Stack:
    """Sheets of one edition and year as arrays of shape (slots, sheets).

    A slot is a cell of one plane (see `slot`). `numbers` is int64 in each row's scale and 0 where there is no number;
    `states` holds `State` as uint8. A form that is not known (last year's, those of the units below) is all dots, so
    that no check takes it for zero.
    """

    edition: Edition
    numbers: NDArray[np.int64]
    states: NDArray[np.uint8]


def slot(edition: Edition, cell: Cell) -> int:
    """Where a cell stands in the arrays: planes one after another, in each the rows, in each row the columns."""
    assert cell.offset is not None, "expand the wildcard first"
    plane = edition.planes.index(cell.whose)
    row = plane * len(edition.rows) + edition.row_index[cell.row]
    return row * len(edition.offsets) + edition.offset_index[cell.offset]


def block_cells(block: Block, edition: Edition) -> list[Cell]:
    """The cells of a table's column; its text rows and rows without that column have none."""
    rows = edition.tables[block.table].rows
    return [Cell(row.key, block.offset) for row in rows if row.kind is not Kind.TEXT and block.offset in row.offsets]


def stack(edition: Edition, sheets: Iterable[Sheet]) -> Stack:
    """The sheets as one stack, in their order. A number that no array can hold is told by its cell."""
    sheets = tuple(sheets)
    cells = len(edition.rows) * len(edition.offsets)
    numbers = np.zeros((len(edition.planes) * cells, len(sheets)), np.int64)
    states = np.zeros(numbers.shape, np.uint8)
    for place, sheet in enumerate(sheets):
        for plane, whose in enumerate(edition.planes):
            here = slice(plane * cells, (plane + 1) * cells)
            _fill(sheet, _values(sheet, whose), numbers[here, place], states[here, place])
    return Stack(edition, numbers, states)


def _fill(
    sheet: Sheet, values: Mapping[CellKey, Value] | None, numbers: NDArray[np.int64], states: NDArray[np.uint8]
) -> None:
    if values is None:
        states[:] = State.NO_INFORMATION
        return
    rows, columns = sheet.edition.row_index, sheet.edition.offset_index
    for (row, offset), value in values.items():
        place = rows[row] * len(columns) + columns[offset]
        if abs(value.number) > INT64:
            message = _("The number in “{row}” of {unit} ({year}) is too large to be counted with.")
            label = sheet.edition.row_by_key[row].label["pl"]
            raise unusable(message, row=label, unit=sheet.unit, year=sheet.year + offset)
        numbers[place] = value.number
        states[place] = value.state


def _values(sheet: Sheet, whose: Whose) -> Mapping[CellKey, Value] | None:
    match whose:
        case Whose.LAST:
            return sheet.last
        case Whose.CHILDREN:
            return _together(sheet.children, sheet.edition)
    return sheet.values


def _together(children: Iterable[Sheet], edition: Edition) -> Mapping[CellKey, Value] | None:
    """The sums over the units below, a dot where not every one of them has a number; None when there are none."""
    children = tuple(children)
    if not children:
        return None
    summed = {}
    for row in edition.rows:
        for offset in row.offsets:
            values = [child.value(row.key, offset) for child in children]
            whole = row.kind is not Kind.TEXT and all(value.state is State.VALUE for value in values)
            summed[row.key, offset] = Value(State.VALUE, sum(v.number for v in values)) if whole else NO_INFORMATION
    return summed
