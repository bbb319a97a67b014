"""Which cells are hidden, in forms small enough to be thought through by hand."""

from dataclasses import replace

import pytest
from engine import tiny
from engine.disclosure.forests import indicator
from engine.disclosure.trees import form, hidden, sheet

from drogowskaz.engine.disclosure import small
from drogowskaz.engine.disclosure.withholding import withheld
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.problems import Unusable

YEAR = tiny.YEAR


def test_a_form_without_small_numbers_hides_nothing() -> None:
    found = withheld([sheet(form("total a=total b=total"), total=12, a=5, b=7)])
    assert (found.cells, found.figures, found.silent) == (frozenset(), frozenset(), frozenset())


def test_a_small_number_that_nothing_tells_of_is_hidden_alone() -> None:
    found = withheld([sheet(form("one other"), one=3, other=9)])
    assert hidden(found) == {"one"}
    assert found.small == {(YEAR, "one", 0)}


def test_zeros_and_numbers_from_the_threshold_on_are_shown() -> None:
    assert hidden(withheld([sheet(form("none five"), none=0, five=5)])) == set()


def test_a_small_number_in_a_row_that_is_not_sensitive_is_shown() -> None:
    assert hidden(withheld([sheet(form("places!"), places=2)])) == set()


def test_small_numbers_of_past_years_and_forecasts_are_hidden_too() -> None:
    found = withheld([sheet(form("one", offsets=(-2, -1, 0, 1, 2)), one__m2=1, one__m1=5, one=7, one__1=4, one__2=0)])
    assert found.cells == {(YEAR, "one", -2), (YEAR, "one", 1)}


def test_of_two_parts_the_other_is_hidden_and_the_total_is_shown() -> None:
    assert hidden(withheld([sheet(form("total a=total b=total"), total=10, a=3, b=7)])) == {"a", "b"}


def test_of_three_parts_one_more_is_hidden() -> None:
    found = withheld([sheet(form("total a=total b=total c=total"), total=20, a=3, b=7, c=10)])
    assert "a" in hidden(found)
    assert "total" not in hidden(found)
    assert len(found.cells) == 2


def test_a_zero_is_no_complement() -> None:
    found = withheld([sheet(form("total a=total b=total c=total"), total=20, a=3, b=0, c=17)])
    assert hidden(found) == {"a", "c"}


def test_two_small_parts_do_not_cover_each_other_when_their_sum_is_too_small() -> None:
    found = withheld([sheet(form("total a=total b=total c=total"), total=20, a=1, b=1, c=18)])
    assert hidden(found) == {"a", "b", "c"}


def test_two_small_parts_cover_each_other_when_their_sum_is_large_enough() -> None:
    found = withheld([sheet(form("total a=total b=total c=total"), total=20, a=2, b=3, c=15)])
    assert hidden(found) == {"a", "b"}


def test_as_many_marks_as_people_hide_the_total_too() -> None:
    """Zeros are shown, so five hidden parts of five would all be ones."""
    parts = " ".join(f"{name}=total" for name in "abcdef")
    found = withheld([sheet(form(f"total {parts}"), total=5, a=1, b=1, c=1, d=1, e=1, f=0)])
    assert hidden(found) == {"total", *"abcde"}


def test_the_complement_of_a_nested_part_is_looked_for_at_its_own_level() -> None:
    edition = form("total a=total b=total a1=a a2=a")
    assert hidden(withheld([sheet(edition, total=40, a=20, b=20, a1=2, a2=18)])) == {"a1", "a2"}


def test_a_whole_that_has_to_be_hidden_is_covered_a_level_higher() -> None:
    """The only part that could cover `a1` is a zero, so `a` is hidden, and then `b` for its sake."""
    edition = form("total a=total b=total a1!=a")
    rows = tuple(replace(row, sensitive=True) if row.key == "a" else row for row in edition.rows)
    found = withheld([sheet(replace(edition, rows=rows), total=23, a=3, b=20, a1=3)])
    assert hidden(found) == {"a", "b", "a1"}


def test_below_a_small_whole_zeros_are_hidden_as_well() -> None:
    edition = form("total a=total b=total c=total a1>a")
    found = withheld([sheet(edition, total=4, a=4, b=0, c=0, a1=0)])
    assert hidden(found) == {"total", "a", "b", "c", "a1"}
    assert found.small == {(YEAR, "total", 0), (YEAR, "a", 0)}


def test_a_part_of_some_needs_nothing_more_when_the_whole_is_large() -> None:
    assert hidden(withheld([sheet(form("total a>total"), total=8, a=3)])) == {"a"}


def test_a_shown_whole_below_the_threshold_would_bound_its_part_and_is_hidden() -> None:
    """Three places and their users: nobody could take the users for four."""
    assert hidden(withheld([sheet(form("places! users>places"), places=3, users=2)])) == {"places", "users"}


def test_a_written_check_is_known_to_hold() -> None:
    check = tiny.check("{families, c*} <= {persons, c*}")
    found = withheld([sheet(form("families persons!", check), families=3, persons=3)])
    assert hidden(found) == {"families", "persons"}


def test_a_finding_of_a_check_is_known_too() -> None:
    """The finding tells that `a` is not one, as long as `b` is shown."""
    check = tiny.check("{a, c*} = 10 - {b, c*}", severity=Severity.WARNING)
    assert hidden(withheld([sheet(form("a b!", check), a=3, b=9)])) == {"a", "b"}
    assert hidden(withheld([sheet(form("a b!"), a=3, b=9)])) == {"a"}


def test_a_warning_that_tells_the_number_whatever_is_hidden_is_left_out() -> None:
    check = tiny.check("{a, c*} != 3", id="three", severity=Severity.WARNING)
    found = withheld([sheet(form("a", check), a=3)])
    assert (found.silent, found.exposed) == ({(YEAR, "three", 0)}, frozenset())


def test_an_error_check_that_leaves_one_number_only_exposes_the_cell() -> None:
    check = tiny.check("{a, c*} = 3", severity=Severity.ERROR)
    found = withheld([sheet(form("a", check), a=3)])
    assert found.exposed == {(YEAR, "a", 0)}


def test_an_error_check_that_leaves_fewer_numbers_narrows_the_cell() -> None:
    check = tiny.check("{a, c*} >= 2", severity=Severity.ERROR)
    found = withheld([sheet(form("a", check), a=3)])
    assert (found.narrowed, found.exposed) == ({(YEAR, "a", 0)}, frozenset())


def test_a_ratio_from_which_the_number_follows_is_hidden() -> None:
    edition = form("a all!", indicators=(indicator("share", "{a}", "{all}", (0,)),))
    found = withheld([sheet(edition, a=3, all=500)])
    assert (hidden(found), found.figures) == ({"a"}, {(YEAR, "share", 0)})


def test_a_ratio_too_coarse_to_tell_the_number_is_shown() -> None:
    edition = form("a all!", indicators=(indicator("share", "{a}", "{all}", (0,), decimals=0),))
    assert withheld([sheet(edition, a=3, all=5000)]).figures == frozenset()


def test_a_ratio_of_two_hidden_numbers_is_hidden() -> None:
    edition = form("a b", indicators=(indicator("share", "{a}", "{b}", (0,)),))
    assert withheld([sheet(edition, a=1, b=3)]).figures == {(YEAR, "share", 0)}


def test_ratios_of_shown_numbers_are_shown() -> None:
    edition = form("a b all!", indicators=(indicator("share", "{b}", "{all}", (0,)),))
    assert withheld([sheet(edition, a=1, b=30, all=500)]).figures == frozenset()


def test_what_very_few_were_paid_is_hidden_with_them() -> None:
    edition = form("aid.persons aid.amount care.persons care.amount")
    found = withheld([sheet(edition, aid_persons=3, aid_amount=120000, care_persons=30, care_amount=900000)])
    assert hidden(found) == {"aid.persons", "aid.amount"}
    assert found.few == {(YEAR, "aid.amount", 0)}


def test_an_amount_that_few_were_paid_cannot_be_taken_from_its_total() -> None:
    edition = form("aid.amount one.amount=aid.amount two.amount=aid.amount one.persons two.persons")
    numbers = {"aid_amount": 500000, "one_amount": 100000, "two_amount": 400000, "one_persons": 2, "two_persons": 40}
    assert hidden(withheld([sheet(edition, **numbers)])) == {"one.persons", "one.amount", "two.amount"}


def test_a_number_of_people_does_not_follow_from_a_shown_amount() -> None:
    check = tiny.check("{paid, c*} >= 100 * {a, c*} and {paid, c*} < 100 * {a, c*} + 100")
    found = withheld([sheet(form("a paid!", check), a=3, paid=350)])
    assert hidden(found) == {"a", "paid"}


def test_a_cell_that_another_publication_needs_hidden_is_hidden_well_enough() -> None:
    one = sheet(form("total a=total b=total c=total"), total=90, a=20, b=30, c=40)
    found = withheld([one], also=[(YEAR, "a", 0)])
    assert len(found.cells) == 2
    assert found.exposed == frozenset()


def test_the_same_forms_always_hide_the_same() -> None:
    one = sheet(form("total a=total b=total c=total d=total"), total=33, a=3, b=10, c=10, d=10)
    assert withheld([one]) == withheld([one])


def test_without_a_threshold_no_public_copy_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small, "PARAMETER", "NEVER_SET")
    with pytest.raises(Unusable) as refused:
        withheld([sheet(form("a"), a=3)])
    assert refused.value.report("en") == (
        "The parameter NEVER_SET is not known for 2014, so no public copy can be made."
    )
