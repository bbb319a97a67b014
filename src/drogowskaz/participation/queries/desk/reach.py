"""How far the roles of an animator or coordinator go, as conditions on cycles, units and roles of others."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS

HELPERS = (Role.ANIMATOR, Role.COORDINATOR)
"""Roles whose work the desk is."""
NOTHING = Q(pk__in=())


def helping(actor: Actor, at: dt.datetime, roles: Sequence[Role] = HELPERS) -> list[Grant]:
    """The roles of the person that open the desk now; one query, none for a visitor."""
    person = person_of(actor)
    if person is None or not person.is_active:
        return []
    return list(Grant.objects.in_force(at).filter(person=person, role__in=roles).select_related("unit").order_by("pk"))


def coordinating(grants: Sequence[Grant]) -> list[Grant]:
    """Those of them that go over a team."""
    return [one for one in grants if one.role == Role.COORDINATOR]


def units_within(grants: Sequence[Grant], way: str = "") -> Q:
    """Units the roles reach in some year; `way` is the path to the unit, such as `unit__`."""
    within = NOTHING if not way else Q(**{f"{way}pk__in": ()})
    for grant in grants:
        within |= _place(grant, way)
    return within


def cycles_within(grants: Sequence[Grant]) -> Q:
    """Cycles the roles reach; a role for one year reaches the cycle of that year alone."""
    within = NOTHING
    for grant in grants:
        place = _place(grant, "unit__")
        within |= place & Q(year=grant.year) if grant.reach == Reach.CYCLE else place
    return within


def cycles_of_desk(grants: Sequence[Grant]) -> QuerySet[Cycle]:
    """The cycles in reach, the newest year first, then by the name of the unit."""
    found = Cycle.objects.filter(cycles_within(grants)).select_related("unit__parent", "assessment")
    return found.order_by("-year", "unit__sort_key", "pk")


def _place(grant: Grant, way: str) -> Q:
    if grant.unit is None:
        return Q(**{f"{way}pk__isnull": False})
    code = grant.unit.code
    if grant.reach == Reach.REGION:
        return Q(**{f"{way}code__startswith": code})
    if len(code) > GMINA_DIGITS:
        return Q(**{f"{way}code__startswith": code[:GMINA_DIGITS]})
    return Q(**{f"{way}code": code})
