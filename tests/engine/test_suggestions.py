"""The fewest cells that would have to change: which they are, to what, and what else would do."""

from dataclasses import replace

import pytest
from engine import tiny

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.schema import Check, Edition, Missing, Parts, Row, Severity, Stage
from drogowskaz.engine.suggestions.repairs import Conflict, Form
from drogowskaz.engine.suggestions.suggestion import Means, Proposal, Suggestion, Why, suggest
from drogowskaz.engine.values import NO_INFORMATION, Kind, State, Value

TWO = (-1, 0)
WHY = tiny.row("why", kind=Kind.TEXT, unit="text")


def rows(keys: str, **given: object) -> tuple[Row, ...]:
    return tuple(tiny.row(key, **given) for key in keys.split())  # type: ignore[arg-type]


def checks(*claims: str, offsets: tuple[int, ...] = (0,), **given: object) -> tuple[Check, ...]:
    """A check for each claim, named k1, k2, …"""
    return tuple(
        tiny.check(claim, id=f"k{place}", at="a", offsets=offsets, **given)  # type: ignore[arg-type]
        for place, claim in enumerate(claims, 1)
    )


def form(*claims: str, keys: str = "a b c d e", offsets: tuple[int, ...] = (0,), **given: object) -> Edition:
    return tiny.edition(*rows(keys, offsets=offsets), WHY, checks=checks(*claims, **given))  # type: ignore[arg-type]


def suggested(edition: Edition, cells: dict[str, object], stage: Stage = Stage.ENTRY) -> Suggestion:
    return suggest(tiny.sheet(edition, cells), stage)


def address(proposal: Proposal) -> str:
    row, offset = proposal.cell
    return f"{row}@c{offset:+d}" if offset else row


def told(suggestion: Suggestion) -> dict[str, object]:
    """The changes as `{"a": 5, "b@c-1": "empty"}`; only of a proven suggestion that repairs everything."""
    assert suggestion.proven
    assert suggestion.unrepaired == ()
    assert not check_sheet(suggestion.applied(), Stage.SIGN).has_errors
    return {address(change.proposal): written(change.proposal) for change in suggestion.changes}


def written(proposal: Proposal) -> object:
    return proposal.number if proposal.means is Means.NUMBER else proposal.means.value


def alternatives(suggestion: Suggestion) -> dict[str, object]:
    (change,) = suggestion.changes
    return {address(one): written(one) for one in change.alternatives}


def tree() -> Edition:
    """A total of women and men, the women by age."""
    women = tiny.row("women", parent="total", parts=Parts.ALL)
    ages = (tiny.row(key, parent="women", parts=Parts.ALL) for key in ("girls", "adults", "old"))
    return tiny.edition(tiny.row("total"), women, *ages, tiny.row("men", parent="total", parts=Parts.ALL))


RIGHT = {"total": 8279, "women": 4149, "girls": 700, "adults": 2449, "old": 1000, "men": 4130}


def test_a_form_without_errors_needs_no_change() -> None:
    assert told(suggested(tree(), dict(RIGHT))) == {}


def test_a_wrong_total_above_two_levels_of_parts_is_one_cell() -> None:
    found = suggested(tree(), {**RIGHT, "total": 8297})
    assert told(found) == {"total": 8279}
    assert alternatives(found) == {"men": 4148}


def test_a_wrong_total_between_two_levels_explains_both_broken_sums() -> None:
    assert told(suggested(tree(), {**RIGHT, "women": 4194})) == {"women": 4149}


def test_turned_digits_in_a_leaf_are_put_right_where_another_check_holds_its_sisters() -> None:
    held = checks("{girls, c0} = 700", "{old, c0} = 1000", "{women, c0} = 4149")
    edition = tiny.edition(*tree().rows, checks=tuple(replace(check, row="women") for check in held))
    found = suggested(edition, {**RIGHT, "adults": 2494})
    assert told(found) == {"adults": 2449}
    assert alternatives(found) == {}


def test_a_cell_that_two_broken_sums_share_is_the_one_to_change() -> None:
    edition = form("{a, c0} = {b, c0} + {c, c0}", "{d, c0} = {b, c0} + {e, c0}")
    assert told(suggested(edition, {"a": 5, "b": 4, "c": 2, "d": 6, "e": 3})) == {"b": 3}


def test_two_broken_sums_that_share_no_cell_need_two_changes() -> None:
    edition = form("{a, c0} = {b, c0}", "{c, c0} = {d, c0}")
    assert len(told(suggested(edition, {"a": 5, "b": 4, "c": 2, "d": 6}))) == 2


def test_a_change_that_would_break_another_check_is_not_proposed() -> None:
    edition = form("{a, c0} = {b, c0} + {c, c0}", "{a, c0} = 9", "{b, c0} <= 4")
    found = suggested(edition, {"a": 9, "b": 4, "c": 3})
    assert told(found) == {"c": 5}
    assert alternatives(found) == {}


def test_what_one_change_breaks_is_repaired_by_another_and_said_to_follow_from_it() -> None:
    edition = form("{a, c0} = 9", "{a, c0} = {b, c0}", "{b, c0} = {c, c0}")
    found = suggested(edition, {"a": 4, "b": 4, "c": 4})
    assert told(found) == {"a": 9, "b": 9, "c": 9}
    assert [[finding.check.id for finding in change.repairs] for change in found.changes] == [["k1"], [], []]


def test_the_smaller_change_is_preferred_and_the_others_are_named_from_the_least() -> None:
    found = suggested(form("{a, c0} = {b, c0} + {c, c0}"), {"a": 107, "b": 90, "c": 10})
    assert told(found) == {"a": 100}
    assert alternatives(found) == {"b": 97, "c": 17}


def test_a_number_too_large_is_brought_to_the_nearest_that_will_do_and_its_end_told() -> None:
    found = suggested(form("{a, c0} <= {b, c0}", "if({b, c0} > 0, {a, c0} > 1)"), {"a": 150, "b": 100})
    assert told(found) == {"a": 100}
    assert found.changes[0].span == (2, 100)


def test_an_end_that_only_the_greatest_plausible_number_sets_is_no_end() -> None:
    found = suggested(form("{a, c0} >= 7"), {"a": 3})
    assert (told(found), found.changes[0].span) == ({"a": 7}, (7, None))


@pytest.mark.parametrize(
    ("claim", "cells", "changes"),
    [
        ("{a, c0} != {b, c0}", {"a": 5, "b": 5}, {"a": 4}),
        ("{a, c0} = 7 or {a, c0} = 12", {"a": 11}, {"a": 12}),
        ("if({a, c0} > 0, {b, c0} > 0)", {"a": 9, "b": 0}, {"a": 0}),
        ("if({a, c0} > 0, {b, c0} > 0) and {a, c0} = 9", {"a": 9, "b": 0}, {"b": 1}),
        ("abs({a, c0} - {b, c0}) <= 3", {"a": 20, "b": 10}, {"a": 13}),
        ("abs({a, c0} - {b, c0}) > 3 and {b, c0} = 10", {"a": 11, "b": 10}, {"a": 14}),
        ("not ({a, c0} = {b, c0} and {c, c0} = 1)", {"a": 50, "b": 50, "c": 1}, {"a": 49}),
        ("2 * {a, c0} = 3 * {b, c0} and {b, c0} >= 3", {"a": 5, "b": 2}, {"a": 6, "b": 4}),
        ("0.1 * {a, c0} >= {b, c0} + 0.05 and {b, c0} = 3", {"a": 30, "b": 3}, {"a": 31}),
    ],
)
def test_claims_of_every_shape_are_repaired(claim: str, cells: dict[str, object], changes: dict[str, object]) -> None:
    assert told(suggested(form(claim), cells)) == changes


def test_money_is_proposed_in_grosze_and_posts_in_hundredths() -> None:
    money, posts = tiny.row("a", kind=Kind.MONEY, unit="pln"), tiny.row("b", kind=Kind.FTE, unit="fte")
    edition = tiny.edition(money, posts, checks=checks("{a, c0} = 1000 * {b, c0}"))
    found = suggested(edition, {"a": 150_500, "b": 150})
    assert told(found) == {"a": 150_000}
    assert alternatives(found) == {}


def test_a_number_below_zero_is_proposed_only_where_the_row_allows_it() -> None:
    below = replace(tiny.row("b"), negative=True)
    edition = tiny.edition(tiny.row("a"), below, checks=checks("{a, c0} + {b, c0} = 0", "{a, c0} >= 2"))
    assert told(suggested(edition, {"a": 5, "b": 5})) == {"b": -5}


def test_a_copied_column_is_told_from_the_other_by_one_cell() -> None:
    edition = form("not same({@t, c0}, {@t, c-1})", keys="a b c d", offsets=TWO)
    cells = {key: number for name in "abcd" for key, number in ((name, 7), (f"{name}@c-1", 7))}
    assert len(told(suggested(edition, cells))) == 1


def test_a_copy_that_is_asked_for_is_completed() -> None:
    edition = form("same({@t, c0}, {@t, c-1})", keys="a b c d", offsets=TWO)
    cells = {key: number for name in "abcd" for key, number in ((name, 7), (f"{name}@c-1", 7))}
    assert told(suggested(edition, {**cells, "d": 9})) in ({"d": 7}, {"d@c-1": 9})
    del cells["d"]
    assert told(suggested(edition, cells)) == {"d": 7}


def test_only_errors_of_the_stage_count() -> None:
    lighter = form("{a, c0} = 1", severity=Severity.WARNING)
    assert told(suggested(lighter, {"a": 5})) == {}
    (check,) = checks("not absent({a, c0})")
    edition = tiny.edition(*rows("a b"), checks=(replace(check, stage=Stage.SIGN),))
    assert told(suggest(tiny.sheet(edition, {"a": 2, "b": 5}))) == {}
    assert suggested(edition, {"b": 5}).changes == ()
    assert told(suggested(edition, {"b": 5}, Stage.SIGN)) == {"a": 0}


# Missing values


def test_an_empty_cell_that_is_asked_for_gets_the_number_that_the_other_checks_leave() -> None:
    found = suggested(form("present({a, c0})", "{b, c0} = {a, c0} + {c, c0}"), {"b": 9, "c": 4})
    assert told(found) == {"a": 5}
    assert found.changes[0].proposal.now.state is State.EMPTY


def test_what_may_be_any_number_is_taken_from_the_nearest_year() -> None:
    edition = form("present({a, c0})", keys="a", offsets=(-2, -1, 0))
    found = suggested(edition, {"a@c-1": 31, "a@c-2": 5})
    assert (told(found), found.changes[0].span) == ({"a": 31}, (None, None))


def test_a_missing_text_is_to_be_filled_in_without_inventing_it() -> None:
    found = suggested(form("if({a, c0} > 0, present({why, c0}))"), {"a": 7})
    assert told(found) == {"why": "fill"}
    assert (found.changes[0].span, alternatives(found)) == (None, {"a": 0})


def test_a_cell_is_emptied_where_a_check_wants_it_empty_and_only_there() -> None:
    assert told(suggested(form("absent({a, c0})", "{a, c0} = {b, c0}"), {"a": 5, "b": 5})) == {"a": "empty"}
    assert told(suggested(form("absent({a, c0})"), {"a": "."})) == {"a": "empty"}
    assert told(suggested(form("not present({why, c0})"), {"why": "words"})) == {"why": "empty"}
    # To empty `a` would silence both checks at once; it would repair nothing.
    assert len(told(suggested(form("{a, c0} = {b, c0}", "{a, c0} > 2 * {c, c0}"), {"a": 5, "b": 4, "c": 9}))) == 2


def test_a_dot_or_an_x_is_written_over_only_when_nothing_else_would_do() -> None:
    sum_ = form("{a, c0} = {b, c0} + {c, c0}", missing=Missing.ZERO)
    found = suggested(sum_, {"a": 1, "b": 900, "c": "x"})
    assert told(found) == {"b": 1}
    assert alternatives(found) == {"a": 900}
    held = form("{a, c0} = {b, c0} + {c, c0}", "{a, c0} = 9", "{b, c0} = 5", missing=Missing.ZERO)
    assert told(suggested(held, {"a": 9, "b": 5, "c": "x"})) == {"c": 4}
    assert told(suggested(form("present({a, c0})"), {"a": "."})) == {"a": 0}


def test_an_empty_cell_counts_as_zero_only_where_the_check_says_so() -> None:
    claim = "{a, c0} = {b, c0}"
    assert told(suggested(form(claim), {"a": 5})) == {}
    assert told(suggested(form(claim, missing=Missing.ZERO_UNLESS_ALL), {})) == {}
    for missing in (Missing.ZERO, Missing.ZERO_UNLESS_ALL):
        found = suggested(form(claim, missing=missing), {"a": 5})
        assert (told(found), alternatives(found)) == ({"a": 0}, {"b": 5})


def test_a_part_that_cannot_be_computed_is_no_error_but_may_not_become_one() -> None:
    edition = form("{a, c0} = 3 or {b, c0} = 4", "present({b, c0})", "{b, c0} = {c, c0}")
    assert told(suggested(edition, {"a": 9, "c": 6})) in ({"b": 6, "a": 3}, {"b": 4, "c": 4})


def test_a_check_that_waits_for_a_dot_is_left_alone() -> None:
    assert told(suggested(form("{a, c0} = {b, c0}", "{a, c0} < 5"), {"a": 9, "b": "."})) == {"a": 4}


# What cannot be repaired


def unrepaired(suggestion: Suggestion) -> dict[str, tuple[Why, list[str]]]:
    return {
        one.finding.check.id: (one.why, [question.check.id for question in one.others]) for one in suggestion.unrepaired
    }


def test_of_two_errors_that_contradict_each_other_one_is_repaired_and_one_named() -> None:
    found = suggested(form("{a, c0} > 5", "{a, c0} < 3"), {"a": 4})
    assert unrepaired(found) == {"k2": (Why.CONTRADICTION, ["k1"])}
    assert [(change.proposal.cell, change.proposal.number) for change in found.changes] == [(("a", 0), 6)]


def test_an_error_that_a_check_which_holds_does_not_let_be_repaired_names_it() -> None:
    found = suggested(form("{a, c0} > {b, c0}", "{a, c0} <= {b, c0}", "{c, c0} = 1"), {"a": 4, "b": 4, "c": 2})
    assert unrepaired(found) == {"k1": (Why.CONTRADICTION, ["k2"])}
    assert [change.proposal.cell for change in found.changes] == [("c", 0)]


def test_a_claim_that_no_plausible_number_satisfies_stands_alone() -> None:
    assert unrepaired(suggested(form("{a, c0} > 40000000"), {"a": 5})) == {"k1": (Why.CONTRADICTION, [])}
    assert unrepaired(suggested(form("2 * {a, c0} = 3"), {"a": 1})) == {"k1": (Why.CONTRADICTION, [])}


def test_last_years_form_and_the_units_below_are_not_changed() -> None:
    edition = form("{a, c-1} = {a, c0, y-1}", "{b, c0, y-1} > {a, c0, y-1}", "{b, c0} = {b, c0, children}", offsets=TWO)
    edition = replace(edition, checks=tuple(replace(check, offsets=(0,)) for check in edition.checks))
    sheet = tiny.sheet(edition, {"a@c-1": 5, "b": 9})
    below = tiny.sheet(edition, {"b": 7})
    last = {("a", 0): Value(State.VALUE, 6), ("b", 0): Value(State.VALUE, 2)}
    found = suggest(replace(sheet, last=last, children=(below,)))
    assert unrepaired(found) == {"k2": (Why.OTHER_FORMS, [])}
    changed = {address(change.proposal): change.proposal.number for change in found.changes}
    assert changed == {"a@c-1": 6, "b": 7}


def test_a_claim_too_tangled_to_be_searched_is_given_up_by_name() -> None:
    tangled = "12345678.1 * {a, c0} + {b, c0} = 0.3 * {c, c0} + 1"
    wanted = ("present({a, c0})", "present({b, c0})", "present({c, c0})")
    found = suggested(form(tangled, *wanted), {})
    assert not found.proven
    assert {one.why for one in found.unrepaired} == {Why.GIVEN_UP}


def test_where_the_solver_is_wrong_the_error_is_given_up_and_nothing_is_proposed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = form("{a, c0} = {b, c0}", "{c, c0} = {d, c0}")
    monkeypatch.setattr(Form, "settled", lambda *_given: Conflict(frozenset({1})))
    found = suggested(edition, {"a": 1, "b": 2, "c": 3, "d": 3})
    assert (found.changes, found.proven) == ((), False)
    assert unrepaired(found) == {"k1": (Why.GIVEN_UP, [])}


def test_without_time_a_repair_is_found_all_the_same_but_not_called_the_fewest() -> None:
    # The likeliest cell is `a`, which `d` holds fast: it takes a second look to find `c`.
    edition = form("{a, c0} = {b, c0} + {c, c0}", "{a, c0} = {d, c0}", "{b, c0} = {e, c0}")
    cells: dict[str, object] = {"a": 9, "b": 3, "c": 5, "d": 9, "e": 3}
    assert told(suggested(edition, cells)) == {"c": 6}
    hurried = suggest(tiny.sheet(edition, cells), seconds=0)
    assert not hurried.proven
    assert hurried.changes
    assert not check_sheet(hurried.applied()).has_errors


def test_a_dot_beside_an_error_keeps_standing() -> None:
    found = suggested(form("{a, c0} = {b, c0}", "{c, c0} = {a, c0}"), {"a": 5, "b": 4, "c": "."})
    assert found.applied().value("c", 0) == NO_INFORMATION
