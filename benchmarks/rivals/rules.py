"""The checks and indicators of an edition in the plainest form, for whoever writes them down for another tool.

Read from the edition itself and not from the compiled artefact, so that the rivals share nothing with what they are
compared with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from drogowskaz.engine.editions.schema import Edition, Missing
from drogowskaz.engine.expressions.nodes import Cell, Comparison, Sum, Term

Parts = tuple[tuple[int, str], ...]
"""Whole factors and the rows they stand before."""


@dataclass(frozen=True)
class Rule:
    """`left operator right` in every column of every form; unknown as `missing` says."""

    id: str
    left: Parts
    operator: str
    right: Parts
    missing: Missing

    @property
    def lenient(self) -> bool:
        """Whether empty cells and those that are not applicable count as zero; a dot never does."""
        return self.missing is not Missing.SKIP_ANY

    @property
    def needs_number(self) -> bool:
        """Whether the rule is unknown where none of its cells holds a number."""
        return self.missing is Missing.ZERO_UNLESS_ALL

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(row for _factor, row in (*self.left, *self.right))


@dataclass(frozen=True)
class Ratio:
    """An indicator: two sums of rows, each known only where all its cells hold numbers."""

    id: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]

    @property
    def halves(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.numerator, self.denominator


def rules(edition: Edition) -> tuple[Rule, ...]:
    """Every check. The benchmark edition has only comparisons of sums of one kind of rows."""
    return tuple(_rule(check.id, check.claim, check.missing) for check in edition.checks)


def ratios(edition: Edition) -> tuple[Ratio, ...]:
    """Every indicator, its factor left out: that is a matter of showing it."""
    return tuple(Ratio(one.id, _rows(one.numerator), _rows(one.denominator)) for one in edition.indicators)


def _rule(name: str, claim: object, missing: Missing) -> Rule:
    assert isinstance(claim, Comparison), f"{name} is no comparison"
    left, right = _parts(claim.left), _parts(claim.right)
    times = lcm(*(factor.denominator for factor, _row in (*left, *right)))
    return Rule(name, _whole(left, times), claim.operator, _whole(right, times), missing)


def _parts(term: Term) -> list[tuple[Fraction, str]]:
    if isinstance(term, Cell):
        return [(Fraction(1), term.row)]
    assert isinstance(term, Sum), "a side of a comparison is a cell or a sum of cells"
    found = []
    for factor, part in term.parts:
        assert isinstance(part, Cell), "a sum is of cells"
        assert isinstance(factor, Fraction), "a factor is a number"
        found.append((factor, part.row))
    return found


def _whole(parts: Iterable[tuple[Fraction, str]], times: int) -> Parts:
    return tuple((int(factor * times), row) for factor, row in parts)


def _rows(term: Term) -> tuple[str, ...]:
    parts = _parts(term)
    assert all(factor == 1 for factor, _row in parts), "an indicator is of plain sums"
    return tuple(row for _factor, row in parts)
