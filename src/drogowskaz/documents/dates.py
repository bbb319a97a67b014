"""Dates as a calendar file (iCalendar, RFC 5545) that phones and office programs take in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

PRODUCT = "-//Drogowskaz//OZPS//PL"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry of a calendar has: its title, what to know of it and where to read more. `uid` stays the same
    for ever; `revision` grows with every change, so that programs move the entry instead of adding another."""

    uid: str
    title: str
    text: str
    url: str
    revision: int = 0


@dataclass(frozen=True, kw_only=True)
class DatedEvent(Entry):
    """A whole day."""

    day: dt.date


def calendar_file(name: str, events: Iterable[DatedEvent], *, lang: str, written_at: dt.datetime) -> bytes:
    """A calendar of whole days. They block no time and ring no alarm: who wants a reminder sets their own."""
    calendar = begun_calendar(name, lang)
    for one in events:
        calendar.add_component(_event(one, lang, written_at))
    return bytes(calendar.to_ical())


def begun_calendar(name: str, lang: str) -> Calendar:
    """A calendar with its name and nothing in it yet."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name, parameters={"LANGUAGE": lang})
    return calendar


def begun_event(one: Entry, lang: str, written_at: dt.datetime) -> Event:
    """An entry with everything but its time."""
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", written_at.astimezone(dt.UTC))
    event.add("summary", one.title, parameters={"LANGUAGE": lang})
    event.add("description", one.text, parameters={"LANGUAGE": lang})
    event.add("url", one.url)
    event.add("sequence", one.revision)
    return event


def _event(one: DatedEvent, lang: str, written_at: dt.datetime) -> Event:
    event = begun_event(one, lang, written_at)
    event.add("dtstart", one.day)
    # The end of a whole day is the day after it, by the standard.
    event.add("dtend", one.day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
