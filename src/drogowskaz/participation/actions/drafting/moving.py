"""Moving a task along its table, with its step, its trace and its letters."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Transition, refuse, too_long
from drogowskaz.organisations.models import Mandate
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.drafting.telling import tell_step
from drogowskaz.participation.enums.drafting import Side
from drogowskaz.participation.models import DraftingTask, TaskStep
from drogowskaz.participation.workflow.drafting import DRAFTING

LONGEST_REASON = 1000
_MEANWHILE = _("Nothing was changed now: meanwhile the task is “{state}”.")
_NO_REASON = _("Write the reason, so that the other side knows what to do.")


@dataclass(frozen=True)
class Ground:
    """On what somebody acts: the side, the mandate or consent of the organisation, the paper of the office, and a
    marked sentence to be kept with the act."""

    side: Side
    mandate: Mandate | None = None
    consent: str = ""
    basis: str = ""
    label: str = ""


def hold(task: DraftingTask) -> None:
    """Keep the task still until the end of the transaction, and read its state anew."""
    task.refresh_from_db(fields=["state"], from_queryset=DraftingTask.objects.select_for_update())


def move(
    task: DraftingTask,
    transition: Transition,
    ground: Ground,
    *,
    actor: Actor,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> TaskStep:
    """Make the move inside the caller's transaction. Raises Refused when the task is no longer where it begins."""
    found = DraftingTask.objects.filter(pk=task.pk, state__in=transition.sources)
    if not found.update(state=transition.target):
        task.refresh_from_db(fields=["state"])
        refuse(stands_at(task))
    task.state = transition.target
    made = keep_step(task, ground, actor=actor, at=at, version=version, reason=reason)
    record(
        actor=person_of(actor),
        verb=transition.verb,
        thing=task,
        at=at,
        version=version,
        organisation=task.organisation_id,
        mandate=ground.mandate.pk if ground.mandate else None,
    )
    tell_step(made)
    return made


def keep_step(
    task: DraftingTask, ground: Ground, *, actor: Actor, at: dt.datetime, version: int | None, reason: str = ""
) -> TaskStep:
    """A line of the journal, of the state the task is in now."""
    return TaskStep.objects.create(
        task=task,
        state=task.state,
        side=ground.side,
        version=version,
        reason=reason,
        mandate=ground.mandate,
        consent=ground.consent,
        basis=ground.basis,
        label=ground.label,
        at=at,
        by=person_of(actor),
    )


def stands_at(task: DraftingTask) -> Refusal:
    """That the task is somewhere else than the person thought."""
    return Refusal(_MEANWHILE, {"state": DRAFTING.states[task.state]}, ("state",))


def needs_reason(reason: str) -> Refusal | None:
    """Whether a way back has its reason, and one that fits."""
    return too_long(reason, LONGEST_REASON) if reason.strip() else Refusal(_NO_REASON)
