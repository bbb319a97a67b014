"""For the auditor: public copies as they are, and what a reader takes for the same in several of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from drogowskaz.engine.crosswalk.series import Between
from drogowskaz.engine.crosswalk.ways import Crosswalk
from drogowskaz.engine.disclosure.readings import Fact, Unknown, fact
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import State, Value

Place = tuple[int, str, int]
"""The year a form assesses, row and column."""
Told = tuple[int, str, int]
"""The year a form assesses, the name of a check or an indicator, the column."""
Seen = Callable[[int, Place], Value | Unknown]
"""What stands in a cell of the copy at this place among the copies."""


@dataclass(frozen=True)
class Published:
    """What the public copies of one unit show on one edition, of one year or of several.

    `cells` are values, or None where there is a mark; cells that are not named are empty. `figures` are indicators as
    they are shown, rounded; `findings` the checks listed as not holding, with or without their numbers; of `silent`
    checks nothing is told.
    """

    edition: Edition
    cells: Mapping[Place, Value | None]
    figures: Mapping[Told, Fraction] = field(default_factory=dict)
    findings: frozenset[Told] = frozenset()
    silent: frozenset[Told] = frozenset()

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({year for year, _row, _offset in self.cells}))


def crosswalk_between(earlier: Published, later: Published, between: Between) -> Crosswalk | None:
    """The way from one copy's edition to another's; None when there is none."""
    try:
        return between(earlier.edition, later.edition)
    except Unusable:
        return None


def single_ways(crosswalk: Crosswalk) -> Iterator[tuple[str, str]]:
    """The rows that are one row before and one after, counted in the same."""
    for way in crosswalk.ways:
        if way.old is None or way.new is None:
            continue
        old, new = crosswalk.old.row_by_key.get(way.old), crosswalk.new.row_by_key.get(way.new)
        alone = len(crosswalk.out_of(way.old)) == 1 and len(crosswalk.into(way.new)) == 1
        if old and new and alone and (old.kind, old.unit) == (new.kind, new.unit):
            yield way.old, way.new


def repeated(copies: Sequence[Published], seen: Seen, between: Between) -> Iterator[tuple[tuple[int, ...], Fact]]:
    """What a reader takes for the same number in two forms, or for the sum of several, where a part is hidden: the
    hidden ones, and what that says of them."""
    forms = sorted((year, copy) for copy, one in enumerate(copies) for year in one.years)
    for (year, copy), (later, other) in combinations(forms, 2):
        crosswalk = crosswalk_between(copies[copy], copies[other], between)
        for before, after in _same_rows(crosswalk) if crosswalk else ():
            for offset in copies[copy].edition.row_by_key[before[0]].offsets:
                column = year + offset - later
                if offset > 0 or column not in copies[other].edition.row_by_key[after[0]].offsets:
                    continue
                ones = [seen(copy, (year, key, offset)) for key in before]
                others = [seen(other, (later, key, column)) for key in after]
                hidden = tuple(one.name for one in (*ones, *others) if isinstance(one, Unknown))
                said = _equal(ones, others)
                if hidden and said is not None:
                    yield hidden, said


def _same_rows(crosswalk: Crosswalk) -> list[tuple[list[str], list[str]]]:
    """Rows before and after that tell the same: one and one, several joined in one, or one divided."""
    found = [([old], [new]) for old, new in single_ways(crosswalk)]
    for row in crosswalk.new.rows:
        olds = [way.old for way in crosswalk.into(row.key) if way.old in crosswalk.old.row_by_key]
        if len(olds) > 1 and all(len(crosswalk.out_of(str(old))) == 1 for old in olds):
            found.append(([str(old) for old in olds], [row.key]))
    for row in crosswalk.old.rows:
        news = [way.new for way in crosswalk.out_of(row.key) if way.new is not None]
        if len(news) > 1 and all(len(crosswalk.into(new)) == 1 for new in news):
            found.append(([row.key], news))
    return found


def _equal(ones: Sequence[Value | Unknown], others: Sequence[Value | Unknown]) -> Fact | None:
    """That both add up to the same; nothing where one is no number, or where a mark stands against zero alone."""
    parts: dict[int, Fraction] = {}
    constant = Fraction(0)
    for sign, seen in ((1, ones), (-1, others)):
        for one in seen:
            if isinstance(one, Unknown):
                parts[one.name] = parts.get(one.name, Fraction(0)) + sign
            elif one.state is State.VALUE:
                constant += sign * one.number
            else:
                return None
    return fact((parts, constant), exact=True) if len(parts) > 1 or constant else None
