"""Suggestions for random editions and forms: what is suggested repairs, and nobody finds a smaller repair by trying."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from engine import random_forms, tiny
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.checks.run import check_sheet, truths
from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.editions.schema import Edition, Severity, Stage
from drogowskaz.engine.sheets import CellKey, Sheet, stack
from drogowskaz.engine.suggestions.suggestion import suggest
from drogowskaz.engine.values import Kind, State, Value

RANDOM = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MOST_CHANGED = 2
SMALL = (0, 1, 2, 3, 4)
SECONDS = 0.5
"""Random claims may ask for what no edition does, such as copies of whole tables; those are not waited for."""


@st.composite
def any_forms(draw: st.DrawFn) -> Sheet:
    return draw(random_forms.sheets(draw(random_forms.editions())))


@st.composite
def sums(draw: st.DrawFn) -> Sheet:
    """Up to four sums and comparisons over five cells, with small numbers, empty cells and dots."""
    keys = "abcde"
    checks = []
    for place in range(draw(st.integers(1, 4))):
        parts = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
        whole = draw(st.sampled_from([key for key in keys if key not in parts]))
        operator = draw(st.sampled_from(["=", "=", "<=", ">=", "!="]))
        claim = f"{{{whole}, c0}} {operator} {' + '.join(f'{{{part}, c0}}' for part in parts)}"
        missing = draw(st.sampled_from(random_forms.Missing))
        checks.append(tiny.check(claim, id=f"k{place}", at="a", missing=missing))
    form = tiny.edition(*(tiny.row(key) for key in keys), checks=tuple(checks))
    cells = {key: draw(st.sampled_from([*SMALL, *SMALL, ".", "x", None])) for key in keys}
    return tiny.sheet(form, {key: value for key, value in cells.items() if value is not None})


def errors(sheet: Sheet) -> set[tuple[str, int]]:
    return {(one.check.id, one.offset) for one in check_sheet(sheet, Stage.SIGN).of(Severity.ERROR)}


def tried(sheet: Sheet, most: int) -> Iterator[Sheet]:
    """The sheet with other small numbers, or texts, in up to `most` cells."""
    cells = [(row, offset) for row in sheet.edition.rows for offset in row.offsets]
    for some in combinations(cells, most):
        values = [
            [Value(State.VALUE, text="words")]
            if row.kind is Kind.TEXT
            else [Value(State.VALUE, number * scale) for number in SMALL for scale in {1, row.kind.scale}]
            for row, _offset in some
        ]
        for chosen in product(*values):
            keys: list[CellKey] = [(row.key, offset) for row, offset in some]
            yield replace(sheet, values={**sheet.values, **dict(zip(keys, chosen, strict=True))})


def repaired_by_trying(sheet: Sheet, most: int) -> bool:
    """Does any way of changing `most` cells, of those tried, leave no error?"""
    edition: Edition = sheet.edition
    asked = [question.check.severity is Severity.ERROR for question in questions(edition)]
    attempts = [*tried(sheet, most)]
    answers = truths(stack(edition, attempts), sheet.year)[asked]
    return bool((answers != 0).all(axis=0).any())


@RANDOM
@given(any_forms())
def test_what_is_suggested_leaves_no_error_but_those_it_names(sheet: Sheet) -> None:
    suggestion = suggest(sheet, Stage.SIGN, seconds=SECONDS)
    named = {(one.finding.check.id, one.finding.offset) for one in suggestion.unrepaired}
    assert errors(suggestion.applied()) == named <= errors(sheet)
    assert bool(suggestion.changes or suggestion.unrepaired) == bool(errors(sheet))


@RANDOM
@given(st.one_of(any_forms(), sums()))
def test_nobody_finds_a_smaller_repair_by_trying(sheet: Sheet) -> None:
    suggestion = suggest(sheet, Stage.SIGN, seconds=SECONDS)
    cells = sum(len(row.offsets) for row in sheet.edition.rows)
    if suggestion.proven and (suggestion.changes or suggestion.unrepaired):
        fewer = MOST_CHANGED if suggestion.unrepaired else min(len(suggestion.changes) - 1, MOST_CHANGED)
        most = next(most for most in range(fewer, -1, -1) if cells**most <= 200)
        assert not repaired_by_trying(sheet, most)
