"""Whether a place in a slot can be taken, changed or given up now. Nobody needs an account for it."""

import datetime as dt

from django.utils.timezone import localtime

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.models.meeting import Slot

_CLOSED = {
    MeetingState.DRAFT: _("This meeting has not been announced yet."),
    MeetingState.HELD: _("This meeting is over. Its minutes will stand on its page."),
    MeetingState.ACCEPTED: _("This meeting is over. Its minutes stand on its page."),
    MeetingState.CANCELLED: _("This meeting was called off. Nothing needs to be done."),
}


def may_register(slot: Slot, at: dt.datetime) -> Refusal | None:
    """While the meeting is announced and the slot has not begun."""
    state = MeetingState(slot.meeting.state)
    if state in _CLOSED:
        return Refusal(_CLOSED[state])
    return begun(slot, at)


def begun(slot: Slot, at: dt.datetime) -> Refusal | None:
    """Why nothing can be changed about a slot any more."""
    if at < slot.starts_at:
        return None
    message = _("This slot began on {day} at {hour}. Nothing can be changed here any more; ask the host.")
    start = localtime(slot.starts_at)
    return Refusal(message, {"day": f"{start:%d.%m.%Y}", "hour": f"{start:%H:%M}"})
