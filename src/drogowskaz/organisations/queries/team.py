"""The team of a unit: who holds which role until when; and the units that work here."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.engine import polish
from drogowskaz.organisations.enums import Reach
from drogowskaz.organisations.models import Grant, Invitation, Tenancy, User
from drogowskaz.organisations.permissions.holding import Actor, of_place, person_of, reaching
from drogowskaz.organisations.queries.organisations import waiting
from drogowskaz.territory.models import Unit


@dataclass(frozen=True)
class Colleague:
    """A person of the team with the roles held there. `own` is false for whoever only reaches the unit from above."""

    person: User
    grants: tuple[Grant, ...]
    own: bool


@dataclass(frozen=True)
class Team:
    """Everybody who works with a unit. `tenancy` is None where the unit was never opened or has left."""

    tenancy: Tenancy | None
    colleagues: tuple[Colleague, ...]
    invitations: tuple[Invitation, ...]


def team_of(unit: Unit, at: dt.datetime) -> Team:
    """The team in three queries: the unit's own people first, by name, then those of the region and the platform."""
    lasting = Grant.objects.lasting(at).filter(reaching(unit, None)) | Grant.objects.lasting(at).filter(
        of_place(unit), reach=Reach.CYCLE
    )
    grants = lasting.filter(person__isnull=False).select_related("person", "unit", "organisation").order_by("pk")
    people: dict[User, list[Grant]] = {}
    for grant in grants:
        if grant.person is not None:
            people.setdefault(grant.person, []).append(grant)
    team = [Colleague(person, tuple(held), _own(held, unit)) for person, held in people.items()]
    return Team(
        tenancy=Tenancy.objects.filter(of_place(unit), left_at=None).first(),
        colleagues=tuple(sorted(team, key=lambda one: (not one.own, polish.sort_key(one.person.name), one.person.pk))),
        invitations=tuple(waiting().filter(of_place(unit)).exclude(roles=[])),
    )


def _own(grants: list[Grant], unit: Unit) -> bool:
    """Whether some of the roles were given for this very unit; for a voivodeship, those of its region are its own."""
    local = (Reach.UNIT, Reach.CYCLE)
    return any(
        grant.reach in local or (grant.reach == Reach.REGION and len(unit.code) == len("99")) for grant in grants
    )


def working_units(actor: Actor, at: dt.datetime) -> list[Tenancy]:
    """Units that work here and that the person's roles reach, in Polish order."""
    tenancies = Tenancy.objects.filter(left_at=None).select_related("unit__parent__parent")
    ordered = list(tenancies.order_by("unit__sort_key", "pk"))
    person = person_of(actor)
    if actor is None or (person is not None and person.is_active and person.is_staff):
        return ordered
    if person is None or not person.is_active:
        return []
    held = list(Grant.objects.in_force(at).filter(person=person).select_related("unit"))
    return [one for one in ordered if any(_reaches(grant, one.unit) for grant in held)]


def _reaches(grant: Grant, unit: Unit) -> bool:
    if grant.unit is None:
        return True
    if grant.reach == Reach.REGION:
        return unit.code.startswith(grant.unit.code)
    return unit.code[:6] == grant.unit.code[:6] and len(unit.code) == len(grant.unit.code)


def roles_held(person: User, at: dt.datetime) -> list[Grant]:
    """A person's roles, now and from a later day on."""
    held = Grant.objects.lasting(at).filter(person=person).select_related("unit", "organisation")
    return list(held.order_by("unit__sort_key", "pk"))
