"""Who runs meetings and sees what is not public of them."""

import datetime as dt

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor, may_enter, may_review_region
from drogowskaz.participation.models.meeting import Meeting
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit


def may_run_meeting(actor: Actor, unit: Unit, year: int, at: dt.datetime) -> Refusal | None:
    """Preparing, announcing and writing down meetings: the people who work on the unit's assessment, its animators,
    and for a voivodeship its regional centre."""
    if may_enter(actor, unit, year, at) is None:
        return None
    if unit.kind == Kind.VOIVODESHIP and may_review_region(actor, unit, at) is None:
        return None
    message = _("Meetings of {unit} are run by its data editors and approvers, its animators, or its regional centre.")
    return Refusal(message, {"unit": unit.full_name})


def may_see_meeting(actor: Actor, meeting: Meeting, at: dt.datetime) -> Refusal | None:
    """Everybody sees a meeting from its announcement on; before that only its team."""
    return None if meeting.is_public else may_run_meeting(actor, meeting.unit, meeting.year, at)
