"""What a person holds in one place, and who could take it over."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from drogowskaz.organisations.enums import INSTITUTIONS, Reach
from drogowskaz.organisations.models import Grant, Mandate, Membership, Organisation, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.organisations.workflow import Place
from drogowskaz.territory.models import Unit


@dataclass(frozen=True)
class Holdings:
    """Roles, memberships and mandates that a handover ends."""

    grants: tuple[Grant, ...]
    memberships: tuple[Membership, ...]
    mandates: tuple[Mandate, ...]

    def __bool__(self) -> bool:
        return bool(self.grants or self.memberships or self.mandates)


def grants_in(place: Place) -> Q:
    """Grants that belong to a place: made for the unit or its region, or on behalf of the organisation."""
    if isinstance(place, Unit):
        return of_place(place) & ~Q(reach=Reach.PLATFORM)
    return Q(organisation=place)


def _organisations(place: Place) -> Q:
    """Memberships and mandates that belong to a place: of the unit's institutions, or of the organisation."""
    if isinstance(place, Unit):
        return Q(organisation__kind__in=INSTITUTIONS, organisation__unit=place)
    return Q(organisation=place)


def held_at(person: User, place: Place, at: dt.datetime) -> Holdings:
    """What the person holds in the place now or from a later day on, in three queries."""
    grants = Grant.objects.lasting(at).filter(grants_in(place), person=person).select_related("unit", "organisation")
    belongs = Membership.objects.lasting(at).filter(_organisations(place), person=person)
    mandates = Mandate.objects.lasting(at).filter(_organisations(place), person=person)
    return Holdings(
        tuple(grants.order_by("pk")),
        tuple(belongs.select_related("organisation").order_by("pk")),
        tuple(mandates.select_related("organisation").order_by("pk")),
    )


def colleagues(person: User, place: Place, at: dt.datetime) -> list[User]:
    """Other active people of the place, who could take the work over, by name."""
    granted = Grant.objects.in_force(at).filter(grants_in(place)).values("person")
    belonging = Membership.objects.in_force(at).filter(_organisations(place)).values("person")
    people = User.objects.filter(Q(pk__in=granted) | Q(pk__in=belonging), is_active=True)
    return list(people.exclude(pk=person.pk).order_by("name", "pk"))


def organisations_of(place: Place) -> list[Organisation]:
    """The institutions of a unit, to say on whose behalf somebody works."""
    if isinstance(place, Organisation):
        return [place]
    return list(Organisation.objects.filter(kind__in=INSTITUTIONS, unit=place))
