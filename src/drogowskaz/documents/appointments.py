"""Meetings at an hour as a calendar file (iCalendar, RFC 5545). Whole days are in `dates`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Event

from drogowskaz.documents.dates import Entry, begun_calendar, begun_event

ZONE = ZoneInfo("Europe/Warsaw")
"""The hours of every meeting are those of Polish clocks, summer and winter."""
YEAR = dt.timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Appointment(Entry):
    """A meeting with its beginning and end; one that is `cancelled` is crossed out in the programs."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    where: str
    cancelled: bool = False


def appointment_file(name: str, appointments: Iterable[Appointment], *, lang: str, written_at: dt.datetime) -> bytes:
    """A calendar with hours and the description of the zone they are in, also where the clocks change in between."""
    calendar = begun_calendar(name, lang)
    kept = list(appointments)
    for one in kept:
        calendar.add_component(_event(one, lang, written_at))
    days = [moment.date() for one in kept for moment in (one.starts_at, one.ends_at)]
    if days:
        # The changes of the clocks around these days are enough; a century of them would be a longer file.
        calendar.add_missing_timezones(min(days) - YEAR, max(days) + YEAR)
    return bytes(calendar.to_ical())


def _event(one: Appointment, lang: str, written_at: dt.datetime) -> Event:
    event = begun_event(one, lang, written_at)
    event.add("dtstart", one.starts_at.astimezone(ZONE))
    event.add("dtend", one.ends_at.astimezone(ZONE))
    event.add("location", one.where, parameters={"LANGUAGE": lang})
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    return event
