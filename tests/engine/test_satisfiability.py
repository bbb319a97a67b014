"""Whether checks can hold together, which of them cannot, and which say nothing new."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from engine import random_forms, tiny
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.checks.run import check_sheet, questions, truths
from drogowskaz.engine.compiled.executor import TRUE
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Check, Edition, Parts, Row, Severity, Stage
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.lint import lint, remarks
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.satisfiability.limits import Translator, decided
from drogowskaz.engine.satisfiability.proof import Proof, prove, smallest, years
from drogowskaz.engine.satisfiability.redundancy import redundant
from drogowskaz.engine.sheets import CellKey, Sheet, stack
from drogowskaz.engine.values import Kind, State, Value

RANDOM = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TWO = (-1, 0)


def rows(keys: str, **given: object) -> tuple[Row, ...]:
    return tuple(tiny.row(key, **given) for key in keys.split())  # type: ignore[arg-type]


def claims(*texts: str, offsets: tuple[int, ...] = (0,)) -> tuple[Check, ...]:
    """A check for each text, named k1, k2, …"""
    given = {"at": "a", "offsets": offsets, "passing": "a = 1", "failing": "a = 1"}
    return tuple(tiny.check(text, id=f"k{place}", **given) for place, text in enumerate(texts, 1))  # type: ignore[arg-type]


def form(*texts: str, keys: str = "a b c", offsets: tuple[int, ...] = (0,)) -> Edition:
    return tiny.edition(*rows(keys, offsets=offsets), checks=claims(*texts, offsets=offsets))


def proved(edition: Edition) -> Proof:
    return prove(edition, edition.years[-1])


def conflict(edition: Edition) -> list[tuple[str, int]]:
    return [(question.check.id, question.offset) for question in proved(edition).conflict]


def sheet_of(edition: Edition, proof: Proof) -> Sheet:
    """The witness as a filled form; what no check asks about holds a one."""
    values: dict[Whose, dict[CellKey, Value]] = {
        whose: {
            (row.key, offset): Value(State.VALUE, text="x") if row.kind is Kind.TEXT else Value(State.VALUE, 1)
            for row in edition.rows
            for offset in row.offsets
        }
        for whose in Whose
    }
    for cell, number in proof.witness.items():
        values[cell.whose][cell.row, cell.offset or 0] = Value(State.VALUE, number)
    below = Sheet(edition, "", edition.years[-1], values[Whose.CHILDREN])
    own, last = values[Whose.OWN], values[Whose.LAST]
    return Sheet(edition, "1419053", edition.years[-1], own, last=last, children=(below,))


def findings(edition: Edition) -> tuple[list[str], int]:
    """What the executor finds in the witness and how many questions it could answer."""
    result = check_sheet(sheet_of(edition, proved(edition)), Stage.SIGN)
    return [finding.check.id for finding in result.findings], result.asked


MANY = (
    "{a, c*} <= {b, c*}",
    "{b, c*} < {c, c*}",
    "{a, c0} + {b, c0} = {c, c0} + 5",
    "abs({a, c0} - {a, c-1}) > 5",
    "abs({b, c0} - {b, c-1}) <= 0.03 * {b, c-1}",
    "if({a, c0} > 0, {c, c0} >= 16)",
    "{a, c0} = 7 or {a, c0} = 9",
    "{a, c0} != 7",
    "not ({b, c0} = 12 and {c, c0} = 12)",
    "{c, c-1} = {c, c0, y-1}",
    "{c, c0} = {c, c0, children}",
    "not same({@t, c0}, {@t, c-1})",
    "present({a, c0}) and not absent({b, c0})",
    "2 * abs({a, c0} - {b, c0}) + {a, c0} = 15",
)


def test_checks_of_every_shape_are_proved_by_a_form_on_which_the_executor_finds_nothing() -> None:
    edition = form(*MANY, keys="a b c d", offsets=TWO)
    assert findings(edition) == ([], len(questions(edition)))
    assert proved(edition).zeros == ()


def test_money_posts_and_parts_are_proved_in_their_own_scales() -> None:
    money = tiny.row("money", kind=Kind.MONEY, unit="pln")
    posts = tiny.row("posts", kind=Kind.FTE, unit="fte")
    parts = rows("own other", kind=Kind.MONEY, unit="pln", parent="money", parts=Parts.ALL)
    checks = claims("{money, c0} >= 30000 * {posts, c0}", "{posts, c0} > 1.25", "{own, c0} = 0.5 * {money, c0} + 0.01")
    edition = tiny.edition(money, posts, *parts, checks=tuple(replace(check, row="money") for check in checks))
    assert findings(edition) == ([], 4)


def test_a_copy_of_a_column_can_be_asked_for_and_forbidden() -> None:
    wanted = form("same({@t, c0}, {@t, c-1})", keys="a b c d", offsets=TWO)
    few = form("same({@t, c0}, {@t, c-1})", offsets=TWO)
    both = form("same({@t, c0}, {@t, c-1})", "{b, c0} > {b, c-1}", keys="a b c d", offsets=TWO)
    assert findings(wanted)[0] == []
    assert conflict(few) == [("k1", 0)]
    assert {name for name, _offset in conflict(both)} == {"k1", "k2"}


def test_a_contradiction_is_told_in_the_fewest_checks() -> None:
    edition = form("{a, c0} <= {b, c0}", "{c, c0} <= 8", "{b, c0} < {c, c0}", "{c, c0} < {a, c0}", "{a, c0} >= 2")
    assert conflict(edition) == [("k1", 0), ("k3", 0), ("k4", 0)]
    assert proved(edition).witness == {}
    sentence = "tiny/checks.yaml: No form can satisfy these checks together: k1 (c0), k3 (c0), k4 (c0)."
    assert sentence in [problem.sentence("en") for problem in lint(edition)]


def test_a_contradiction_between_columns_names_them() -> None:
    edition = form("{a, c0} > 2 * {a, c-1}", "{a, c0} <= {b, c0}", "{b, c0} <= {a, c-1}", offsets=TWO)
    assert conflict(replace(edition, checks=tuple(replace(check, offsets=(0,)) for check in edition.checks))) == [
        ("k1", 0),
        ("k2", 0),
        ("k3", 0),
    ]


def test_a_contradiction_that_only_whole_numbers_have_is_found() -> None:
    assert conflict(form("2 * {a, c0} = 3")) == [("k1", 0)]
    assert conflict(form("{a, c0} < {b, c0}", "{b, c0} < {a, c0} + 1")) == [("k1", 0), ("k2", 0)]


def test_every_case_is_tried_before_a_contradiction_is_told() -> None:
    choices = ("{a, c0} = 1 or {a, c0} = 2", "{b, c0} = 1 or {b, c0} = 2", "{c, c0} = 1 or {c, c0} = 2")
    unlike = ("{a, c0} != {b, c0}", "{b, c0} != {c, c0}", "{a, c0} != {c, c0}")
    assert {name for name, _offset in conflict(form(*choices, *unlike))} == {"k1", "k2", "k3", "k4", "k5", "k6"}
    assert findings(form(*choices, *unlike[:2])) == ([], 5)


def test_more_than_the_greatest_plausible_number_is_a_contradiction() -> None:
    assert conflict(form("{a, c0} > 40000000")) == [("k1", 0)]
    assert conflict(form("{a, c0} >= 40000000")) == []


def test_a_check_that_wants_a_cell_left_empty_contradicts_a_whole_form() -> None:
    assert conflict(form("absent({a, c0})")) == [("k1", 0)]


def test_cells_that_can_only_be_zero_are_allowed_it_and_told() -> None:
    edition = form("{a, c0} = 0", "{b, c0} <= {a, c0}", "{c, c0} >= 3")
    assert findings(edition) == ([], 3)
    assert proved(edition).zeros == (Cell("a", 0), Cell("b", 0))
    assert remarks(edition, "en") == [
        "A form of 3 cells on which every check holds was found.",
        "Cells that had to be allowed to be zero, for all checks to hold together: a (c0), b (c0).",
    ]


def test_a_row_that_may_be_below_zero_can_be() -> None:
    below = replace(tiny.row("a"), negative=True)
    assert findings(tiny.edition(below, checks=claims("{a, c0} < -5"))) == ([], 1)
    assert conflict(form("{a, c0} < -5")) == [("k1", 0)]


def test_a_check_whose_parameter_is_not_known_is_left_out_of_the_proof() -> None:
    edition = form("{a, c0} <= $NEVER_SET * {b, c0}", "{a, c0} >= 2")
    assert proved(edition).witness == {Cell("a", 0): 2}
    assert redundant(edition) == ()


def test_years_with_the_same_parameters_are_proved_once() -> None:
    checks = claims("{a, c0} <= $UNEMPLOYED_SHARE_MAX * {b, c0}")
    assert years(tiny.edition(*rows("a b"), checks=checks, years=(2014, 2015))) == [2015]


def test_the_smallest_contradicting_part_leaves_nothing_out_that_matters() -> None:
    def contradict(some: Iterable[int]) -> bool:
        return {3, 17, 18} <= {*some}

    assert smallest(range(30), contradict) == [3, 17, 18]
    assert smallest([3, 17, 18], contradict) == [3, 17, 18]


def redundant_ids(edition: Edition) -> list[str]:
    return [check.id for check in redundant(edition)]


def test_a_check_that_follows_from_others_is_redundant() -> None:
    assert redundant_ids(form("{a, c0} <= {b, c0}", "{b, c0} <= {c, c0}", "{a, c0} <= {c, c0}")) == ["k3"]


def test_two_checks_that_say_the_same_are_both_named() -> None:
    edition = form("{a, c0} < {b, c0}", "{b, c0} - {a, c0} >= 1", "{a, c0} >= 2")
    assert redundant_ids(edition) == ["k1", "k2"]
    assert remarks(edition, "en")[1:] == [
        "Checks that follow from others when every cell is filled in: k1, k2.",
        "Rows that no check touches: c.",
    ]


def test_a_condition_can_follow_from_a_comparison() -> None:
    edition = form("{a, c0} <= 15 * {b, c0}", "if({a, c0} > 0, {b, c0} > 0)", "if({b, c0} > 0, {a, c0} > 0)")
    assert redundant_ids(edition) == ["k2"]


def test_what_only_a_lighter_check_implies_is_not_redundant() -> None:
    first, second, third = claims("{a, c0} <= {b, c0}", "{b, c0} <= {c, c0}", "{a, c0} <= {c, c0}")
    note = replace(second, severity=Severity.NOTE)
    assert redundant_ids(tiny.edition(*rows("a b c"), checks=(first, note, third))) == []
    assert redundant_ids(
        tiny.edition(*rows("a b c"), checks=(first, second, replace(third, severity=note.severity)))
    ) == ["k3"]


def test_what_only_the_signing_stage_implies_is_not_redundant() -> None:
    first, second = claims("{a, c0} <= {b, c0}", "{a, c0} <= {b, c0}")
    later = replace(second, stage=Stage.SIGN)
    assert redundant_ids(tiny.edition(*rows("a b"), checks=(first, later))) == []


def test_a_check_is_redundant_only_if_it_is_in_each_of_its_columns() -> None:
    first, second = claims("{a, c*} <= {b, c*}", "{a, c0} <= {b, c0}", offsets=TWO)
    edition = tiny.edition(*rows("a b", offsets=TWO), checks=(first, replace(second, offsets=(0,))))
    assert redundant_ids(edition) == ["k2"]


def test_checks_about_presence_are_never_called_redundant() -> None:
    assert redundant_ids(form("present({a, c0})", "if({b, c0} > 0, present({a, c0}))", "{b, c0} >= 2")) == []


@pytest.mark.parametrize("name", edition_ids())
def test_every_shipped_edition_is_proved_and_the_executor_finds_nothing_in_the_witness(name: str) -> None:
    edition = edition_named(name)
    assert findings(edition) == ([], len(questions(edition)))
    assert [proof.zeros for proof in (prove(edition, year) for year in years(edition)) if proof.zeros] == []


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[Edition, Sheet]:
    """A random edition with a sheet that has a number above zero or a text in every cell."""
    found = draw(random_forms.rows())
    pieces = tuple(draw(random_forms.checks(found, f"random.{place}")) for place in range(2))
    edition = tiny.edition(*found, checks=pieces)
    values = {}
    for row in edition.rows:
        for offset in row.offsets:
            number = draw(st.sampled_from([1, 2, 3, row.kind.scale, 2 * row.kind.scale]))
            filled = Value(State.VALUE, text="x") if row.kind is Kind.TEXT else Value(State.VALUE, number)
            values[row.key, offset] = filled
    return edition, Sheet(edition, "1419053", tiny.YEAR, values)


@RANDOM
@given(filled_forms())
def test_a_claim_holds_exactly_where_one_of_its_cases_does(drawn: tuple[Edition, Sheet]) -> None:
    edition, sheet = drawn
    translator = Translator(edition, parameters_in(sheet.year))
    values = {Cell(row, offset): value.number for (row, offset), value in sheet.values.items()}
    ends = dict.fromkeys(values, (1, 200))
    answers = truths(stack(edition, [sheet]), sheet.year)[:, 0] == TRUE
    cases = [translator.cases(question.claim) for question in questions(edition)]
    for left in (cases, [decided(ways, ends) for ways in cases]):
        held = [any(all(limit.holds(values) for limit in case) for case in ways) for ways in left]
        assert held == list(answers)
