"""What changes the slots of a meeting: adding one, changing one with word to those who registered, taking one away."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.meeting import SOMEBODY_ELSE, at_the_door, closed
from drogowskaz.participation.actions.registration import promote, tell_registered
from drogowskaz.participation.enums.meeting import MeetingState, Presence, SlotKind
from drogowskaz.participation.models import Meeting, Slot
from drogowskaz.participation.permissions.meeting import may_run_meeting
from drogowskaz.participation.permissions.registration import begun
from drogowskaz.participation.queries.registration import taken


@dataclass(frozen=True)
class SlotDescription:
    """What is said of a slot; a limit of None turns nobody away."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    audience: str
    kind: str
    place: str = ""
    address: str = ""
    link: str = ""
    on_site_limit: int | None = None
    online_limit: int | None = None


@transaction.atomic
def put_slot(
    *, meeting: Meeting, slot: Slot | None, description: SlotDescription, seen: int, actor: Actor, at: dt.datetime
) -> Slot:
    """Add a slot, or change one that has not begun. Those who registered learn of another time or place by letter;
    a higher limit lets people in from the waiting list. Raises Refused."""
    now = at_the_door(meeting)
    refuse(may_run_meeting(actor, now.unit, now.year, at), closed(now), _times(description), _kind(description))
    if slot is None:
        return _added(now, description, actor, at)
    old = Slot.objects.get(pk=slot.pk, meeting=now)
    refuse(
        Refusal(SOMEBODY_ELSE) if old.version != seen else None,
        begun(old, at),
        *_too_small(old, description),
    )
    Slot.objects.filter(pk=old.pk).update(version=old.version + 1, **vars(description))
    new = Slot.objects.select_related("meeting__unit").get(pk=old.pk)
    record(actor=person_of(actor), verb="meeting.slot_changed", thing=now, at=at, slot=new.number)
    if now.state == MeetingState.ANNOUNCED:
        promote(slot=new, at=at)
        told = ("starts_at", "ends_at", "place", "address", "link", "kind")
        if any(getattr(old, name) != getattr(new, name) for name in told):
            tell_registered(slot=new, event="participation.meeting_changed", at=at)
    return new


def _added(meeting: Meeting, description: SlotDescription, actor: Actor, at: dt.datetime) -> Slot:
    last = meeting.slots.order_by("-number").values_list("number", flat=True).first() or 0
    # The same slot sent twice is the same slot.
    same = meeting.slots.filter(**vars(description)).first()
    if same is not None:
        return same
    made = Slot.objects.create(meeting=meeting, number=last + 1, **vars(description))
    record(actor=person_of(actor), verb="meeting.slot_added", thing=meeting, at=at, slot=made.number)
    return made


@transaction.atomic
def remove_slot(*, meeting: Meeting, number: int, actor: Actor, at: dt.datetime) -> None:
    """Take away a slot nobody has registered for; a second time changes nothing. Raises Refused."""
    now = at_the_door(meeting)
    refuse(may_run_meeting(actor, now.unit, now.year, at), closed(now))
    slot = now.slots.filter(number=number).first()
    if slot is None:
        return
    only = now.state == MeetingState.ANNOUNCED and now.slots.count() == 1
    refuse(
        Refusal(_("Somebody has registered for this slot. Change it, or call the meeting off: everybody is told then."))
        if slot.registrations.exists() or slot.attendance.exists()
        else None,
        Refusal(_("An announced meeting needs a slot. Add another one first.")) if only else None,
    )
    slot.delete()
    record(actor=person_of(actor), verb="meeting.slot_removed", thing=now, at=at, slot=number)


def _times(description: SlotDescription) -> Refusal | None:
    if description.starts_at < description.ends_at:
        return None
    return Refusal(_("The slot ends before it begins. Look at both hours."))


def _kind(description: SlotDescription) -> Refusal | None:
    on_site = any((description.place, description.address, description.on_site_limit is not None))
    online = bool(description.link) or description.online_limit is not None
    if description.kind == SlotKind.ONLINE and on_site:
        return Refusal(_("A slot that is only online has no place and no limit on site. Clear them, or choose both."))
    if description.kind == SlotKind.ON_SITE and online:
        return Refusal(_("A slot that is only on site has no link and no limit online. Clear them, or choose both."))
    if description.kind != SlotKind.ONLINE and not description.place:
        return Refusal(_("Say where the slot takes place."))
    return None


def _too_small(slot: Slot, description: SlotDescription) -> list[Refusal]:
    """Nobody who has a place loses it by a change of the slot."""
    found = []
    ways = {Presence.ON_SITE: description.on_site_limit, Presence.ONLINE: description.online_limit}
    offered = Slot(kind=description.kind).presences
    for presence, limit in ways.items():
        people = taken(slot, presence)
        if people and (presence not in offered or (limit is not None and limit < people)):
            message = _("People who already have a place {presence}: {people}. Nobody loses it, so it cannot be fewer.")
            word = _("on site") if presence == Presence.ON_SITE else _("online")
            found.append(Refusal(message, {"people": people, "presence": word}, ("presence",)))
    return found
