"""What a public copy shows in place of hidden numbers, and what it says of them."""

from dataclasses import replace

import pytest
from engine import tiny
from engine.disclosure.trees import form, sheet

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.disclosure.publication import (
    explanation,
    figure_note,
    finding_note,
    is_silent,
    mark,
    public_result,
    public_sheet,
    refusal,
    shown,
    speaks_of_withheld,
    texts_to_read,
)
from drogowskaz.engine.disclosure.withholding import withheld
from drogowskaz.engine.editions.schema import Check, Severity, Stage
from drogowskaz.engine.report import reasons, summary
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State, Value

YEAR = tiny.YEAR
EDITION = form("total a=total b=total note", offsets=(-1, 0))
FORM = sheet(EDITION, total=121, a=3, b=118, total__m1=".", note="x")
FOUND = withheld([FORM])


def test_hidden_cells_all_show_the_same_mark_and_the_others_what_stands_in_them() -> None:
    copy = public_sheet(FORM, FOUND)
    assert [copy.text(key, 0, "en") for key in ("total", "a", "b", "note")] == ["121", "(hidden)", "(hidden)", "x"]
    assert [copy.text("total", -1, "en"), copy.text("a", -1, "en")] == [".", ""]


def test_a_page_that_has_the_whole_form_shows_the_same() -> None:
    texts = {key: shown(FORM.value(key, 0), Kind.COUNT, (YEAR, key, 0), FOUND, "en") for key in ("total", "a", "b")}
    assert texts == {"total": "121", "a": "(hidden)", "b": "(hidden)"}


def test_a_public_copy_does_not_hold_the_hidden_numbers_at_all() -> None:
    full = replace(FORM, last={("a", 0): Value(State.VALUE, 3)}, children=(FORM,))
    copy = public_sheet(full, FOUND).sheet
    assert set(copy.values) == {("total", 0), ("total", -1), ("note", 0)}
    assert (copy.last, copy.children) == (None, ())


def test_the_mark_is_explained_under_a_form_that_has_any() -> None:
    assert public_sheet(FORM, FOUND).explanation("en") == (
        "(hidden): hidden are numbers of people and families from 1 to 4, what so few were given, and other numbers "
        "from which these could be computed. Zeros are hidden only below such a number. The council's copy shows all."
    )
    clean = sheet(EDITION, total=12, a=5, b=7)
    assert public_sheet(clean, withheld([clean])).explanation("en") == ""


def test_every_sentence_is_said_in_both_languages() -> None:
    for lang in ("pl", "en"):
        said = [mark(lang), explanation(5, lang), figure_note(lang), finding_note(lang)]
        assert all(said)


def finding_of(check: Check, one: Sheet) -> tuple[bool, bool]:
    """Whether the only finding speaks of hidden numbers, and whether it must not be told at all."""
    found = withheld([one])
    (finding,) = check_sheet(one).findings
    return speaks_of_withheld(finding, one, found), is_silent(finding, YEAR, found)


def test_a_finding_over_a_hidden_cell_speaks_of_it() -> None:
    check = tiny.check("{a, c0} >= {b, c0}", severity=Severity.WARNING)
    assert finding_of(check, sheet(form("a b c", check), a=3, b=9, c=8)) == (True, False)


def test_a_finding_over_shown_cells_alone_does_not() -> None:
    check = tiny.check("{b, c0} >= {c, c0}", severity=Severity.WARNING)
    assert finding_of(check, sheet(form("a b c", check), a=3, b=8, c=9)) == (False, False)


def test_a_finding_over_a_whole_block_speaks_of_the_hidden_cells_in_it() -> None:
    check = tiny.check("sum({@t, c0}) = 0", severity=Severity.WARNING)
    assert finding_of(check, sheet(form("a b", check), a=3, b=8)) == (True, False)


def test_a_finding_over_last_years_form_speaks_of_what_is_hidden_there() -> None:
    check = tiny.check("{b, c0} = {a, c0, y-1}", severity=Severity.WARNING)
    one = sheet(form("a b", check, offsets=(-1, 0)), b=9, a__m1=3)
    assert finding_of(check, replace(one, last={("a", 0): Value(State.VALUE, 3)})) == (True, False)


def test_a_finding_over_the_units_below_speaks_of_sensitive_rows_always() -> None:
    check = tiny.check("{b, c0} = {b, c0, children}", severity=Severity.WARNING)
    one = sheet(form("a b", check), a=3, b=9)
    assert finding_of(check, replace(one, children=(sheet(one.edition, b=8),))) == (True, False)


def test_a_finding_that_tells_the_number_by_being_there_is_silent() -> None:
    check = tiny.check("{a, c0} > 1", severity=Severity.WARNING)
    assert finding_of(check, sheet(form("a", check), a=1)) == (True, True)


def test_forms_that_cannot_be_protected_are_refused_with_a_sentence() -> None:
    check = tiny.check("{a, c0} = 3", severity=Severity.ERROR)
    exposed = withheld([sheet(form("a", check), a=3)])
    assert refusal(exposed, "en") == (
        "1 small number could be computed from the public copy, whatever else is hidden. "
        "The form has not been published; the council's copy is complete. Check the cells named here."
    )
    assert refusal(FOUND, "en") == ""


# What the checks say

THREE = tiny.check("{a, c*} != 3", id="three", severity=Severity.WARNING)
OTHER = tiny.check("{b, c*} > 10", id="other", severity=Severity.WARNING)
SIGNED = replace(tiny.check("{a, c*} != 3", id="signed", severity=Severity.WARNING), stage=Stage.SIGN)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("number", [3, 2])
def test_silent_checks_are_neither_found_nor_counted(number: int, stage: Stage) -> None:
    """Whether it holds or not, the public copy says the same."""
    one = sheet(form("a b", THREE, OTHER, SIGNED), a=number, b=9)
    found = replace(
        withheld([one]), silent=frozenset({(YEAR, "three", 0), (YEAR, "signed", 0), (YEAR - 1, "other", 0)})
    )
    result = check_sheet(one, stage)
    public = public_result(result, found)
    assert result.asked == (3 if stage is Stage.SIGN else 2)
    assert [one.check.id for one in public.findings] == ["other"]
    assert (public.asked, public.not_computable) == (1, ())
    assert summary(public, "en") == "1 warning"


def test_a_silent_check_that_cannot_be_computed_is_not_spoken_of_either() -> None:
    check = tiny.check("{a, c*} = 0 or {b, c*} > {c, c*}", id="either", severity=Severity.WARNING)
    one = sheet(form("a b c", check), a=3, b=9)
    result = check_sheet(one)
    assert len(reasons(result, "en")) == 1
    public = public_result(result, replace(withheld([one]), silent=frozenset({(YEAR, "either", 0)})))
    assert (reasons(public, "en"), public.asked) == ([], 0)


def test_where_nothing_is_silent_the_public_is_told_the_same() -> None:
    result = check_sheet(sheet(form("b c", OTHER), b=9))
    assert public_result(result, withheld([result.sheet])) == result


# Texts

TEXTS = (
    replace(tiny.row("people", table="t"), sensitive=True),
    tiny.row("people.note", table="t", kind=Kind.TEXT, offsets=(-1, 0)),
    tiny.row("places", table="u"),
    tiny.row("places.note", table="u", kind=Kind.TEXT),
)


@pytest.mark.parametrize(("text", "read"), [
    ("two of 3 families", True), ("rodziny: ٣", True), ("½ etatu", True), ("no places", False), ("", False),
])  # fmt: skip
def test_texts_beside_sensitive_rows_with_a_number_in_them_are_to_be_read(text: str, read: bool) -> None:
    one = tiny.sheet(tiny.edition(*TEXTS), {"people": 7, "people.note": text, "places.note": "3 rooms"})
    assert texts_to_read(one) == ((("people.note", 0),) if read else ())
