"""The team in reach: who animates which unit, which units have nobody, and whose role ends soon."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate

from drogowskaz.assessments.queries.cycles import current_year
from drogowskaz.engine import polish
from drogowskaz.organisations.enums import Reach
from drogowskaz.organisations.models import Grant, Tenancy, User
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.participation.queries.desk.reach import HELPERS, coordinating, cycles_of_desk, units_within
from drogowskaz.territory.models import Unit

SOON = dt.timedelta(days=30)
"""A role that ends within this time is told, so that somebody can take the work over before."""


@dataclass(frozen=True)
class Duty:
    """One role of a person of the team. `ends_soon` when its last day is near."""

    grant: Grant
    ends_soon: bool


@dataclass(frozen=True)
class Helper:
    """A person of the team with every role in reach."""

    person: User
    duties: tuple[Duty, ...]


def team_of(grants: Sequence[Grant], at: dt.datetime) -> list[Helper]:
    """The coordinator and the animators in reach, by name; one query."""
    lasting = Grant.objects.lasting(at).filter(
        Q(unit=None) | units_within(grants, "unit__") | _above(grants), role__in=HELPERS, person__is_active=True
    )
    people: dict[User, list[Grant]] = {}
    for grant in lasting.select_related("person", "unit__parent", "organisation").order_by("unit__sort_key", "pk"):
        people.setdefault(grant.person, []).append(grant)
    near = localdate(at) + SOON
    helpers = [
        Helper(
            person,
            tuple(Duty(one, one.valid_until is not None and one.valid_until <= near) for one in held),
        )
        for person, held in people.items()
    ]
    return sorted(helpers, key=lambda one: (polish.sort_key(one.person.name), one.person.pk))


def _above(grants: Sequence[Grant]) -> Q:
    """Roles for the voivodeships the units in reach lie in."""
    codes = {one.unit.code[:2] for one in grants if one.unit is not None}
    return Q(reach=Reach.REGION, unit__code__in=codes)


def people_of(helpers: Sequence[Helper]) -> list[int]:
    """Their keys."""
    return [one.person.pk for one in helpers]


def without_animator(grants: Sequence[Grant], at: dt.datetime) -> list[Unit]:
    """The units that work here, or have a cycle of the year people work on, to which no animator was given by name;
    only in the reach of a coordinator. Three queries."""
    over = coordinating(grants)
    if not over:
        return []
    helped = {
        code[:GMINA_DIGITS]
        for code in Grant.objects.in_force(at)
        .filter(units_within(over, "unit__"), role__in=HELPERS, reach__in=[Reach.UNIT, Reach.CYCLE])
        .filter(person__is_active=True)
        .values_list("unit__code", flat=True)
    }
    cycles = cycles_of_desk(over).filter(year=current_year(localdate(at)))
    found = {one.unit.code[:GMINA_DIGITS]: one.unit for one in cycles}
    here = Tenancy.objects.filter(units_within(over, "unit__"), left_at=None).select_related("unit__parent")
    # A voivodeship opens here too, for its regional centre; nobody animates it.
    found |= {one.unit.code[:GMINA_DIGITS]: one.unit for one in here if len(one.unit.code) > len("99")}
    bare = [unit for code, unit in found.items() if code not in helped]
    return sorted(bare, key=lambda one: (polish.sort_key(one.name), one.code))
