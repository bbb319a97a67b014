"""Other forms that look the same: numbers for hidden cells with which everything published stays as it is.

To search for one is to ask which further cells would have to be hidden for it to be possible, and at what cost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from drogowskaz.engine.disclosure.effects import Changes
from drogowskaz.engine.disclosure.knowledge import Among, Bound, Knowledge
from drogowskaz.engine.solver import Sums, cheapest

RINGS = 4
"""How many steps away from a cell, from check to check, the search goes."""
MOST_QUANTITIES = 300
MOST_NODES = 200
"""Of the solver's tree: a limit that does not depend on how fast the machine is."""
ROOM = (1, 8, 64)
"""How many times its usual room a quantity is given before the search gives up."""


@dataclass(frozen=True)
class Target:
    """A quantity that must be able to lie, as far as a reader can tell, between `least` and `most`."""

    quantity: int
    least: int
    most: int | None

    def met(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)


@dataclass(eq=False)
class Search:
    """Looks for alternatives. `costs` is what it costs to hide a quantity that is not yet among `hidden`, which grows
    from one search to the next; `room` how far each may move up."""

    knowledge: Knowledge
    costs: Sequence[int]
    room: Sequence[int]
    hidden: Collection[int]

    def find(self, target: Target, among: Among = Among.ALL) -> Changes | None:
        """The cheapest alternative within reach that meets the target; None when none is found.

        Checks may get other answers in it, but for those `among` which bounds are asked for.
        """
        number = self.knowledge.joint.quantities[target.quantity].number
        nearest = max(target.least, number) if target.most is None else min(max(target.least, number), target.most)
        alone = {target.quantity: nearest - number}
        if all(bound.allows(alone) for bound in self.knowledge.about(alone, among)):
            return alone
        for times in ROOM:
            before: list[int] = []
            free = [target.quantity]
            for _ring in range(RINGS):
                free = self._grown(free, times, target, among)
                if free == before or len(free) > MOST_QUANTITIES:
                    break
                before = free
                found = self._cheapest(free, times, target, among)
                if found is not None:
                    return found
        return None

    def _span(self, quantity: int, times: int, target: Target) -> tuple[int, int]:
        """How far a quantity may move down and up."""
        known = self.knowledge.joint.quantities[quantity]
        if quantity == target.quantity:
            most = known.number + times * self.room[quantity] if target.most is None else target.most
            return target.least - known.number, max(target.least, most) - known.number
        up = times * self.room[quantity]
        return known.least - known.number, up if known.most is None else min(up, known.most - known.number)

    def _grown(self, free: Sequence[int], times: int, target: Target, among: Among) -> list[int]:
        """The free quantities and those that share with them a bound which they alone could break."""
        inside = dict.fromkeys(free)
        spans = {quantity: self._span(quantity, times, target) for quantity in free}
        for bound in self.knowledge.about(free, among):
            low = high = 0
            for quantity, factor in bound.parts:
                ends = sorted(factor * end for end in spans.get(quantity, (0, 0)))
                low, high = low + ends[0], high + ends[1]
            if (bound.least is not None and low < bound.least) or (bound.most is not None and bound.most < high):
                for quantity, _factor in bound.parts:
                    if self._span(quantity, times, target) != (0, 0):
                        inside[quantity] = None
        return list(inside)

    def _cheapest(self, free: Sequence[int], times: int, target: Target, among: Among) -> Changes | None:
        """The alternative in which only these move that costs least."""
        place = {quantity: at for at, quantity in enumerate(free)}
        spans = [self._span(quantity, times, target) for quantity in free]
        paid = [quantity for quantity in free if quantity not in self.hidden and quantity != target.quantity]
        bounds = [_within(bound, place) for bound in self.knowledge.about(free, among)]
        for at, quantity in enumerate(paid, len(free)):
            down, up = spans[place[quantity]]
            # A quantity that moves at all has its switch, of 0 or 1, on.
            bounds.append((((place[quantity], 1), (at, -up)), None, 0))
            bounds.append((((place[quantity], 1), (at, -down)), 0, None))
        costs = [0] * len(free) + [self.costs[quantity] for quantity in paid]
        ends = [*spans, *[(0, 1)] * len(paid)]
        solution = _solve(costs, ends, bounds)
        if solution is None:
            return None
        changes = {quantity: solution[at] for quantity, at in place.items() if solution[at]}
        if not all(bound.allows(changes) for bound in self.knowledge.about(free, among)):
            return None
        inside = (down <= changes.get(quantity, 0) <= up for quantity, (down, up) in zip(free, spans, strict=True))
        return changes if all(inside) else None


Row = tuple[tuple[tuple[int, int], ...], int | None, int | None]


def _within(bound: Bound, place: dict[int, int]) -> Row:
    parts = tuple((place[quantity], factor) for quantity, factor in bound.parts if quantity in place)
    return parts, bound.least, bound.most


def _solve(costs: Sequence[int], ends: Sequence[tuple[int, int]], rows: Sequence[Row]) -> list[int] | None:
    """Whole numbers within the ends and rows that cost little; None when the solver finds none."""
    low, high = np.array(ends, float).T
    conditions = []
    if rows:
        index = [row for row, (parts, _least, _most) in enumerate(rows) for _part in parts]
        columns = [column for parts, _least, _most in rows for column, _factor in parts]
        factors = [float(factor) for parts, _least, _most in rows for _column, factor in parts]
        least = [-np.inf if least is None else least for _parts, least, _most in rows]
        most = [np.inf if most is None else most for _parts, _least, most in rows]
        conditions = [Sums(factors, index, columns, least, most)]
    numbers = cheapest(costs, low, high, conditions, nodes=MOST_NODES).numbers
    return None if numbers is None else [round(float(number)) for number in numbers]
