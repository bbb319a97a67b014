"""What earlier public copies told is known for good: it is not hidden any more, and no proof may change it."""

from engine import tiny
from engine.disclosure import forests
from engine.disclosure.copies import number_at, published
from engine.disclosure.forests import indicator
from engine.disclosure.trees import form, hidden, sheet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.disclosure.audit import audit
from drogowskaz.engine.disclosure.proof import unproven
from drogowskaz.engine.disclosure.publication import Earlier, earlier
from drogowskaz.engine.disclosure.withholding import Withheld, withheld
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.sheets import Sheet

ONE, TWO = tiny.YEAR, tiny.YEAR + 1


def again(sheets: list[Sheet], told: Earlier) -> Withheld:
    return withheld(sheets, shown=told.shown, spoken=told.spoken)


def test_a_complement_is_another_cell_than_the_one_that_was_shown() -> None:
    one = sheet(form("total a=total b=total c=total"), total=30, a=3, b=9, c=18)
    assert (ONE, "b", 0) in withheld([one]).cells
    assert withheld([one], shown=[(ONE, "b", 0)]).cells == {(ONE, "a", 0), (ONE, "c", 0)}


def test_a_cell_that_was_shown_a_year_before_is_shown_in_this_years_form_too() -> None:
    before = sheet(form("total a=total b=total c=total", offsets=(-1, 0)), total=30, a=9, b=9, c=12)
    after = sheet(
        before.edition, year=TWO, total__m1=30, a__m1=9, b__m1=9, c__m1=12, total=15, a=3, b=6, c=6
    )  # fmt: skip
    found = again([before, after], earlier(before, withheld([before])))
    assert {place[2] for place in found.cells} == {0}
    assert {place[0] for place in found.cells} == {TWO}


def test_a_small_number_that_was_shown_is_told_and_not_exposed() -> None:
    one = sheet(form("total a=total b=total"), total=12, a=3, b=9)
    found = withheld([one], shown=[(ONE, "a", 0)])
    assert (found.cells, found.small, found.told) == (frozenset(), frozenset(), {(ONE, "a", 0)})
    assert (found.narrowed, found.exposed, unproven([one], found)) == (frozenset(), frozenset(), frozenset())


def test_a_small_number_that_follows_from_what_was_shown_is_exposed() -> None:
    one = sheet(form("total a=total b=total"), total=12, a=3, b=9)
    found = withheld([one], shown=[(ONE, "total", 0), (ONE, "b", 0)])
    assert (found.exposed, found.told) == ({(ONE, "a", 0)}, frozenset())


def test_a_zero_below_a_small_whole_is_shown_again_when_its_sister_was_shown() -> None:
    one = sheet(form("total a=total b=total c=total"), total=4, a=4, b=0, c=0)
    assert len(withheld([one]).cells) == 4
    found = withheld([one], shown=[(ONE, "b", 0)])
    assert found.cells == {(ONE, "total", 0), (ONE, "a", 0)}
    assert audit(published([one], found), 5).recomputed == ()


def test_a_figure_that_was_shown_is_kept_by_another_alternative() -> None:
    """`b` would be the cheapest to hide beside `a`, but a figure told it: the total is hidden instead."""
    edition = form("total a=total b=total all!", indicators=(indicator("share", "{b}", "{all}", (0,)),))
    one = sheet(edition, total=12, a=3, b=9, all=500)
    assert (hidden(withheld([one])), withheld([one]).figures) == ({"a", "b"}, {(ONE, "share", 0)})
    found = withheld([one], spoken=[(ONE, "share", 0)])
    assert (hidden(found), found.figures, found.narrowed, found.exposed) == (
        {"a", "total"}, frozenset(), frozenset(), frozenset()
    )  # fmt: skip
    assert audit(published([one], found), 5).recomputed == ()


def test_a_check_that_was_told_of_is_not_silent() -> None:
    check = tiny.check("{a, c*} != 3", id="three", severity=Severity.WARNING)
    one = sheet(form("a", check), a=3)
    assert withheld([one]).silent == {(ONE, "three", 0)}
    found = withheld([one], spoken=[(ONE, "three", 0)])
    assert (found.silent, found.exposed) == (frozenset(), {(ONE, "a", 0)})


def test_a_check_that_was_told_of_may_hold_in_another_way() -> None:
    """`a` may be four, for `b` alone is enough; the search reads the check as a bound on `a`, the executor does not."""
    check = tiny.check("{a, c*} < 3 or {b, c*} > 10", id="either", severity=Severity.WARNING)
    one = sheet(form("a b!", check), a=2, b=20)
    found = withheld([one], spoken=[(ONE, "either", 0)])
    assert (hidden(found), found.narrowed, found.silent) == ({"a"}, frozenset(), frozenset())


def test_what_was_told_is_everything_but_what_was_withheld() -> None:
    check = tiny.check("{a, c*} != 3", id="three", severity=Severity.WARNING)
    edition = form("a b", check, indicators=(indicator("share", "{a}", "{b}", (0,)),))
    one = sheet(edition, a=3, b=12)
    assert earlier(one, withheld([one])) == Earlier(frozenset({(ONE, "b", 0)}), frozenset())
    many = sheet(edition, a=9, b=12)
    assert earlier(many, withheld([many])) == Earlier(
        frozenset({(ONE, "a", 0), (ONE, "b", 0)}), frozenset({(ONE, "three", 0), (ONE, "share", 0)})
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_nothing_told_is_hidden_a_year_later_and_nothing_small_can_be_computed(data: st.DataObject) -> None:
    before = data.draw(forests.sheets(data.draw(forests.editions())))
    after = data.draw(forests.next_years(before))
    first = withheld([before])
    told = earlier(before, first)
    found = again([before, after], told)
    assert not found.cells & told.shown
    assert not (found.figures | found.silent) & told.spoken
    unsafe = found.narrowed | found.exposed | first.narrowed | first.exposed
    assert unproven([before, after], found) <= unsafe
    # The copy of the first year as it was read then, that of the second as it is now.
    copies = [*published([before], first), *published([after], found)]
    true = {
        one.place
        for one in audit(copies, found.threshold).recomputed
        if one.least <= number_at([before, after], one.place) <= one.most
    }
    assert not true & (found.small | found.few) - unsafe


def test_a_number_corrected_since_is_hidden_where_it_is_new() -> None:
    before = sheet(form("a", offsets=(-1, 0)), a=6)
    after = sheet(before.edition, year=TWO, a__m1=3, a=8)
    found = again([before, after], earlier(before, withheld([before])))
    assert (found.cells, found.told) == ({(TWO, "a", -1)}, frozenset())
