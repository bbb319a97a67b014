"""Filled cells as arrays: one sheet, or a stack of sheets of one edition, for the same executor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, Kind, State, Value

CellKey = tuple[str, int]
"""A cell's row key and its column, in years from the assessed one."""


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
class Plane:
    """Cells as arrays of shape (sheets, rows, columns).

    `numbers` is int64 in each row's scale and 0 where there is no number; `states` holds `State` as uint8.
    """

    numbers: NDArray[np.int64]
    states: NDArray[np.uint8]


@dataclass(frozen=True)
class Stack(Plane):
    """Sheets of one edition and year. `others` are the planes of last year and of the units below, where checks of
    the edition ask for them; what is not known there is a dot, so that no check takes it for zero."""

    edition: Edition
    others: Mapping[Whose, Plane] = field(default_factory=dict)

    def plane(self, whose: Whose) -> Plane:
        return self if whose is Whose.OWN else self.others[whose]


def stack(edition: Edition, sheets: Iterable[Sheet]) -> Stack:
    """The sheets as one stack, in their order."""
    sheets = tuple(sheets)
    others = {}
    if Whose.LAST in edition.whose:
        others[Whose.LAST] = _plane(edition, [sheet.last for sheet in sheets])
    if Whose.CHILDREN in edition.whose:
        others[Whose.CHILDREN] = _plane(edition, [_together(sheet.children, edition) for sheet in sheets])
    own = _plane(edition, [sheet.values for sheet in sheets])
    return Stack(own.numbers, own.states, edition, others)


def _plane(edition: Edition, sheets: Sequence[Mapping[CellKey, Value] | None]) -> Plane:
    shape = (len(sheets), len(edition.rows), len(edition.offsets))
    numbers = np.zeros(shape, np.int64)
    states = np.zeros(shape, np.uint8)
    for place, values in enumerate(sheets):
        if values is None:
            states[place] = State.NO_INFORMATION
            continue
        for (row, offset), value in values.items():
            cell = place, edition.row_index[row], edition.offset_index[offset]
            numbers[cell] = value.number
            states[cell] = value.state
    return Plane(numbers, states)


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
