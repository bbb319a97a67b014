"""Meetings at an hour as a calendar file (iCalendar, RFC 5545). Whole days are in `dates`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from drogowskaz.documents.dates import PRODUCT

ZONE = ZoneInfo("Europe/Warsaw")
"""The hours of every meeting are those of Polish clocks, summer and winter."""
YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Appointment:
    """A meeting with its beginning and end. `uid` stays the same for ever; `revision` grows with every change, so that
    programs move the entry instead of adding another; one that is `cancelled` is crossed out there."""

    uid: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    text: str
    where: str
    url: str
    revision: int = 0
    cancelled: bool = False


def appointment_file(name: str, appointments: Iterable[Appointment], *, lang: str, written_at: dt.datetime) -> bytes:
    """A calendar with hours and the description of the zone they are in, also where the clocks change in between."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name, parameters={"LANGUAGE": lang})
    kept = list(appointments)
    for one in kept:
        calendar.add_component(_event(one, lang, written_at))
    days = [moment.date() for one in kept for moment in (one.starts_at, one.ends_at)]
    if days:
        # The changes of the clocks around these days are enough; a century of them would be a longer file.
        calendar.add_missing_timezones(min(days) - YEAR, max(days) + YEAR)
    return bytes(calendar.to_ical())


def _event(one: Appointment, lang: str, written_at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", written_at.astimezone(dt.UTC))
    event.add("dtstart", one.starts_at.astimezone(ZONE))
    event.add("dtend", one.ends_at.astimezone(ZONE))
    event.add("summary", one.title, parameters={"LANGUAGE": lang})
    event.add("description", one.text, parameters={"LANGUAGE": lang})
    event.add("location", one.where, parameters={"LANGUAGE": lang})
    event.add("url", one.url)
    event.add("sequence", one.revision)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    return event
