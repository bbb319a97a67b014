"""Going through a proof again finds every way in which it can be wrong."""

from dataclasses import replace

import pytest
from engine import tiny
from engine.disclosure.forests import indicator
from engine.disclosure.trees import form, sheet

from drogowskaz.engine.disclosure.knowledge import Knowledge
from drogowskaz.engine.disclosure.proof import unproven
from drogowskaz.engine.disclosure.withholding import withheld
from drogowskaz.engine.editions.schema import Severity

YEAR = tiny.YEAR
EDITION = form(
    "total a=total b=total all!",
    tiny.check("{a, c*} != {all, c*} - 502", id="odd", severity=Severity.WARNING),
    indicators=(indicator("share", "{a}", "{all}", (0,)),),
)
FORM = sheet(EDITION, total=10, a=3, b=7, all=500)
FOUND = withheld([FORM])
A, B = (YEAR, "a", 0), (YEAR, "b", 0)


def test_a_proof_is_accepted() -> None:
    assert FOUND.cells == {A, B}
    assert unproven([FORM], FOUND) == frozenset()


def test_a_small_number_that_is_shown_is_not_protected() -> None:
    assert unproven([FORM], replace(FOUND, cells=frozenset({B}))) == {A}


def test_an_alternative_that_changes_a_shown_cell_does_not_count() -> None:
    assert unproven([FORM], replace(FOUND, cells=frozenset({A}))) == {A}


def test_without_alternatives_there_is_no_proof() -> None:
    assert unproven([FORM], replace(FOUND, alternatives=())) == {A}
    assert unproven([FORM], replace(FOUND, alternatives=FOUND.alternatives[:1])) == {A}


def test_an_alternative_that_breaks_a_check_does_not_count() -> None:
    assert unproven([FORM], replace(FOUND, alternatives=({A: 1}, {A: 4}))) == {A}


def test_an_alternative_in_which_a_figure_is_another_does_not_count() -> None:
    assert FOUND.figures == {(YEAR, "share", 0)}
    assert unproven([FORM], replace(FOUND, figures=frozenset())) == {A}


def test_an_alternative_in_which_another_finding_is_told_of_does_not_count() -> None:
    check = tiny.check("{a, c*} != 4", id="four", severity=Severity.WARNING)
    one = sheet(form("a", check), a=3)
    found = withheld([one])
    assert found.silent == {(YEAR, "four", 0)}
    assert unproven([one], found) == frozenset()
    assert unproven([one], replace(found, silent=frozenset())) == {A}


def test_a_hidden_zero_where_no_small_whole_is_above_does_not_count() -> None:
    one = sheet(form("total a>total"), total=9, a=1)
    found = withheld([one])
    assert unproven([one], found) == frozenset()
    assert unproven([one], replace(found, alternatives=({A: 0}, {A: 4}))) == frozenset()
    two = sheet(form("total a>total"), total=9, a=4)
    assert unproven([two], replace(withheld([two]), alternatives=({A: 0},))) == {A}


def test_an_alternative_that_changes_one_of_two_equal_cells_does_not_count() -> None:
    before = sheet(form("a", offsets=(-1, 0)), a=3)
    after = sheet(before.edition, year=YEAR + 1, a__m1=3)
    found = withheld([before, after])
    assert unproven([before, after], found) == frozenset()
    torn = tuple({(YEAR, "a", 0): one[YEAR, "a", 0]} for one in found.alternatives)
    assert unproven([before, after], replace(found, alternatives=torn)) == {A, (YEAR + 1, "a", -1)}


def test_an_amount_that_is_the_same_in_every_alternative_is_not_protected() -> None:
    one = sheet(form("aid.persons aid.amount"), aid_persons=3, aid_amount=120000)
    found = withheld([one])
    amount = (YEAR, "aid.amount", 0)
    assert unproven([one], found) == frozenset()
    kept = tuple(numbers for numbers in found.alternatives if amount not in numbers)
    assert unproven([one], replace(found, alternatives=kept)) == {amount}


def test_a_small_whole_stays_small_as_long_as_zeros_are_hidden_below_it() -> None:
    """To take `x` for one is to take the total for six, and then the zero in `b` would have been shown."""
    check = tiny.check("{x, c0} = 7 - {total, c0}")
    one = sheet(form("x total a=total b=total", check), x=3, total=4, a=4, b=0)
    found = withheld([one])
    assert found.narrowed == {(YEAR, "x", 0)}
    assert unproven([one], found) == {(YEAR, "x", 0)}
    grown = {(YEAR, "x", 0): 1, (YEAR, "total", 0): 6, (YEAR, "a", 0): 6}
    assert unproven([one], replace(found, alternatives=(*found.alternatives, grown))) == {(YEAR, "x", 0)}


def test_what_the_search_gets_wrong_is_not_taken_for_a_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Knowledge, "about", lambda _self, _quantities, _among=None: ())
    found = withheld([FORM])
    assert (found.exposed, found.alternatives) == ({A}, ())
