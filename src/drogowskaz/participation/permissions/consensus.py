"""Who prepares consensus maps, who sees one, and whether it takes voices now."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.permissions import Actor, may_enter, standing
from drogowskaz.participation.enums.consensus import MapState
from drogowskaz.participation.models.consensus import ConsensusMap

_NO_VOICES = {
    MapState.DRAFT: _("This map is being prepared. It does not take voices yet."),
    MapState.CLOSED: _("This map is closed. Its results stand on its page, and no voice can be changed any more."),
    MapState.CANCELLED: _("This map was called off. Nothing needs to be done."),
}


def may_run_map(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Preparing, opening and closing maps, printing and typing in their sheets: the people who work on the unit's
    assessment, and its animators."""
    if may_enter(actor, cycle.unit, cycle.year, at) is None:
        return None
    message = _("Consensus maps of {unit} are run by its data editors and approvers, and its animators.")
    return Refusal(message, {"unit": cycle.unit.full_name})


def may_prepare_map(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Making a map or opening it, which needs a year whose work is not over."""
    refusal = may_run_map(actor, cycle, at)
    if refusal is None and cycle.state in (CycleState.COUNCIL, CycleState.CLOSED):
        return Refusal(
            _("The assessment is with the council, or the work of the year is over. No map is opened any more.")
        )
    return refusal


def may_see_map(actor: Actor, asked: ConsensusMap, at: dt.datetime) -> Refusal | None:
    """Everybody sees a map from its opening on; before that only its team."""
    return None if asked.opened_at is not None else may_run_map(actor, asked.cycle, at)


def may_voice(asked: ConsensusMap, at: dt.datetime) -> Refusal | None:
    """Whether it takes voices: it is open, and its last day is not over by Polish clocks."""
    state = MapState(asked.state)
    if state in _NO_VOICES:
        return Refusal(_NO_VOICES[state])
    if asked.closes_on is None or localdate(at) <= asked.closes_on:
        return None
    message = _(
        "The last day of this map was {day}. Voices are not taken any more; the results come when it is closed."
    )
    return Refusal(message, {"day": f"{asked.closes_on:%d.%m.%Y}"})


def may_voice_for(actor: Actor, organisation: Organisation, cycle: Cycle, at: dt.datetime) -> Mandate | Refusal:
    """Filling in the sheet of an organisation: whoever holds its mandate to vote."""
    return standing(actor, organisation, Act.VOTE, cycle.unit, cycle.year, at)
