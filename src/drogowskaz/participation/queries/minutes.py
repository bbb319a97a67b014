"""The minutes of a meeting as they are read: what is being written, and what was accepted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.minutes import Capacity, PointKind, Sector
from drogowskaz.participation.models import Attendance, Contribution, Meeting, MinutePoint, MinutesVersion


def points_of(meeting: Meeting) -> list[MinutePoint]:
    """The points as they are being written, in the order of the agenda, those beside it last; one query."""
    ordered = meeting.points.order_by(F("agenda_point__number").asc(nulls_last=True), "pk")
    return list(ordered.select_related("agenda_point", "organisation"))


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Who came, slot by slot; one query."""
    found = Attendance.objects.filter(slot__meeting=meeting).select_related("slot", "organisation")
    return list(found.order_by("slot__starts_at", "slot", "sector", "name", "pk"))


def content_of(meeting: Meeting) -> dict[str, Any]:
    """The minutes as plain data, to be kept as a version; three queries."""
    return {
        "agenda": [{"number": one.number, "title": one.title} for one in meeting.agenda.all()],
        "points": [_point(one) for one in points_of(meeting)],
        "attendance": [
            {
                "slot": one.slot.number, "starts_at": one.slot.starts_at.isoformat(), "name": one.name,
                "sector": one.sector, "people": one.people, "presence": one.presence,
                "organisation": one.organisation_id,
            }
            for one in attendance_of(meeting)
        ],
    }  # fmt: skip


def _point(one: MinutePoint) -> dict[str, Any]:
    return {
        "key": one.pk,
        "agenda": one.agenda_point.number if one.agenda_point else None,
        "kind": one.kind,
        "text": one.text,
        "organisation": one.organisation_id,
        "raised_by": one.raised_by,
        "capacity": one.capacity,
        "who": one.who,
        "until": one.until.isoformat() if one.until else None,
    }


def versions_of(meeting: Meeting) -> list[MinutesVersion]:
    """The accepted versions, the newest first; one query."""
    return list(meeting.versions.order_by("-number"))


@dataclass(frozen=True)
class ShownPoint:
    """A point of accepted minutes in words; `key` names it on the page. `contribution` is the number under which it
    stands among the contributions of the cycle."""

    key: int
    kind: str
    label: str
    text: str
    raised_by: str
    capacity: str
    who: str
    until: dt.date | None
    contribution: int | None = None


@dataclass(frozen=True)
class ShownTopic:
    """A point of the agenda with what was written to it; `title` is empty for what was said beside the agenda."""

    title: str
    points: tuple[ShownPoint, ...]


@dataclass(frozen=True)
class ShownAttendance:
    """Who came to a slot: organisations and institutions with numbers of people."""

    starts_at: dt.datetime
    rows: tuple[tuple[str, str, str, int], ...]

    @property
    def people(self) -> int:
        return sum(row[-1] for row in self.rows)


@dataclass(frozen=True)
class ShownMinutes:
    """Accepted minutes in the language of the moment."""

    topics: tuple[ShownTopic, ...]
    attendance: tuple[ShownAttendance, ...]


def numbers_of(meeting: Meeting) -> dict[int, int]:
    """The numbers of the contributions that points of the minutes became, by key of the point; one query."""
    return dict(Contribution.objects.filter(point__meeting=meeting).values_list("point_id", "number"))


def shown_minutes(content: dict[str, Any], numbers: Mapping[int, int] | None = None) -> ShownMinutes:
    """A version of minutes for a page or a paper; `numbers` are those of `numbers_of`. No query."""
    known = numbers or {}
    topics = [
        ShownTopic(f"{one['number']}. {one['title']}", _under(content, one["number"], known))
        for one in content["agenda"]
    ]
    beside = _under(content, None, known)
    slots: dict[str, list[tuple[str, str, str, int]]] = {}
    for one in content["attendance"]:
        sector, way = str(Sector(one["sector"]).label), str(Presence(one["presence"]).label)
        slots.setdefault(one["starts_at"], []).append((one["name"], sector, way, one["people"]))
    return ShownMinutes(
        topics=(*topics, ShownTopic("", beside)) if beside else tuple(topics),
        attendance=tuple(ShownAttendance(dt.datetime.fromisoformat(day), tuple(rows)) for day, rows in slots.items()),
    )


def _under(content: dict[str, Any], number: int | None, numbers: Mapping[int, int]) -> tuple[ShownPoint, ...]:
    return tuple(
        ShownPoint(
            key=one["key"],
            kind=one["kind"],
            label=str(PointKind(one["kind"]).label),
            text=one["text"],
            raised_by=one["raised_by"],
            capacity=str(Capacity(one["capacity"]).label) if one["capacity"] else "",
            who=one["who"],
            until=dt.date.fromisoformat(one["until"]) if one["until"] else None,
            contribution=numbers.get(one["key"]),
        )
        for one in content["points"]
        if one["agenda"] == number
    )
