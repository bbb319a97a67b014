"""The fewest cells that have to change, found from both sides.

Each demand that cannot be kept names cells of which at least one has to change. The smallest choice that takes one of
each is found by HiGHS as a problem of zeros and ones; then exact arithmetic asks whether the chosen cells can keep
every demand about them. If so, no smaller choice could. If not, the demands that quarrel name one more such set.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from drogowskaz.engine.expressions.nodes import Cell
from drogowskaz.engine.satisfiability.proof import Undecided
from drogowskaz.engine.solver import Sums, cheapest
from drogowskaz.engine.suggestions.numbers import common, nearest
from drogowskaz.engine.suggestions.repairs import Conflict, Form, Values
from drogowskaz.engine.suggestions.ways import Cells
from drogowskaz.engine.values import State, Value

MOST_ROUNDS = 500
MOST_SECONDS = 2.0
"""For one call of the solver, which in life needs a few thousandths."""
STATES = {State.VALUE: 0, State.EMPTY: 1, State.NO_INFORMATION: 2, State.NOT_APPLICABLE: 2}
"""How unwelcome it is to write a number where this stands."""
UNWELCOME = 10_000
"""More than there are cells, so that an empty cell, a dot or an x weighs more than any place in the order of cells."""


@dataclass(frozen=True)
class Core:
    """Cells of which at least one has to change for these demands to be kept. `sure` as in Conflict."""

    cells: Cells
    conflict: Conflict


@dataclass(frozen=True)
class Repair:
    """What the cells should hold. `proven`: no fewer cells would do. `given_up` are the demands of the questions that
    no change keeps, each with the conflict that shows it."""

    values: Values
    proven: bool
    given_up: dict[int, Conflict]


class _Search:
    def __init__(self, form: Form, broken: Sequence[int]) -> None:
        self.form = form
        self.broken = broken
        self.wanted = _wanted(form, broken)
        likeliest = sorted(_likeliest(form, broken), key=lambda cell: cell not in self.wanted)
        self.ranks = {cell: rank for rank, cell in enumerate(likeliest)}
        self.count = 0
        """No fewer cells than that will do."""
        self.cores: list[Core] = []
        self.given_up: dict[int, Conflict] = {}
        self.known: dict[tuple[Cell, ...], Values | Conflict] = {}
        """What was found out about groups of cells, as long as no demand is given up."""
        for place in broken:
            self._learn(Conflict(frozenset({place})), ())

    def repair(self, seconds: float) -> Repair:
        """The fewest changes; after so many seconds as few as are found in as many more."""
        stop = time.monotonic() + seconds
        for _round in range(MOST_ROUNDS):
            try:
                chosen = self._fewest()
            except Undecided:
                break
            values, failed = self._try(chosen)
            if not failed and all(core.conflict.sure for core in self.cores):
                return Repair(values, all(one.sure for one in self.given_up.values()), self.given_up)
            for cells, conflict in failed:
                self._learn(conflict, cells)
            if not failed or time.monotonic() > stop:
                break
        return Repair(self._enlarged(stop + seconds), False, self.given_up)

    def _learn(self, conflict: Conflict, cells: Iterable[Cell]) -> None:
        """Note the cells that could help in the conflict beside those that were free; without any, give up a
        demand. A conflict with a demand that has been given up since is none."""
        if not conflict.places.isdisjoint(self.given_up):
            return
        found = self.form.demands.found
        helpful = {cell for place in conflict.places for cell in self.form.helpful(found[place])} - {*cells}
        for cell in sorted(helpful, key=self.form.order):
            self.ranks.setdefault(cell, len(self.ranks))
        if helpful:
            self.cores.append(Core(frozenset(helpful), conflict))
            return
        left = [place for place in self.broken if place not in self.given_up]
        # What stands on the form keeps every demand that is not broken, so one that is has to give way.
        place = next((place for place in reversed(left) if place in conflict.places), None)
        if place is not None:
            self._give_up(place, conflict)
        else:
            self._begin_anew(left)

    def _give_up(self, place: int, conflict: Conflict) -> None:
        together = self.form.demands.of[self.form.demands.found[place].name]
        self.given_up |= dict.fromkeys(together, conflict)
        self.known, self.count = {}, 0
        self.cores = [core for core in self.cores if core.conflict.places.isdisjoint(together)]

    def _begin_anew(self, left: Sequence[int]) -> None:
        """Where the solver found a conflict in demands that are kept as the form stands: it cannot be trusted with
        them, so the last of the broken ones is given up and what was found out is forgotten."""
        if left:
            self._give_up(left[-1], Conflict(frozenset(left[-1:]), sure=False))
        self.cores = []
        for place in left:
            self._learn(Conflict(frozenset({place})), ())

    def _fewest(self) -> list[Cell]:
        """The fewest cells with one of every core, and of several such choices the likeliest. Raises Undecided."""
        cells = sorted({cell for core in self.cores for cell in core.cells}, key=self.form.order)
        if not cells:
            return []
        weights = [self._weight(cell) for cell in cells]
        chosen = self._chosen(cells, weights, self.count) if self.count else None
        if chosen is None:
            self.count = len(self._chosen(cells, [1] * len(cells), len(cells)) or cells)
            chosen = self._chosen(cells, weights, self.count)
        if chosen is None:
            raise Undecided
        return chosen

    def _chosen(self, cells: Sequence[Cell], weights: Sequence[int], most: int) -> list[Cell] | None:
        """The lightest choice of at most so many cells with one of every core, or None. Raises Undecided."""
        column = {cell: place for place, cell in enumerate(cells)}
        # In one order on every run, for the solver may choose by it between choices of one weight.
        entries = [(row, column[cell]) for row, core in enumerate(self.cores) for cell in cells if cell in core.cells]
        rows, columns = zip(*entries, strict=True)
        count, cores = len(cells), len(self.cores)
        found = cheapest(
            np.array(weights) / max(weights),
            np.zeros(count),
            np.ones(count),
            [
                Sums(np.ones(len(entries)), rows, columns, np.ones(cores), np.full(cores, np.inf)),
                Sums(np.ones(count), [0] * count, range(count), [0], [most]),
            ],
            seconds=MOST_SECONDS,
        )
        if found.impossible:
            return None
        if found.numbers is None or not found.best:
            raise Undecided
        return [cell for cell, taken in zip(cells, found.numbers, strict=True) if taken > 1 / 2]

    def _weight(self, cell: Cell) -> int:
        """Its rank, and much more where it would be written over something that had better stay."""
        unwelcome = 0 if cell in self.wanted else STATES[self.form.now.state(cell)]
        return self.ranks[cell] + 1 + unwelcome * UNWELCOME

    def _try(self, chosen: Sequence[Cell]) -> tuple[Values, list[tuple[list[Cell], Conflict]]]:
        """What the chosen cells should hold, and those of them, with the conflict, for which there is no answer."""
        values: dict[Cell, Value] = {}
        failed = []
        for cells in self._groups(chosen):
            key = tuple(cells)
            if key not in self.known:
                self.known[key] = self.form.settled(cells, self._about(cells))
            found = self.known[key]
            if isinstance(found, Conflict):
                failed.append((cells, found))
            else:
                values |= found
        return values, failed

    def _about(self, cells: Iterable[Cell]) -> list[int]:
        return [place for place in self.form.about(cells) if place not in self.given_up]

    def _groups(self, chosen: Sequence[Cell]) -> list[list[Cell]]:
        """The cells in groups that share no demand, each a problem of its own."""
        group: dict[int, list[Cell]] = {}
        for cell in chosen:
            places = self._about([cell])
            joined = {id(group[place]): group[place] for place in places if place in group}
            cells = [cell, *(other for cells in joined.values() for other in cells)]
            group |= dict.fromkeys(self._about(cells), cells)
        found = {id(cells): cells for cells in group.values()}
        return [sorted(cells, key=self.form.order) for cells in found.values()]

    def _enlarged(self, stop: float) -> Values:
        """A choice that will do, though perhaps not the smallest: a cell of each core, more where that fails; then
        without those that turn out not to be needed, as long as there is time."""
        chosen: list[Cell] = []
        while True:
            for core in self.cores:
                if core.cells.isdisjoint(chosen):
                    chosen.append(min(core.cells, key=lambda cell: (self._weight(cell), self.form.order(cell))))
            values, failed = self._try(chosen)
            if not failed:
                break
            for cells, conflict in failed:
                self._learn(conflict, cells)
            chosen = [cell for cell in chosen if any(cell in core.cells for core in self.cores)]
        for cell in sorted(chosen, key=lambda cell: (-self._weight(cell), self.form.order(cell))):
            fewer = [other for other in chosen if other != cell]
            if time.monotonic() < stop and self._enough(fewer):
                without, failed = self._try(fewer)
                if not failed:
                    chosen, values = fewer, without
        return {cell: value for cell, value in values.items() if self.form.differs(cell, value)}

    def _enough(self, chosen: Iterable[Cell]) -> bool:
        """Is every broken demand about one of the chosen cells?"""
        return {*self.broken} - self.given_up.keys() <= {*self._about(chosen)}


def repair(form: Form, broken: Sequence[int], seconds: float) -> Repair:
    """The fewest changes that keep all demands, given the places of those that are broken now, in order.

    After about so many seconds the best that was found.
    """
    return _Search(form, broken).repair(seconds)


def _wanted(form: Form, broken: Sequence[int]) -> Cells:
    """The empty cells that a broken demand asks to be filled in."""
    filled = (form.demands.found[place].filled for place in broken)
    return frozenset(cell for cells in filled for cell in cells if form.now.state(cell) is State.EMPTY)


def _likeliest(form: Form, broken: Sequence[int]) -> list[Cell]:
    """The cells that could help, those first that take part in most of the broken demands, and of these the ones of
    whose number the smallest share would have to change."""
    explained: dict[Cell, int] = {}
    steps: dict[Cell, float] = {}
    for place in broken:
        for cell in form.helpful(form.demands.found[place]):
            explained[cell] = explained.get(cell, 0) + 1
            steps[cell] = max(steps.get(cell, 0.0), step(form, cell, place))
    return sorted(explained, key=lambda cell: (-explained[cell], steps[cell], form.order(cell)))


def step(form: Form, cell: Cell, place: int) -> float:
    """How large a change of this cell alone would keep the demand, beside its number: from 0 to 1, which is for a
    change that is boundless or not possible."""
    space = form.space([cell]) if cell in form.demands.found[place].numbers else None
    if space is None:
        return 1.0
    try:
        wish = form.demands.found[place].ways(form.now, frozenset({cell}))
    except Undecided:
        return 1.0
    aim = space.aims[cell]
    number = nearest(common([wish], cell, space.bounds[cell]), aim)
    if number is None:
        return 1.0
    share = abs(number - aim) / max(abs(aim), 1)
    return share / (1 + share)
