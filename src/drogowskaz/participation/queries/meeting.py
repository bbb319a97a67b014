"""Meetings for their pages: the public list, those of a cycle, those being prepared, whom to invite."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min, Prefetch, Q, QuerySet

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.participation.enums.meeting import Audience, MeetingState
from drogowskaz.participation.enums.minutes import PointKind
from drogowskaz.participation.models import Meeting, MinutesVersion, Slot
from drogowskaz.participation.queries.registration import Places, places_of
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

RUNNERS = (Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR)
MOST_INVITED = 300
"""Organisations offered at once as those to invite."""


def _whole() -> QuerySet[Meeting]:
    """Meetings with their slots and units."""
    slots = Prefetch("slots", Slot.objects.order_by("starts_at", "pk"))
    return Meeting.objects.select_related("unit").prefetch_related(slots)


def _inside(code: str) -> Q:
    """Meetings hosted by the unit with this code or by a unit in it."""
    return Q(unit__code__startswith=code[:GMINA_DIGITS])


def coming(at: dt.datetime, code: str = "") -> QuerySet[Meeting]:
    """Announced meetings that are not over, the nearest first; also those called off while their day is still ahead."""
    states = (MeetingState.ANNOUNCED, MeetingState.CANCELLED)
    found = _whole().filter(_inside(code), state__in=states, announced_at__isnull=False)
    return (
        found.alias(first=Min("slots__starts_at"), last=Max("slots__ends_at"))
        .filter(last__gt=at)
        .order_by("first", "pk")
    )


def past(at: dt.datetime, code: str = "") -> QuerySet[Meeting]:
    """Meetings that are over, the latest first."""
    over = Q(state__in=(MeetingState.HELD, MeetingState.ACCEPTED)) | Q(state=MeetingState.ANNOUNCED, last__lte=at)
    found = _whole().alias(first=Min("slots__starts_at"), last=Max("slots__ends_at")).filter(_inside(code), over)
    return found.order_by("-first", "-pk")


def prepared_by(actor: Actor, at: dt.datetime) -> list[Meeting]:
    """Meetings being prepared that the person runs; two queries."""
    person = person_of(actor)
    if person is None or not person.is_active:
        return []
    grants = Grant.objects.in_force(at).filter(person=person, role__in=(*RUNNERS, Role.ROPS_REVIEWER))
    reached = [_reached(grant) for grant in grants.select_related("unit")]
    if not reached:
        return []
    mine = reached[0]
    for one in reached[1:]:
        mine |= one
    return list(_whole().filter(mine, state=MeetingState.DRAFT).order_by("-pk"))


def _reached(grant: Grant) -> Q:
    """The meetings that a role lets its holder run."""
    code = grant.unit.code if grant.unit else ""
    if grant.role == Role.ROPS_REVIEWER:
        return Q(unit__kind=Kind.VOIVODESHIP) & Q(unit__code__startswith=code)
    if grant.reach in (Reach.PLATFORM, Reach.REGION):
        return Q(unit__code__startswith=code)
    own = Q(unit__code__startswith=code[:GMINA_DIGITS]) if len(code) > GMINA_DIGITS else Q(unit__code=code)
    return own & Q(year=grant.year) if grant.reach == Reach.CYCLE else own


def voivodeships() -> list[Unit]:
    """The choices of the list's filter; one query."""
    return list(Unit.objects.current().filter(kind=Kind.VOIVODESHIP))


def meeting_named(key: int) -> Meeting | None:
    """One meeting with its slots and agenda."""
    return _whole().prefetch_related("agenda").select_related("unit__parent__parent", "cycle").filter(pk=key).first()


def meetings_of(cycle: Cycle) -> list[Meeting]:
    """The public meetings of a cycle, and those that units above hold in the same year for units like this one; by
    day, with slots in `slots.all()` and the first moment in `first`. Two queries."""
    code, level = cycle.unit.code, Audience.GMINA if len(cycle.unit.code) > GMINA_DIGITS else Audience.POWIAT
    above = Q(unit__code__in=[code[:2], code[:4]], year=cycle.year, slots__audience__in=(level, Audience.EVERYONE))
    public = Q(announced_at__isnull=False) | Q(state__in=(MeetingState.HELD, MeetingState.ACCEPTED))
    keys = Meeting.objects.filter(Q(cycle=cycle) | above, public).values("pk")
    return list(_whole().filter(pk__in=keys).annotate(first=Min("slots__starts_at")).order_by("first", "pk"))


@dataclass(frozen=True)
class ShownSlot:
    """A slot with its places, and why nobody can register for it now, if so."""

    slot: Slot
    places: tuple[Places, ...]


def shown_slots(meeting: Meeting) -> tuple[ShownSlot, ...]:
    """The slots of a meeting with their places; one query beside the meeting's own."""
    slots: Sequence[Slot] = list(meeting.slots.all())
    places = places_of(slots)
    return tuple(ShownSlot(slot, places[slot.pk]) for slot in slots)


@dataclass(frozen=True)
class Invitable:
    """Organisations of the register within reach of a meeting: who can be written to, who has only a place and a name,
    who was invited already."""

    by_letter: tuple[Organisation, ...]
    without_address: tuple[Organisation, ...]
    invited: tuple[Organisation, ...]


def invitable(meeting: Meeting) -> Invitable:
    """The organisations of citizens and the institutions of the host and of the units in it; two queries."""
    code = meeting.unit.code[:GMINA_DIGITS]
    found = Organisation.objects.filter(unit__code__startswith=code).select_related("unit")[:MOST_INVITED]
    invited = set(meeting.invitations.values_list("organisation_id", flat=True))
    waiting = [one for one in found if one.pk not in invited]
    return Invitable(
        by_letter=tuple(one for one in waiting if one.email),
        without_address=tuple(one for one in waiting if not one.email),
        invited=tuple(one for one in found if one.pk in invited),
    )


def names_near(unit: Unit) -> list[str]:
    """Names of organisations to be offered while somebody types; one query."""
    found = Organisation.objects.filter(unit__code__startswith=unit.code[:GMINA_DIGITS])
    return list(found.values_list("name", flat=True)[:MOST_INVITED])


@dataclass(frozen=True)
class Conclusion:
    """A conclusion that a meeting of the cycle came to, from its newest accepted minutes. `key` is that of its point,
    at `#punkt-<key>` on the page of the minutes."""

    meeting: Meeting
    text: str
    raised_by: str
    key: int


def conclusions_of(cycle: Cycle) -> list[Conclusion]:
    """The conclusions of every meeting of a cycle, the earliest meeting first; one query."""
    found = MinutesVersion.objects.filter(meeting__cycle=cycle).select_related("meeting__unit")
    newest = {version.meeting_id: version for version in found.order_by("meeting", "number")}
    return [
        Conclusion(version.meeting, point["text"], point["raised_by"], point["key"])
        for version in newest.values()
        for point in version.content["points"]
        if point["kind"] == PointKind.CONCLUSION
    ]


def meetings_without_minutes(cycle: Cycle) -> Iterable[Refusal]:
    """A cycle is not closed while a meeting of it, held or begun as announced, has no accepted minutes; one query."""
    waiting = cycle.meetings.filter(state__in=(MeetingState.ANNOUNCED, MeetingState.HELD)).order_by("pk")
    return [Refusal(_("The meeting “{title}” has no accepted minutes yet."), {"title": one.title}) for one in waiting]
