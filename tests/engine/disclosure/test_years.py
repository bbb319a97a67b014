"""Forms of one unit for several years: last year's numbers stand again in this year's form."""

from dataclasses import replace

import pytest
from engine import tiny
from engine.disclosure.copies import published
from engine.disclosure.trees import form, sheet

from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.crosswalk.ways import Crosswalk, compose
from drogowskaz.engine.disclosure.audit import audit
from drogowskaz.engine.disclosure.forms import Place, joint
from drogowskaz.engine.disclosure.proof import unproven
from drogowskaz.engine.disclosure.twins import Shared, shared
from drogowskaz.engine.disclosure.withholding import withheld
from drogowskaz.engine.sheets import Sheet

ONE, TWO = tiny.YEAR, tiny.YEAR + 1
EDITION = form("total a=total b=total", offsets=(-1, 0))


def test_a_small_number_is_hidden_in_the_next_years_form_too() -> None:
    before = sheet(form("a", offsets=(-1, 0)), a__m1=9, a=3)
    after = sheet(before.edition, year=TWO, a__m1=3, a=8)
    found = withheld([after, before])
    assert found.cells == {(ONE, "a", 0), (TWO, "a", -1)}


def test_the_complement_is_the_same_in_both_forms() -> None:
    """Hiding `a` and `b` in one form and `a` and `c` in the other would tell all of them."""
    edition = form("total a=total b=total c=total", offsets=(-1, 0))
    before = sheet(edition, total__m1=0, a__m1=0, b__m1=0, c__m1=0, total=30, a=3, b=12, c=15)
    after = sheet(edition, year=TWO, total__m1=30, a__m1=3, b__m1=12, c__m1=15, total=30, a=10, b=10, c=10)
    found = withheld([before, after])
    one = {row for year, row, _offset in found.cells if year == ONE}
    other = {row for year, row, _offset in found.cells if year == TWO}
    assert one == other
    assert len(one) == 2
    assert unproven([before, after], found) == frozenset()


def test_a_number_corrected_a_year_later_is_hidden_in_both_forms() -> None:
    before = sheet(form("a", offsets=(-1, 0)), a=3)
    after = sheet(before.edition, year=TWO, a__m1=6, a=8)
    assert withheld([before, after]).cells == {(ONE, "a", 0), (TWO, "a", -1)}


def test_a_forecast_is_not_the_number_that_it_foretold() -> None:
    before = sheet(form("a", offsets=(0, 1)), a=9, a__1=3)
    after = sheet(before.edition, year=TWO, a=12, a__1=9)
    assert withheld([before, after]).cells == {(ONE, "a", 1)}


def test_a_check_against_last_years_form_is_met_by_a_number_that_is_hidden_in_both() -> None:
    check = tiny.check("{a, c-1} = {a, c0, y-1}")
    before = sheet(form("a", check, offsets=(-1, 0)), a__m1=9, a=3)
    after = sheet(before.edition, year=TWO, last=before, a__m1=3, a=8)
    found = withheld([before, after])
    assert (found.cells, found.narrowed) == ({(ONE, "a", 0), (TWO, "a", -1)}, frozenset())
    assert unproven([before, after], found) == frozenset()


def test_what_one_copy_shows_is_known_to_the_reader_of_the_other() -> None:
    """Last year's form hides `b`, this year's shows it: the total is last year's, the part this year's."""
    before = sheet(EDITION, total=20, a=3, b=17)
    after = sheet(EDITION, year=TWO, a__m1=3, b__m1=17, total=10, a=5, b=5)
    found = withheld([before, after])
    assert unproven([before, after], found) == frozenset()
    careless = replace(found, cells=frozenset({(ONE, "a", 0), (ONE, "b", 0), (TWO, "a", -1)}))
    told = audit(published([before, after], careless), 5).recomputed
    assert {one.place: (one.least, one.most) for one in told} == {
        (ONE, "a", 0): (3, 3),
        (ONE, "b", 0): (17, 17),
        (TWO, "a", -1): (3, 3),
    }


# Through the crosswalk

LATER = 2016


def crosswalk(old: str, new: str, relation: Relation) -> Crosswalk:
    """From a form of 2014 to one of 2016, every old row being related so to every new one."""
    entries = [Entry(one, other, relation, LATER, tiny.both("why")) for one in old.split() for other in new.split()]
    editions = form(old, offsets=(-2, -1, 0)), replace(form(new, offsets=(-2, -1, 0)), years=(LATER,))
    return compose(*editions, entries)


def two_forms(between: Crosswalk, before: dict[str, int], after: dict[str, int]) -> list[Sheet]:
    """What both forms say of 2014."""
    last = {f"{key}__m2": number for key, number in after.items()}
    return [sheet(between.old, **before), sheet(between.new, year=LATER, **last)]


def test_a_renamed_row_holds_the_same_number() -> None:
    between = crosswalk("a", "b", Relation.RENAMED)
    sheets = two_forms(between, {"a": 3}, {"b": 3})
    same = shared(sheets, lambda _old, _new: between)
    assert same == Shared(twins=(((0, "a", 0), (1, "b", -2)),), sums=())
    assert joint(sheets, same).quantities[0].places == [(ONE, "a", 0), (LATER, "b", -2)]
    assert withheld(sheets, between=lambda _old, _new: between).cells == {(ONE, "a", 0), (LATER, "b", -2)}


def test_joined_rows_are_known_to_add_up_where_they_do() -> None:
    between = crosswalk("a b", "c", Relation.MERGED)
    for number, sums in ((12, (((1, "c", -2), ((0, "a", 0), (0, "b", 0))),)), (13, ())):
        sheets = two_forms(between, {"a": 3, "b": 9}, {"c": number})
        assert shared(sheets, lambda _old, _new: between) == Shared(twins=(), sums=sums)


def test_a_divided_row_is_known_to_be_the_sum_of_its_parts() -> None:
    between = crosswalk("a", "b c", Relation.SPLIT)
    sheets = two_forms(between, {"a": 12}, {"b": 3, "c": 9})
    assert shared(sheets, lambda _old, _new: between) == Shared(
        twins=(), sums=(((0, "a", 0), ((1, "b", -2), (1, "c", -2))),)
    )


@pytest.mark.parametrize(("between", "before", "after", "small"), [
    (crosswalk("a b", "c", Relation.MERGED), {"a": 3, "b": 9}, {"c": 12}, (ONE, "a", 0)),
    (crosswalk("a", "b c", Relation.SPLIT), {"a": 12}, {"b": 3, "c": 9}, (LATER, "b", -2)),
])  # fmt: skip
def test_a_part_does_not_follow_from_the_sum_in_another_years_form(
    between: Crosswalk, before: dict[str, int], after: dict[str, int], small: Place
) -> None:
    sheets = two_forms(between, before, after)
    found = withheld(sheets, between=lambda _old, _new: between)
    assert (found.small, len(found.cells), found.narrowed) == ({small}, 2, frozenset())
    assert unproven(sheets, found, lambda _old, _new: between) == frozenset()
    careless = replace(found, cells=found.small)
    told = audit(published(sheets, careless), 5, lambda _old, _new: between).recomputed
    assert [(one.place, one.least, one.most) for one in told] == [(small, 3, 3)]


def test_forms_between_which_no_crosswalk_leads_share_nothing() -> None:
    sheets = [sheet(form("a", offsets=(-1, 0)), a=3), sheet(form("a", offsets=(-1, 0)), year=TWO, a__m1=3)]
    assert shared(sheets) == Shared((), ())
