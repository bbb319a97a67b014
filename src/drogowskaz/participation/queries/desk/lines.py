"""The lines of the desk: each cycle in reach with where it stands, its next date and what waits in it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, OfferFate
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import current_year, level
from drogowskaz.engine import polish
from drogowskaz.engine.words import count, plural
from drogowskaz.organisations.enums import Reach
from drogowskaz.organisations.models import Grant
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.participation.enums.annexe import AnnexeState, Asked, ItemState
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import Annexe, AnnexeInvitation, AnnexeItem, Confirmation, Meeting, Slot
from drogowskaz.participation.queries.desk.reach import cycles_of_desk
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import LONGEST_SEARCH

WAITS = {
    "silent": plural("{n} organisation invited without an answer", "{n} organisations invited without an answer"),
    "undecided": plural("{n} annexe waiting for the office", "{n} annexes waiting for the office"),
    "unconfirmed": plural("{n} question not answered by an institution", "{n} questions not answered by institutions"),
    "disputed": plural("{n} thing an institution says is not so", "{n} things institutions say are not so"),
    "minuteless": plural("{n} meeting without accepted minutes", "{n} meetings without accepted minutes"),
}
"""What can wait in a cycle, and its words."""
PAGES = {
    "silent": "participation:invitations",
    "undecided": "participation:invitations",
    "unconfirmed": "participation:confirmations",
    "disputed": "participation:confirmations",
}


@dataclass(frozen=True)
class Chosen:
    """What the person chose to see: words of the unit's name, an assessed year, only lines where something waits."""

    words: str = ""
    year: int | None = None
    waiting: bool = False


@dataclass(frozen=True)
class Wait:
    """One sort of thing that waits, in words, and where to go on with it."""

    what: str
    url: str


@dataclass(frozen=True)
class Line:
    """A cycle on the desk. `next` is the first date still to come that has not taken place."""

    cycle: Cycle
    state: CycleState
    next: ShownDate | None
    waits: tuple[Wait, ...]


def counted(found: QuerySet[Cycle], at: dt.datetime) -> QuerySet[Cycle]:
    """The cycles with how many things of each sort wait in them, in the same query."""
    # What an organisation handed in, or took back, is its answer too.
    answered = Annexe.objects.filter(cycle=OuterRef("cycle"), organisation=OuterRef("organisation")).exclude(
        state=AnnexeState.DRAFT
    )
    sent = AnnexeItem.objects.filter(annexe=OuterRef("pk"), state=ItemState.SENT)
    last = Slot.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting").annotate(end=Max("ends_at"))
    over = Meeting.objects.filter(state__in=[MeetingState.ANNOUNCED, MeetingState.HELD]).annotate(
        end=Subquery(last.values("end"))
    )
    return found.annotate(
        silent=_many(AnnexeInvitation.objects.filter(answer=Asked.WAITING).exclude(Exists(answered))),
        undecided=_many(
            Annexe.objects.filter(state__in=[AnnexeState.SENT, AnnexeState.RETURNED]).filter(
                # An answer whose every number was decided among the offers of its cells is done.
                Exists(sent.filter(aims=None)) | Exists(sent.filter(aims__offer__fate=OfferFate.WAITING))
            )
        ),
        unconfirmed=_many(Confirmation.objects.filter(answer=Confirmed.WAITING)),
        disputed=_many(Confirmation.objects.filter(answer=Confirmed.OBJECTED)),
        minuteless=_many(over.filter(Q(state=MeetingState.HELD) | Q(end__lte=at))),
    )


def _many(rows: QuerySet[Any]) -> Coalesce:
    """How many rows there are of the cycle the query stands at."""
    mine = rows.filter(cycle=OuterRef("pk")).order_by().values("cycle").annotate(many=Count("pk"))
    return Coalesce(Subquery(mine.values("many"), output_field=IntegerField()), 0)


def waits_in(cycle: Cycle, at: dt.datetime) -> dict[str, int]:
    """How many things of each sort wait in one cycle; one query."""
    found = counted(Cycle.objects.filter(pk=cycle.pk), at).values(*WAITS).get()
    return {name: found[name] for name in WAITS}


def lines_of(grants: Sequence[Grant], chosen: Chosen, at: dt.datetime) -> QuerySet[Cycle]:
    """The cycles of the desk as they were asked for; the page takes its part of them."""
    found = counted(cycles_of_desk(grants), at)
    for word in polish.fold(chosen.words[:LONGEST_SEARCH]).split():
        found = found.filter(Q(unit__search_key__startswith=word) | Q(unit__search_key__contains=f" {word}"))
    if chosen.year:
        found = found.filter(year=chosen.year)
    if chosen.waiting:
        found = found.filter(reduce(or_, (Q(**{f"{name}__gt": 0}) for name in WAITS)))
    return found


def shown(cycles: Sequence[Cycle], at: dt.datetime, lang: str) -> list[Line]:
    """The lines of one page in words; two queries beside that of the cycles, however many there are."""
    listed = list(cycles)
    prefetch_related_objects(listed, "local_dates", "events")
    return [_line(one, at, lang) for one in listed]


def _line(cycle: Cycle, at: dt.datetime, lang: str) -> Line:
    dates = shown_calendar(
        level(cycle.unit),
        cycle.year,
        lang,
        today=localdate(at),
        local=cycle.local_dates.all(),
        events=cycle.events.all(),
    )
    state = CycleState(cycle.state)
    ahead = next((one for one in dates if not one.past and not one.happened), None)
    waits = [
        Wait(count(words, number, lang), _page(name, cycle))
        for name, words in WAITS.items()
        if (number := getattr(cycle, name))
    ]
    return Line(cycle, state, ahead if state != CycleState.CLOSED else None, tuple(waits))


def _page(name: str, cycle: Cycle) -> str:
    if name in PAGES:
        return reverse(PAGES[name], args=[cycle.unit.code, cycle.year])
    return f"{reverse('participation:meetings')}?jednostka={cycle.unit.code}"


def years_of(grants: Sequence[Grant]) -> list[int]:
    """The assessed years there are cycles of, newest first; one query."""
    return list(cycles_of_desk(grants).order_by("-year").values_list("year", flat=True).distinct())


def unopened(grants: Sequence[Grant], at: dt.datetime) -> list[tuple[Unit, int]]:
    """The units given to the person by themselves in which nobody has begun the year people work on; one query."""
    year = current_year(localdate(at))
    own = {
        one.unit.code[:GMINA_DIGITS]: one.unit
        for one in grants
        if one.unit is not None and one.reach in (Reach.UNIT, Reach.CYCLE) and one.year in (None, year)
    }
    begun = {
        code[:GMINA_DIGITS] for code in cycles_of_desk(grants).filter(year=year).values_list("unit__code", flat=True)
    }
    waiting = [(unit, year) for code, unit in own.items() if code not in begun]
    return sorted(waiting, key=lambda one: polish.sort_key(one[0].name))
