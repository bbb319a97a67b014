"""A slot as an entry of a calendar: hours of Polish clocks, one name for ever, what is newer."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from participation.meeting import meetings
from participation.meeting.meetings import NOW, TEN, announced, described_slot, enter, in_two_weeks

from drogowskaz.documents.appointments import Appointment, appointment_file
from drogowskaz.participation.actions.meeting import cancel_meeting
from drogowskaz.participation.actions.slot import put_slot
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.models.registration import token_of
from drogowskaz.participation.queries.appointment import appointment_of

URL = "https://drogowskaz.example/spotkania/1/"


def written(starts_at: dt.datetime, hours: int = 2) -> Calendar:
    one = Appointment(
        uid="u@d",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=hours),
        title="Tytuł",
        text="Treść",
        where="Sala",
        url=URL,
        revision=3,
    )
    return Calendar.from_ical(appointment_file("Nazwa", [one], lang="pl", written_at=starts_at))


@pytest.mark.parametrize(
    ("moment", "hour", "offset"),
    [
        (dt.datetime(2026, 10, 23, 8, tzinfo=dt.UTC), 10, 2),
        (dt.datetime(2026, 10, 26, 9, tzinfo=dt.UTC), 10, 1),
        (dt.datetime(2027, 3, 26, 9, tzinfo=dt.UTC), 10, 1),
        (dt.datetime(2027, 3, 29, 8, tzinfo=dt.UTC), 10, 2),
    ],
    ids=["summer", "after-october", "winter", "after-march"],
)
def test_ten_o_clock_stays_ten_o_clock_on_both_sides_of_the_change(moment: dt.datetime, hour: int, offset: int) -> None:
    event = written(moment).walk("VEVENT")[0]
    start = event["DTSTART"].dt
    assert (event["DTSTART"].params["TZID"], start.hour, start.utcoffset()) == (
        "Europe/Warsaw", hour, dt.timedelta(hours=offset),
    )  # fmt: skip


def test_a_meeting_across_the_change_of_clocks_ends_at_its_own_moment() -> None:
    night = dt.datetime(2026, 10, 24, 23, tzinfo=dt.UTC)
    event = written(night, hours=4).walk("VEVENT")[0]
    assert (event["DTSTART"].dt.hour, event["DTEND"].dt.hour) == (1, 4)
    assert event["DTEND"].dt.astimezone(dt.UTC) == night + dt.timedelta(hours=4)


def test_the_zone_is_described_in_the_file() -> None:
    zones = written(TEN).walk("VTIMEZONE")
    assert [zone["TZID"] for zone in zones] == ["Europe/Warsaw"]


def test_a_calendar_without_entries_is_still_a_calendar() -> None:
    assert Calendar.from_ical(appointment_file("Nazwa", [], lang="pl", written_at=TEN)).walk("VEVENT") == []


@pytest.mark.django_db
def test_the_entry_keeps_its_name_while_its_number_grows_and_is_crossed_out_in_the_end() -> None:
    there = announced()
    entries = [appointment_of(there.slot_again(), url=URL, lang="pl", with_link=False)]
    later = described_slot(ends_at=TEN + dt.timedelta(hours=3))
    put_slot(meeting=there.meeting, slot=there.slot, description=later, seen=0, actor=there.animator, at=NOW)
    entries.append(appointment_of(there.slot_again(), url=URL, lang="pl", with_link=False))
    cancel_meeting(meeting=there.meeting, reason="Choroba.", actor=there.animator, at=NOW)
    entries.append(appointment_of(there.slot_again(), url=URL, lang="pl", with_link=False))
    assert [(one.revision, one.cancelled) for one in entries] == [(0, False), (1, False), (2, True)]
    assert len({one.uid for one in entries}) == 1


@pytest.mark.django_db
def test_only_who_takes_part_online_and_has_a_place_gets_the_link(client: Client) -> None:
    there = meetings.announced(timezone.now(), **in_two_weeks())
    online = enter(there, "Zofia", presence=Presence.ONLINE)
    waiting = enter(there, "Ewa", presence=Presence.ONLINE)
    on_site = enter(there, "Adam")
    with_link = [
        "spotkania.example" in client.get(f"/spotkania/zapis/{token_of(one.key)}/kalendarz/").content.decode()
        for one in (online, waiting, on_site)
    ]
    assert with_link == [True, False, False]
    answer = client.get(f"/spotkania/{there.meeting.pk}/terminy/1/kalendarz/")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/calendar; charset=utf-8",
        f'attachment; filename="spotkanie-{there.meeting.pk}-1.ics"',
    )
    assert client.get(f"/spotkania/{there.meeting.pk}/terminy/7/kalendarz/").status_code == 404
