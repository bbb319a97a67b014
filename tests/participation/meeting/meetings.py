"""Meetings for tests: a unit with its animator, a meeting that is announced, guests."""

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

from cycles import gmina, holder, opened
from django.utils import timezone

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.meeting import MeetingDescription, announce_meeting, hold_meeting, make_meeting
from drogowskaz.participation.actions.registration import Guest, register
from drogowskaz.participation.actions.slot import SlotDescription, put_slot
from drogowskaz.participation.enums.meeting import Audience, Presence, Provided, SlotKind
from drogowskaz.participation.models import Meeting, Registration, Slot

NOW = dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC)
"""When the tests begin: two weeks before the meeting."""
TEN = dt.datetime(2026, 12, 21, 9, tzinfo=dt.UTC)
"""Ten o'clock in Poland on the day of the meeting."""
AFTER = TEN + dt.timedelta(days=1)
DESCRIPTION = MeetingDescription(
    title="Spotkanie konsultacyjne",
    purpose="Ustalamy zakres danych.",
    host="Antek Animator",
    contact="tel. 00 000 00 00",
    step_free=Provided.YES,
    induction_loop=Provided.NO,
    sign_language=Provided.ASKED,
)
AGENDA = ("Zakres danych", "Wspólne wnioski")


@dataclass(frozen=True)
class Hosted:
    """A meeting of the invented gmina, its first slot, its animator and its cycle."""

    meeting: Meeting
    slot: Slot
    animator: User
    cycle: Cycle
    at: dt.datetime = NOW

    def again(self) -> Meeting:
        return Meeting.objects.select_related("unit").get(pk=self.meeting.pk)

    def slot_again(self) -> Slot:
        return Slot.objects.select_related("meeting__unit").get(pk=self.slot.pk)


def described_slot(**changes: object) -> SlotDescription:
    """Two hours from ten, on site and online, two places on site."""
    known: dict[str, object] = {
        "starts_at": TEN,
        "ends_at": TEN + dt.timedelta(hours=2),
        "audience": Audience.GMINA,
        "kind": SlotKind.HYBRID,
        "place": "Remiza",
        "address": "ul. Zmyślona 2",
        "link": "https://spotkania.example/pokoj",
        "on_site_limit": 2,
        "online_limit": 1,
    }
    return SlotDescription(**{**known, **changes})  # type: ignore[arg-type]


def prepared(at: dt.datetime = NOW, **slot: object) -> Hosted:
    """A meeting with a slot, not announced yet."""
    cycle = opened(gmina(), at=NOW)
    animator = holder(Role.ANIMATOR, cycle.unit)
    made = make_meeting(unit=cycle.unit, year=cycle.year, description=DESCRIPTION, agenda=AGENDA, actor=animator, at=at)
    one = put_slot(meeting=made, slot=None, description=described_slot(**slot), seen=0, actor=animator, at=at)
    return Hosted(made, one, animator, cycle, at)


def announced(at: dt.datetime = NOW, **slot: object) -> Hosted:
    """A meeting that takes registrations."""
    there = prepared(at, **slot)
    announce_meeting(meeting=there.meeting, actor=there.animator, at=at)
    return Hosted(there.again(), there.slot_again(), there.animator, there.cycle, there.at)


def held(**slot: object) -> Hosted:
    """A meeting that took place and waits for its minutes."""
    there = announced(**slot)
    hold_meeting(meeting=there.meeting, actor=there.animator, at=AFTER)
    return Hosted(there.again(), there.slot_again(), there.animator, there.cycle, there.at)


def in_two_weeks() -> dict[str, dt.datetime]:
    """The hours of a slot for tests of pages, which look at the clock themselves."""
    start = (timezone.now() + dt.timedelta(days=14)).replace(minute=0, second=0, microsecond=0)
    return {"starts_at": start, "ends_at": start + dt.timedelta(hours=2)}


def new_key() -> str:
    return uuid4().hex


def guest(name: str = "Zofia", presence: Presence = Presence.ON_SITE, **said: str) -> Guest:
    return Guest(name=name, presence=presence, **said)  # type: ignore[arg-type]


def enter(there: Hosted, name: str, *, presence: Presence = Presence.ON_SITE, **said: str) -> Registration:
    """Somebody registers in time."""
    return register(slot=there.slot_again(), guest=guest(name, presence, **said), key=new_key(), lang="pl", at=there.at)
