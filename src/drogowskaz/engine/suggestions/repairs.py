"""Whether some cells, free to change, can keep every demand that speaks of them, and if not, which demands quarrel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from drogowskaz.engine.editions.schema import Edition, Missing
from drogowskaz.engine.expressions.nodes import Cell
from drogowskaz.engine.satisfiability.limits import Case
from drogowskaz.engine.satisfiability.proof import Undecided, bounds, smallest
from drogowskaz.engine.suggestions.demands import Demand, Demands
from drogowskaz.engine.suggestions.numbers import Space, common, numbers
from drogowskaz.engine.suggestions.ways import Cells, Situation
from drogowskaz.engine.values import EMPTY, Kind, State, Value

FILLED = Value(State.VALUE, text="…")
"""Stands for a text that only a person can write."""
MOST_STATES = 64
Values = Mapping[Cell, Value]


@dataclass(frozen=True)
class Conflict:
    """These demands, by their places, cannot all be kept by changing the free cells alone.

    `sure` is False when that could not be found out.
    """

    places: frozenset[int]
    sure: bool = True


@dataclass(frozen=True, eq=False)
class Form:
    """A form to be repaired: what stands in it, what is demanded of it, and the demands that were given up."""

    edition: Edition
    now: Situation
    demands: Demands
    places: tuple[int, ...]
    """The demands of the stage."""

    @cached_property
    def emptied(self) -> Cells:
        """The cells that some demand asks to be empty. Only these may be emptied: to empty another one would merely
        silence the checks that read it."""
        return frozenset().union(*(self.demands.found[place].emptied for place in self.places))

    def about(self, cells: Iterable[Cell]) -> list[int]:
        """The demands of the stage that speak of any of the cells, in order."""
        found = {place for cell in cells for place in self.demands.about.get(cell, ())}
        return sorted(found & {*self.places})

    def kind(self, cell: Cell) -> Kind:
        return self.edition.row_by_key[cell.row].kind

    def order(self, cell: Cell) -> tuple[int, int]:
        """Where a cell stands on the form."""
        return self.edition.row_index[cell.row], cell.offset or 0

    def differs(self, cell: Cell, value: Value) -> bool:
        """Is the value another than the one that stands there? A text is never told from another."""
        return (value.state, value.number) != (self.now.state(cell), self.now.number(cell))

    def aim(self, cell: Cell) -> int:
        """The number to stay near: the one that stands there, else the one of the nearest filled column."""
        if self.now.state(cell) is State.VALUE:
            return self.now.number(cell)
        here = cell.offset or 0
        others = sorted(self.edition.row_by_key[cell.row].offsets, key=lambda offset: (abs(offset - here), offset))
        filled = (Cell(cell.row, offset) for offset in others)
        return next((self.now.number(one) for one in filled if self.now.state(one) is State.VALUE), 0)

    def space(self, cells: Sequence[Cell]) -> Space:
        return Space(bounds(self.edition, cells, 0), {cell: self.aim(cell) for cell in cells})

    def helpful(self, demand: Demand) -> list[Cell]:
        """The cells whose change could keep a demand that is not kept, in the order of the form."""
        return sorted((cell for cell in demand.own if self._helps(cell, demand)), key=self.order)

    def _helps(self, cell: Cell, demand: Demand) -> bool:
        state = self.now.state(cell)
        if state is State.VALUE:
            return cell in self.emptied or cell in demand.numbers
        if cell in demand.filled or (cell in demand.emptied and state is not State.EMPTY):
            return True
        # A dot makes the comparison unknown, and so does any cell without a number where the check skips it.
        return (
            cell in demand.numbers
            and demand.question.check.missing is not Missing.SKIP_ANY
            and state is not State.NO_INFORMATION
        )

    def settled(self, cells: Sequence[Cell], places: Sequence[int]) -> Values | Conflict:
        """What the cells should hold for the demands to be kept, the others standing as they do; or why not."""
        quarrel: frozenset[int] = frozenset()
        try:
            for chosen in _products([self._states(cell) for cell in cells]):
                held = {cell: value for cell, value in zip(cells, chosen, strict=True) if value is not None}
                found = self._numbers([cell for cell in cells if cell not in held], places, self.now.changed(held))
                if not isinstance(found, Conflict):
                    return {**held, **found}
                quarrel |= found.places
        except Undecided:
            return Conflict(frozenset(places), sure=False)
        return Conflict(quarrel)

    def span(self, cell: Cell, number: int, places: Iterable[int]) -> tuple[int | None, int | None]:
        """How far the number of the cell could go, down and up, with the demands kept as they are with `number`; None
        where only the bounds of all numbers stop it."""
        ends = self.space([cell]).bounds[cell]
        try:
            wishes = [self.demands.found[place].ways(self.now, frozenset({cell})) for place in places]
        except Undecided:
            return number, number
        low, high = next(span for span in common(wishes, cell, ends) if span[0] <= number <= span[1])
        return None if low == ends[0] else low, None if high == ends[1] else high

    def _states(self, cell: Cell) -> list[Value | None]:
        """What a free cell may hold, the more welcome first; None is a number."""
        state = self.now.state(cell)
        kept = Value(state, text=FILLED.text if state is State.VALUE else "")
        emptied = [EMPTY] if cell in self.emptied and state is not State.EMPTY else []
        if self.kind(cell) is Kind.TEXT:
            return [kept, *emptied] if state is State.VALUE else [FILLED, *emptied, kept]
        return [None, *emptied] if state is State.VALUE else [None, *emptied, kept]

    def _numbers(self, free: Sequence[Cell], places: Sequence[int], now: Situation) -> Values | Conflict:
        cells = frozenset(free)
        ways = {place: self.demands.found[place].ways(now, cells) for place in places}
        space = self.space(free)
        found = numbers(ways.values(), space)
        if found is None:
            return Conflict(frozenset(self._quarrel(ways, space)))
        return {cell: Value(State.VALUE, number) for cell, number in found.items()}

    def _quarrel(self, ways: Mapping[int, list[Case]], space: Space) -> list[int]:
        """A smallest part of the demands that cannot be kept together; those of many cells are left out first."""
        never = [place for place, cases in ways.items() if not cases]
        if never:
            return [min(never, key=lambda place: len(self.demands.found[place].cells))]

        def contradict(some: Sequence[int]) -> bool:
            try:
                return numbers([ways[place] for place in some], space) is None
            except Undecided:
                return False

        open_ = [place for place, cases in ways.items() if cases != [()]]
        return smallest(sorted(open_, key=lambda place: -len(self.demands.found[place].cells)), contradict)


def _products(states: Sequence[Sequence[Value | None]]) -> Iterable[tuple[Value | None, ...]]:
    if prod(len(several) for several in states) > MOST_STATES:
        raise Undecided
    return product(*states)
