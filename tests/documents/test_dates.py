"""Calendar files: what a phone reads back is what was written, line by line as the standard asks."""

import datetime as dt

from icalendar import Calendar

from drogowskaz.documents.dates import DatedEvent, calendar_file

WRITTEN = dt.datetime(2026, 12, 7, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
LONG = "Zażółć gęślą jaźń, przedstawienie oceny radzie; " * 6 + "koniec"
EVENTS = [
    DatedEvent(
        uid="9901012-2026-council@drogowskaz",
        day=dt.date(2027, 4, 30),
        title="Rada – gmina Źdźbło",
        text=LONG,
        url="http://x/#council",
        revision=2,
    ),
    DatedEvent(
        uid="9901012-2026-review@drogowskaz",
        day=dt.date(2028, 12, 31),
        title="Koniec\nroku",
        text="Dwa\nwiersze",
        url="http://x/",
    ),
]


def written() -> bytes:
    return calendar_file("Ocena za 2026", EVENTS, lang="pl", written_at=WRITTEN)


def unfolded(content: bytes) -> list[str]:
    """The lines of the file by hand, as RFC 5545 says: a line that begins with a space goes on the one before."""
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_the_library_reads_back_every_event_whole() -> None:
    read = Calendar.from_ical(written())
    found = [
        (str(one["uid"]), one.decoded("dtstart"), str(one["summary"]), str(one["description"]), str(one["url"]))
        for one in read.walk("VEVENT")
    ]
    assert found == [(one.uid, one.day, one.title, one.text, one.url) for one in EVENTS]


def test_an_event_is_a_whole_day_that_ends_the_day_after_and_blocks_nothing() -> None:
    lines = unfolded(written())
    assert sorted(line for line in lines if line.startswith(("DTSTART", "DTEND", "SEQUENCE"))) == [
        "DTEND;VALUE=DATE:20270501",
        "DTEND;VALUE=DATE:20290101",
        "DTSTART;VALUE=DATE:20270430",
        "DTSTART;VALUE=DATE:20281231",
        "SEQUENCE:0",
        "SEQUENCE:2",
    ]
    assert lines.count("TRANSP:TRANSPARENT") == 2
    assert "BEGIN:VALARM" not in lines


def test_lines_are_short_in_bytes_and_long_polish_text_unfolds_to_itself() -> None:
    content = written()
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    (description,) = [line for line in unfolded(content) if line.startswith("DESCRIPTION") and "jaźń" in line]
    _name, _colon, value = description.partition(":")
    assert value.replace("\\,", ",").replace("\\;", ";") == LONG


def test_the_file_says_what_it_is_and_when_it_was_written_in_universal_time() -> None:
    lines = unfolded(written())
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert "METHOD:PUBLISH" in lines
    assert lines.count("DTSTAMP:20261207T113000Z") == 2


def test_the_same_events_make_the_same_file() -> None:
    assert written() == written()
