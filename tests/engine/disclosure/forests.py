"""Random forms whose rows stand in trees, mostly of small numbers, with checks over them and indicators of them."""

from dataclasses import replace
from fractions import Fraction

from engine import tiny
from hypothesis import strategies as st

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Direction, Edition, Indicator, Missing, Parts, Row, Severity
from drogowskaz.engine.expressions.parser import parse_term
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import NO_INFORMATION, State, Value

SMALL = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 30])
OFFSETS = st.sampled_from([(0,), (0,), (-1, 0), (-1, 0, 1)])
KEPT = (
    "{{{0}, c*}} <= {{{1}, c*}}",
    "{{{0}, c*}} + {{{1}, c*}} >= {{{2}, c*}}",
    "{{{0}, c*}} <= 3 * {{{1}, c*}} + 1",
    "abs({{{0}, c*}} - {{{1}, c*}}) <= {{{2}, c*}} + 2",
    "if({{{0}, c*}} > 2, {{{1}, c*}} > 0)",
    "{{{0}, c*}} = 0 or {{{1}, c*}} > 1",
    "{{{0}, c*}} != {{{1}, c*}}",
)
"""What written checks say of rows; they may hold or not."""
YEARLY = "{{{0}, c-1}} = {{{0}, c0, y-1}}"


@st.composite
def rows(draw: st.DrawFn) -> tuple[Row, ...]:
    """A tree of three to nine rows, most of them sensitive, in one to three columns; parts of a row follow it."""
    offsets = draw(OFFSETS)
    found: list[Row] = []
    for place in range(draw(st.integers(3, 9))):
        parent = draw(st.sampled_from(found)).key if found and draw(st.integers(0, 4)) else None
        parts = draw(st.sampled_from(Parts)) if parent else Parts.NONE
        row = tiny.row(f"g{place}.persons", offsets=offsets, parent=parent, parts=parts)
        found.append(replace(row, sensitive=draw(st.integers(0, 5)) > 0))
    return tuple(found)


@st.composite
def written(draw: st.DrawFn, found: tuple[Row, ...], place: int) -> object:
    """A check over three rows."""
    keys = [draw(st.sampled_from(found)).key for _row in range(3)]
    offsets = found[0].offsets
    yearly = -1 in offsets and draw(st.integers(0, 3)) == 0
    return tiny.check(
        (YEARLY if yearly else draw(st.sampled_from(KEPT))).format(*keys),
        id=f"written.{place}",
        offsets=(0,) if yearly else offsets,
        missing=draw(st.sampled_from(Missing)),
        severity=draw(st.sampled_from([Severity.ERROR, Severity.WARNING])),
    )


def indicator(
    id: str, top: str, bottom: str, offsets: tuple[int, ...], *, factor: int = 100, decimals: int = 2
) -> Indicator:
    """Such a ratio of two terms."""
    return Indicator(
        id=id,
        group="10.3",
        label=tiny.both(id),
        numerator=parse_term(top),
        denominator=parse_term(bottom),
        factor=Fraction(factor),
        unit=tiny.both("%"),
        decimals=decimals,
        direction=Direction.NEUTRAL,
        norm={},
        meaning=tiny.both("Meaning."),
        certainty=Certainty.CERTAIN,
        basis="a test",
        offsets=offsets,
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Such a tree with up to three written checks and up to two indicators."""
    found = draw(rows())
    checks = tuple(draw(written(found, place)) for place in range(draw(st.integers(0, 3))))
    form = tiny.edition(*found, checks=checks)  # type: ignore[arg-type]
    ratios = []
    for place in range(draw(st.integers(0, 2))):
        top, bottom, more = (draw(st.sampled_from(found)).key for _row in range(3))
        over = f"{{{top}}} + {{{more}}}" if draw(st.booleans()) else f"{{{top}}}"
        decimals = draw(st.integers(0, 2))
        ratios.append(indicator(f"i{place}", over, f"{{{bottom}}}", found[0].offsets, decimals=decimals))
    return replace(form, indicators=tuple(ratios))


@st.composite
def sheets(draw: st.DrawFn, form: Edition, year: int = tiny.YEAR) -> Sheet:
    """Numbers from the leaves up, so that parts that are all add up; now and then a cell is wrong, a dot, or empty."""
    values: dict[CellKey, Value] = {}
    for offset in form.rows[0].offsets:
        numbers: dict[str, int] = {}
        for row in reversed(form.rows):
            inside = [other for other in form.rows if other.parent == row.key]
            whole = sum(numbers[other.key] for other in inside if other.parts is Parts.ALL)
            some = sum(numbers[other.key] for other in inside if other.parts is Parts.SOME)
            every = any(other.parts is Parts.ALL for other in inside)
            numbers[row.key] = whole if every else some + draw(SMALL)
            fate = draw(st.integers(0, 30))
            if fate == 1:
                numbers[row.key] = draw(SMALL)
            if fate == 2:
                values[row.key, offset] = NO_INFORMATION
            elif fate != 3:
                values[row.key, offset] = Value(State.VALUE, numbers[row.key])
    return Sheet(form, "1419053", year, values)


@st.composite
def next_years(draw: st.DrawFn, before: Sheet) -> Sheet:
    """The form of the year after: past columns carried over and now and then corrected, the others anew."""
    fresh = draw(sheets(before.edition, before.year + 1))
    values = dict(fresh.values)
    for row in before.edition.rows:
        for offset in row.offsets:
            carried = before.value(row.key, offset + 1)
            if offset < 0 and carried.state is State.VALUE and draw(st.integers(0, 15)):
                values[row.key, offset] = carried
    return replace(fresh, values=values, last=before.values)
