"""Organisations for their pages: the list with its search, and the people of one."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from drogowskaz.engine import polish
from drogowskaz.organisations.enums import Answer, Kind
from drogowskaz.organisations.models import Invitation, Mandate, Membership, Organisation, RegisterCheck, User
from drogowskaz.territory.models import Unit

LONGEST_SEARCH = 100
"""Typed characters that are looked at."""


def listed(text: str, kind: str, unit: Unit | None = None) -> QuerySet[Organisation]:
    """Organisations in whose name every typed word begins a word, without regard to case and Polish letters.

    The list is public. `kind` is a value of `Kind`; anything else means every kind.
    """
    found = Organisation.objects.select_related("unit", "host")
    for word in polish.fold(text[:LONGEST_SEARCH]).split():
        found = found.filter(Q(search_key__startswith=word) | Q(search_key__contains=f" {word}"))
    if kind in Kind.values:
        found = found.filter(kind=kind)
    return found.filter(unit=unit) if unit else found


def register_check(organisation: Organisation) -> RegisterCheck | None:
    """What the register said about the number the organisation has now; None where it was not asked about it."""
    if not organisation.krs:
        return None
    return RegisterCheck.objects.filter(organisation=organisation, krs=organisation.krs).first()


def named_exactly(name: str) -> list[Organisation]:
    """Organisations of this very name, in any unit."""
    return list(Organisation.objects.filter(search_key=f"{polish.fold(name)} ").select_related("unit"))


@dataclass(frozen=True)
class Member:
    """A person of an organisation with what they may do for it. `ends` is the last day, where one is set."""

    membership: Membership
    mandates: tuple[Mandate, ...]


@dataclass(frozen=True)
class People:
    """Everybody of an organisation: who belongs now, whose mandates have ended, who is invited."""

    members: tuple[Member, ...]
    former: tuple[Mandate, ...]
    invitations: tuple[Invitation, ...]


def people_of(organisation: Organisation, at: dt.datetime) -> People:
    """The people of an organisation, managers first, in three queries."""
    belongs = Membership.objects.lasting(at).filter(organisation=organisation).select_related("person")
    mandates = list(
        Mandate.objects.filter(organisation=organisation).select_related("person", "unit").order_by("valid_from", "pk")
    )
    held = [one for one in mandates if one.ended_at is None and one.holds(max_moment(one, at))]
    members = sorted(belongs, key=lambda one: (one.position != "manager", polish.sort_key(str(one.person)), one.pk))
    return People(
        members=tuple(
            Member(one, tuple(mandate for mandate in held if mandate.person_id == one.person_id)) for one in members
        ),
        former=tuple(one for one in mandates if one not in held),
        invitations=tuple(waiting().filter(organisation=organisation, roles=[])),
    )


def max_moment(mandate: Mandate, at: dt.datetime) -> dt.datetime:
    """The moment to ask about a mandate: now, or its beginning where that is still to come."""
    first = dt.datetime.combine(mandate.valid_from, dt.time(12), tzinfo=at.tzinfo)
    return max(at, first)


def waiting() -> QuerySet[Invitation]:
    """Invitations nobody has answered, newest first; those whose time is over are told as such on the page."""
    return (
        Invitation.objects.filter(answer=Answer.WAITING)
        .select_related("invited_by", "organisation", "unit")
        .order_by("-invited_at", "-pk")
    )


@dataclass(frozen=True)
class Mine:
    """What one person belongs to, may act for, and holds as roles."""

    memberships: tuple[Membership, ...]
    mandates: tuple[Mandate, ...]
    former: tuple[Mandate, ...]


def mine(person: User, at: dt.datetime) -> Mine:
    """A person's own organisations and mandates, in two queries."""
    belongs = Membership.objects.lasting(at).filter(person=person).select_related("organisation__unit")
    mandates = list(
        Mandate.objects.filter(person=person).select_related("organisation", "unit").order_by("-valid_from", "-pk")
    )
    held = [one for one in mandates if one.ended_at is None and one.holds(max_moment(one, at))]
    return Mine(
        memberships=tuple(belongs.order_by("organisation__sort_key", "pk")),
        mandates=tuple(held),
        former=tuple(one for one in mandates if one not in held),
    )
