"""Results of one sheet: their order, their counts, and the cells that a question is about."""

from engine import tiny

from drogowskaz.engine.checks.run import check_sheet, questions, questions_about, truths
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Missing, Severity
from drogowskaz.engine.sheets import stack
from drogowskaz.engine.values import Kind

AB = tuple(tiny.row(key, offsets=(-1, 0)) for key in ("a", "b"))
WHY = tiny.row("why", kind=Kind.TEXT, unit="text", offsets=(-1, 0))


def test_questions_stand_in_the_order_of_the_form_and_a_blocks_at_its_end() -> None:
    checks = (
        tiny.check("sum({@t, c*}) > 0", id="block", offsets=(-1, 0)),
        tiny.check("sum({@u, c0}) > 0", id="other block", table="u"),
        tiny.check("{c, c0} > 0", id="third", at="c", table="u"),
        tiny.check("{b, c0} > 0", id="second", at="b"),
        tiny.check("{a, c*} > 0", id="first", at="a", offsets=(-1, 0)),
    )
    form = tiny.edition(*AB, tiny.row("c", table="u"), checks=checks)
    assert [(question.check.id, question.offset) for question in questions(form)] == [
        ("first", -1),
        ("first", 0),
        ("second", 0),
        ("block", -1),
        ("block", 0),
        ("third", 0),
        ("other block", 0),
    ]


def test_a_result_counts_what_could_be_answered_and_tells_severities_apart() -> None:
    checks = (
        tiny.check("{a, c0} > 0", id="one", at="a"),
        tiny.check("{b, c0} > 0", id="two", at="b", severity=Severity.NOTE),
        tiny.check("{a, c-1} > 0", id="three", at="a"),
        tiny.check("{b, c0} < 5", id="four", at="b"),
    )
    result = check_sheet(tiny.sheet(tiny.edition(*AB, checks=checks), {"a": 0, "b": 0}))
    assert [finding.check.id for finding in result.findings] == ["one", "two"]
    assert [finding.check.id for finding in result.of(Severity.NOTE)] == ["two"]
    assert [one.check.id for one in result.not_computable] == ["three"]
    assert (result.asked, result.has_errors) == (3, True)


def test_notes_alone_are_no_errors() -> None:
    check = tiny.check("{a, c0} > 0", at="a", severity=Severity.NOTE)
    assert not check_sheet(tiny.sheet(tiny.edition(*AB, checks=(check,)), {"a": 0})).has_errors


def test_a_finding_names_every_cell_of_its_claim_once_in_its_order() -> None:
    check = tiny.check("{b, c0} + {a, c0} = {b, c-1} + {b, c0} + sum({@t, c-1})", at="a")
    sheet = tiny.sheet(tiny.edition(*AB, WHY, checks=(check,)), {"a": 1, "b": 1, "a@c-1": 1, "b@c-1": 1})
    (finding,) = check_sheet(sheet).findings
    assert finding.cells == (("b", 0), ("a", 0), ("b", -1), ("a", -1))


def reasons(claim: str, missing: Missing, cells: dict[str, object]) -> list[tuple[str, int]]:
    form = tiny.edition(*AB, WHY, checks=(tiny.check(claim, at="a", missing=missing),))
    (unanswered,) = check_sheet(tiny.sheet(form, cells)).not_computable
    return list(unanswered.cells)


def test_only_the_cells_that_stand_in_the_way_are_named() -> None:
    claim = "if({a, c0} > {b, c0}, present({why, c0}))"
    found = [
        reasons(claim, Missing.SKIP_ANY, {"b": 1}),
        reasons(claim, Missing.SKIP_ANY, {"a": "x", "b": "."}),
        reasons(claim, Missing.ZERO, {"a": 1, "b": "."}),
        reasons(claim, Missing.ZERO, {"b": "."}),
        reasons(claim, Missing.ZERO_UNLESS_ALL, {"a": 1, "b": "."}),
        reasons(claim, Missing.ZERO_UNLESS_ALL, {}),
    ]
    assert found == [
        [("a", 0)],
        [("a", 0), ("b", 0)],
        [("b", 0)],
        [("b", 0)],
        [("b", 0)],
        [("a", 0), ("b", 0), ("why", 0)],
    ]


def test_a_check_whose_parameter_nobody_set_is_not_computed_and_says_which() -> None:
    form = tiny.edition(*AB, checks=(tiny.check("{a, c0} > $NEVER_SET", at="a"),))
    sheet = tiny.sheet(form, {"a": 1})
    (unanswered,) = check_sheet(sheet).not_computable
    assert (unanswered.parameter, unanswered.cells) == ("NEVER_SET", ())
    assert truths(stack(form, [sheet, sheet]), tiny.YEAR).tolist() == [[-1, -1]]


def test_an_edition_without_checks_asks_nothing() -> None:
    result = check_sheet(tiny.sheet(tiny.edition(*AB), {"a": 1}))
    assert (result.findings, result.not_computable, result.asked) == ((), (), 0)


def test_each_cell_knows_the_questions_it_takes_part_in() -> None:
    form = edition_named("ozps-gmina-2014")
    about = questions_about(form)
    asked = {(question.check.id, question.offset) for question in about["childcare.nursery.refusal_text", 0]}
    assert asked == {("ch2.nursery_refused_text", 0)}
    assert ("hospices", 0) not in about
    assert {question.offset for question in about["population.total", -1]} == {-1, 0}


def test_a_sheet_counts_its_filled_cells_and_every_other_is_empty() -> None:
    sheet = tiny.sheet(tiny.edition(*AB, WHY), {"a": 0, "b": ".", "b@c-1": "x", "why": "since"})
    assert sheet.filled == 4
    assert sheet.value("a", -1).state == 0


def test_a_stack_keeps_a_cell_of_every_sheet_together_in_the_order_of_rows_and_columns() -> None:
    form = tiny.edition(*AB, WHY)
    sheets = stack(form, [tiny.sheet(form, {"a": 7, "b@c-1": "."}), tiny.sheet(form, {"b": "x", "why": "since"})])
    assert sheets.numbers.tolist() == [[0, 0], [7, 0], [0, 0], [0, 0], [0, 0], [0, 0]]
    assert sheets.states.T.tolist() == [[0, 1, 2, 0, 0, 0], [0, 0, 0, 3, 0, 1]]
