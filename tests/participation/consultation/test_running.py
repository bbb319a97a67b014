"""The days of a consultation: its first morning, its last evening, both changes of the clocks, more time."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from participation.consultation.consulted import (
    AFTER,
    DURING,
    FIRST,
    LAST,
    NOW,
    Consulted,
    announced,
    prepared,
    running,
    spoken,
)
from people import outsider

from drogowskaz.assessments.enums import Event
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.participation.actions.consultation import announce_consultation, cancel_consultation
from drogowskaz.participation.actions.consultation_running import (
    change_host,
    end_consultation,
    extend,
    keep_days,
    open_consultation,
)
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.permissions.consultation import may_comment
from drogowskaz.participation.queries.consultation import answered_of, close_refusals, sections_open

pytestmark = pytest.mark.django_db
POLAND = ZoneInfo("Europe/Warsaw")
LAST_MINUTE = dt.time(23, 59, 59)
DAYS = [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2027, 3, 28), dt.date(2027, 10, 31), LAST]
"""Both changes of the clocks of two years, and a day without one."""
SUNDAYS = pytest.mark.parametrize("day", DAYS, ids=[day.isoformat() for day in DAYS])


def on(day: dt.date, hour: dt.time = dt.time(0)) -> dt.datetime:
    """That hour of Polish clocks, as a moment."""
    return dt.datetime.combine(day, hour, POLAND).astimezone(dt.UTC)


def on_days(opens: dt.date, closes: dt.date) -> Consulted:
    """An open consultation on these days."""
    there = running()
    Consultation.objects.filter(pk=there.consultation.pk).update(opens_on=opens, closes_on=closes)
    return replace(there, consultation=there.again())


@SUNDAYS
def test_the_last_evening_counts_and_midnight_does_not(day: dt.date) -> None:
    section = on_days(day - dt.timedelta(days=21), day).consultation.sections.get(number=1)
    midnight = on(day + dt.timedelta(days=1))
    assert may_comment(section, on(day, LAST_MINUTE)) is None
    assert may_comment(section, midnight - dt.timedelta(seconds=1)) is None
    refusal = may_comment(section, midnight)
    assert refusal is not None
    assert refusal.params["closes"] == f"{day:%d.%m.%Y}"


@SUNDAYS
def test_the_first_day_begins_at_midnight(day: dt.date) -> None:
    section = on_days(day, day + dt.timedelta(days=21)).consultation.sections.get(number=1)
    assert may_comment(section, on(day)) is None
    assert may_comment(section, on(day) - dt.timedelta(seconds=1)) is not None


@SUNDAYS
def test_the_program_ends_it_after_the_last_midnight_and_not_before(day: dt.date) -> None:
    there = on_days(day - dt.timedelta(days=21), day)
    assert keep_days(at=on(day, LAST_MINUTE)) == 0
    assert keep_days(at=on(day + dt.timedelta(days=1))) == 1
    assert there.again().state == "ended"


@SUNDAYS
def test_more_time_is_given_on_the_last_evening_while_somebody_is_writing(day: dt.date) -> None:
    there = on_days(day - dt.timedelta(days=21), day)
    later = day + dt.timedelta(days=7)
    give = {"consultation": there.consultation, "closes_on": later, "reason": "Ferie.", "actor": there.animator}
    midnight = on(day + dt.timedelta(days=1))
    extend(at=on(day, LAST_MINUTE), **give)
    section = there.again().sections.get(number=1)
    assert keep_days(at=midnight) == 0
    assert may_comment(section, midnight) is None
    assert may_comment(section, on(later + dt.timedelta(days=1))) is not None


def test_after_the_last_midnight_no_time_is_given_even_before_the_program_has_looked() -> None:
    there = running()
    with pytest.raises(Refused) as refused:
        extend(
            consultation=there.consultation, closes_on=LAST + dt.timedelta(days=7), reason="Ferie.",
            actor=there.animator, at=on(LAST + dt.timedelta(days=1)),
        )  # fmt: skip
    assert [one.sentence("en") for one in refused.value.refusals] == [
        "The last day was 06.04.2027, so the time is over. What has ended is not opened again."
    ]
    assert there.again().closes_on == LAST


@pytest.mark.parametrize("state", ["draft", "ended", "cancelled"])
def test_only_what_is_announced_or_open_is_given_more_time(state: str) -> None:
    there = prepared() if state == "draft" else running()
    if state == "ended":
        end_consultation(consultation=there.consultation, actor=None, at=AFTER)
    if state == "cancelled":
        cancel_consultation(consultation=there.consultation, reason="Tak.", actor=None, at=DURING)
    with pytest.raises(Refused):
        extend(
            consultation=there.again(), closes_on=LAST + dt.timedelta(days=7), reason="Ferie.", actor=there.animator,
            at=DURING,
        )  # fmt: skip


def test_a_reason_too_long_to_be_kept_whole_leaves_the_days_as_they_were() -> None:
    there = running()
    with pytest.raises(Refused, match="has 501 characters"):
        extend(
            consultation=there.consultation, closes_on=LAST + dt.timedelta(days=7), reason="ż" * 501,
            actor=there.animator, at=DURING,
        )  # fmt: skip
    assert (there.again().closes_on, there.again().extensions.count()) == (LAST, 0)


@pytest.mark.parametrize(
    ("closes_on", "reason"),
    [(LAST, "Ferie."), (FIRST, "Ferie."), (LAST + dt.timedelta(days=1), "  ")],
    ids=["same day", "earlier", "no reason"],
)
def test_more_time_means_a_later_day_and_a_reason(closes_on: dt.date, reason: str) -> None:
    there = running()
    with pytest.raises(Refused):
        extend(consultation=there.consultation, closes_on=closes_on, reason=reason, actor=there.animator, at=DURING)
    assert not there.consultation.extensions.exists()


def test_more_time_leaves_a_trace_that_everybody_reads_and_is_news() -> None:
    there = running()
    for week in (1, 2):
        extend(
            consultation=there.consultation, closes_on=LAST + dt.timedelta(days=7 * week), reason=f"Powód {week}.",
            actor=there.animator, at=DURING,
        )  # fmt: skip
    assert list(there.consultation.extensions.values_list("before", "closes_on", "reason")) == [
        (LAST, LAST + dt.timedelta(days=7), "Powód 1."),
        (LAST + dt.timedelta(days=7), LAST + dt.timedelta(days=14), "Powód 2."),
    ]
    told = News.objects.filter(event="participation.consultation_extended").order_by("pk")
    assert [one.context["closes"] for one in told] == ["13.04.2027", "20.04.2027"]


def test_an_outsider_gives_no_time() -> None:
    there = running()
    with pytest.raises(Refused):
        extend(
            consultation=there.consultation, closes_on=LAST + dt.timedelta(days=7), reason="Tak.", actor=outsider(),
            at=DURING,
        )  # fmt: skip


def test_the_program_opens_it_on_its_first_day_and_writes_it_into_the_calendar() -> None:
    there = announced()
    section = there.consultation.sections.get(number=1)
    assert keep_days(at=on(FIRST) - dt.timedelta(seconds=1)) == 0
    waiting = may_comment(section, on(FIRST))
    assert waiting is not None
    assert waiting.sentence("en").startswith("This consultation begins today and opens within minutes.")
    assert keep_days(at=on(FIRST)) == 1
    assert keep_days(at=on(FIRST)) == 0
    assert keep_days(at=AFTER) == 1
    happened = there.cycle.events.filter(kind=Event.HAPPENED).values_list("key", "day")
    assert list(happened) == [("consultation_opens", FIRST), ("consultation_closes", LAST)]
    events = News.objects.filter(event__startswith="participation.consultation").order_by("pk")
    assert [one.event.removeprefix("participation.consultation_") for one in events] == [
        "announced",
        "opened",
        "ended",
    ]


def test_a_consultation_whose_time_went_by_unopened_is_not_opened_for_a_moment() -> None:
    there = announced()
    assert keep_days(at=AFTER) == 0
    with pytest.raises(Refused):
        open_consultation(consultation=there.consultation, actor=there.animator, at=AFTER)
    assert there.again().state == "announced"


def test_what_has_ended_is_not_opened_again() -> None:
    there = running()
    end_consultation(consultation=there.consultation, actor=None, at=AFTER)
    for at in (DURING, AFTER):
        with pytest.raises(Refused):
            open_consultation(consultation=there.consultation, actor=there.animator, at=at)
    assert there.again().state == "ended"


def test_a_button_neither_opens_nor_ends_before_the_day() -> None:
    there = announced()
    with pytest.raises(Refused):
        open_consultation(consultation=there.consultation, actor=there.animator, at=NOW)
    open_consultation(consultation=there.consultation, actor=there.animator, at=on(FIRST))
    with pytest.raises(Refused):
        end_consultation(consultation=there.consultation, actor=there.animator, at=on(LAST, LAST_MINUTE))
    end_consultation(consultation=there.consultation, actor=there.animator, at=on(LAST + dt.timedelta(days=1)))
    assert there.again().state == "ended"


def test_sections_are_open_only_while_something_can_be_said() -> None:
    there = running(2)
    moments = (on(FIRST) - dt.timedelta(seconds=1), DURING, on(LAST, LAST_MINUTE), AFTER)
    assert [len(sections_open(there.cycle, at)) for at in moments] == [0, 2, 2, 0]


def test_whom_to_ask_can_change_and_the_slower_of_two_sees_it() -> None:
    there = running()
    act = {"consultation": there.consultation, "seen": there.consultation.version, "actor": there.animator}
    change_host(host="Kto Inny", contact="pokój 7", at=DURING, **act)
    with pytest.raises(Refused):
        change_host(host="Trzeci", contact="pokój 8", at=DURING, **act)
    assert (there.again().host, there.again().contact) == ("Kto Inny", "pokój 7")


def test_closing_names_what_has_no_answer_and_what_waits_for_a_moderator() -> None:
    there = running()
    spoken(there, text="Dopiszcie świetlicę w Zmyślonej, bo jej tu naprawdę bardzo brakuje wszystkim.")
    spoken(there, number=2, state=ContributionState.SUBMITTED, published_at=None)
    spoken(there, number=3, state=ContributionState.ANSWERED)
    assert [one.sentence("en") for one in close_refusals(there.consultation)] == [
        "Contribution 1 has no answer yet: “Dopiszcie świetlicę w Zmyślonej, bo jej tu naprawdę bardzo brakuje "
        "wszystkim.”",
        "Contribution 2 is not settled with its moderator yet.",
    ]
    answered = answered_of(there.consultation)
    assert (answered.all, answered.answered, answered.waiting) == (2, 1, 1)


def test_what_was_said_outside_a_consultation_does_not_keep_it_open() -> None:
    there = running()
    spoken(there, section=None)
    assert close_refusals(there.consultation) == []


def test_a_new_one_can_be_announced_after_the_first_was_called_off() -> None:
    there = running()
    cancel_consultation(consultation=there.consultation, reason="Tak.", actor=None, at=DURING)
    second = prepared(cycle=there.cycle, animator=there.animator)
    announce_consultation(consultation=second.consultation, actor=there.animator, at=NOW)
    assert (second.again().number, second.again().state) == (2, "announced")
