"""What two forms differ by: the numbers, what is hidden, and where nothing can be computed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest
from django.test import Client
from people import NOON, unit

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment, Cell
from drogowskaz.assessments.queries import comparison
from drogowskaz.assessments.queries.comparison.pairs import Pair, Side, Two
from drogowskaz.engine.crosswalk.loader import crosswalk_of
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, State, Value
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

Numbers = Mapping[str, int | Value]


def form(of: Unit, year: int, numbers: Numbers, edition: str = "ozps-gmina-2025") -> Assessment:
    """A public assessment with these numbers in its assessed year."""
    values = {(row, 0): one if isinstance(one, Value) else Value(State.VALUE, one) for row, one in numbers.items()}
    sheet = Sheet(edition_named(edition), of.code, year, values)
    found, _changed = actions.load_reading(
        reading=Reading(sheet, source=Source("A test")), unit=of, actor=None, at=NOON
    )
    actions.publish(assessment=found, actor=None, at=NOON)
    return found


def another() -> Unit:
    return unit("1419062", "Mała Wieś")


def two(base: Assessment, code: str = "", year: str = "") -> Two:
    choice = comparison.choose(base.unit, base.year, code, year, User(is_active=True), "en")
    return comparison.two_forms(choice, "en")


def pairs(base: Assessment, code: str = "", chapter: str = "2") -> dict[str, Pair]:
    both = two(base, code)
    opened = next(one for one in both.base.sheet.edition.chapters if one.number == chapter)
    return {one.row.key: one for one in comparison.compared_chapter(both, opened, "en").pairs}


def told(one: Pair) -> tuple[str, str, str]:
    return one.difference.replace("\xa0", " "), one.percent, one.reason


def test_of_two_years_the_earlier_stands_first_whichever_page_it_is() -> None:
    drobin = unit()
    earlier, later = (form(drobin, year, {"labour.unemployed.total": n}) for year, n in ((2024, 400), (2025, 500)))
    for base in (earlier, later):
        both = two(base)
        assert [copy.sheet.year for copy in (both.first, both.second)] == [2024, 2025]
        assert told(pairs(base)["labour.unemployed.total"]) == ("+100 persons", "+25%", "")


def test_of_two_units_that_of_the_page_stands_first() -> None:
    here, there = (
        form(unit(), 2025, {"labour.unemployed.total": 400}),
        form(another(), 2025, {"labour.unemployed.total": 300}),
    )
    assert told(pairs(here, there.unit.code)["labour.unemployed.total"]) == ("−100 persons", "−25%", "")
    assert told(pairs(there, here.unit.code)["labour.unemployed.total"]) == ("+100 persons", "+33.3%", "")


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (500, 500, ("no change", "", "")),
        (0, 500, ("+500 persons", "cannot be computed, because there is a zero (2024)", "")),
        (401, 400, ("−1 person", "−0.2%", "")),
        (0, 0, ("no change", "", "")),
        (
            NO_INFORMATION,
            500,
            ("", "", "cannot be computed, because there is a dot, which means no information (2024)"),
        ),
        (500, None, ("", "", "cannot be computed, because nothing is filled in (2025)")),
        (None, None, ("", "", "cannot be computed, because nothing is filled in in either form")),
        (
            NOT_APPLICABLE,
            None,
            (
                "",
                "",
                "cannot be computed, because there is an x, which means not applicable (2024);"
                " nothing is filled in (2025)",
            ),
        ),
    ],
)
def test_a_difference_is_told_or_why_there_is_none(
    first: int | Value | None, second: int | Value | None, answer: tuple[str, str, str]
) -> None:
    drobin = unit()
    for year, one in ((2024, first), (2025, second)):
        numbers: dict[str, int | Value] = {"population.total": 8000}
        form(drobin, year, numbers if one is None else numbers | {"labour.unemployed.total": one})
    later = Assessment.objects.get(year=2025)
    assert told(pairs(later)["labour.unemployed.total"]) == answer


def test_money_is_told_in_zlotys_and_posts_in_posts() -> None:
    drobin = unit()
    form(drobin, 2024, {"money.total": 10_000_00, "staff.total.fte": 1050})
    later = form(drobin, 2025, {"money.total": 10_000_50, "staff.total.fte": 1200})
    assert told(pairs(later, chapter="7")["money.total"]) == ("+0.50 zł", "<0.1%", "")
    assert told(pairs(later, chapter="6")["staff.total.fte"])[:2] == ("+1.50 full-time equivalents", "+14.3%")


def test_two_units_are_told_per_thousand_residents_and_two_years_are_not() -> None:
    drobin = unit()
    numbers = {"population.total": 8000, "labour.unemployed.total": 400, "childcare.nursery.places": 40}
    form(drobin, 2024, numbers)
    here, there = form(drobin, 2025, numbers), form(another(), 2025, {**numbers, "population.total": 4000})
    beside, over_years = pairs(here, there.unit.code), pairs(here)
    assert [_per(one) for one in (beside["labour.unemployed.total"], over_years["labour.unemployed.total"])] == [
        ("50", "100"),
        ("", ""),
    ]
    assert _per(beside["population.total"]) == ("", "")
    assert _per(beside["childcare.nursery.places"]) == ("", "")


def _per(one: Pair) -> tuple[str, str]:
    assert one.first is not None
    assert one.second is not None
    return one.first.per_thousand, one.second.per_thousand


def test_without_residents_nothing_is_told_per_thousand() -> None:
    here, there = (
        form(of, 2025, {"labour.unemployed.total": 400} | more)
        for of, more in ((unit(), {"population.total": 0}), (another(), {}))
    )
    assert _per(pairs(here, there.unit.code)["labour.unemployed.total"]) == ("", "")


SMALL = "reasons.homelessness.families"


def test_a_number_that_one_copy_hides_is_told_by_nothing_on_the_page() -> None:
    drobin = unit()
    form(drobin, 2024, {"population.total": 8000, SMALL: 437})
    later = form(drobin, 2025, {"population.total": 8000, SMALL: 3})
    there = form(another(), 2025, {"population.total": 8000, SMALL: 437})
    assert (SMALL, 0) in two(later).base.hidden.cells
    for other in ("", there.unit.code):
        one = pairs(later, other, "3")[SMALL]
        sides = [side for side in (one.first, one.second) if side is not None]
        hidden = next(side for side in sides if side.cell.hidden)
        shown = next(side for side in sides if not side.cell.hidden)
        assert told(one) == ("(hidden)", "(hidden)", "")
        assert one.numbers is None
        assert (hidden.number, hidden.per_thousand, hidden.cell.text) == (None, "", "(hidden)")
        assert shown.number == Fraction(437)
    html = Client().get("/en/jednostka/1419053/ocena/2025/porownanie/?rozdzial=3").content.decode()
    row = _words(html[html.index(f'<tr id="{SMALL}"') :].split("</tr>")[0])
    assert row.endswith("437 (hidden) (hidden) (hidden)")
    assert "434" not in row
    assert html.count("The council's copy shows all.") + html.count("The council&#x27;s copy shows all.") == 1


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_what_is_computed_is_the_same_whatever_stands_under_the_marks() -> None:
    """A hidden number changed without anything else changing must not be seen in any cell of the comparison."""
    drobin = unit()
    form(drobin, 2024, {"population.total": 8000, SMALL: 437})
    later = form(drobin, 2025, {"population.total": 8000, SMALL: 3})
    before = pairs(later, chapter="3")
    hidden = two(later).base.hidden.cells
    Cell.objects.filter(assessment=later, row=SMALL).update(number=2)
    assert two(later).base.hidden.cells == hidden
    assert _shown(pairs(later, chapter="3")) == _shown(before)


def _shown(found: dict[str, Pair]) -> list[tuple[tuple[str, str, str], list[tuple[str, str]]]]:
    return [(told(one), [_side(side) for side in (one.first, one.second)]) for one in found.values()]


def _side(side: Side | None) -> tuple[str, str]:
    return (side.cell.text, side.per_thousand) if side else ("", "")


def test_a_row_after_a_break_is_not_compared_and_says_why() -> None:
    drobin = unit()
    form(drobin, 2014, {"population.total": 8000}, "ozps-gmina-2014")
    later = form(drobin, 2025, {"population.total": 7000})
    one = pairs(later)["population.total"]
    assert told(one) == ("", "", "not compared")
    assert (_side(one.first)[0], _side(one.second)[0]) == ("8\xa0000", "7\xa0000")
    assert [sentence[:4] for sentence in one.sentences] == ["2022"]


def test_a_row_that_the_other_form_does_not_have_says_so_from_both_sides() -> None:
    drobin = unit()
    older = form(drobin, 2014, {"population.total": 8000}, "ozps-gmina-2014")
    later = form(drobin, 2025, {"population.total": 7000})
    one = pairs(later)["context.age60plus"]
    assert (one.first, one.reason) == (None, "not compared: the form does not have this row (2014)")
    both = two(older)
    opened = next(one for one in both.base.sheet.edition.chapters if one.number == "2")
    only = {row.key for row in comparison.compared_chapter(both, opened, "en").only_other}
    assert one.row.key in only
    assert "population.total" not in only


def test_a_row_that_was_divided_is_not_compared_with_a_part_of_it() -> None:
    drobin = unit()
    form(drobin, 2014, {"population.total": 8000}, "ozps-gmina-2014")
    later = form(drobin, 2025, {"population.total": 7000, "labour.unemployed.total": 500})
    shipped = crosswalk_of("ozps-gmina-2025")
    assert shipped is not None
    both = two(later)
    divided = next(way for way in both.crosswalk.ways if way.new == "labour.unemployed.total")
    parted = (divided, replace(divided, old="labour.unemployed.longterm"))
    others = tuple(way for way in both.crosswalk.ways if way.new != "labour.unemployed.total")
    both = replace(both, crosswalk=replace(both.crosswalk, ways=(*others, *parted)))
    opened = next(one for one in both.base.sheet.edition.chapters if one.number == "2")
    found = {one.row.key: one for one in comparison.compared_chapter(both, opened, "en").pairs}
    one = found["labour.unemployed.total"]
    assert (one.first, told(one)) == (None, ("", "", "not compared"))


def test_the_three_largest_differences_stand_in_the_order_of_the_form() -> None:
    drobin = unit()
    rows = {
        "labour.unemployed.total": (100, 150),
        "housing.municipal.total": (100, 101),
        "housing.municipal.applications": (100, 400),
        "childcare.nursery.places": (100, 90),
        "preschool.places": (3, 19),
    }
    form(drobin, 2024, {row: one for row, (one, _two) in rows.items()})
    later = form(drobin, 2025, {row: one for row, (_one, one) in rows.items()})
    both = two(later)
    opened = next(one for one in both.base.sheet.edition.chapters if one.number == "2")
    sentences = comparison.summary(comparison.compared_chapter(both, opened, "en"), both, "en")
    label = {row: edition_named("ozps-gmina-2025").row_by_key[row].label["en"] for row in rows}
    assert sentences == (
        "5 rows of this chapter have numbers in both forms.",
        "The largest differences in relation to the first number, in the order of the form:"
        f" {label['labour.unemployed.total']}: 100\xa0persons and 150\xa0persons (+50%);"
        f" {label['housing.municipal.applications']}: 100\xa0cases and 400\xa0cases (+300%);"
        f" {label['childcare.nursery.places']}: 100\xa0places and 90\xa0places (−10%).",
    )


def test_nothing_in_common_is_said_instead_of_a_summary() -> None:
    drobin = unit()
    form(drobin, 2024, {"population.total": 8000})
    later = form(drobin, 2025, {"labour.unemployed.total": 8000})
    both = two(later)
    opened = next(one for one in both.base.sheet.edition.chapters if one.number == "2")
    shown = comparison.compared_chapter(both, opened, "en")
    assert comparison.summary(shown, both, "en") == (
        "No row of this chapter has a number that is shown in both forms, so nothing can be compared here.",
    )
    assert comparison.drawing(shown, both, "en") == ""
