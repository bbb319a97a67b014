"""Who may make a contribution, and what its author may do with it. Nobody needs an account for it."""

import datetime as dt

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Transition
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.permissions import Actor, standing
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import ConsultationSection, Contribution, Fate
from drogowskaz.participation.permissions.consultation import may_comment
from drogowskaz.participation.workflow.contribution import CONTRIBUTION, CORRECT, WITHDRAW

_CLOSED = {
    CycleState.PLANNED: _("The work for {year} has not begun yet. You can speak here once the office opens it."),
    CycleState.SUSPENDED: _("The work for {year} is suspended for now. You can speak here once it goes on."),
    CycleState.COUNCIL: _("The assessment for {year} is with the council, so nothing can be added to it any more."),
    CycleState.CLOSED: _("The work for {year} is finished, so nothing can be added to it any more."),
}


def may_speak(cycle: Cycle, at: dt.datetime, section: ConsultationSection | None = None) -> Refusal | None:
    """While the work of the year is open; about a section, while its consultation is open."""
    state = CycleState(cycle.state)
    if state in _CLOSED:
        return Refusal(_CLOSED[state], {"year": cycle.year})
    return may_comment(section, at) if section is not None else None


def may_speak_for(actor: Actor, organisation: Organisation, cycle: Cycle, at: dt.datetime) -> Mandate | Refusal:
    """The mandate under which the person may speak for the organisation: one to draft or to speak. Otherwise why not.

    Raises nothing; without a mandate the name of an organisation can still be typed, and is told as stated.
    """
    drafting = standing(actor, organisation, Act.DRAFT, cycle.unit, cycle.year, at)
    if isinstance(drafting, Mandate):
        return drafting
    speaking = standing(actor, organisation, Act.SPEAK, cycle.unit, cycle.year, at)
    return speaking if isinstance(speaking, Mandate) else drafting


def may_correct(contribution: Contribution, at: dt.datetime) -> Refusal | None:
    """While it waits for a moderator or was returned, and the work of the year is open."""
    return _from(contribution, CORRECT) or may_speak(contribution.cycle, at)


def may_withdraw(contribution: Contribution, answer: Fate | None) -> Refusal | None:
    """As long as it was not answered, neither by itself nor together with the one it was joined with."""
    if answer is not None:
        return Refusal(
            _("It has been answered already, so it can no longer be withdrawn. You can ask to be forgotten.")
        )
    return _from(contribution, WITHDRAW)


def may_be_forgotten(contribution: Contribution) -> Refusal | None:
    """At any time, once."""
    if contribution.erased_at is None:
        return None
    return Refusal(_("Its author was forgotten already. Nothing is left to be removed."))


def _from(contribution: Contribution, move: Transition) -> Refusal | None:
    if ContributionState(contribution.state) in move.sources:
        return None
    message = _("This can no longer be done. The contribution is: {state}.")
    return Refusal(message, {"state": CONTRIBUTION.states[contribution.state]}, ("state",))
