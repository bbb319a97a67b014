"""Writing down what happened at a meeting: who came, by organisation, the points of the minutes, their acceptance."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, whole
from drogowskaz.notifications.actions import tell
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.meeting import SOMEBODY_ELSE, at_the_door, move
from drogowskaz.participation.actions.minutes_contributions import take_contributions
from drogowskaz.participation.actions.registration import belonging
from drogowskaz.participation.enums.meeting import MeetingState, Presence
from drogowskaz.participation.enums.minutes import Capacity, PointKind, Sector
from drogowskaz.participation.models import AgendaPoint, Attendance, Meeting, MinutePoint, MinutesVersion, Slot
from drogowskaz.participation.permissions.meeting import may_run_meeting
from drogowskaz.participation.queries.minutes import content_of
from drogowskaz.participation.workflow.meeting import ACCEPT_MINUTES, CORRECT_MINUTES

LONGEST_REASON = 500


@dataclass(frozen=True)
class PointDescription:
    """What a point of the minutes says. `raised_by` is an organisation as typed, or how somebody calls themselves."""

    kind: PointKind
    text: str
    agenda_point: AgendaPoint | None = None
    raised_by: str = ""
    capacity: Capacity | None = None
    who: str = ""
    until: dt.date | None = None


@dataclass(frozen=True)
class Came:
    """So many people of one organisation, institution or group in one way."""

    name: str
    sector: Sector
    people: int
    presence: Presence


@transaction.atomic
def put_point(
    *,
    meeting: Meeting,
    point: MinutePoint | None,
    description: PointDescription,
    seen: int = 0,
    actor: Actor,
    at: dt.datetime,
) -> MinutePoint:
    """Add a point, or change one; `seen` is the version the person began from. The same point sent twice is one.

    Raises Refused with every reason; of two minute-takers at one point the slower one keeps what they typed.
    """
    now = at_the_door(meeting)
    refuse(may_run_meeting(actor, now.unit, now.year, at), _not_written_now(now), *_faults(description))
    said = _fields(description, now)
    if point is None:
        there = now.points.filter(**said).first()
        if there is not None:
            return there
        made = MinutePoint.objects.create(meeting=now, **said, at=at, by=person_of(actor))
        record(actor=person_of(actor), verb="meeting.point_added", thing=now, at=at, point=made.pk)
        return made
    waiting = MinutePoint.objects.filter(pk=point.pk, meeting=now, version=seen)
    if not waiting.update(**said, version=seen + 1, at=at, by=person_of(actor)):
        raise Refused([Refusal(SOMEBODY_ELSE)])
    record(actor=person_of(actor), verb="meeting.point_changed", thing=now, at=at, point=point.pk)
    return MinutePoint.objects.get(pk=point.pk)


@transaction.atomic
def remove_point(*, meeting: Meeting, point: int, seen: int, actor: Actor, at: dt.datetime) -> None:
    """Take a point away; one that is gone already changes nothing. Raises Refused."""
    now = at_the_door(meeting)
    refuse(may_run_meeting(actor, now.unit, now.year, at), _not_written_now(now))
    there = now.points.filter(pk=point).first()
    if there is None:
        return
    refuse(Refusal(SOMEBODY_ELSE) if there.version != seen else None)
    there.delete()
    record(actor=person_of(actor), verb="meeting.point_removed", thing=now, at=at, point=point)


@transaction.atomic
def put_attendance(*, slot: Slot, came: Came, actor: Actor, at: dt.datetime) -> Attendance:
    """Write down how many people of an organisation came; a second time for the same one replaces the number.

    Raises Refused.
    """
    now = at_the_door(slot.meeting)
    refuse(may_run_meeting(actor, now.unit, now.year, at), _not_written_now(now), *_miscounted(slot, came))
    name = whole(" ".join(came.name.split()), 200)
    known = belonging(name, now.unit)["organisation"]
    row, _made = Attendance.objects.update_or_create(
        slot=slot,
        name=getattr(known, "name", name),
        presence=came.presence,
        defaults={
            "organisation": known, "sector": came.sector, "people": came.people, "at": at, "by": person_of(actor)
        },
    )  # fmt: skip
    record(actor=person_of(actor), verb="meeting.attendance_put", thing=now, at=at, people=came.people)
    return row


@transaction.atomic
def remove_attendance(*, meeting: Meeting, attendance: int, actor: Actor, at: dt.datetime) -> None:
    """Take a row of the attendance away; one that is gone already changes nothing. Raises Refused."""
    now = at_the_door(meeting)
    refuse(may_run_meeting(actor, now.unit, now.year, at), _not_written_now(now))
    gone, _by_model = Attendance.objects.filter(pk=attendance, slot__meeting=now).delete()
    if gone:
        record(actor=person_of(actor), verb="meeting.attendance_removed", thing=now, at=at)


@transaction.atomic
def accept_minutes(*, meeting: Meeting, actor: Actor, at: dt.datetime) -> MinutesVersion:
    """Accept the minutes as they stand: they are public from now on, followers get the news, and what was contributed
    stands among the contributions of the cycle. Raises Refused."""
    now = at_the_door(meeting)
    refuse(
        may_run_meeting(actor, now.unit, now.year, at),
        None if now.points.exists() else Refusal(_("Write at least one point of the minutes.")),
    )
    move(now, ACCEPT_MINUTES, actor=actor, at=at)
    last = now.versions.order_by("-number").first()
    made = MinutesVersion.objects.create(
        meeting=now, number=(last.number if last else 0) + 1, content=content_of(now), at=at, by=person_of(actor)
    )
    take_contributions(meeting=now, actor=actor, at=at)
    context = {"title": now.title, "number": made.number}
    tell(thing=path_of(now.unit, now.year), event="participation.minutes_accepted", at=at, context=context)
    return made


@transaction.atomic
def correct_minutes(*, meeting: Meeting, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Open accepted minutes again; what was accepted stays public until the correction is accepted. Raises Refused."""
    now = at_the_door(meeting)
    refuse(
        may_run_meeting(actor, now.unit, now.year, at),
        None if reason.strip() else Refusal(_("Say what is to be corrected; it stands beside the version.")),
    )
    move(now, CORRECT_MINUTES, actor=actor, at=at)
    last = now.versions.order_by("-number")[:1]
    MinutesVersion.objects.filter(pk__in=[one.pk for one in last]).update(reason=whole(reason, LONGEST_REASON))


def _not_written_now(meeting: Meeting) -> Refusal | None:
    if meeting.state == MeetingState.HELD:
        return None
    if meeting.state == MeetingState.ACCEPTED:
        return Refusal(_("The minutes are accepted. Open them for a correction first, with a reason."))
    return Refusal(_("Write down first that the meeting was held; then come the attendance and the minutes."))


def _faults(description: PointDescription) -> list[Refusal]:
    faults = []
    if not description.text.strip():
        faults.append(Refusal(_("Write what the point says.")))
    if description.kind == PointKind.TASK and not description.who.strip():
        faults.append(Refusal(_("Say who does the task.")))
    if description.kind == PointKind.CONTRIBUTION and description.capacity is None:
        faults.append(Refusal(_("Say in what capacity the contribution was made.")))
    if description.capacity == Capacity.ORGANISATION and not description.raised_by.strip():
        faults.append(Refusal(_("Say for which organisation the contribution was made.")))
    return faults


def _fields(description: PointDescription, meeting: Meeting) -> dict[str, object]:
    """The fields of a point; what belongs to another kind is left empty."""
    task, raised = description.kind == PointKind.TASK, whole(" ".join(description.raised_by.split()), 200)
    known = belonging(raised, meeting.unit)["organisation"]
    return {
        "kind": description.kind,
        "text": description.text.strip(),
        "agenda_point": description.agenda_point,
        "organisation": known,
        "raised_by": getattr(known, "name", raised),
        "capacity": (description.capacity or "") if description.kind == PointKind.CONTRIBUTION else "",
        "who": whole(description.who, 200) if task else "",
        "until": description.until if task else None,
    }


def _miscounted(slot: Slot, came: Came) -> list[Refusal]:
    faults = []
    if not came.name.strip():
        faults.append(Refusal(_("Write the name of the organisation, institution or group.")))
    if not 1 <= came.people <= 9999:
        faults.append(Refusal(_("Write how many people came: a number from 1.")))
    if came.presence not in slot.presences:
        faults.append(Refusal(_("This slot cannot be taken part in that way. Choose another.")))
    return faults
