"""For the auditor: between which whole numbers an unknown lies, when facts about several unknowns are known."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from drogowskaz.engine.disclosure.readings import Fact, Way
from drogowskaz.engine.solver import Sums, cheapest

MOST_SEARCHES = 400
MOST_NODES = 20_000
Numbers = dict[int, int]


class Undecided(Exception):
    """The solver gave up, or its numbers do not stand the exact check."""


class Puzzle:
    """Unknown whole numbers, each at least its `least`, and what is known of them: all `facts`, of every choice one
    way, and what is `assumed` where that contradicts nothing."""

    def __init__(
        self, least: Sequence[int], facts: Sequence[Fact], choices: Sequence[tuple[Way, ...]], assumed: Sequence[Fact]
    ) -> None:
        self.least = least
        self.facts = [*dict.fromkeys(facts)]
        self.choices = [*dict.fromkeys(choices)]
        self.assumed = [*dict.fromkeys(assumed)]
        self.seen: dict[int, set[int]] = {}
        """Numbers that were found possible, by unknown."""

    def moved(self, name: int) -> bool:
        """Whether two numbers have been found possible so far."""
        return len(self.seen.get(name, ())) > 1

    def spread(self, name: int, least: int, most: int) -> bool:
        """Whether a number at most `least` and one at least `most` have been found possible so far."""
        seen = self.seen.get(name, ())
        return any(number <= least for number in seen) and any(number >= most for number in seen)

    def ends(self, name: int, room: int) -> tuple[int, int] | None:
        """The least number that the unknown can be, and the greatest, which is sought no more than `room` further up.

        None when it has no bounds but its own, or when what is known contradicts itself. Raises Undecided.
        """
        part = self._parts[self._part_of[name]] if name in self._part_of else None
        if part is None:
            return None
        for assumed in (part.assumed, []):
            low = self._extreme(part, assumed, name, 1, None)
            if low is not None:
                high = self._extreme(part, assumed, name, -1, low + room)
                return None if high is None else (low, high)
        return None

    @cached_property
    def _parts(self) -> "list[_Part]":
        """The unknowns in groups about which nothing is known together."""
        root: dict[int, int] = {}

        def top(name: int) -> int:
            while root.setdefault(name, name) != name:
                root[name] = name = root[root[name]]
            return name

        things: list[tuple[Iterable[Fact], Fact | None, tuple[Way, ...] | None]] = [
            *(([one], one, None) for one in self.facts),
            *((tuple(one for way in choice for one in way), None, choice) for choice in self.choices),
        ]
        for facts in [*(facts for facts, _one, _choice in things), *([one] for one in self.assumed)]:
            names = [name for one in facts for name, _factor in one.parts]
            for name in names:
                root[top(name)] = top(names[0])
        parts = {top(name): _Part() for name in [*root]}
        for name in root:
            parts[top(name)].names.append(name)
        for facts, one, choice in things:
            names = [name for inside in facts for name, _factor in inside.parts]
            if names and one is not None:
                parts[top(names[0])].facts.append(one)
            elif names and choice is not None:
                parts[top(names[0])].choices.append(choice)
        for one in self.assumed:
            parts[top(one.parts[0][0])].assumed.append(one)
        return [*parts.values()]

    @cached_property
    def _part_of(self) -> dict[int, int]:
        return {name: place for place, part in enumerate(self._parts) for name in part.names}

    def _extreme(
        self, part: "_Part", assumed: Sequence[Fact], name: int, direction: int, ceiling: int | None
    ) -> int | None:
        """The least (1) or greatest (−1) number of the unknown; None when there is none at all."""
        searches = 0

        def search(facts: list[Fact], choices: list[tuple[Way, ...]]) -> int | None:
            nonlocal searches
            searches += 1
            if searches > MOST_SEARCHES:
                raise Undecided
            numbers = self._solve(part.names, facts, name, direction, ceiling)
            if numbers is None:
                return None
            broken = next((one for one in choices if not _any_holds(one, numbers)), None)
            if broken is None:
                for one, number in numbers.items():
                    self.seen.setdefault(one, set()).add(number)
                return numbers[name]
            left = [one for one in choices if one is not broken]
            found = [search(facts + list(way), left) for way in broken]
            return min((one for one in found if one is not None), key=lambda one: direction * one, default=None)

        return search([*part.facts, *assumed], part.choices)

    def _solve(
        self, names: Sequence[int], facts: Sequence[Fact], name: int, direction: int, ceiling: int | None
    ) -> Numbers | None:
        place = {one: at for at, one in enumerate(names)}
        rows = [row for row, one in enumerate(facts) for _part in one.parts]
        columns = [place[unknown] for one in facts for unknown, _factor in one.parts]
        factors = [float(factor) for one in facts for _unknown, factor in one.parts]
        bottom = np.array([-one.constant for one in facts], float)
        top = np.where([one.exact for one in facts], bottom, np.inf)
        costs, high = np.zeros(len(names)), np.full(len(names), np.inf)
        costs[place[name]] = direction
        if ceiling is not None:
            high[place[name]] = ceiling
        found = cheapest(
            costs,
            [self.least[one] for one in names],
            high,
            [Sums(factors, rows, columns, bottom, top)] if facts else [],
            nodes=MOST_NODES,
        )
        if found.impossible:
            return None
        if found.numbers is None or not found.best:
            raise Undecided
        numbers = {one: round(float(found.numbers[at])) for one, at in place.items()}
        if not all(one.holds(numbers) for one in facts):
            raise Undecided
        return numbers


class _Part:
    def __init__(self) -> None:
        self.names: list[int] = []
        self.facts: list[Fact] = []
        self.choices: list[tuple[Way, ...]] = []
        self.assumed: list[Fact] = []


def _any_holds(ways: Iterable[Way], numbers: Numbers) -> bool:
    return any(all(one.holds(numbers) for one in way) for way in ways)
