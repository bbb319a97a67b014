"""Whole numbers for a few free cells on which every wish holds, as near to their aims as can be.

A wish is a list of cases, as everywhere in the proofs. For one cell all is exact; for several, HiGHS looks for the
nearest numbers, cases are tried where they matter, and what it finds is rounded and checked exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from drogowskaz.engine.expressions.nodes import Cell
from drogowskaz.engine.satisfiability.limits import Bounds, Case, Limit, decided
from drogowskaz.engine.satisfiability.proof import Undecided
from drogowskaz.engine.solver import Sums, cheapest

Span = tuple[int, int]
"""Whole numbers from the first to the last, both included."""
MOST_SEARCHES = 60
MOST_PASSES = 8
MOST_SECONDS = 2.0
"""For one call of the solver; a repair needs a few thousandths."""
SMALLEST_WEIGHT = 1e-4
MOST_UNEQUAL = 10**7
"""Beside a factor so many times as large, the solver no longer sees the smaller one."""


@dataclass(frozen=True)
class Space:
    """The free cells with their bounds, and the numbers they should stay near: what they hold now."""

    bounds: Bounds
    aims: Mapping[Cell, int]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(self.bounds)

    def within(self, bounds: Bounds) -> "Space":
        return Space(bounds, self.aims)

    def weight(self, cell: Cell) -> float:
        """How much a step of one counts: the same share of a large number as of a small one."""
        least = min(max(abs(aim), 1) for aim in self.aims.values())
        return max(least / max(abs(self.aims[cell]), 1), SMALLEST_WEIGHT)

    def distance(self, values: Mapping[Cell, int]) -> float:
        return sum(self.weight(cell) * abs(values[cell] - self.aims[cell]) for cell in self.bounds)


def numbers(wishes: Iterable[list[Case]], space: Space) -> dict[Cell, int] | None:
    """The nearest numbers on which every wish holds, or None. Raises Undecided."""
    wishes = [*wishes]
    if not space.bounds:
        return {} if all(() in cases for cases in wishes) else None
    if len(space.bounds) == 1:
        (cell,) = space.bounds
        number = nearest(common(wishes, cell, space.bounds[cell]), space.aims[cell])
        return None if number is None else {cell: number}
    return _Branches(space).nearest([], wishes, space.bounds)


# One cell


def common(wishes: Iterable[list[Case]], cell: Cell, bounds: Span) -> list[Span]:
    """The numbers of the only free cell on which every wish holds, as spans in order."""
    left = [bounds]
    for cases in wishes:
        found = [_span(case, part) for case in cases for part in left]
        left = _merged(span for span in found if span[0] <= span[1])
    return left


def nearest(spans: Sequence[Span], aim: int) -> int | None:
    """The number in one of the spans with the least distance from `aim`; of two, the lower."""
    ends = [min(max(aim, low), high) for low, high in spans]
    return min(ends, key=lambda end: (abs(end - aim), end), default=None)


def _span(case: Case, span: Span) -> Span:
    low, high = span
    for limit in case:
        ((_cell, factor),) = limit.factors
        if limit.exact and limit.constant % factor:
            return 1, 0
        if limit.exact:
            low, high = max(low, -limit.constant // factor), min(high, -limit.constant // factor)
        elif factor > 0:
            low = max(low, -(limit.constant // factor))
        else:
            high = min(high, limit.constant // -factor)
    return low, high


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found


# Several cells


class _Branches:
    """Tries the cases of wishes that have several, the nearest numbers first; counts its calls of the solver."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.searches = 0
        self.best: dict[Cell, int] | None = None

    def nearest(self, fixed: list[Limit], open_: list[list[Case]], bounds: Bounds) -> dict[Cell, int] | None:
        self._try(fixed, open_, bounds)
        return self.best

    def _try(self, fixed: list[Limit], open_: list[list[Case]], bounds: Bounds) -> None:
        found = _settled(fixed, open_, bounds)
        if found is None:
            return
        fixed, open_, bounds = found
        self.searches += 1
        if self.searches > MOST_SEARCHES:
            raise Undecided
        values = solve(fixed, self.space.within(bounds))
        if values is None or (self.best and self.space.distance(values) >= self.space.distance(self.best)):
            return
        broken = [cases for cases in open_ if not _holds(cases, values)]
        if not broken:
            self.best = values
            return
        left = [cases for cases in open_ if cases is not broken[0]]
        for case in broken[0]:
            self._try([*fixed, *case], left, bounds)


def _holds(cases: list[Case], values: Mapping[Cell, int]) -> bool:
    return any(all(limit.holds(values) for limit in case) for case in cases)


def _settled(
    fixed: list[Limit], open_: list[list[Case]], bounds: Bounds
) -> tuple[list[Limit], list[list[Case]], Bounds] | None:
    """The same with narrower bounds, and with wishes of a single case among the fixed limits; None when nothing is
    left of a cell or of a wish."""
    while True:
        narrow = narrowed(fixed, bounds)
        if narrow is None:
            return None
        bounds = narrow
        left = [decided(cases, bounds) for cases in open_]
        if not all(left):
            return None
        single = [cases[0] for cases in left if len(cases) == 1]
        open_ = [cases for cases in left if len(cases) > 1]
        if not any(single):
            return fixed, open_, bounds
        fixed = [*fixed, *(limit for case in single for limit in case)]


def narrowed(limits: Sequence[Limit], bounds: Bounds) -> dict[Cell, Span] | None:
    """The bounds without numbers that a limit rules out by itself; None when a cell has none left."""
    found = dict(bounds)
    sides = [(limit.factors, limit.constant) for limit in limits]
    sides += [
        (tuple((cell, -factor) for cell, factor in limit.factors), -limit.constant) for limit in limits if limit.exact
    ]
    for _pass in range(MOST_PASSES):
        before = dict(found)
        for factors, constant in sides:
            most = constant + sum(factor * found[cell][factor > 0] for cell, factor in factors)
            if most < 0:
                return None
            for cell, factor in factors:
                low, high = found[cell]
                rest = most - factor * found[cell][factor > 0]
                if factor > 0:
                    low = max(low, -(rest // factor))
                else:
                    high = min(high, rest // -factor)
                found[cell] = low, high
                if low > high:
                    return None
        if found == before:
            break
    return found


def solve(limits: Sequence[Limit], space: Space) -> dict[Cell, int] | None:
    """The whole numbers nearest to the aims, or None. Raises Undecided when the solver gives up or its numbers do
    not stand the exact check.

    The solver counts steps up and steps down from the numbers within the bounds that are nearest to the aims, so that
    what is small on the form is small to it too.
    """
    cells, count = space.cells, len(space.cells)
    start = {cell: min(max(space.aims[cell], low), high) for cell, (low, high) in space.bounds.items()}
    most = [space.bounds[cell][1] - start[cell] for cell in cells] + [
        start[cell] - space.bounds[cell][0] for cell in cells
    ]
    found = cheapest(
        [space.weight(cell) for cell in cells] * 2,
        np.zeros(2 * count),
        most,
        [_sums(limits, start)] if limits else [],
        seconds=MOST_SECONDS,
    )
    if found.impossible:
        return None
    if found.numbers is None:
        raise Undecided
    steps = [round(float(step)) for step in found.numbers]
    values = {cell: start[cell] + up - down for cell, up, down in zip(cells, steps[:count], steps[count:], strict=True)}
    inside = all(space.bounds[cell][0] <= number <= space.bounds[cell][1] for cell, number in values.items())
    if not inside or not all(limit.holds(values) for limit in limits):
        raise Undecided
    return values


def _sums(limits: Sequence[Limit], start: Mapping[Cell, int]) -> Sums:
    """The limits over the steps, each scaled to factors of at most one. Raises Undecided."""
    place = {cell: column for column, cell in enumerate(start)}
    entries: list[tuple[float, int, int]] = []
    least, most = [], []
    for row, limit in enumerate(limits):
        sizes = [abs(factor) for _cell, factor in limit.factors]
        largest = max(sizes)
        if largest > min(sizes) * MOST_UNEQUAL:
            raise Undecided
        for cell, factor in limit.factors:
            entries.append((factor / largest, row, place[cell]))
            entries.append((-factor / largest, row, len(place) + place[cell]))
        now = limit.constant + sum(factor * start[cell] for cell, factor in limit.factors)
        least.append(-now / largest)
        most.append(-now / largest if limit.exact else np.inf)
    factors, rows, columns = zip(*entries, strict=True)
    return Sums(factors, rows, columns, least, most)
