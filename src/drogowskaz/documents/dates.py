"""Dates as a calendar file (iCalendar, RFC 5545) that phones and office programs take in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

PRODUCT = "-//Drogowskaz//OZPS//PL"


@dataclass(frozen=True)
class DatedEvent:
    """A whole day with its title, what to know of it and where to read more. `uid` stays the same for ever;
    `revision` grows when the day changes, so that programs move the entry instead of adding another."""

    uid: str
    day: dt.date
    title: str
    text: str
    url: str
    revision: int = 0


def calendar_file(name: str, events: Iterable[DatedEvent], *, lang: str, written_at: dt.datetime) -> bytes:
    """A calendar of whole days. They block no time and ring no alarm: who wants a reminder sets their own."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name, parameters={"LANGUAGE": lang})
    for one in events:
        calendar.add_component(_event(one, lang, written_at))
    return bytes(calendar.to_ical())


def _event(one: DatedEvent, lang: str, written_at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", written_at.astimezone(dt.UTC))
    event.add("dtstart", one.day)
    # The end of a whole day is the day after it, by the standard.
    event.add("dtend", one.day + dt.timedelta(days=1))
    event.add("summary", one.title, parameters={"LANGUAGE": lang})
    event.add("description", one.text, parameters={"LANGUAGE": lang})
    event.add("url", one.url)
    event.add("sequence", one.revision)
    event.add("transp", "TRANSPARENT")
    return event
