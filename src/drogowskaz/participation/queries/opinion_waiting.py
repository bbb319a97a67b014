"""Drafts that wait for the opinion of a public-benefit council, for the page of tasks of its members."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.participation.models import CouncilOpinion
from drogowskaz.participation.models.consultation import RUNNING
from drogowskaz.ui.waiting import Waiting


def opinions_waiting(person: User, at: dt.datetime) -> list[Waiting]:
    """One line for each council of the person's units that has the draft and still has time; two queries.

    Once the agreed time is over nothing waits any more: silence is not a delay.
    """
    held = Grant.objects.in_force(at).filter(person=person, role=Role.RDPP_MEMBER, reach__in=[Reach.UNIT, Reach.CYCLE])
    theirs = Q(pk=None)
    for grant in held.select_related("unit"):
        assert grant.unit is not None, "a grant for a unit or its year names the unit"
        theirs |= of_place(grant.unit) & (Q(year=grant.year) if grant.reach == Reach.CYCLE else Q())
    open_now = CouncilOpinion.objects.filter(
        consultation__cycle__in=Cycle.objects.filter(theirs),
        consultation__state__in=RUNNING,
        received_on=None,
        due_on__gte=localdate(at),
    )
    found = open_now.select_related("consultation__cycle__unit").order_by("due_on", "pk")
    return [_line(one) for one in found]


def _line(one: CouncilOpinion) -> Waiting:
    cycle = one.consultation.cycle
    where = [cycle.unit.code, cycle.year, one.consultation.number]
    return Waiting(
        what=_("The opinion of the council on the draft: {place}, {year}").format(
            place=cycle.unit.full_name, year=cycle.year
        ),
        why=_("You are a member of a public-benefit council. Giving an opinion is voluntary."),
        url=reverse("participation:opinion", args=where),
        until=one.due_on,
        how=_("{n} days by convention, counted from the day after {day}, when the council got the draft").format(
            n=(one.due_on - one.delivered_on).days, day=date_format(one.delivered_on, "j E Y")
        ),
    )
