"""Joining contributions that say the same, and parting them again. Joining links; nothing is ever deleted."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.moderation_letters import write_to_author
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution, ModerationAct
from drogowskaz.participation.permissions.moderation import may_moderate_in, ties_of
from drogowskaz.participation.queries.merging import merged_sources, target_of
from drogowskaz.participation.workflow.contribution import CONTRIBUTION

_NOTHING = _("Choose at least one contribution to be joined.")
_OTHER_CYCLE = _("{number} belongs to another year or another unit; only contributions of one cycle can be joined.")
_NOT_PUBLIC = _("Nothing can be joined with {number}; it is: {state}.")
_NOT_WAITING = _("{number} cannot be joined with another one; it is: {state}.")
_ITSELF = _("{number} cannot be joined with itself.")
_CIRCLE = _("{other} is joined with {number} already. Part them first.")
_ELSEWHERE = _("{number} is joined with {other} already. Part them first.")
_NOT_JOINED = _("{number} is not joined with another one. Nothing was changed.")
_NO_REASON = _("Say why they are parted. It stays in the log.")


@transaction.atomic
def merge(
    *, sources: Collection[Contribution], target: Contribution, actor: Actor, at: dt.datetime
) -> tuple[Contribution, ...]:
    """Join published contributions with another one of their cycle, whose answer will then answer them too.

    What was joined with a source before follows it; a target that is joined itself stands for the one it was joined
    with. So no chain is longer than one link. Returns those that were joined now; a second click joins none. The
    authors are written to. Raises Refused with every reason.
    """
    _shut(target.cycle)
    named = _held(target)
    into = named if named.merged_into is None else _held(target_of(named))
    chosen = [_held(one) for one in sources]
    fresh = [one for one in chosen if one.merged_into_id != into.pk]
    refuse(may_moderate_in(actor, target.cycle, at), *_faults(chosen, fresh, named, into, actor, at))
    answered = into.state == ContributionState.ANSWERED
    for one in fresh:
        followers = merged_sources(one)
        _link(one, into, actor, at)
        for behind in followers:
            _link(behind, into, actor, at)
        write_to_author(contribution=one, event="contribution_merged", at=at, target=into, answered=answered)
    return tuple(fresh)


def _shut(cycle: Cycle) -> None:
    """Of two who join in one cycle, the second sees what the first has done: a circle needs two at once."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)


def _held(contribution: Contribution) -> Contribution:
    """The contribution as it is now, kept so until the end of the transaction."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("cycle__unit", "organisation")
    return rows.get(pk=contribution.pk)


def _faults(
    chosen: list[Contribution], fresh: list[Contribution], target: Contribution, into: Contribution, actor: Actor,
    at: dt.datetime,
) -> list[Refusal | None]:  # fmt: skip
    """Why these cannot be joined."""
    ties = ties_of(actor, at)
    faults: list[Refusal | None] = [None if chosen else Refusal(_NOTHING), ties.own(into)]
    if into.state not in PUBLIC:
        params = {"number": into.number, "state": CONTRIBUTION.states[into.state]}
        faults.append(Refusal(_NOT_PUBLIC, params, ("state",)))
    for one in fresh:
        faults += [ties.own(one), _fault(one, target, into)]
    return faults


def _fault(one: Contribution, target: Contribution, into: Contribution) -> Refusal | None:
    if one.cycle_id != target.cycle_id:
        return Refusal(_OTHER_CYCLE, {"number": one.number})
    if one.pk == target.pk:
        return Refusal(_ITSELF, {"number": one.number})
    if one.pk == into.pk:
        return Refusal(_CIRCLE, {"number": one.number, "other": target.number})
    if one.merged_into is not None:
        return Refusal(_ELSEWHERE, {"number": one.number, "other": one.merged_into.number})
    if one.state != ContributionState.PUBLISHED:
        params = {"number": one.number, "state": CONTRIBUTION.states[one.state]}
        return Refusal(_NOT_WAITING, params, ("state",))
    return None


def _link(one: Contribution, into: Contribution, actor: Actor, at: dt.datetime) -> None:
    Contribution.objects.filter(pk=one.pk).update(merged_into=into, version=F("version") + 1)
    one.merged_into, one.version = into, one.version + 1
    _write(one, ModerationStep.MERGED, into, "", actor, at)


@transaction.atomic
def part(*, contribution: Contribution, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Undo the joining of one: it waits for an answer of its own again. Raises Refused."""
    _shut(contribution.cycle)
    held = _held(contribution)
    said = reason.strip()
    refuse(
        may_moderate_in(actor, held.cycle, at) or ties_of(actor, at).own(held),
        Refusal(_NOT_JOINED, {"number": held.number}) if held.merged_into is None else None,
        None if said else Refusal(_NO_REASON),
    )
    _unlink(held, said, actor, at)


def _unlink(one: Contribution, reason: str, actor: Actor, at: dt.datetime) -> None:
    other = one.merged_into
    assert other is not None, "only what is joined is parted"
    Contribution.objects.filter(pk=one.pk).update(merged_into=None, version=F("version") + 1)
    one.merged_into, one.version = None, one.version + 1
    _write(one, ModerationStep.PARTED, other, reason, actor, at)


def _write(
    one: Contribution, step: ModerationStep, other: Contribution, reason: str, actor: Actor, at: dt.datetime
) -> None:
    ModerationAct.objects.create(contribution=one, step=step, other=other, reason=reason, at=at, by=person_of(actor))
    record(actor=person_of(actor), verb=f"contribution.{step.value}", thing=one, at=at, other=other.number)
