"""What a part of a check asks of the numbers of a few free cells, while all other cells stand as they are.

The answer is a list of cases as in `satisfiability.limits`: the part is kept (true, or not to be answered) where at
least one case holds. Exact for empty cells, dots and x, which the proofs about whole forms know nothing of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from math import gcd

from drogowskaz.engine.editions.schema import Missing
from drogowskaz.engine.expressions.nodes import SAME_PAIRS, Cell
from drogowskaz.engine.satisfiability.limits import Case, Limit
from drogowskaz.engine.satisfiability.proof import Undecided
from drogowskaz.engine.values import State, Value

Cells = frozenset[Cell]
MOST_CASES = 1000
"""Past so many cases a part is too tangled to be searched."""


@dataclass(frozen=True)
class Compared:
    """A comparison: it holds in one of these cases, and cannot be answered when one of the cells has no number."""

    cases: tuple[Case, ...]
    reads: tuple[Cell, ...]


@dataclass(frozen=True)
class Stands:
    """The cell is in one of these states."""

    cell: Cell
    states: frozenset[State]


@dataclass(frozen=True)
class Alike:
    """Both cells hold the same number or neither holds any; with `holds` false, this is not so."""

    one: Cell
    other: Cell
    holds: bool


@dataclass(frozen=True)
class Enough:
    """So many of the pairs have a number on both sides, not zero on the first, that one may speak of a copy; with
    `holds` false, too few have."""

    pairs: tuple[tuple[Cell, Cell], ...]
    holds: bool


@dataclass(frozen=True)
class Every:
    """All parts are kept."""

    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class Some:
    """At least one part is kept."""

    parts: "tuple[Part, ...]"


Leaf = Compared | Stands | Alike | Enough
Part = Leaf | Every | Some


@dataclass(frozen=True)
class Situation:
    """What stands in the cells of a form and of the forms that its checks read; what is not named is empty."""

    values: Mapping[Cell, Value]

    def state(self, cell: Cell) -> State:
        found = self.values.get(cell)
        return State.EMPTY if found is None else found.state

    def number(self, cell: Cell) -> int:
        """The stored number; zero where there is none."""
        found = self.values.get(cell)
        return 0 if found is None else found.number

    def changed(self, values: Mapping[Cell, Value]) -> "Situation":
        return Situation({**self.values, **values}) if values else self


def leaves(part: Part) -> Iterable[Leaf]:
    """The single questions of a part."""
    if isinstance(part, Every | Some):
        for inner in part.parts:
            yield from leaves(inner)
    else:
        yield part


def ways(part: Part, now: Situation, free: Cells, missing: Missing) -> list[Case]:
    """The cases over the numbers of the `free` cells in which the part is kept: `[()]` when it is kept anyway, none
    when it cannot be. A free cell holds a number, whatever it held before. Raises Undecided."""
    match part:
        case Compared(cases, reads):
            unread = State.NO_INFORMATION if missing is not Missing.SKIP_ANY else None
            for cell in reads:
                state = State.VALUE if cell in free else now.state(cell)
                if state is unread or (unread is None and state is not State.VALUE):
                    return [()]
            return _any([_fixed(case, now, free)] for case in cases)
        case Stands(cell, states):
            return [()] if (State.VALUE if cell in free else now.state(cell)) in states else []
        case Alike(one, other, holds):
            return _alike(one, other, now, free) if holds else _unlike(one, other, now, free)
        case Enough(pairs, holds):
            return _enough(pairs, holds, now, free)
        case Every(parts):
            return _all(ways(inner, now, free, missing) for inner in parts)
        case Some(parts):
            return _any(ways(inner, now, free, missing) for inner in parts)


def _any(several: Iterable[list[Case | None]] | Iterable[list[Case]]) -> list[Case]:
    """The cases of all together; None is a case that cannot be."""
    found: dict[Case, None] = {}
    for cases in several:
        for case in cases:
            if case == ():
                return [()]
            if case is not None:
                found[case] = None
    return [*found]


def _all(several: Iterable[list[Case]]) -> list[Case]:
    """One case of each. Raises Undecided when they are too many."""
    found: list[Case] = [()]
    for cases in several:
        found = [*dict.fromkeys((*one, *other) for one, other in product(found, cases))]
        if not found:
            return []
        if len(found) > MOST_CASES:
            raise Undecided
    return found


def _fixed(case: Case, now: Situation, free: Cells) -> Case | None:
    """The case with the numbers of all cells but the free ones put in; None when that alone breaks it."""
    found: dict[Limit, None] = {}
    for limit in case:
        left: dict[Cell, int] = {}
        constant = limit.constant
        for cell, factor in limit.factors:
            if cell in free:
                left[cell] = factor
            else:
                constant += factor * now.number(cell)
        if not left:
            if constant < 0 or (limit.exact and constant):
                return None
            continue
        # Whole numbers: what the factors share divides an exact constant, and is rounded off another one.
        shared = gcd(*left.values())
        if limit.exact and constant % shared:
            return None
        factors = tuple((cell, factor // shared) for cell, factor in left.items())
        found[Limit(factors, constant // shared, limit.exact)] = None
    return tuple(found)


def _held(cell: Cell, now: Situation, free: Cells) -> bool:
    return cell in free or now.state(cell) is State.VALUE


def _alike(one: Cell, other: Cell, now: Situation, free: Cells) -> list[Case]:
    if one == other or not (_held(one, now, free) or _held(other, now, free)):
        return [()]
    if not (_held(one, now, free) and _held(other, now, free)):
        return []
    return _any([[_fixed((Limit(((one, 1), (other, -1)), 0, exact=True),), now, free)]])


def _unlike(one: Cell, other: Cell, now: Situation, free: Cells) -> list[Case]:
    if _held(one, now, free) != _held(other, now, free):
        return [()]
    if one == other or not _held(one, now, free):
        return []
    above, below = (Limit(((one, sign), (other, -sign)), -1) for sign in (1, -1))
    return _any([_fixed((limit,), now, free)] for limit in (above, below))


def _enough(pairs: Iterable[tuple[Cell, Cell]], holds: bool, now: Situation, free: Cells) -> list[Case]:
    held = [one for one, other in pairs if _held(one, now, free) and _held(other, now, free)]
    open_ = [cell for cell in held if cell in free]
    sure = sum(now.number(cell) != 0 for cell in held if cell not in free)
    if holds:
        sizes: list[list[Case]] = [[(Limit(((cell, sign),), -1),) for sign in (1, -1)] for cell in open_]
        return _any(_all(chosen) for chosen in combinations(sizes, max(SAME_PAIRS - sure, 0)))
    zeros = max(sure + len(open_) - (SAME_PAIRS - 1), 0)
    zero = [Limit(((cell, 1),), 0, exact=True) for cell in open_]
    return _any([[*combinations(zero, zeros)]])
