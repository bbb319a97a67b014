"""Registering for a slot, changing and giving up a place, the waiting list, and forgetting who registered.

Places are counted while the row of the meeting is held, so that two who take the last place at once are one after the
other: the first has it, the second waits.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.engine import polish
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, whole
from drogowskaz.notifications.actions import post
from drogowskaz.notifications.formats import whole_address
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.organisation import named
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.registration import RegistrationState
from drogowskaz.participation.models import Meeting, Registration, Slot
from drogowskaz.participation.models.registration import digest_of, token_of
from drogowskaz.participation.permissions.registration import may_register
from drogowskaz.participation.queries.registration import days_kept, place_on_list, queue, taken
from drogowskaz.territory.models import Unit

KEY = re.compile(r"[\w-]{20,64}")
"""What the key that comes with a form looks like."""
LONGEST_NEEDS = 1000


@dataclass(frozen=True)
class Guest:
    """What somebody says when registering. `organisation` is a name as typed."""

    name: str
    presence: Presence
    email: str = ""
    organisation: str = ""
    needs: str = ""


@transaction.atomic
def register(*, slot: Slot, guest: Guest, key: str, lang: str, at: dt.datetime) -> Registration:
    """Take a place in a slot, or one on its waiting list. The same `key` again gives the same registration.

    Raises Refused with every reason.
    """
    fresh = _behind_the_door(slot)
    refuse(None if KEY.fullmatch(key) else Refusal(_("The form is not whole. Open the page again; it takes a moment.")))
    there = Registration.objects.filter(key=key).select_related("slot__meeting").first()
    if there is not None:
        return there
    refuse(may_register(fresh, at), *_faults(fresh, guest), _again(fresh, guest))
    made = Registration.objects.create(
        slot=fresh,
        presence=guest.presence,
        state=_state_for(fresh, guest.presence),
        name=guest.name.strip(),
        email=guest.email.strip(),
        **belonging(guest.organisation, fresh.meeting.unit),
        needs=whole(guest.needs, LONGEST_NEEDS),
        lang=lang,
        key=key,
        token_digest=digest_of(key),
        made_at=at,
        queued_at=at,
    )
    _write(made, "participation.meeting_registered", at)
    return made


def belonging(typed: str, unit: Unit) -> dict[str, Any]:
    """An organisation as the register knows it, where the unit or one in it has one of the very name; otherwise as
    typed."""
    name = whole(" ".join(typed.split()), 200)
    found = Organisation.objects.filter(
        search_key=named(name)["search_key"], unit__code__startswith=unit.code[:GMINA_DIGITS]
    )
    known = found.first() if name else None
    return {"organisation": known, "organisation_name": "" if known else name}


@transaction.atomic
def change_registration(*, registration: Registration, guest: Guest, at: dt.datetime) -> Registration:
    """Change what somebody said. Going over to another way of taking part needs a free place there, or else the place
    held is kept; who only waits goes to the end of the other list. Raises Refused."""
    slot = _behind_the_door(registration.slot)
    now = Registration.objects.select_related("slot__meeting__unit", "organisation").get(pk=registration.pk)
    refuse(may_register(slot, at), _given_up(now), *_faults(slot, guest))
    over = guest.presence != now.presence
    state = _state_for(slot, guest.presence) if over else now.state
    if over and now.state == RegistrationState.CONFIRMED and state != RegistrationState.CONFIRMED:
        full = _("There is no free place in this way of taking part. You keep the place you have; nothing was changed.")
        raise Refused([Refusal(full)])
    before, said = Presence(now.presence), belonging(guest.organisation, slot.meeting.unit)
    now.name, now.email, now.needs = guest.name.strip(), guest.email.strip(), whole(guest.needs, LONGEST_NEEDS)
    now.presence, now.state = guest.presence, state
    now.queued_at = at if over else now.queued_at
    for name, value in said.items():
        setattr(now, name, value)
    now.save()
    if over:
        _promote(slot, before, at)
    return now


@transaction.atomic
def cancel_registration(*, registration: Registration, at: dt.datetime) -> None:
    """Give up a place; whoever waits longest gets it, with a letter. A second time changes nothing. Raises Refused."""
    slot = _behind_the_door(registration.slot)
    now = Registration.objects.get(pk=registration.pk)
    if now.state == RegistrationState.CANCELLED:
        return
    refuse(may_register(slot, at))
    Registration.objects.filter(pk=now.pk).update(state=RegistrationState.CANCELLED, cancelled_at=at)
    _promote(slot, Presence(now.presence), at)


def promote(*, slot: Slot, at: dt.datetime) -> None:
    """Let people in from the waiting lists as far as there are places. The caller holds the row of the meeting."""
    for presence in slot.presences:
        _promote(slot, presence, at)


def _promote(slot: Slot, presence: Presence, at: dt.datetime) -> None:
    limit = slot.limit(presence)
    waiting = queue(slot, presence)
    free = len(waiting) if limit is None else max(0, limit - taken(slot, presence))
    for one in waiting[:free]:
        one.slot, one.state = slot, RegistrationState.CONFIRMED
        one.save(update_fields=["state"])
        _write(one, "participation.meeting_place", at)


def tell_registered(*, slot: Slot, event: str, at: dt.datetime) -> None:
    """Write to everybody who has a place or waits for one and gave an address; once for each version of the slot."""
    there = slot.registrations.exclude(state=RegistrationState.CANCELLED).exclude(email="")
    for one in there.select_related("organisation"):
        one.slot = slot
        _write(one, event, at)


def _write(one: Registration, event: str, at: dt.datetime) -> None:
    if not one.email or not one.key:
        return
    token = token_of(one.key)
    post(
        event=event,
        thing=_thing(one),
        at=at,
        address=one.email,
        language=one.lang,
        context={
            "meeting": one.slot.meeting,
            "slot": one.slot,
            "place": place_on_list(one),
            "presence": Presence(one.presence),
            "link": whole_address("participation:registration", token, language=one.lang),
            "file": whole_address("participation:registration_file", token, language=one.lang),
        },
        confidential=True,
    )


def _thing(one: Registration) -> str:
    return f"registration:{one.pk}:{one.slot.version}"


@transaction.atomic
def erase_registrations(*, at: dt.datetime) -> int:
    """Forget the names, addresses and needs of those who registered for slots that are long over, with the letters
    that went to them; how many took which place stays. Returns of how many people."""
    over = at - dt.timedelta(days=days_kept(localdate(at)))
    found = Registration.objects.filter(slot__ends_at__lt=over, erased_at=None)
    keys = list(found.values_list("pk", flat=True))
    for key in keys:
        Message.objects.filter(
            event__startswith="participation.meeting_", thing__startswith=f"registration:{key}:"
        ).delete()
    return found.filter(pk__in=keys).update(
        name="", email="", organisation=None, organisation_name="", needs="", key="", token_digest="", erased_at=at
    )


def _behind_the_door(slot: Slot) -> Slot:
    """The slot as it is now; nobody else takes or frees a place of the meeting until the transaction ends."""
    Meeting.objects.select_for_update().get(pk=slot.meeting_id)
    return Slot.objects.select_related("meeting__unit").get(pk=slot.pk)


def _state_for(slot: Slot, presence: Presence) -> RegistrationState:
    """A place, unless none is free or somebody waits already."""
    limit = slot.limit(presence)
    free = limit is None or (taken(slot, presence) < limit and not queue(slot, presence))
    return RegistrationState.CONFIRMED if free else RegistrationState.WAITING


def _faults(slot: Slot, guest: Guest) -> list[Refusal]:
    faults = []
    if not guest.name.strip():
        faults.append(Refusal(_("Write a name, or a pseudonym under which we shall know you.")))
    if guest.presence not in slot.presences:
        faults.append(Refusal(_("This slot cannot be taken part in that way. Choose another.")))
    try:
        if guest.email.strip():
            validate_email(guest.email.strip())
    except ValidationError:
        faults.append(Refusal(_("This is not an e-mail address: {address}."), {"address": guest.email}))
    return faults


def _again(slot: Slot, guest: Guest) -> Refusal | None:
    """The same person with the same address once more."""
    if not guest.email.strip():
        return None
    there = slot.registrations.filter(email__iexact=guest.email.strip()).exclude(state=RegistrationState.CANCELLED)
    if any(polish.fold(one.name) == polish.fold(guest.name) for one in there):
        return Refusal(
            _("This name and address are registered for this slot already. The letter has a link to change it.")
        )
    return None


def _given_up(registration: Registration) -> Refusal | None:
    if registration.state != RegistrationState.CANCELLED:
        return None
    return Refusal(_("This place was given up. Register again if you would like to come after all."))
