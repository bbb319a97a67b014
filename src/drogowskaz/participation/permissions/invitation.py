"""Who may invite the organisations of a unit to supply data, and while what."""

import datetime as dt

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor, may_audit, may_enter

_NOT_NOW = {
    CycleState.SUSPENDED: _("The work of this year is suspended. Nobody is invited until it is taken up again."),
    CycleState.COUNCIL: _("The assessment of this year is with the council. Nobody is invited to it any more."),
    CycleState.CLOSED: _("The work of this year is closed. Nobody is invited to it any more."),
}


def may_see_invitations(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Reading who was invited and what came: the unit's own people, animators and auditors."""
    refusal = may_enter(actor, cycle.unit, cycle.year, at)
    return None if refusal and may_audit(actor, cycle.unit, at) is None else refusal


def may_invite(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Inviting and reminding: the unit's own people and animators, while the cycle is planned or open."""
    refusal = may_enter(actor, cycle.unit, cycle.year, at)
    if refusal:
        return refusal
    closed = _NOT_NOW.get(CycleState(cycle.state))
    return Refusal(closed) if closed else None
