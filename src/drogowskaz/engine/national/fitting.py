"""Whether a frozen form can be one of its edition: the unit, the year, and cells that the form can hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.national.bench import levels_of
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.teryt import level_of
from drogowskaz.engine.values import MOST_DIGITS, Kind, State, number_text
from drogowskaz.engine.words import _

Numbers = NDArray[np.int64]
States = NDArray[np.uint8]
KNOWN, VALUE = int(max(State)), int(State.VALUE)


@dataclass(frozen=True, eq=False)
class Bounds:
    """What the cells of an edition's own form may hold, in the order of the slots."""

    low: Numbers
    span: NDArray[np.uint64]
    """From the least to the greatest plausible number."""
    absent: NDArray[np.intp]
    """Cells that are not on the form: their row has no such column."""


@cache
def bounds(edition: Edition) -> Bounds:
    """The bounds of every cell of the edition."""
    low = [-_most(row, edition) if row.negative else 0 for row in edition.rows for _offset in edition.offsets]
    high = [_most(row, edition) for row in edition.rows for _offset in edition.offsets]
    absent = [offset not in row.offsets for row in edition.rows for offset in edition.offsets]
    span = [above - below for below, above in zip(low, high, strict=True)]
    return Bounds(np.array(low, np.int64), np.array(span, np.uint64), np.flatnonzero(absent))


def _most(row: Row, edition: Edition) -> int:
    return 0 if row.kind is Kind.TEXT else edition.largest.get(row.kind, 10**MOST_DIGITS) * row.kind.scale


def whose_problems(edition: Edition, unit: str, year: int, place: Place | None) -> Iterator[Problem]:
    """What speaks against the unit and the year."""
    level = level_of(unit)
    if level is None:
        message = _("“{unit}” is not a TERYT code of a unit that makes an assessment.")
        yield Problem(message, place, {"unit": unit})
    elif level not in levels_of(edition):
        message = _("The edition “{edition}” is for another kind of unit than {unit}.")
        yield Problem(message, place, {"edition": edition.id, "unit": unit})
    if year not in edition.years:
        years = ", ".join(str(known) for known in edition.years)
        message = _("The edition “{edition}” is not for the year {year}. It is for: {years}.")
        yield Problem(message, place, {"edition": edition.id, "year": year, "years": years})


def cell_problem(edition: Edition, year: int, numbers: Numbers, states: States, place: Place | None) -> Problem | None:
    """The first thing that cannot be, with its cell; None when all is well."""
    for message, wrong in _doubts(edition, numbers, states):
        if wrong.any():
            return _about(message, int(np.argmax(wrong)), edition, year, numbers, states, place)
    return None


def _doubts(edition: Edition, numbers: Numbers, states: States) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """What may be wrong with cells and where it is; asked of the whole form at once, as a country of them is read."""
    allowed = bounds(edition)
    yield _("{cell} has the state {state}, which does not exist."), states > KNOWN
    yield _("{cell} holds the number {number} and says that it holds none."), (numbers != 0) & (states != VALUE)
    outside = (numbers - allowed.low).view(np.uint64) > allowed.span
    yield _("{cell} holds {number}, which this row cannot hold."), outside
    if len(allowed.absent):
        filled = np.zeros(len(states), np.bool_)
        filled[allowed.absent] = states[allowed.absent] != State.EMPTY
        yield _("{cell} is filled in, and the form has no such cell."), filled


def _about(
    message: str, at: int, edition: Edition, year: int, numbers: Numbers, states: States, place: Place | None
) -> Problem:
    row, column = divmod(at, len(edition.offsets))
    asked = edition.rows[row]
    cell = f"{asked.key} ({year + edition.offsets[column]})"
    number = number_text(int(numbers[at]), asked.kind, "pl")
    return Problem(message, place, {"cell": cell, "number": number, "state": int(states[at])})
