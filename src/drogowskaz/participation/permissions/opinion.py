"""Who writes down whom the draft was handed to, and what a public-benefit council said of it."""

import datetime as dt

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor, may_enter, may_give_opinion
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.models.consultation import RUNNING

_NOT_YOURS = _("Only the people of {unit} who work on its assessment, and its animators, can write this down.")
_NOT_SAID = _(
    "The opinion is written by a member of the public-benefit council of {unit}, or written down by the people of the "
    "unit and its animators from a registered paper."
)
_NEEDS_PAPER = _(
    "You write the opinion down for the council, so choose the paper it came in. A new paper is registered among the "
    "papers of the cycle."
)


def may_hand_draft(actor: Actor, consultation: Consultation, at: dt.datetime) -> Refusal | None:
    """Writing down that a council got the draft: the people of the unit and animators, while the consultation runs."""
    cycle = consultation.cycle
    if may_enter(actor, cycle.unit, cycle.year, at) is not None:
        return Refusal(_NOT_YOURS, {"unit": cycle.unit.full_name})
    if consultation.state not in RUNNING:
        return Refusal(_("The draft is handed to a council from the announcement of the consultation to its report."))
    return None


def is_of_council(actor: Actor, consultation: Consultation, at: dt.datetime) -> bool:
    """Whether the person writes the opinion in the council's own name."""
    cycle = consultation.cycle
    return actor is not None and may_give_opinion(actor, cycle.unit, cycle.year, at) is None


def may_write_opinion(
    actor: Actor, consultation: Consultation, at: dt.datetime, *, on_paper: bool = True
) -> Refusal | None:
    """Writing the opinion: members of the council themselves; the people of the unit and animators from a paper.

    It may come after the report was published; a corrected report then tells it.
    """
    cycle = consultation.cycle
    if not is_of_council(actor, consultation, at):
        if may_enter(actor, cycle.unit, cycle.year, at) is not None:
            return Refusal(_NOT_SAID, {"unit": cycle.unit.full_name})
        if not on_paper:
            return Refusal(_NEEDS_PAPER)
    if consultation.state not in (*RUNNING, ConsultationState.CLOSED):
        return Refusal(_("This consultation was not announced, or it was called off: no opinion belongs to it."))
    return None
