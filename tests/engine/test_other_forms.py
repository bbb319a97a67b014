"""Checks that look into last year's form or into the forms of the units below, and checks that wait for signing."""

from dataclasses import replace

from engine import tiny

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.checks.sentences import arithmetic, because
from drogowskaz.engine.editions.schema import Edition, Missing, Stage
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, State, Value

A = tiny.row("a", offsets=(-1, 0))
CARRIED = "{a, c-1} = {a, c0, y-1}"
TOGETHER = "{a, c0} = sum({a, c0, children})"


def form(claim: str, **changes: object) -> Edition:
    return tiny.edition(A, checks=(tiny.check(claim, at="a", **changes),))  # type: ignore[arg-type]


def number(value: int) -> Value:
    return Value(State.VALUE, value)


def sheet(edition: Edition, value: int, offset: int = 0) -> Sheet:
    return Sheet(edition, "0605", tiny.YEAR, {("a", offset): number(value)})


def test_last_years_column_is_compared_with_last_years_form() -> None:
    edition = form(CARRIED)
    filled = replace(sheet(edition, 121, -1), last={("a", 0): number(120)})
    (finding,) = check_sheet(filled).findings
    assert arithmetic(finding, filled, "en") == "121 (a, 2013) should equal 120 (a, last year's form, 2013)."
    assert check_sheet(replace(filled, last={("a", 0): number(121)})).findings == ()


def test_without_last_years_form_the_check_says_so() -> None:
    filled = sheet(form(CARRIED), 121, -1)
    (unanswered,) = check_sheet(filled).not_computable
    assert because(unanswered, filled, "en") == "last year's form is not known, or is not filled in there"


def test_a_form_that_is_not_there_is_no_zero_even_where_empty_cells_are() -> None:
    assert check_sheet(sheet(form(CARRIED, missing=Missing.ZERO), 121, -1)).findings == ()
    assert check_sheet(sheet(form(TOGETHER, missing=Missing.ZERO), 121)).findings == ()


def test_a_powiat_is_compared_with_its_gminas_together() -> None:
    edition = form(TOGETHER)
    filled = replace(sheet(edition, 300), children=(sheet(edition, 100), sheet(edition, 190)))
    (finding,) = check_sheet(filled).findings
    assert arithmetic(finding, filled, "en") == "300 should equal 290 (a (2 units below together): 290)."


def test_a_gmina_without_the_number_makes_the_sum_unknown() -> None:
    edition = form(TOGETHER)
    silent = Sheet(edition, "0605", tiny.YEAR, {("a", 0): NO_INFORMATION})
    filled = replace(sheet(edition, 300), children=(sheet(edition, 300), silent))
    (unanswered,) = check_sheet(filled).not_computable
    assert because(unanswered, filled, "en") == (
        "the forms of the units below are not all known, or are not filled in there"
    )


def test_completeness_is_asked_only_when_the_form_is_to_be_signed() -> None:
    edition = form("not absent({a, c0})")
    waiting = replace(edition, checks=(replace(edition.checks[0], stage=Stage.SIGN),))
    empty = Sheet(waiting, "0605", tiny.YEAR)
    assert check_sheet(empty).findings == ()
    assert [finding.check.id for finding in check_sheet(empty, Stage.SIGN).findings] == ["the.check"]
