"""What changes a meeting: its description and agenda, and the way from its preparation to its end.

The row of the meeting is the door: whoever changes it, its slots or who has a place in them, holds it.
"""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from drogowskaz.assessments.queries.cycles import cycle_of
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse, whole
from drogowskaz.notifications.actions import post, tell
from drogowskaz.notifications.enums import Language
from drogowskaz.notifications.formats import whole_address
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.registration import tell_registered
from drogowskaz.participation.enums.meeting import MeetingState, Provided
from drogowskaz.participation.models import AgendaPoint, Meeting, MeetingInvitation, Slot
from drogowskaz.participation.models.consensus import LETTERS_OF_A_CODE
from drogowskaz.participation.permissions.meeting import may_run_meeting
from drogowskaz.participation.queries.meeting import invitable
from drogowskaz.participation.workflow.meeting import ANNOUNCE, CANCEL, HOLD, MEETING
from drogowskaz.territory.models import Unit

LONGEST_REASON = 500
MOST_POINTS = 60
"""Points of one agenda."""
_OPEN = (MeetingState.DRAFT, MeetingState.ANNOUNCED)
_NOT_NOW = _("The meeting is now: {state}. This cannot be changed any more.")
SOMEBODY_ELSE = _(
    "Somebody else has changed this meanwhile. What you typed is still here; look at what is new below, then save "
    "again."
)


@dataclass(frozen=True)
class MeetingDescription:
    """What is said of a meeting."""

    title: str
    purpose: str = ""
    host: str = ""
    contact: str = ""
    step_free: Provided = Provided.UNKNOWN
    induction_loop: Provided = Provided.UNKNOWN
    sign_language: Provided = Provided.UNKNOWN
    access_note: str = ""


def at_the_door(meeting: Meeting) -> Meeting:
    """The meeting as it is now; nobody else changes it until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=meeting.pk)


@transaction.atomic
def make_meeting(
    *,
    unit: Unit,
    year: int,
    description: MeetingDescription,
    agenda: Sequence[str] = (),
    actor: Actor,
    at: dt.datetime,
) -> Meeting:
    """Begin to prepare a meeting. Raises Refused."""
    refuse(may_run_meeting(actor, unit, year, at), _untitled(description))
    code = "S-" + "".join(secrets.choice(LETTERS_OF_A_CODE) for _place in range(6))
    made = Meeting.objects.create(
        unit=unit, year=year, cycle=cycle_of(unit, year), code=code, made_at=at, made_by=person_of(actor),
        **vars(description),
    )  # fmt: skip
    _set_agenda(made, agenda)
    record(actor=person_of(actor), verb="meeting.made", thing=made, at=at)
    return made


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    description: MeetingDescription,
    agenda: Sequence[str],
    seen: int,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Change what is said of a meeting and its agenda. `seen` is the version the person began from. Raises Refused."""
    now = at_the_door(meeting)
    refuse(
        may_run_meeting(actor, now.unit, now.year, at),
        _untitled(description),
        _ended(now),
        Refusal(SOMEBODY_ELSE) if now.version != seen else None,
        _unsettled(description) if now.state == MeetingState.ANNOUNCED else None,
    )
    cycle = now.cycle or cycle_of(now.unit, now.year)
    Meeting.objects.filter(pk=now.pk).update(version=seen + 1, cycle=cycle, **vars(description))
    _set_agenda(now, agenda)
    record(actor=person_of(actor), verb="meeting.changed", thing=now, at=at)


def _set_agenda(meeting: Meeting, titles: Sequence[str]) -> None:
    """Points keep their row by their words; one that minutes were written to stays."""
    wanted = list(dict.fromkeys(whole(title, 300) for title in titles if title.strip()))
    if len(wanted) > MOST_POINTS:
        message = _("The agenda has {n} points, and {most} are the most. Join some of them; nothing was changed.")
        raise Refused([Refusal(message, {"n": len(wanted), "most": MOST_POINTS})])
    there = {point.title: point for point in meeting.agenda.all()}
    gone = [point for title, point in there.items() if title not in wanted]
    used = [point.title for point in gone if point.points.exists()]
    if used:
        message = _("Minutes were written to this point of the agenda, so it stays: “{title}”.")
        raise Refused([Refusal(message, {"title": title}) for title in used])
    AgendaPoint.objects.filter(pk__in=[point.pk for point in gone]).delete()
    for number, title in enumerate(wanted, start=1):
        AgendaPoint.objects.update_or_create(meeting=meeting, title=title, defaults={"number": number})


@transaction.atomic
def announce_meeting(*, meeting: Meeting, actor: Actor, at: dt.datetime) -> None:
    """Make a meeting public and open registration; followers of the unit's year get the news. Raises Refused."""
    now = at_the_door(meeting)
    coming = [slot for slot in now.slots.all() if slot.starts_at > at]
    refuse(
        may_run_meeting(actor, now.unit, now.year, at),
        None if coming else Refusal(_("Add a slot that is still to come.")),
        Refusal(_("Say who can be asked and how: a name, and a phone or an address.")) if not _host(now) else None,
        Refusal(UNSETTLED) if Provided.UNKNOWN in now.accessibility else None,
    )
    move(now, ANNOUNCE, actor=actor, at=at, announced_at=at, cycle=now.cycle or cycle_of(now.unit, now.year))
    first = min(slot.starts_at for slot in coming)
    _news(now, "participation.meeting_announced", at, day=f"{localtime(first):%d.%m.%Y %H:%M}")


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Call a meeting off: whoever registered with an address is told once, and so are followers. Raises Refused."""
    now = at_the_door(meeting)
    refuse(
        may_run_meeting(actor, now.unit, now.year, at),
        None if reason.strip() else Refusal(_("Say why; everybody who registered reads it.")),
        Refusal(_("A slot has already begun. Write down that the meeting was held, or what happened, in its minutes."))
        if now.state == MeetingState.ANNOUNCED and any(slot.starts_at <= at for slot in now.slots.all())
        else None,
    )
    announced = now.state == MeetingState.ANNOUNCED
    move(now, CANCEL, actor=actor, at=at, cancelled_at=at, cancel_reason=whole(reason, LONGEST_REASON))
    for slot in now.slots.select_related("meeting__unit"):
        Slot.objects.filter(pk=slot.pk).update(version=slot.version + 1)
        if announced:
            tell_registered(slot=slot, event="participation.meeting_cancelled", at=at)
    if announced:
        _news(now, "participation.meeting_cancelled", at)


@transaction.atomic
def hold_meeting(*, meeting: Meeting, actor: Actor, at: dt.datetime) -> None:
    """Write down that a meeting took place; its minutes and attendance can be written then. Raises Refused."""
    now = at_the_door(meeting)
    happened = any(slot.starts_at <= at for slot in now.slots.all())
    refuse(
        may_run_meeting(actor, now.unit, now.year, at),
        None if happened else Refusal(_("No slot of the meeting has begun yet.")),
    )
    move(now, HOLD, actor=actor, at=at)


@transaction.atomic
def copy_meeting(*, meeting: Meeting, year: int, actor: Actor, at: dt.datetime) -> Meeting:
    """Begin a meeting for another year from this one: its words, agenda and accessibility, without slots and people.

    Raises Refused. Doing it twice gives the same copy as long as it is being prepared.
    """
    refuse(may_run_meeting(actor, meeting.unit, year, at))
    # Two clicks wait for each other at the door of the original.
    original = at_the_door(meeting)
    same = Meeting.objects.filter(unit=original.unit, year=year, title=original.title, state=MeetingState.DRAFT)
    there = same.exclude(pk=original.pk).first()
    if there is not None:
        return there
    names = MeetingDescription.__dataclass_fields__
    description = MeetingDescription(**{name: getattr(original, name) for name in names})
    agenda = [point.title for point in original.agenda.all()]
    return make_meeting(unit=original.unit, year=year, description=description, agenda=agenda, actor=actor, at=at)


@transaction.atomic
def invite_organisations(*, meeting: Meeting, organisations: Iterable[int], actor: Actor, at: dt.datetime) -> int:
    """Write to organisations of the register that have an address, each once for a meeting. Returns how many letters.

    Raises Refused. Keys of organisations out of reach are left out.
    """
    now = at_the_door(meeting)
    refuse(
        may_run_meeting(actor, now.unit, now.year, at),
        None if now.state == MeetingState.ANNOUNCED else Refusal(_("Announce the meeting first, then invite.")),
    )
    chosen = set(organisations)
    written = [one for one in invitable(now).by_letter if one.pk in chosen]
    for one in written:
        MeetingInvitation.objects.create(meeting=now, organisation=one, email=one.email, at=at, by=person_of(actor))
        _invite(now, one, at)
    if written:
        record(actor=person_of(actor), verb="meeting.invited", thing=now, at=at, organisations=len(written))
    return len(written)


def _invite(meeting: Meeting, organisation: Organisation, at: dt.datetime) -> None:
    language = Language.POLISH.value
    post(
        event="participation.meeting_invited",
        thing=f"meeting:{meeting.pk}:{organisation.pk}",
        at=at,
        address=organisation.email,
        language=language,
        context={
            "meeting": meeting,
            "organisation": organisation,
            "slots": list(meeting.slots.all()),
            "link": whole_address("participation:meeting", meeting.pk, language=language),
        },
    )


def move(meeting: Meeting, transition: Transition, *, actor: Actor, at: dt.datetime, **changes: Any) -> None:
    """Change the state only if it is still one the move starts from: of two people the slower one is refused."""
    waiting = Meeting.objects.filter(pk=meeting.pk, state__in=transition.sources)
    if not waiting.update(state=transition.target, **changes):
        current = Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)
        message = _("The meeting is already: {state}.")
        raise Refused([Refusal(message, {"state": MEETING.states[current]}, ("state",))])
    meeting.state = transition.target
    for name, value in changes.items():
        setattr(meeting, name, value)
    record(actor=person_of(actor), verb=transition.verb, thing=meeting, at=at)


def _news(meeting: Meeting, event: str, at: dt.datetime, **context: str) -> None:
    tell(thing=path_of(meeting.unit, meeting.year), event=event, at=at, context={"title": meeting.title, **context})


UNSETTLED = _(
    "Settle what there is for people who need it: step-free access, an induction loop, Polish sign language. “No” is "
    "an answer too."
)


def _unsettled(description: MeetingDescription) -> Refusal | None:
    said = (description.step_free, description.induction_loop, description.sign_language)
    return Refusal(UNSETTLED) if Provided.UNKNOWN in said else None


def _untitled(description: MeetingDescription) -> Refusal | None:
    return None if description.title.strip() else Refusal(_("Give the meeting a title."))


def _host(meeting: Meeting) -> bool:
    return bool(meeting.host.strip() and meeting.contact.strip())


def closed(meeting: Meeting) -> Refusal | None:
    """Why the description and the slots cannot be changed any more."""
    if meeting.state in _OPEN:
        return None
    return Refusal(_NOT_NOW, {"state": MEETING.states[meeting.state]}, ("state",))


def _ended(meeting: Meeting) -> Refusal | None:
    """The agenda is still written down while the minutes are."""
    return None if meeting.state == MeetingState.HELD else closed(meeting)
