"""What waits for a person who moderates, for the page of tasks: contributions nobody read yet, and appeals."""

import datetime as dt

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Reach
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.permissions.moderation import MODERATING, ties_of
from drogowskaz.participation.queries.moderation import Listed
from drogowskaz.ui.waiting import Waiting

MOST = 20
"""Cycles that are named to somebody who moderates in a whole region; more come as these are done."""


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """A line for each cycle in which contributions or appeals wait, without the person's own; four queries at most."""
    reach = _reach(person, at)
    if reach is None:
        return []
    ties = ties_of(person, at)
    own = Q(contributions__author=person) | Q(contributions__organisation__in=ties.organisations)
    of_others = Q(contributions__isnull=False) & ~own
    submitted = of_others & Q(contributions__state=ContributionState.SUBMITTED)
    appealed = of_others & Q(
        contributions__state=ContributionState.HIDDEN,
        contributions__appeal__isnull=False,
        contributions__appeal__upheld=None,
    )
    cycles = Cycle.objects.filter(reach).annotate(
        submitted=Count("contributions", filter=submitted, distinct=True),
        appealed=Count("contributions", filter=appealed, distinct=True),
    )
    waiting = cycles.filter(Q(submitted__gt=0) | Q(appealed__gt=0)).select_related("unit__parent")
    return [line for cycle in waiting.order_by("year", "unit__code")[:MOST] for line in _lines(cycle)]


def _reach(person: User, at: dt.datetime) -> Q | None:
    """The cycles in which the person moderates; None for whoever does not. One query."""
    reach = None
    for grant in Grant.objects.in_force(at).filter(person=person, role__in=MODERATING).select_related("unit"):
        if grant.unit is None:
            # The whole installation.
            here = Q(pk__isnull=False)
        elif grant.reach == Reach.REGION:
            here = Q(unit__code__startswith=grant.unit.code[:2])
        else:
            here = of_place(grant.unit) & (Q(year=grant.year) if grant.reach == Reach.CYCLE else Q())
        reach = here if reach is None else reach | here
    return reach


def _lines(cycle: Cycle) -> list[Waiting]:
    place = f"{cycle.unit.full_name}, {cycle.year}"
    address = reverse("participation:moderation", args=[cycle.unit.code, cycle.year])
    submitted, appealed = cycle.submitted, cycle.appealed  # type: ignore[attr-defined]  # counted by the query
    lines = []
    if submitted:
        what = ngettext("Read {n} new contribution: {place}", "Read {n} new contributions: {place}", submitted)
        why = _("You moderate here; until then nobody else reads them.")
        lines.append(Waiting(what.format(n=submitted, place=place), why, address))
    if appealed:
        what = ngettext("Decide on {n} appeal: {place}", "Decide on {n} appeals: {place}", appealed)
        why = _("Its author does not agree with the hiding. Whoever hid it leaves it to another person.")
        lines.append(Waiting(what.format(n=appealed, place=place), why, f"{address}?lista={Listed.APPEALED.value}"))
    return lines
