"""What a person reads of a suggestion, and what a program gets."""

from dataclasses import replace

from engine import tiny

from drogowskaz.engine.editions.schema import Check, Edition, Missing
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.suggestions.sentences import data, text
from drogowskaz.engine.suggestions.suggestion import suggest
from drogowskaz.engine.values import Kind, State, Value

ARITHMETIC = "This is arithmetic, not knowledge: only a person can say which number is true."
OVER = tiny.both("Too much.")


def form(*claims: str, **given: object) -> Edition:
    rows = (
        tiny.row("a", number=4, offsets=(-1, 0)),
        tiny.row("b", kind=Kind.MONEY, unit="pln"),
        *(tiny.row(key) for key in "cdefg"),
        tiny.row("why", kind=Kind.TEXT, unit="text"),
    )
    checks = tuple(
        replace(tiny.check(claim, id=f"k{place}", at="a", **given), message=OVER)  # type: ignore[arg-type]
        for place, claim in enumerate(claims, 1)
    )
    return tiny.edition(*rows, checks=checks)


def lines(sheet: Sheet, **given: float) -> list[str]:
    return text(suggest(sheet, **given), "en").replace("\N{NO-BREAK SPACE}", " ").splitlines()


def said(edition: Edition, **cells: object) -> list[str]:
    return lines(tiny.sheet(edition, cells))


def test_a_form_without_errors_is_told_so() -> None:
    assert said(form("{a, c0} = 1"), a=1) == ["There is no error, so there is nothing to repair."]


def test_a_change_stands_with_its_place_and_with_what_else_would_do() -> None:
    assert said(form("{a, c0} + {c, c0} = {d, c0}"), a=1211, c=7, d=1209) == [
        "The fewest changes that remove every error: 1 cell.",
        "  chapter 2, row 4 “Label of a”, 2014: 1 211 → 1 202",
        "    A change of this cell would do instead: d (2014): 1 209 → 1 218.",
        ARITHMETIC,
    ]


def test_of_many_other_cells_the_first_three_are_named() -> None:
    found = said(form("{a, c0} + {c, c0} + {d, c0} + {e, c0} = {f, c0} + {g, c0}"), a=20, c=5, d=6, e=7, f=30, g=9)
    assert found[2].startswith("    A change of one of these cells would do instead: ")
    assert found[2].count("→") == 3
    assert found[2].endswith(" and 2 more.")


def test_a_row_without_a_number_and_money_are_named_as_on_the_form() -> None:
    found = said(form("{b, c0} = 2.5 * {c, c0}", "{c, c0} = 3"), b=1_000_000, c=3)
    assert found[:2] == [
        "The fewest changes that remove every error: 1 cell.",
        "  chapter 2, “Label of b”, 2014: 10 000 → 7.50",
    ]


def test_how_far_the_number_may_go_is_told_where_it_may() -> None:
    assert "    Any number would do that is not less than 7." in said(form("{a, c0} >= 7"), a=2)
    assert "    Any number would do that is not more than 7." in said(form("{a, c0} <= 7"), a=9)
    assert "    Any number from 3 to 7 would do." in said(form("{a, c0} <= 7", "{a, c0} >= 3"), a=9)
    assert "    Any number would do." in said(form("present({a, c0})"))


def test_cells_to_be_filled_in_or_emptied_are_told_in_words() -> None:
    found = said(form("{c, c0} < 1 or present({why, c0})", "absent({a, c0})"), c=5, a=3)
    assert found[:2] + found[2:3] == [
        "The fewest changes that remove every error: 2 cells.",
        "  chapter 2, row 4 “Label of a”, 2014: 3 → empty",
        "  chapter 2, “Label of why”, 2014: empty → a text, to be written",
    ]
    assert found[3] == "    A change of this cell would do instead: c (2014): 5 → 0."


def test_a_dot_is_shown_as_a_dot() -> None:
    assert "  chapter 2, row 4 “Label of a”, 2014: . → 0" in said(form("present({a, c0})"), a=".")


def test_a_change_that_no_error_asks_for_says_why_it_is_there() -> None:
    found = said(form("{c, c0} = 9", "{c, c0} = {d, c0}"), c=4, d=4)
    assert found[2:4] == [
        "  chapter 2, “Label of d”, 2014: 4 → 9",
        "    Needed because of the other changes.",
    ]


def test_what_cannot_be_removed_is_named_with_the_reason() -> None:
    found = said(form("{c, c0} > 5", "{c, c0} < 3", "{a, c0} > 40000000"), c=4, a=1)
    assert found == [
        "The fewest changes that remove the errors that can be removed: 1 cell.",
        "  chapter 2, “Label of c”, 2014: 4 → 6",
        "    Any number would do that is not less than 6.",
        ARITHMETIC,
        "Errors that no change of this form removes:",
        "  chapter 2, row 4 “Label of a”, 2014: Too much.",
        "    It cannot be satisfied together with other checks: a (2014): Too much.",
        "  chapter 2, row 4 “Label of a”, 2014: Too much.",
        "    No number that is plausible there satisfies it.",
    ]


def test_an_error_of_other_forms_says_that_they_cannot_be_changed_here() -> None:
    sheet = replace(tiny.sheet(form("{a, c0, y-1} > 5"), {"a": 3}), last={("a", 0): Value(State.VALUE, 2)})
    assert lines(sheet) == [
        "Errors that no change of this form removes:",
        "  chapter 2, row 4 “Label of a”, 2014: Too much.",
        "    It reads only last year's form or those of the units below, which cannot be changed here.",
    ]


def test_a_block_that_stands_in_the_way_is_called_by_its_label() -> None:
    block: Check = replace(tiny.check("{c, c0} < 3", id="block"), message=OVER)
    edition = form("{c, c0} > 5")
    found = said(replace(edition, checks=(*edition.checks, block)), c=2)
    assert found[-1] == "    It cannot be satisfied together with other checks: “Table t” (2014): Too much."


def test_what_was_found_in_a_hurry_is_not_called_the_fewest() -> None:
    edition = form("{d, c0} = {e, c0} + {f, c0}", "{d, c0} = {c, c0}", "{e, c0} = {g, c0}")
    sheet = tiny.sheet(edition, {"d": 9, "e": 3, "f": 5, "c": 9, "g": 3})
    assert lines(sheet)[0] == "The fewest changes that remove every error: 1 cell."
    hurried = lines(sheet, seconds=0)[0]
    assert hurried.startswith("The fewest changes found that remove every error: ")
    assert hurried.endswith(". Perhaps fewer would do.")


def test_what_is_too_tangled_is_said_to_be_given_up() -> None:
    wanted = ("present({a, c0})", "present({c, c0})", "present({d, c0})")
    found = said(form("12345678.1 * {a, c0} + {c, c0} = 0.3 * {d, c0} + 1", *wanted))
    assert "    The search was given up before it was known whether a change can remove it." in found


def test_a_program_gets_the_same_with_all_the_other_cells() -> None:
    sheet = tiny.sheet(
        form("{a, c0} = {c, c0} + {d, c0} + {e, c0} + {f, c0}"), {"a": 107, "c": 90, "d": 1, "e": 2, "f": 3}
    )
    found = data(suggest(sheet), "en")
    (change,) = found["changes"]
    alternatives = change.pop("alternatives")
    assert (found["proven"], found["unrepaired"]) == (True, [])
    assert change == {
        "row": "a",
        "number": 4,
        "chapter": "2",
        "column": 2014,
        "now": "107",
        "means": "number",
        "proposed": "96",
        "least": "96",
        "most": "96",
        "repairs": ["k1"],
    }
    assert [(one["row"], one["proposed"]) for one in alternatives] == [
        ("c", "101"),
        ("f", "14"),
        ("e", "13"),
        ("d", "12"),
    ]


def test_a_program_gets_what_cannot_be_removed_with_the_checks_it_quarrels_with() -> None:
    found = data(suggest(tiny.sheet(form("{c, c0} > 5", "{c, c0} < 3", missing=Missing.ZERO), {"c": 4})), "en")
    assert found["unrepaired"] == [
        {
            "check": "k2",
            "column": 2014,
            "why": "contradiction",
            "others": [{"check": "k1", "column": 2014}],
            "because": "It cannot be satisfied together with other checks: a (2014): Too much.",
        }
    ]
    assert [(one["least"], one["most"]) for one in found["changes"]] == [("6", None)]
