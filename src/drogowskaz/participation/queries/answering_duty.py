"""What waits for the people of an office among contributions: those that have no answer."""

import datetime as dt

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.calendar import shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.organisations.enums import Reach
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.permissions.fate import OFFICE
from drogowskaz.ui.waiting import Waiting

UNTIL = "draft_signed"
"""The date of the calendar by which everything is answered: then the assessment is whole."""


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """One line for each cycle with contributions that wait for an answer; four queries at most."""
    held = Grant.objects.in_force(at).filter(person=person, role__in=OFFICE, reach__in=[Reach.UNIT, Reach.CYCLE])
    theirs = Q(pk=None)
    for grant in held.select_related("unit"):
        assert grant.unit is not None, "a grant for a unit or its year names the unit"
        theirs |= of_place(grant.unit) & (Q(year=grant.year) if grant.reach == Reach.CYCLE else Q())
    # What is restored later than that waits too, so only cycles that were never opened are left out.
    cycles = Cycle.objects.filter(theirs).exclude(state=CycleState.PLANNED).select_related("unit__parent")
    alone = Q(merged_into=None) | ~Q(merged_into__state__in=PUBLIC)
    waiting = Contribution.objects.filter(alone, cycle__in=cycles, state=ContributionState.PUBLISHED)
    counted = dict(waiting.order_by().values_list("cycle").annotate(n=Count("pk")))
    found = cycles.filter(pk__in=counted).prefetch_related("local_dates").order_by("year", "unit__code")
    return [_answering(cycle, counted[cycle.pk], at, lang) for cycle in (found if counted else ())]


def _answering(cycle: Cycle, number: int, at: dt.datetime, lang: str) -> Waiting:
    local, today = list(cycle.local_dates.all()), localdate(at)
    dates = shown_calendar(level(cycle.unit), cycle.year, lang, today=today, local=local)
    until = next((one for one in dates if one.key == UNTIL), None)
    what = ngettext(
        "Answer what people said: {n} contribution, {place}",
        "Answer what people said: {n} contributions, {place}",
        number,
    )
    return Waiting(
        what=what.format(n=number, place=f"{cycle.unit.full_name}, {cycle.year}"),
        why=_("You work in the office that answers. Until all have an answer, nothing goes to the council."),
        url=reverse("participation:answering", args=[cycle.unit.code, cycle.year]),
        until=until.day if until else None,
        how=until.how if until else "",
    )
