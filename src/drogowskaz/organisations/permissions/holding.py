"""Which roles a person holds somewhere, read in one query."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.models import Unit

Actor = User | AnonymousUser | None
"""The person acting; None is the operator at the command line of the installation."""

GMINA_DIGITS = 6
"""The seventh digit tells the kind, which changes when a village becomes a town; the gmina and its team stay."""


def person_of(actor: Actor) -> User | None:
    """The account that acts; None for the operator and for a visitor."""
    return actor if isinstance(actor, User) else None


def of_place(unit: Unit) -> Q:
    """Grants made for this very unit, whatever kind it was then."""
    if len(unit.code) > GMINA_DIGITS:
        return Q(unit__code__startswith=unit.code[:GMINA_DIGITS])
    return Q(unit__code=unit.code)


def reaching(unit: Unit | None, year: int | None) -> Q:
    """Grants that reach the unit in the year: its own, its region's and the platform's; without a unit, the last."""
    platform = Q(reach=Reach.PLATFORM)
    if unit is None:
        return platform
    own = Q(reach=Reach.UNIT) | Q(reach=Reach.CYCLE, year=year) if year is not None else Q(reach=Reach.UNIT)
    return platform | Q(reach=Reach.REGION, unit__code=unit.code[:2]) | own & of_place(unit)


def roles_of(actor: Actor, unit: Unit | None, year: int | None, at: dt.datetime) -> frozenset[Role]:
    """The roles of the person in the unit and year: given to them there, and those everybody has.

    Without a year, roles given for one year only do not count; without a unit, only those of the whole installation.
    """
    if actor is None:
        return frozenset({Role.VISITOR, Role.OPERATOR})
    person = person_of(actor)
    if person is None or not person.is_active:
        return frozenset({Role.VISITOR})
    held = Grant.objects.in_force(at).filter(reaching(unit, year), person=person)
    given = {Role(role) for role in held.values_list("role", flat=True).distinct()}
    administrator = {Role.OPERATOR} if person.is_staff else set()
    return frozenset({Role.VISITOR, Role.PERSON} | given | administrator)
