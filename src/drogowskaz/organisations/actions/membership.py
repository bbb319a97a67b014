"""Who belongs to an organisation and who may act for it: beginnings and ends."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.enums import Act, Position
from drogowskaz.organisations.models import Mandate, Membership, Organisation, User
from drogowskaz.organisations.models.term import Term
from drogowskaz.organisations.permissions import Actor, may_manage, person_of
from drogowskaz.territory.models import Unit

ENDED_ALREADY = _("This has already been ended.")


def join(*, organisation: Organisation, person: User, position: Position, actor: Actor, at: dt.datetime) -> Membership:
    """Make the person a member inside the caller's transaction, or raise the one they are to manager.

    A member who is invited once more stays one. The caller has asked for the permission.
    """
    current = Membership.objects.lasting(at).filter(organisation=organisation, person=person).first()
    if current is None:
        current = _new_membership(organisation, person, position, at)
        record(actor=person_of(actor), verb="membership.began", thing=current, at=at, position=position.value)
    elif position == Position.MANAGER and current.position != Position.MANAGER:
        Membership.objects.filter(pk=current.pk).update(position=position)
        current.position = position
        record(actor=person_of(actor), verb="membership.changed", thing=current, at=at, position=position.value)
    return current


def _new_membership(organisation: Organisation, person: User, position: Position, at: dt.datetime) -> Membership:
    """A new row, or the one somebody else made in the same moment."""
    try:
        with transaction.atomic():
            return Membership.objects.create(
                organisation=organisation, person=person, position=position, valid_from=localdate(at)
            )
    except IntegrityError:
        return Membership.objects.get(organisation=organisation, person=person, valid_until=None, ended_at=None)


@transaction.atomic
def end_membership(*, membership: Membership, reason: str, actor: Actor, at: dt.datetime) -> None:
    """End a membership now, and with it the person's mandates from the organisation. Raises Refused.

    Anybody may leave by themselves; the last manager only when another one is there.
    """
    organisation = membership.organisation
    person = person_of(actor)
    leaving = person is not None and person.is_active and person.pk == membership.person_id
    refuse(
        None if leaving else may_manage(actor, organisation, at),
        _no_reason(reason),
        _last_manager(membership, at),
    )
    end_term(membership, verb="membership.ended", reason=reason, actor=actor, at=at)
    for mandate in Mandate.objects.lasting(at).filter(organisation=organisation, person=membership.person_id):
        end_term(mandate, verb="mandate.revoked", reason=reason, actor=actor, at=at)


def _last_manager(membership: Membership, at: dt.datetime) -> Refusal | None:
    """An organisation whose people stay must not be left without a manager."""
    if membership.position != Position.MANAGER:
        return None
    others = Membership.objects.in_force(at).filter(organisation=membership.organisation, person__is_active=True)
    others = others.exclude(pk=membership.pk)
    if others.exists() and not others.filter(position=Position.MANAGER).exists():
        return Refusal(_("This is the only manager. Make somebody else a manager first."))
    return None


@transaction.atomic
def give_mandate(
    *,
    organisation: Organisation,
    person: User,
    acts: Iterable[Act],
    unit: Unit | None,
    year: int | None,
    valid_from: dt.date,
    valid_until: dt.date | None,
    document: str,
    actor: Actor,
    at: dt.datetime,
) -> Mandate:
    """Let a member act for the organisation. Raises Refused with every reason."""
    belongs = Membership.objects.in_force(at).filter(organisation=organisation, person=person, person__is_active=True)
    chosen = [act.value for act in Act if act in set(acts)]
    refuse(
        may_manage(actor, organisation, at),
        None if belongs.exists() else Refusal(_("Only a member can be given a mandate. Invite the person first.")),
        None if chosen else Refusal(_("Say what the mandate is for: choose at least one thing.")),
        wrong_days(valid_from, valid_until, at),
    )
    return mandate_of(
        organisation=organisation, person=person, acts=chosen, unit=unit, year=year, valid_from=valid_from,
        valid_until=valid_until, document=document.strip(), granted_by=person_of(actor), actor=actor, at=at,
    )  # fmt: skip


def mandate_of(*, actor: Actor, at: dt.datetime, **fields: object) -> Mandate:
    """Write a mandate with its trace inside the caller's transaction; the caller has asked for the permission."""
    mandate = Mandate.objects.create(**fields)
    record(actor=person_of(actor), verb="mandate.given", thing=mandate, at=at, acts=mandate.acts)
    return mandate


@transaction.atomic
def revoke_mandate(*, mandate: Mandate, reason: str, actor: Actor, at: dt.datetime) -> None:
    """End a mandate now. What was done under it stays attributed. The person may give it back too. Raises Refused."""
    person = person_of(actor)
    own = person is not None and person.is_active and person.pk == mandate.person_id
    refuse(None if own else may_manage(actor, mandate.organisation, at), _no_reason(reason))
    end_term(mandate, verb="mandate.revoked", reason=reason, actor=actor, at=at)


def wrong_days(first: dt.date, last: dt.date | None, at: dt.datetime) -> Refusal | None:
    """A last day before the first, or in the past, would give nothing."""
    if last is not None and (last < first or last < localdate(at)):
        return Refusal(_("The last day is before the first one or has passed. Nothing would be given."))
    return None


def _no_reason(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal(_("Say why; the reason stays in the log."))


def end_term(
    term: Term, *, verb: str, reason: str, actor: Actor, at: dt.datetime, last_day: dt.date | None = None
) -> None:
    """End it now, or with `last_day`, only if nobody has ended it yet, and leave the trace. Raises Refused.

    A last day never makes anything longer; what would begin only after it is ended now.
    """
    waiting = type(term)._default_manager.filter(pk=term.pk, ended_at=None)
    if last_day is not None and max(localdate(at), term.valid_from) <= last_day:
        change: dict[str, object] = {"valid_until": min(last_day, term.valid_until or last_day)}
    else:
        change = {"ended_at": at, "ended_by": person_of(actor), "end_reason": reason.strip()}
    if not waiting.update(**change):
        raise Refused([Refusal(ENDED_ALREADY)])
    term.refresh_from_db()
    day = {"last_day": last_day.isoformat()} if last_day else {}
    record(actor=person_of(actor), verb=verb, thing=term, at=at, reason=reason.strip(), **day)
