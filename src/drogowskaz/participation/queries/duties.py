"""What waits for a person in participation: annexes to read, annexes to fill in, questions to answer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.calendar import ShownDate
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.participation.enums.annexe import AnnexeState, Asked
from drogowskaz.participation.models import Annexe, AnnexeInvitation
from drogowskaz.participation.queries.annexe.listing import Waiting as WaitingAnnexe
from drogowskaz.participation.queries.annexe.listing import waiting_annexes
from drogowskaz.participation.queries.answering_duty import waiting_for as answering_waiting
from drogowskaz.participation.queries.drafting.waiting import waiting_for as drafting_waiting
from drogowskaz.participation.queries.invitation import READ, waiting_in, window_of
from drogowskaz.participation.queries.opinion_waiting import opinions_waiting
from drogowskaz.ui.waiting import Waiting

OFFICE = (Role.DATA_EDITOR, Role.APPROVER)
"""Whom annexes wait for. Animators help where they are asked, so nothing waits for them."""


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """Everything; a fixed number of queries."""
    asked = (drafting_waiting, answering_waiting)
    further = [one for waiting in asked for one in waiting(person, at, lang)] + opinions_waiting(person, at)
    return [*_to_read(person, at, lang), *_to_fill(person, at), *further]


def _to_read(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """One line for each cycle with answers that the office has not decided on; five queries."""
    held = Grant.objects.in_force(at).filter(person=person, role__in=OFFICE, reach__in=[Reach.UNIT, Reach.CYCLE])
    theirs = Q(pk=None)
    for grant in held.select_related("unit"):
        assert grant.unit is not None, "a grant for a unit or its year names the unit"
        theirs |= of_place(grant.unit) & (Q(year=grant.year) if grant.reach == Reach.CYCLE else Q())
    opened = Cycle.objects.filter(theirs, state=CycleState.OPEN).select_related("unit__parent")
    cycles = list(opened.prefetch_related("local_dates").order_by("year", "unit__code"))
    annexes = list(Annexe.objects.filter(cycle__in=cycles, state__in=READ))
    by_annexe = waiting_in(annexes)
    counted: dict[int, int] = defaultdict(int)
    for one in annexes:
        counted[one.cycle_id] += by_annexe.get(one.pk, 0)
    return [_reading(cycle, counted[cycle.pk], at, lang) for cycle in cycles if counted[cycle.pk]]


def _reading(cycle: Cycle, number: int, at: dt.datetime, lang: str) -> Waiting:
    until = _date("annexe_checked", window_of(cycle, at, lang))
    what = ngettext(
        "Read what organisations handed in: {n} answer, {place}",
        "Read what organisations handed in: {n} answers, {place}",
        number,
    )
    return Waiting(
        what=what.format(n=number, place=f"{cycle.unit.full_name}, {cycle.year}"),
        why=_("You work in the office that decides on it."),
        url=reverse("participation:invitations", args=[cycle.unit.code, cycle.year]),
        until=until.day if until else None,
        how=(until.local.reason if until.local else until.how) if until else "",
    )


def _date(key: str, window: Iterable[ShownDate]) -> ShownDate | None:
    return next((one for one in window if one.key == key), None)


def _to_fill(person: User, at: dt.datetime) -> list[Waiting]:
    """The annexes a person was asked for or has begun, and those returned with questions; a fixed number of queries."""
    annexes = waiting_annexes(person, at)
    asked = AnnexeInvitation.objects.filter(cycle__in=[one.cycle for one in annexes], answer=Asked.WAITING)
    invited = set(asked.values_list("cycle_id", "organisation_id"))
    return [_filling(one) for one in annexes if _is_theirs(one, (one.cycle.pk, one.organisation.pk) in invited)]


def _is_theirs(one: WaitingAnnexe, invited: bool) -> bool:
    """Whether something waits: a question of the office, or, within the dates, what was begun or asked for."""
    if one.returned:
        return True
    begun = one.annexe is not None and one.annexe.state == AnnexeState.DRAFT
    return one.open_now and (begun or (one.annexe is None and invited))


def _filling(one: WaitingAnnexe) -> Waiting:
    place = f"{one.cycle.unit.full_name}, {one.cycle.year}"
    names = {"organisation": one.organisation.name, "place": place}
    url = reverse("participation:annexe", args=[one.cycle.unit.code, one.cycle.year, one.organisation.pk])
    if one.returned:
        what = ngettext(
            "Look at {n} answer of {organisation} again: {place}",
            "Look at {n} answers of {organisation} again: {place}",
            one.returned,
        )
        why = _("The office asks about it. It is voluntary; what you leave as it is stays so.")
        return Waiting(what=what.format(n=one.returned, **names), why=why, url=url)
    return Waiting(
        what=_("Fill in the annexe of {organisation}: {place}").format(**names),
        why=_("You may supply the data of the organisation. It is voluntary."),
        url=url,
        until=one.window.closes,
    )
