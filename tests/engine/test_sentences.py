"""Findings as sentences, beyond what the specification tables show: names, places, years and the two languages."""

import pytest
from engine import tiny

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.checks.sentences import arithmetic, because, place_of, row_name
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Missing
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State, Value

AB = tuple(tiny.row(key, offsets=(-1, 0)) for key in ("a", "b"))
GMINA = edition_named("ozps-gmina-2014")


def said(claim: str, cells: dict[str, object], *, missing: Missing = Missing.SKIP_ANY) -> str:
    form = tiny.edition(*AB, checks=(tiny.check(claim, at="a", missing=missing),))
    sheet = tiny.sheet(form, cells)
    (finding,) = check_sheet(sheet).findings
    return arithmetic(finding, sheet, "en").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("claim", "cells", "sentence"), [
    ("{a, c0} = 5", {"a": 4}, "4 should equal 5."),
    ("{a, c0} = {b, c-1}", {"a": 4, "b@c-1": 5}, "4 should equal 5 (b, 2013)."),
    ("{b, c0} = {a, c0} + {b, c-1}", {"a": 4, "b@c-1": 5, "b": 1}, "1 (b) should equal 9 (a 4 + b 2013: 5)."),
    ("{a, c0} <= 0.5 * {b, c0}", {"a": 4, "b": 5}, "4 should be at most 2.50 (0.50 × b 5)."),
    ("{a, c0} >= -{b, c0} + 10", {"a": 4, "b": 5}, "4 should be at least 5 (− b 5 + 10)."),
    ("abs({a, c0}) < 3", {"a": 4}, "4 (a 4) should be less than 3."),
    ("not (present({a, c0}) and {b, c0} = 1)", {"a": 4, "b": 1},
        "A (2014) is filled in or 1 (b) should differ from 1."),
    ("if({a, c-1} > 0 and present({b, c0}), {a, c0} > 0)", {"a@c-1": 3, "b": 1, "a": 0},
        "Since a (2013) > 0 and b (2014) is filled in: 0 should be more than 0."),
    ("if({a, c-1} = 1 or {a, c-1} = 3, {a, c0} > 0)", {"a@c-1": 3, "a": 0},
        "Since a (2013) = 3: 0 should be more than 0."),
    ("if({a, c-1} > {b, c0}, {a, c0} > 0)", {"a@c-1": 3, "b": 1, "a": 0},
        "Since 3 (a, 2013) > 1 (b): 0 should be more than 0."),
    ("if(if({b, c0} = 2, {a, c-1} = 9), {a, c0} > 0)", {"a@c-1": 3, "b": 1, "a": 0},
        "Since b != 2: 0 should be more than 0."),
    ("if(not same({@t, c0}, {@t, c-1}), {a, c0} > 0)", {"a": 0},
        "Since the two columns of the block differ: 0 should be more than 0."),
    ("same({@t, c0}, {@t, c-1})", {"a": 0}, "The two columns of the block differ."),
    ("{a, c0} > 0.3333333333 * 3", {"a": 1}, None),
])  # fmt: skip
def test_a_finding_says_its_arithmetic(claim: str, cells: dict[str, object], sentence: str | None) -> None:
    if sentence is None:
        form = tiny.edition(*AB, checks=(tiny.check(claim, at="a"),))
        assert check_sheet(tiny.sheet(form, cells)).findings == ()
    else:
        assert said(claim, cells) == sentence


def test_a_sentence_names_a_row_by_its_short_name_else_its_number_else_its_label() -> None:
    rows = [tiny.row("a", short="short", number=3), tiny.row("a", short="", number=3), tiny.row("a", short="")]
    assert [row_name(row, "en") for row in rows] == ["short", "row 3", "“Label of a”"]


def test_a_place_says_chapter_row_and_year() -> None:
    rows = (tiny.row("a", number=1), tiny.row("b", offsets=(-1, 0)))
    checks = (
        tiny.check("{a, c0} > 0", id="numbered", at="a"),
        tiny.check("{b, c*} > 0", id="unnumbered", at="b", offsets=(-1,)),
        tiny.check("sum({@t, c0}) > 9", id="block"),
    )
    sheet = tiny.sheet(tiny.edition(*rows, checks=checks), {"a": 0, "b": 0, "b@c-1": 0})
    places = {finding.check.id: place_of(finding, sheet, "en") for finding in check_sheet(sheet).findings}
    assert places == {
        "numbered": "chapter 2, row 1 “Label of a”, 2014",
        "unnumbered": "chapter 2, “Label of b”, 2013",
        "block": "chapter 2, block “Table t”, 2014",
    }


def test_three_reasons_are_named_and_the_others_counted() -> None:
    rows = [tiny.row(key) for key in "abcde"]
    form = tiny.edition(*rows, checks=(tiny.check("sum({@t, c0}) > 0", at="a"),))
    sheet = tiny.sheet(form, {"b": "."})
    (unanswered,) = check_sheet(sheet).not_computable
    reason = "a (2014) is empty; b (2014) has a dot (no information); c (2014) is empty and 2 more"
    assert because(unanswered, sheet, "en") == reason


def test_an_unset_parameter_is_the_reason() -> None:
    form = tiny.edition(*AB, checks=(tiny.check("{a, c0} > $NEVER_SET", at="a"),))
    sheet = tiny.sheet(form, {})
    (unanswered,) = check_sheet(sheet).not_computable
    assert because(unanswered, sheet, "en") == "the parameter NEVER_SET is not known for 2014"


def test_the_decimal_mark_is_that_of_the_language() -> None:
    rows = (tiny.row("a", kind=Kind.MONEY, unit="pln"),)
    form = tiny.edition(*rows, checks=(tiny.check("{a, c0} > 2000.5", at="a"),))
    sheet = tiny.sheet(form, {"a": 120450})
    (finding,) = check_sheet(sheet).findings
    marks = {lang: arithmetic(finding, sheet, lang).count("1\N{NO-BREAK SPACE}204,50") for lang in ("pl", "en")}
    assert marks == {"pl": 1, "en": 0}


def test_the_sum_of_women_and_men_is_said_with_both_parts() -> None:
    cells = {"population.total": 8279, "population.women.total": 4149, "population.men.total": 4120}
    sheet = Sheet(GMINA, "1419053", 2014, {(key, 0): Value(State.VALUE, number) for key, number in cells.items()})
    (finding,) = check_sheet(sheet).findings
    hard = "\N{NO-BREAK SPACE}"
    expected = f"8{hard}279 should equal 8{hard}269 (women 4{hard}149{hard}+ men 4{hard}120)."
    assert arithmetic(finding, sheet, "en") == expected
    assert place_of(finding, sheet, "en") == "chapter 2, row 1 “Residents (persons) – total”, 2014"
