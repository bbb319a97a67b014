"""Who may register papers, read them and cross them out. They hold names of people, so they are never public."""

import datetime as dt

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.permissions import Actor, may_audit, may_enter, roles_of
from drogowskaz.participation.models import Paper

_NOT_YOURS = _("Only the people of {unit} who work on its assessment, and its animators, can register papers.")
_NOT_READ = _("Papers hold names of people. Only the people of {unit}, its animators and an auditor can read them.")


def may_register_paper(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Registering and crossing out: animators, and the unit's own people. A letter may come after the cycle ended."""
    if may_enter(actor, cycle.unit, cycle.year, at) is None:
        return None
    return Refusal(_NOT_YOURS, {"unit": cycle.unit.full_name})


def may_read_papers(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Reading the list and the scans: whoever may register, an auditor, an administrator of the installation."""
    if may_register_paper(actor, cycle, at) is None or may_audit(actor, cycle.unit, at) is None:
        return None
    if Role.OPERATOR in roles_of(actor, cycle.unit, cycle.year, at):
        return None
    return Refusal(_NOT_READ, {"unit": cycle.unit.full_name})


def may_cross_out(actor: Actor, paper: Paper, at: dt.datetime) -> Refusal | None:
    """Crossing out what was registered by mistake, once."""
    if paper.crossed_at is not None:
        return Refusal(_("Paper {number} has been crossed out already."), {"number": paper.number})
    return may_register_paper(actor, paper.cycle, at)
