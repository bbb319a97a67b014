"""What every way of making a contribution shares: its number, its place in the log, and moving it."""

import datetime as dt
from typing import Any

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.workflow import CYCLE
from drogowskaz.audit.actions import Visitor, record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution, ModerationAct
from drogowskaz.participation.workflow.contribution import CONTRIBUTION


def add_contribution(*, cycle: Cycle, actor: Actor, at: dt.datetime, **fields: Any) -> Contribution:
    """Write a contribution down under the next number of its cycle, inside the caller's transaction.

    `fields` are those of the model; the caller has checked them and who may. Raises Refused when the assessment has
    gone to the council meanwhile.
    """
    # Two that are made at once get their numbers one after the other, and neither slips past the gate of the council.
    held = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if held.state in (CycleState.COUNCIL, CycleState.CLOSED):
        params = {"year": held.year, "state": CYCLE.states[held.state]}
        raise Refused([Refusal(TOO_LATE, params, ("state",))])
    last = Contribution.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True).first()
    made = Contribution.objects.create(cycle=cycle, number=(last or 0) + 1, made_at=at, **fields)
    by = person_of(actor) or (Visitor() if made.channel == Channel.ONLINE else None)
    record(actor=by, verb="contribution.made", thing=made, at=at, channel=made.channel, kind=made.kind)
    return made


def move_contribution(
    contribution: Contribution,
    transition: Transition,
    *,
    step: ModerationStep | None = None,
    ground: str = "",
    reason: str = "",
    seen: int | None = None,
    actor: Actor,
    at: dt.datetime,
    **changes: Any,
) -> None:
    """Move a contribution only if it still stands where the move begins, and where `seen` is given, unchanged since.

    Of two people at once the slower one is refused. `step` writes the move into the log of moderation. Runs inside the
    caller's transaction. Raises Refused.
    """
    waiting = Contribution.objects.filter(pk=contribution.pk, state__in=transition.sources)
    if seen is not None:
        waiting = waiting.filter(version=seen)
    changes |= {"state": transition.target, "version": (contribution.version if seen is None else seen) + 1}
    if not waiting.update(**changes):
        now = Contribution.objects.values_list("state", "version").get(pk=contribution.pk)
        params = {"number": contribution.number, "state": CONTRIBUTION.states[now[0]]}
        raise Refused([Refusal(SOMEBODY_WAS_QUICKER, params, ("state",))])
    for name, value in changes.items():
        setattr(contribution, name, value)
    if step is not None:
        ModerationAct.objects.create(
            contribution=contribution, step=step, ground=ground, reason=reason, at=at, by=person_of(actor)
        )
    record(actor=person_of(actor), verb=transition.verb, thing=contribution, at=at)


TOO_LATE = _("The cycle for {year} is now: {state}. Nothing can be added to it.")
SOMEBODY_WAS_QUICKER = _("Contribution {number} was changed meanwhile; it is now: {state}. Nothing was changed by you.")
