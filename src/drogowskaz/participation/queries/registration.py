"""Places of slots, the waiting list, and the registration behind a link."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.registration import RegistrationState
from drogowskaz.participation.models import Registration, Slot


@dataclass(frozen=True)
class Places:
    """The places of a slot in one way of taking part. `left` is None where there is no limit."""

    presence: Presence
    limit: int | None
    taken: int
    waiting: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.taken)

    @property
    def full(self) -> bool:
        return self.left == 0


def taken(slot: Slot, presence: Presence) -> int:
    """How many people have a place."""
    return slot.registrations.filter(presence=presence, state=RegistrationState.CONFIRMED).count()


def places_of(slots: Iterable[Slot]) -> dict[int, tuple[Places, ...]]:
    """The places of each slot by its key, in one query."""
    slots = list(slots)
    counts: dict[tuple[int, str, str], int] = defaultdict(int)
    rows = Registration.objects.filter(slot__in=[slot.pk for slot in slots]).order_by()
    for row in rows.values("slot_id", "presence", "state").annotate(people=Count("pk")):
        counts[row["slot_id"], row["presence"], row["state"]] = row["people"]
    return {
        slot.pk: tuple(
            Places(
                presence=presence,
                limit=slot.limit(presence),
                taken=counts[slot.pk, presence, RegistrationState.CONFIRMED],
                waiting=counts[slot.pk, presence, RegistrationState.WAITING],
            )
            for presence in slot.presences
        )
        for slot in slots
    }


def queue(slot: Slot, presence: Presence) -> list[Registration]:
    """Who waits for a place, the first to get one first."""
    waiting = slot.registrations.filter(presence=presence, state=RegistrationState.WAITING)
    return list(waiting.order_by("queued_at", "pk"))


def place_on_list(registration: Registration) -> int:
    """Which on the waiting list somebody is, from 1; 0 for who does not wait."""
    if registration.state != RegistrationState.WAITING:
        return 0
    waiting = queue(registration.slot, Presence(registration.presence))
    return next((place for place, one in enumerate(waiting, start=1) if one.pk == registration.pk), 0)


def registration_behind(token: str) -> Registration | None:
    """The registration that the link with this token changes."""
    joined = Registration.objects.select_related("slot__meeting__unit", "organisation")
    return joined.filter(token_digest=digest(token)).first()


def registered(slots: Iterable[Slot]) -> list[Registration]:
    """Everybody who has a place or waits for one, with what they need before the rest; one query."""
    found = Registration.objects.filter(slot__in=[slot.pk for slot in slots]).select_related("slot", "organisation")
    there = found.exclude(state=RegistrationState.CANCELLED)
    return sorted(there, key=lambda one: (not one.needs, one.slot.starts_at, one.state, one.queued_at, one.pk))


KEPT = "MEETING_REGISTRATIONS_KEPT"


def days_kept(day: dt.date) -> int:
    """How many days after a slot the names of those who registered are kept."""
    known = value_on(KEPT, day, parameters())
    assert known is not None, "the parameter has no last day"
    return int(known.value)
