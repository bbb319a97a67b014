"""What may be told to everyone of the values that organisations gave: a rule without a database."""

from collections.abc import Sequence
from dataclasses import dataclass

from drogowskaz.engine.disclosure.small import group_of, is_received, is_sensitive
from drogowskaz.engine.editions.schema import Edition, Row


@dataclass(frozen=True)
class Part:
    """A value that stands alone or in a sum, by its key. `open`: its supplier lets it be told with its name."""

    key: int
    number: int
    open: bool


@dataclass(frozen=True)
class Guard:
    """How careful a cell is to be told. `hidden`: public copies do not show it; `private`: it tells of people who
    receive something; `counts`: it counts them, so that only numbers from 1 to `least` − 1 tell too much."""

    hidden: bool
    private: bool
    counts: bool
    least: int

    def small(self, number: int) -> bool:
        return self.private and 0 < number < self.least


def guard_of(row: Row, edition: Edition, *, hidden: bool, least: int) -> Guard:
    """The guard of a cell of this row. What was paid or given to people of a sensitive row is as private as they."""
    return Guard(hidden, is_private(row, edition), is_sensitive(row), least)


def is_private(row: Row, edition: Edition) -> bool:
    """Whether the row counts people of a sensitive row, or what they received."""
    if row.sensitive:
        return True
    group = group_of(row.key)
    return is_received(row) and any(one.sensitive and group_of(one.key) == group for one in edition.rows)


def tellable(parts: Sequence[Part], guard: Guard) -> frozenset[int]:
    """The parts of a published number that may be told one by one; the others are told only together.

    None of a hidden cell. Of the rest neither a small number nor one whose supplier keeps it for sums, and never so
    many that what is left over would tell one of those: what is left is of two suppliers at least, and neither small
    nor nothing, which would tell that each of them gave a zero.
    """
    if guard.hidden or (guard.private and not guard.counts):
        return frozenset()
    told = sorted((one for one in parts if one.open and not guard.small(one.number)), key=lambda one: one.number)
    kept = [one for one in parts if one not in told]
    while told and kept and _tells_too_much(kept, guard):
        kept.append(told.pop(0))
    return frozenset(one.key for one in told)


def _tells_too_much(kept: Sequence[Part], guard: Guard) -> bool:
    """Whether the sum of what is not told one by one, which anyone can subtract, tells of one of these."""
    left = sum(one.number for one in kept)
    return len(kept) == 1 or left == 0 or guard.small(left)


def tellable_alone(part: Part, guard: Guard) -> bool:
    """Whether a value that does not stand in the form may be told with its supplier."""
    if guard.hidden or (guard.private and not guard.counts):
        return False
    return part.open and not guard.small(part.number)
