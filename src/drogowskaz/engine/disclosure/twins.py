"""The cells that several forms of one unit share: last year's numbers stand again in this year's form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from drogowskaz.engine.crosswalk.carry import Carriage, Outcome, carry
from drogowskaz.engine.crosswalk.loader import way_between
from drogowskaz.engine.crosswalk.series import Between
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State

Spot = tuple[int, str, int]
"""Which of the forms, row, column."""


@dataclass(frozen=True)
class Shared:
    """`twins` are the same cell in two forms, whatever numbers stand there; `sums` a cell of one form and those of
    another of which it is the sum."""

    twins: tuple[tuple[Spot, Spot], ...]
    sums: tuple[tuple[Spot, tuple[Spot, ...]], ...]


def shared(sheets: Sequence[Sheet], between: Between = way_between) -> Shared:
    """What the forms share, from the oldest on, through the crosswalks between their editions.

    Only columns that are past or assessed in the earlier form: a forecast is not the number it foretold. Forms between
    which no crosswalk leads share nothing.
    """
    twins: list[tuple[Spot, Spot]] = []
    sums: list[tuple[Spot, tuple[Spot, ...]]] = []
    for one, other in combinations(range(len(sheets)), 2):
        if sheets[one].year < sheets[other].year + sheets[other].edition.offsets[0]:
            continue  # the later form's columns begin after the earlier form
        for carriage in _carriages(sheets[one], sheets[other], between):
            shift = sheets[one].year - sheets[other].year
            before = [(one, *cell) for cell in carriage.cells]
            after = [(other, row, carriage.cells[0][1] + shift) for row in carriage.rows]
            if any(not _is_number(sheets, spot) for spot in (*before, *after)):
                continue
            if carriage.outcome is Outcome.CARRIED:
                twins.append((before[0], after[0]))
            elif carriage.outcome is Outcome.SUMMED:
                sums += _agreeing(sheets, after[0], before)
            else:
                sums += _agreeing(sheets, before[0], after)
    return Shared(tuple(twins), tuple(sums))


def _carriages(before: Sheet, after: Sheet, between: Between) -> Iterator[Carriage]:
    try:
        crosswalk = between(before.edition, after.edition)
    except Unusable:
        return
    for carriage in carry(before, crosswalk, year=after.year).carriages:
        wanted = carriage.outcome in (Outcome.CARRIED, Outcome.SUMMED, Outcome.TO_DIVIDE)
        if wanted and all(offset <= 0 for _row, offset in carriage.cells):
            yield carriage


def _is_number(sheets: Sequence[Sheet], spot: Spot) -> bool:
    form, row, offset = spot
    value = sheets[form].value(row, offset)
    return value.state is State.VALUE and sheets[form].edition.row_by_key[row].kind is not Kind.TEXT


def _agreeing(sheets: Sequence[Sheet], whole: Spot, parts: Sequence[Spot]) -> Iterator[tuple[Spot, tuple[Spot, ...]]]:
    """The sum, where the numbers bear it out."""
    numbers = [sheets[form].value(row, offset).number for form, row, offset in (whole, *parts)]
    if numbers[0] == sum(numbers[1:]):
        yield whole, tuple(parts)
