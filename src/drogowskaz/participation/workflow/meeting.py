"""The way of a meeting: from its preparation to accepted minutes."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.meeting import MeetingState

_TEAM = _("the unit's data editor or approver, an animator; for a voivodeship the regional centre (ROPS)")
ANNOUNCE = Transition(
    name="announce",
    sources=(MeetingState.DRAFT,),
    target=MeetingState.ANNOUNCED,
    who=_TEAM,
    needs=_("a slot still to come, somebody to ask, and what is known of accessibility"),
    verb="meeting.announced",
)
HOLD = Transition(
    name="hold",
    sources=(MeetingState.DRAFT, MeetingState.ANNOUNCED),
    target=MeetingState.HELD,
    who=_TEAM,
    needs=_("a slot that has begun"),
    verb="meeting.held",
)
ACCEPT_MINUTES = Transition(
    name="accept the minutes",
    sources=(MeetingState.HELD,),
    target=MeetingState.ACCEPTED,
    who=_TEAM,
    needs=_("at least one point"),
    verb="meeting.minutes_accepted",
)
CORRECT_MINUTES = Transition(
    name="correct the minutes",
    sources=(MeetingState.ACCEPTED,),
    target=MeetingState.HELD,
    who=_TEAM,
    needs=_("a reason"),
    verb="meeting.minutes_reopened",
)
CANCEL = Transition(
    name="cancel",
    sources=(MeetingState.DRAFT, MeetingState.ANNOUNCED),
    target=MeetingState.CANCELLED,
    who=_TEAM,
    needs=_("a reason"),
    verb="meeting.cancelled",
)
MEETING = Workflow(
    name="meeting",
    start=MeetingState.DRAFT,
    states={
        MeetingState.DRAFT: _("being prepared"),
        MeetingState.ANNOUNCED: _("announced"),
        MeetingState.HELD: _("held, minutes being written"),
        MeetingState.ACCEPTED: _("held, minutes accepted"),
        MeetingState.CANCELLED: _("called off"),
    },
    transitions=(ANNOUNCE, HOLD, ACCEPT_MINUTES, CORRECT_MINUTES, CANCEL),
)
