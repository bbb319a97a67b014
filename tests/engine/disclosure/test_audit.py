"""The auditor finds what can be computed; each of these copies hides too little."""

from dataclasses import replace

from engine import tiny
from engine.disclosure.copies import published
from engine.disclosure.forests import indicator
from engine.disclosure.trees import form, sheet

from drogowskaz.engine.disclosure.audit import Audit, Published, Recomputed, audit
from drogowskaz.engine.disclosure.withholding import Withheld, withheld
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value

YEAR, TWO = tiny.YEAR, tiny.YEAR + 1


def only_small(sheets: list[Sheet]) -> Withheld:
    """Nothing hidden but the small numbers themselves."""
    found = withheld(sheets)
    return replace(found, cells=found.small, figures=frozenset(), silent=frozenset())


def told(*sheets: Sheet) -> set[tuple[str, int, int, int]]:
    """What the auditor computes when nothing but the small numbers is hidden: row, column, and between what."""
    found = audit(published(sheets, only_small([*sheets])), 5)
    assert (found.undecided, found.unused) == ((), ())
    return {(one.place[1], one.place[2], one.least, one.most) for one in found.recomputed}


def test_nothing_follows_about_a_number_that_no_check_speaks_of() -> None:
    assert told(sheet(form("one"), one=3)) == set()


def test_a_part_follows_from_the_total_and_the_other_part() -> None:
    assert told(sheet(form("total a=total b=total"), total=10, a=3, b=7)) == {("a", 0, 3, 3)}


def test_two_parts_follow_when_each_must_be_one() -> None:
    numbers = {"total": 20, "a": 1, "b": 1, "c": 18}
    assert told(sheet(form("total a=total b=total c=total"), **numbers)) == {("a", 0, 1, 1), ("b", 0, 1, 1)}


def test_two_parts_of_three_are_one_or_two() -> None:
    numbers = {"total": 20, "a": 1, "b": 2, "c": 17}
    assert told(sheet(form("total a=total b=total c=total"), **numbers)) == {("a", 0, 1, 2), ("b", 0, 1, 2)}


def test_a_part_is_bounded_by_a_whole_of_which_it_is_some() -> None:
    assert told(sheet(form("places! users>places"), places=3, users=2)) == {("users", 0, 1, 3)}


def test_a_number_follows_from_last_years_form() -> None:
    before = sheet(form("a", offsets=(-1, 0)), a=3)
    after = sheet(before.edition, year=TWO, a__m1=3)
    hidden = replace(withheld([before, after]), cells=frozenset({(TWO, "a", -1)}))
    assert audit(published([before, after], hidden), 5).recomputed == (Recomputed((TWO, "a", -1), 3, 3),)


def test_a_number_follows_from_a_ratio_with_two_decimals() -> None:
    edition = form("a all!", indicators=(indicator("share", "{a}", "{all}", (0,)),))
    assert told(sheet(edition, a=3, all=500)) == {("a", 0, 3, 3)}


def test_a_coarse_ratio_leaves_all_small_numbers_open() -> None:
    edition = form("a all!", indicators=(indicator("share", "{a}", "{all}", (0,), decimals=0),))
    assert told(sheet(edition, a=3, all=5000)) == set()


def test_a_number_follows_from_a_finding() -> None:
    check = tiny.check("{a, c0} >= {b, c0}", severity=Severity.WARNING)
    assert told(sheet(form("a b!", check), a=1, b=2)) == {("a", 0, 1, 1)}
    assert told(sheet(form("a b!", check), a=3, b=3)) == set()


def test_what_is_not_told_of_a_check_is_not_used() -> None:
    check = tiny.check("{a, c0} >= {b, c0}", id="told", severity=Severity.WARNING)
    one = sheet(form("a b!", check), a=1, b=2)
    silent = replace(only_small([one]), silent=frozenset({(YEAR, "told", 0)}))
    assert audit(published([one], silent), 5).recomputed == ()


def test_conditions_distances_and_alternatives_are_read() -> None:
    checks = [
        tiny.check("if({b, c0} > 5, {a, c0} = 2)", id="if"),
        tiny.check("abs({c, c0} - {b, c0}) <= 6", id="abs"),
        tiny.check("{d, c0} = 4 or {d, c0} = 1", id="or"),
        tiny.check("not ({d, c0} < 2)", id="not"),
    ]
    numbers = {"a": 2, "b": 7, "c": 1, "d": 4}
    assert told(sheet(form("a b! c d", *checks), **numbers)) == {("a", 0, 2, 2), ("d", 0, 4, 4)}
    numbers = {"a": 2, "b": 10, "c": 4, "d": 4}
    assert told(sheet(form("a b! c d", *checks), **numbers)) == {("a", 0, 2, 2), ("d", 0, 4, 4)}


def test_a_copy_of_another_column_tells_its_numbers() -> None:
    check = tiny.check("not same({@t, c0}, {@t, c-1})", severity=Severity.WARNING)
    edition = form("a b c d", check, offsets=(-1, 0))
    numbers = {"a": 3, "a__m1": 3, "b": 9, "b__m1": 9, "c": 9, "c__m1": 9, "d": 9, "d__m1": 9}
    one = sheet(edition, **numbers)
    hidden = replace(withheld([one]), cells=frozenset({(YEAR, "a", 0)}), silent=frozenset())
    assert audit(published([one], hidden), 5).recomputed == (Recomputed((YEAR, "a", 0), 3, 3),)


def test_below_a_hidden_whole_a_mark_may_stand_for_zero() -> None:
    one = sheet(form("total a=total b=total"), total=2, a=1, b=1)
    assert audit(published([one], withheld([one])), 5) == Audit((), (), ())


def test_a_shown_zero_among_the_parts_tells_that_the_marks_are_no_zeros() -> None:
    check = tiny.check("{total, c0} < 3")
    edition = form("total a=total b=total c=total", check)
    cells = {(YEAR, "c", 0): Value(State.VALUE, 0), **{(YEAR, key, 0): None for key in ("total", "a", "b")}}
    found = audit([Published(edition, cells)], 5).recomputed
    assert {(one.place[1], one.least, one.most) for one in found} == {("total", 2, 2), ("a", 1, 1), ("b", 1, 1)}


def test_a_claim_about_a_form_that_is_not_there_is_not_used() -> None:
    check = tiny.check("{a, c0} = {a, c0, y-1}")
    one = sheet(form("a", check), a=3)
    assert told(replace(one, last={("a", 0): Value(State.VALUE, 3)})) == set()
