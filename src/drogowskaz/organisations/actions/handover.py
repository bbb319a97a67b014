"""When a person leaves: what they hold ends on a day, and a successor takes over what is decided."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.actions.grant import grant_of
from drogowskaz.organisations.actions.membership import end_term, join
from drogowskaz.organisations.enums import Position, Reach, Role
from drogowskaz.organisations.models import Grant, Membership, User
from drogowskaz.organisations.permissions import (
    Actor,
    may_administer,
    may_close_account,
    may_grant,
    may_manage,
    person_of,
)
from drogowskaz.organisations.queries.holdings import Holdings, held_at
from drogowskaz.organisations.workflow import Place
from drogowskaz.territory.models import Unit


@transaction.atomic
def hand_over(
    *,
    person: User,
    place: Place,
    last_day: dt.date,
    successor: User | None,
    passed_on: Collection[int],
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> Holdings:
    """End everything the person holds in the place with `last_day`, which they still work.

    The successor gets the roles whose keys are in `passed_on`, from today, and the person's place in the
    organisations. Mandates are personal: they end, and new ones are given by name. Acts stay attributed.
    Returns what was ended. Raises Refused with every reason.
    """
    held = held_at(person, place, at)
    passed = [grant for grant in held.grants if grant.pk in passed_on] if successor else []
    refuse(
        may_administer(actor, place, at) if isinstance(place, Unit) else may_manage(actor, place, at),
        None if held else Refusal(_("{person} holds nothing here any more."), {"person": person.name}),
        None if reason.strip() else Refusal(_("Say why; the reason stays in the log.")),
        Refusal(_("The successor must be another person.")) if successor == person else None,
        Refusal(_("The successor's account is closed.")) if successor and not successor.is_active else None,
        *(may_grant(actor, Role(one.role), Reach(one.reach), one.unit, at, to=successor) for one in passed),
    )
    if successor is not None:
        _take_over(successor, passed, held.memberships, actor=actor, at=at)
    refuse(*(_abandoned(one, person, at) for one in held.memberships))
    for verb, terms in (
        ("grant.ended", held.grants), ("membership.ended", held.memberships), ("mandate.revoked", held.mandates),
    ):  # fmt: skip
        for term in terms:
            end_term(term, verb=verb, reason=reason, actor=actor, at=at, last_day=last_day)
    record(
        actor=person_of(actor), verb="person.left", thing=place, at=at, person=person.pk,
        successor=successor.pk if successor else None, last_day=last_day.isoformat(), reason=reason.strip(),
    )  # fmt: skip
    return held


def _take_over(
    successor: User, grants: list[Grant], memberships: Collection[Membership], *, actor: Actor, at: dt.datetime
) -> None:
    """Give the successor the roles and the place in the organisations; what they have already stays."""
    for grant in grants:
        has = Grant.objects.in_force(at).filter(
            person=successor, role=grant.role, reach=grant.reach, unit=grant.unit, year=grant.year
        )
        if not has.exists():
            grant_of(
                person=successor, role=Role(grant.role), reach=Reach(grant.reach), unit=grant.unit, year=grant.year,
                organisation=grant.organisation, valid_until=grant.valid_until, actor=actor, at=at,
            )  # fmt: skip
    for membership in memberships:
        position = Position(membership.position)
        join(organisation=membership.organisation, person=successor, position=position, actor=actor, at=at)


def _abandoned(membership: Membership, person: User, at: dt.datetime) -> Refusal | None:
    """An organisation whose people stay must not be left without a manager."""
    others = Membership.objects.in_force(at).filter(organisation=membership.organisation, person__is_active=True)
    others = others.exclude(person=person)
    if membership.position != Position.MANAGER or not others.exists():
        return None
    if others.filter(position=Position.MANAGER).exists():
        return None
    message = _("{organisation} would be left without a manager. Name a successor.")
    return Refusal(message, {"organisation": membership.organisation.name})


@transaction.atomic
def close_account(*, person: User, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Close an account: the person cannot sign in, and whoever is signed in is signed out. Raises Refused.

    Nothing they did changes; what they hold somewhere ends today.
    """
    refuse(
        may_close_account(actor, person, at),
        None if reason.strip() else Refusal(_("Say why; the reason stays in the log.")),
    )
    if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise Refused([Refusal(_("This account is already closed."))])
    person.refresh_from_db()
    yesterday = localdate(at) - dt.timedelta(days=1)
    for grant in Grant.objects.lasting(at).filter(person=person):
        end_term(grant, verb="grant.ended", reason=reason, actor=actor, at=at, last_day=yesterday)
    record(actor=person_of(actor), verb="account.closed", thing=person, at=at, reason=reason.strip())
