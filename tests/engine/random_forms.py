"""Random editions, claims and filled sheets, in every kind, scale and state, for Hypothesis.

Trees are drawn by plain recursion: strategies built anew for every random edition would take most of the time.
"""

from collections.abc import Callable
from fractions import Fraction

from engine import tiny
from hypothesis import strategies as st

from drogowskaz.engine.editions.schema import Check, Edition, Missing, Parts, Row
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

PARAMETERS = ("UNEMPLOYED_SHARE_MAX", "SEX_DIFF_MAX")
UNKNOWN_PARAMETER = "NEVER_SET"
DEPTH = 3
OFFSETS = st.sampled_from([(0,), (-1, 0), (0, 1), (-2, 0, 2), (-2, -1, 0, 1, 2)])
KINDS = st.lists(st.sampled_from(Kind), min_size=1, max_size=5)
FACTORS = st.sampled_from(["0", "1", "1", "1", "-1", "2", "0.5", "-0.35", "100", "0.0000001", "1234567.7654321"])
NUMBERS = st.sampled_from(["0", "1", "2", "3", "-1", "0.5", "100", "0.0000001", "1234567.7654321"])


@st.composite
def rows(draw: st.DrawFn) -> tuple[Row, ...]:
    """One or two tables of one to five rows, some of them parts of the first row."""
    found: list[Row] = []
    for table in draw(st.sampled_from(["t", "tu"])):
        offsets = draw(OFFSETS)
        kinds = draw(st.one_of(KINDS, st.just([Kind.COUNT] * 5)))
        for place, kind in enumerate(kinds):
            alike = place and kind is kinds[0] is not Kind.TEXT
            parts = draw(st.sampled_from(Parts)) if alike else Parts.NONE
            parent = f"{table}.r0" if parts is not Parts.NONE else None
            key = f"{table}.r{place}"
            found.append(tiny.row(key, table=table, kind=kind, offsets=offsets, parent=parent, parts=parts))
    return tuple(found)


class Pieces:
    """Draws the terms and claims that a check asked in `offsets` can have over these rows."""

    def __init__(
        self, draw: st.DrawFn, found: tuple[Row, ...], offsets: tuple[int, ...], codes: tuple[str, ...]
    ) -> None:
        self.draw = draw
        self.rows = found
        self.numbers = [row for row in found if row.kind is not Kind.TEXT]
        self.offsets = offsets
        self.codes = codes

    def one_of(self, *makers: Callable[[], nodes.Node]) -> nodes.Node:
        return self.draw(st.sampled_from(makers))()

    def column(self, row: Row) -> int | None:
        wildcard = [None] if {*self.offsets} <= {*row.offsets} else []
        return self.draw(st.sampled_from([*wildcard, *row.offsets]))

    def cell(self, among: list[Row] | tuple[Row, ...]) -> nodes.Cell:
        row = self.draw(st.sampled_from(among))
        return nodes.Cell(row.key, self.column(row))

    def any_cell(self) -> nodes.Cell:
        return self.cell(self.rows)

    def block(self) -> nodes.Block:
        row = self.draw(st.sampled_from(self.numbers))
        return nodes.Block(row.table, self.column(row))

    def number(self) -> nodes.Number:
        return nodes.Number(Fraction(self.draw(NUMBERS)))

    def parameter(self) -> nodes.ParameterRef:
        return nodes.ParameterRef(self.draw(st.sampled_from(self.codes)))

    def factor(self) -> Fraction | nodes.ParameterRef:
        return self.parameter() if self.draw(st.integers(0, 5)) == 5 else Fraction(self.draw(FACTORS))

    def sum(self, depth: int) -> nodes.Sum:
        count = self.draw(st.integers(1, 3))
        return nodes.Sum(tuple((self.factor(), self.term(depth - 1)) for _part in range(count)))

    def term(self, depth: int = DEPTH) -> nodes.Term:
        makers: list[Callable[[], nodes.Node]] = [self.number, self.parameter]
        if self.numbers:
            numeric = [lambda: self.cell(self.numbers)] * 3
            makers = [*numeric, *makers, lambda: nodes.BlockSum(self.block())]
        if depth:
            makers += [lambda: self.sum(depth)] * 3 + [lambda: nodes.Absolute(self.term(depth - 1))]
        found = self.one_of(*makers)
        assert isinstance(found, nodes.Term)
        return found

    def comparison(self) -> nodes.Comparison:
        return nodes.Comparison(self.term(), self.draw(st.sampled_from(nodes.OPERATORS)), self.term())

    def same(self) -> nodes.Same:
        first = self.block()
        row = next(row for row in self.numbers if row.table == first.table)
        return nodes.Same(first, nodes.Block(first.table, self.column(row)))

    def several(self, depth: int) -> tuple[nodes.Claim, ...]:
        return tuple(self.claim(depth - 1) for _part in range(self.draw(st.integers(1, 3))))

    def claim(self, depth: int = DEPTH) -> nodes.Claim:
        makers: list[Callable[[], nodes.Node]] = [
            self.comparison,
            self.comparison,
            lambda: nodes.Present(self.any_cell()),
            lambda: nodes.Absent(self.any_cell()),
        ]
        if self.numbers:
            makers.append(self.same)
        if depth:
            makers += [
                lambda: nodes.Both(self.several(depth)),
                lambda: nodes.Either(self.several(depth)),
                lambda: nodes.Not(self.claim(depth - 1)),
                lambda: nodes.Implies(self.claim(depth - 1), self.claim(depth - 1)),
            ]
        found = self.one_of(*makers)
        assert isinstance(found, nodes.Claim)
        return found


@st.composite
def checks(
    draw: st.DrawFn, found: tuple[Row, ...], id: str = "random", *, codes: tuple[str, ...] = PARAMETERS
) -> Check:
    """A check over some of the columns of one row, which speaks of at least one cell."""
    anchor = draw(st.sampled_from(found))
    offsets = anchor.offsets[: draw(st.integers(1, len(anchor.offsets)))]
    pieces = Pieces(draw, found, offsets, codes)
    claim = pieces.claim()
    if not any(isinstance(node, nodes.Cell | nodes.Block) for node in nodes.walk(claim)):
        claim = nodes.Both((claim, nodes.Present(pieces.any_cell())))
    missing = draw(st.sampled_from(Missing))
    at = anchor.key if draw(st.booleans()) else None
    return tiny.check(claim, id=id, at=at, missing=missing, offsets=offsets, table=anchor.table)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Random rows with one to three random checks; now and then one names a parameter that nobody set."""
    found = draw(rows())
    codes = (*PARAMETERS, *PARAMETERS, UNKNOWN_PARAMETER)
    count = draw(st.integers(1, 3))
    return tiny.edition(
        *found, checks=tuple(draw(checks(found, f"random.{place}", codes=codes)) for place in range(count))
    )


def _value(draw: st.DrawFn, row: Row, largest: dict[Kind, int]) -> Value | None:
    """A cell in any state, None for empty; small numbers are common, so that sums agree now and then."""
    state = draw(st.integers(0, 7))
    if state == 0:
        return None
    if row.kind is Kind.TEXT:
        return Value(State.VALUE, text="a reason")
    if state in (1, 2):
        return NO_INFORMATION if state == 1 else NOT_APPLICABLE
    most = largest[row.kind] * row.kind.scale
    if state == 3:
        return Value(State.VALUE, draw(st.integers(-most if row.negative else 0, most)))
    scale = row.kind.scale
    return Value(State.VALUE, draw(st.sampled_from([0, 1, 2, 3, scale, 2 * scale, 3 * scale, most])))


@st.composite
def sheets(draw: st.DrawFn, form: Edition, year: int = tiny.YEAR) -> Sheet:
    """A sheet with every state of a cell; in some, all columns are copies of the first."""
    found: dict[CellKey, Value] = {}
    copied = draw(st.booleans())
    for row in form.rows:
        first = _value(draw, row, form.largest)
        for offset in row.offsets:
            value = first if copied or offset == row.offsets[0] else _value(draw, row, form.largest)
            if value is not None:
                found[row.key, offset] = value
    return Sheet(form, "1419053", year, found)
