"""Filled cells as arrays: one sheet, or a stack of sheets of one edition, for the same executor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.values import EMPTY, State, Value

CellKey = tuple[str, int]
"""A cell's row key and its column, in years from the assessed one."""


@dataclass(frozen=True)
class Sheet:
    """What one unit wrote into an edition for one assessed year. Cells not in `values` are empty."""

    edition: Edition
    unit: str
    year: int
    values: Mapping[CellKey, Value] = field(default_factory=dict)

    def value(self, row: str, offset: int) -> Value:
        return self.values.get((row, offset), EMPTY)

    @property
    def filled(self) -> int:
        """How many cells hold anything."""
        return sum(value.state is not State.EMPTY for value in self.values.values())


@dataclass(frozen=True)
class Stack:
    """Sheets of one edition and year as arrays of shape (sheets, rows, columns).

    `numbers` is int64 in each row's scale and 0 where there is no number; `states` holds `State` as uint8.
    """

    edition: Edition
    numbers: NDArray[np.int64]
    states: NDArray[np.uint8]


def stack(edition: Edition, sheets: Iterable[Sheet]) -> Stack:
    """The sheets as one stack, in their order."""
    sheets = tuple(sheets)
    shape = (len(sheets), len(edition.rows), len(edition.offsets))
    numbers = np.zeros(shape, np.int64)
    states = np.zeros(shape, np.uint8)
    for place, sheet in enumerate(sheets):
        for (row, offset), value in sheet.values.items():
            cell = place, edition.row_index[row], edition.offset_index[offset]
            numbers[cell] = value.number
            states[cell] = value.state
    return Stack(edition, numbers, states)
