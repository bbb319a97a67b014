"""The meetings of a cycle that took place while a consultation was open, by organisation and without names."""

from collections import defaultdict
from typing import Any

from django.utils.timezone import localdate, localtime

from drogowskaz.engine.disclosure.small import threshold
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import Attendance, Consultation, Slot

HELD = (MeetingState.HELD, MeetingState.ACCEPTED)


def meetings_within(consultation: Consultation) -> list[dict[str, Any]]:
    """Each slot within the days of the consultation, with who came; two queries.

    Organisations and institutions stand by their names. People are counted for a whole slot only, and not where they
    are fewer than the number that could point at somebody: `people` is then None.
    """
    first, last = consultation.opens_on, consultation.closes_on
    assert first is not None, "an announced consultation has its days"
    assert last is not None, "an announced consultation has its days"
    slots = [
        one
        for one in Slot.objects.filter(meeting__cycle=consultation.cycle_id, meeting__state__in=HELD)
        .select_related("meeting")
        .order_by("starts_at", "pk")
        if first <= localdate(one.starts_at) <= last
    ]
    came: dict[int, list[Attendance]] = defaultdict(list)
    for row in Attendance.objects.filter(slot__in=[one.pk for one in slots]).select_related("organisation"):
        came[row.slot_id].append(row)
    return [_slot(one, came[one.pk], threshold([consultation.cycle.year])) for one in slots]


def _slot(slot: Slot, rows: list[Attendance], least: int) -> dict[str, Any]:
    people = sum(one.people for one in rows)
    named = {(one.name, one.sector) for one in rows if one.sector != Sector.RESIDENTS}
    return {
        "meeting": slot.meeting.pk,
        "title": slot.meeting.title,
        "starts_at": localtime(slot.starts_at).isoformat(),
        "place": slot.place,
        "who": [{"name": name, "sector": sector} for name, sector in sorted(named)],
        "residents": any(one.sector == Sector.RESIDENTS for one in rows),
        "people": people if people >= least else None,
        "written": bool(rows),
    }
