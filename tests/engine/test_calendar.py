"""The dates of a year: rules as data, days computed from them, and the sentences that say how."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.calendar import days
from drogowskaz.engine.calendar.loader import date_rules, known_openings
from drogowskaz.engine.calendar.rules import Binding, DateRule, Fixed, Move, Relative
from drogowskaz.engine.calendar.year import Planned, calendar_of
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.teryt import Level

YEARS = range(2015, 2041)
EVERY = [(level, year) for level in Level for year in YEARS]
SPRING = [
    "provisional_form", "annexe_opens", "annexe_closes", "annexe_checked", "consultation_opens",
    "consultation_closes", "draft_signed", "council", "budget_motions", "budget_draft", "budget_adopted",
    "budget_latest", "review",
]  # fmt: skip
"""Dates that follow one another in every year."""


def dates(level: Level, year: int, local: dict[str, dt.date] | None = None) -> dict[str, Planned]:
    return {one.rule.key: one for one in calendar_of(level, year, local)}


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(("level", "year"), EVERY)
def test_the_dates_of_every_year_follow_one_another(level: Level, year: int) -> None:
    found = dates(level, year)
    days_in_order = [found[key].day for key in SPRING]
    assert days_in_order == sorted(days_in_order)
    assert len(set(days_in_order)) == len(days_in_order)


@pytest.mark.parametrize(("level", "year"), EVERY)
def test_a_date_that_moves_off_days_off_is_a_working_day_and_the_nearest_one(level: Level, year: int) -> None:
    for one in calendar_of(level, year):
        off_days_off = isinstance(one.rule.when, Fixed) and one.rule.when.day == 0
        if off_days_off or one.rule.move is not Move.NONE:
            assert days.is_working(one.day), one.rule.key
            between = [
                min(one.day, one.nominal) + dt.timedelta(days=n) for n in range(abs((one.day - one.nominal).days))
            ]
            passed = between if one.day >= one.nominal else [one.nominal]
            assert not any(days.is_working(day) for day in passed), one.rule.key
        else:
            assert one.day == one.nominal


@pytest.mark.parametrize("year", YEARS)
def test_dates_set_by_law_never_move_on_their_own(year: int) -> None:
    for level, day in ((Level.GMINA, (4, 30)), (Level.CITY, (4, 30)), (Level.VOIVODESHIP, (6, 30))):
        assert dates(level, year)["council"].day == dt.date(year + 1, *day)
    statutory = [rule for rule in date_rules() if rule.binding is Binding.STATUTORY]
    assert [rule.key for rule in statutory if rule.move is not Move.NONE] == []


def test_every_date_names_its_basis_its_source_and_how_sure_we_are() -> None:
    for rule in date_rules():
        assert all(rule.basis[lang] and rule.label[lang] for lang in ("pl", "en"))
        assert rule.source
    certain = {rule.key for rule in date_rules() if rule.certainty is Certainty.CERTAIN}
    assert certain == {"council"}, "only article 16a was read in full"


def test_the_consultation_lasts_three_weeks_and_the_opinion_two() -> None:
    found = dates(Level.GMINA, 2024)
    assert (found["consultation_opens"].nominal, found["consultation_opens"].day) == (
        dt.date(2025, 3, 15),
        dt.date(2025, 3, 17),
    )
    assert found["rdpp_opinion"].day == dt.date(2025, 3, 31)
    assert found["consultation_closes"].day == dt.date(2025, 4, 7)


def test_a_rule_that_changed_holds_for_its_own_years() -> None:
    reports = {year: dates(Level.GMINA, year)["coop_report"].day for year in (2014, 2015)}
    assert reports == {2014: dt.date(2015, 4, 30), 2015: dt.date(2016, 5, 31)}
    assert "state_report" not in dates(Level.GMINA, 2017)
    assert "state_report" in dates(Level.GMINA, 2018)


def test_how_a_day_was_computed_is_told_with_its_weekday() -> None:
    assert plain(dates(Level.GMINA, 2026)["council"].how("en")) == (
        "30 April 2027, in the year after the assessed one. It is a Friday."
    )


def test_a_statutory_day_off_says_that_it_does_not_move_and_which_day_is_safe() -> None:
    assert plain(dates(Level.GMINA, 2021)["council"].how("en")) == (
        "30 April 2022, in the year after the assessed one. It is a Saturday. The provision does not say that it moves "
        "off a day off (to be checked), so the last working day before it is safe: 29 April 2022."
    )


def test_a_moved_day_says_from_which_holiday_and_to_which_day() -> None:
    assert plain(dates(Level.GMINA, 2026)["rdpp_opinion"].how("en")) == (
        "14 days after the date “Consultation of the draft begins” (15 March 2027). It is a Monday. "
        "It is a public holiday: Easter Monday. Moved to the next working day, 30 March 2027."
    )


def test_a_date_counted_from_a_local_one_follows_it_and_says_so() -> None:
    local = {"consultation_opens": dt.date(2027, 3, 1)}
    found = dates(Level.GMINA, 2026, local)
    assert found["consultation_opens"].day == dt.date(2027, 3, 15), "the computed day is kept to be shown"
    assert found["consultation_closes"].day == dt.date(2027, 3, 22)
    assert plain(found["consultation_closes"].how("en")) == (
        "21 days after the date “Consultation of the draft begins” (1 March 2027). That date was set locally, so this "
        "one follows it. It is a Monday."
    )


@pytest.mark.parametrize(("day", "working"), [
    ("2024-12-24", True), ("2025-12-24", False), ("2010-01-06", True), ("2011-01-06", False), ("2026-06-04", False),
    ("2026-05-01", False), ("2026-05-02", False), ("2026-05-04", True), ("2018-11-12", False), ("2026-11-11", False),
])  # fmt: skip
def test_the_library_knows_the_days_off_of_poland(day: str, working: bool) -> None:
    """Facts of the law, asked again with each new version of the library of holidays."""
    assert days.is_working(dt.date.fromisoformat(day)) is working


def test_a_year_of_poland_has_its_holidays_by_name() -> None:
    names = {day: days.holiday(day, "pl") for day in map(dt.date.fromisoformat, ("2025-12-24", "2026-06-04"))}
    assert list(names.values()) == ["Wigilia Bożego Narodzenia", "Dzień Bożego Ciała"]
    assert days.holiday(dt.date(2026, 6, 5), "pl") is None


DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31))


@given(DAYS)
def test_moving_lands_on_the_nearest_working_day_and_twice_is_once(day: dt.date) -> None:
    later, earlier = days.working_from(day), days.working_until(day)
    assert earlier <= day <= later
    assert days.is_working(later)
    assert days.is_working(earlier)
    assert (days.working_from(later), days.working_until(earlier)) == (later, earlier)
    assert (later == day) == (earlier == day) == days.is_working(day)


@given(DAYS, st.integers(-40, 40))
def test_working_days_counted_forth_are_as_many_as_counted(day: dt.date, number: int) -> None:
    end = days.working_days_on(day, number)
    first, last = sorted((day, end))
    inside = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    counted = [one for one in inside if one != day and days.is_working(one)]
    assert len(counted) == abs(number)


@given(st.integers(2015, 2040), st.integers(1, 12))
def test_the_last_day_of_a_month_is_followed_by_the_first_of_the_next(year: int, month: int) -> None:
    last = days.last_of_month(year, month)
    assert (last.year, last.month, (last + dt.timedelta(days=1)).day) == (year, month, 1)


def test_the_known_openings_of_the_form_are_those_of_the_notices() -> None:
    assert {one.year: one.day for one in known_openings()} == {
        2013: dt.date(2014, 3, 18),
        2014: dt.date(2015, 3, 17),
        2015: dt.date(2016, 3, 7),
        2017: dt.date(2018, 3, 20),
        2020: dt.date(2021, 4, 6),
    }


GOOD = (
    "key: a, label: {pl: A, en: A}, levels: [gmina], on: {day: 1, month: 2, year: 1}, binding: ours, "
    "basis: {pl: b, en: b}, certainty: working, source: s"
)


def written(folder: Path, *lines: str) -> Path:
    path = folder / "dates.yaml"
    path.write_text("\n".join(["dates:", *(f"  - {{{line}}}" for line in lines)]), "utf-8")
    return path


def rules(folder: Path, *lines: str) -> tuple[DateRule, ...]:
    return date_rules(written(folder, *lines))


def test_a_rule_counted_in_working_days_before_another_is_read_and_computed(tmp_path: Path) -> None:
    second = GOOD.replace("key: a", "key: b").replace(
        "on: {day: 1, month: 2, year: 1}", "after: {date: a, working_days: -2}"
    )
    found = rules(tmp_path, GOOD, second)
    assert found[1].when == Relative("a", -2, working=True)
    (before, _first) = calendar_of(Level.GMINA, 2026, rules=found)
    assert (before.rule.key, before.day) == ("b", dt.date(2027, 1, 28))
    assert plain(before.how("en")) == "2 working days before the date “A” (1 February 2027). It is a Thursday."


@pytest.mark.parametrize(("change", "sentence"), [
    (("key: a, ", ""), "The key “key” is missing."),
    (("label: {pl: A, en: A}, ", ""), "The key “label” is missing."),
    (("basis: {pl: b, en: b}, ", ""), "The key “basis” is missing."),
    (("[gmina]", "[gmina, sioło]"), "“levels” must be a list of: gmina, powiat, city, voivodeship."),
    (("[gmina]", "[]"), "“levels” must be a list of: gmina, powiat, city, voivodeship."),
    (("on: {day: 1, month: 2, year: 1}, ", ""), "A date needs either “on” or “after”."),
    (("day: 1, month: 2", "day: 30, month: 2"), "“on” must name a day and a month that every year has."),
    (("day: 1, month: 2", "day: 29, month: 2"), "“on” must name a day and a month that every year has."),
    (("year: 1", "year: 7"), "The year counts from the assessed one, from 0 to 3."),
    (("on: {day: 1, month: 2, year: 1}", "after: {date: z, days: 1}"),
     "The date “z”, from which this one is counted, does not stand before it."),
    (("on: {day: 1, month: 2, year: 1}", "after: {date: z}"), "Give either “days” or “working_days”."),
    (("binding: ours", "binding: statutory, move: next"),
     "A date set by law moves off days off only where a provision says so: name it in “move_basis”."),
    (("source: s", "source: s, sauce: x"), "The key “sauce” is not known here."),
])  # fmt: skip
def test_a_rule_that_cannot_be_used_is_refused_with_its_line(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(Unusable) as refused:
        rules(tmp_path, GOOD.replace(*change))
    assert f"dates.yaml, line 2: {sentence}" in refused.value.report("en").splitlines()


def test_two_rules_of_one_date_for_the_same_year_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        rules(tmp_path, GOOD + ", until: 2020", GOOD + ", since: 2020")
    assert refused.value.report("en") == "dates.yaml, line 3: The date “a” has two rules for the same year."


def test_an_opening_without_its_day_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "openings.yaml"
    path.write_text("openings:\n  - {year: 2014, source: s}\n", "utf-8")
    with pytest.raises(Unusable) as refused:
        known_openings(path)
    assert refused.value.report("en") == "openings.yaml, line 2: The key “day” is missing."
