"""Giving and ending roles, and the units that work here."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.actions.membership import end_term, wrong_days
from drogowskaz.organisations.enums import Answer, Reach, Role, source_of
from drogowskaz.organisations.models import Grant, Invitation, Organisation, Tenancy, User
from drogowskaz.organisations.permissions import Actor, may_contribute, may_grant, may_leave, person_of
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.territory.models import Unit


@transaction.atomic
def give_role(
    *,
    person: User,
    role: Role,
    reach: Reach,
    unit: Unit | None,
    year: int | None,
    organisation: Organisation | None,
    valid_until: dt.date | None,
    actor: Actor,
    at: dt.datetime,
) -> Grant:
    """Give a person a role from today on. Raises Refused with every reason."""
    refuse(
        may_grant(actor, role, reach, unit, at, to=person),
        None if person.is_active else may_contribute(person),
        wrong_days(localdate(at), valid_until, at),
    )
    return grant_of(
        person=person, role=role, reach=reach, unit=unit, year=year, organisation=organisation,
        valid_until=valid_until, actor=actor, at=at,
    )  # fmt: skip


def grant_of(
    *,
    person: User,
    role: Role,
    reach: Reach,
    unit: Unit | None,
    year: int | None,
    organisation: Organisation | None,
    valid_until: dt.date | None,
    actor: Actor,
    at: dt.datetime,
) -> Grant:
    """Write a grant with its trace inside the caller's transaction; the caller has asked for the permission.

    Raises Refused when the person has the role there already, also when it was given in the same moment.
    """
    same = Grant.objects.in_force(at).filter(person=person, role=role, reach=reach, unit=unit, year=year)
    if same.exists():
        raise _has_already(person, role)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                person=person, role=role, reach=reach, unit=unit, year=year, organisation=organisation,
                valid_from=localdate(at), valid_until=valid_until, granted_by=person_of(actor),
            )  # fmt: skip
    except IntegrityError:
        raise _has_already(person, role) from None
    record(actor=person_of(actor), verb="grant.given", thing=grant, at=at, role=role.value, reach=reach.value)
    return grant


def _has_already(person: User, role: Role) -> Refused:
    message = _("{person} already has this role here: {role}.")
    return Refused([Refusal(message, {"person": person.name, "role": source_of(role)}, ("role",))])


@transaction.atomic
def end_role(*, grant: Grant, reason: str, actor: Actor, at: dt.datetime) -> None:
    """End a role now. Whoever may give it may end it, and everybody may give their own back. Raises Refused."""
    person = person_of(actor)
    own = person is not None and person.is_active and person.pk == grant.person_id
    refuse(
        None if own else may_grant(actor, Role(grant.role), Reach(grant.reach), grant.unit, at),
        None if reason.strip() else Refusal(_("Say why; the reason stays in the log.")),
    )
    end_term(grant, verb="grant.ended", reason=reason, actor=actor, at=at)


def open_unit(*, unit: Unit, actor: Actor, at: dt.datetime) -> Tenancy:
    """Note inside the caller's transaction that the unit works here. Raises Refused when it does already."""
    try:
        with transaction.atomic():
            tenancy = Tenancy.objects.create(unit=unit, activated_at=at, activated_by=person_of(actor))
    except IntegrityError:
        message = _("{unit} already works here. Its administrator can invite more people.")
        raise Refused([Refusal(message, {"unit": unit.full_name})]) from None
    record(actor=person_of(actor), verb="unit.opened", thing=tenancy, at=at, code=unit.code)
    return tenancy


@transaction.atomic
def leave(*, tenancy: Tenancy, reason: str, actor: Actor, at: dt.datetime) -> None:
    """End the unit's work here: its roles and invitations end, what was done stays. Raises Refused."""
    refuse(
        may_leave(actor, tenancy, at),
        None if reason.strip() else Refusal(_("Say why; the reason stays in the log.")),
    )
    waiting = Tenancy.objects.filter(pk=tenancy.pk, left_at=None)
    if not waiting.update(left_at=at, left_by=person_of(actor), left_reason=reason.strip()):
        raise Refused([Refusal(_("This unit has already left."))])
    tenancy.refresh_from_db()
    own = Grant.objects.lasting(at).filter(of_place(tenancy.unit), reach__in=[Reach.UNIT, Reach.CYCLE])
    for grant in own:
        end_term(grant, verb="grant.ended", reason=reason, actor=actor, at=at)
    sent = Invitation.objects.filter(of_place(tenancy.unit), answer=Answer.WAITING).exclude(roles=[])
    sent.update(answer=Answer.WITHDRAWN, answered_at=at)
    record(actor=person_of(actor), verb="unit.left", thing=tenancy, at=at, reason=reason.strip())
