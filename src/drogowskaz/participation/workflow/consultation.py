"""The way of a consultation: from its preparation to the report."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.consultation import ConsultationState

_TEAM = _("the people of the unit, an animator")
_CLOCK = _("the program on the day, or the people of the unit")
ANNOUNCE = Transition(
    name="announce",
    sources=(ConsultationState.DRAFT,),
    target=ConsultationState.ANNOUNCED,
    who=_TEAM,
    needs=_(
        "a section, the days, somebody to ask, what can change, a way without the internet, every principle answered; "
        "a public reason where the announcement or the time is shorter than the standard"
    ),
    verb="consultation.announced",
)
OPEN = Transition(
    name="open",
    sources=(ConsultationState.ANNOUNCED,),
    target=ConsultationState.OPEN,
    who=_CLOCK,
    needs=_("its first day has begun"),
    verb="consultation.opened",
)
END = Transition(
    name="end",
    sources=(ConsultationState.OPEN,),
    target=ConsultationState.ENDED,
    who=_CLOCK,
    needs=_("its last day is over"),
    verb="consultation.ended",
)
CLOSE = Transition(
    name="close",
    sources=(ConsultationState.ENDED,),
    target=ConsultationState.CLOSED,
    who=_TEAM,
    needs=_("every remark is answered"),
    verb="consultation.closed",
)
CANCEL = Transition(
    name="cancel",
    sources=(ConsultationState.DRAFT, ConsultationState.ANNOUNCED, ConsultationState.OPEN),
    target=ConsultationState.CANCELLED,
    who=_TEAM,
    needs=_("a reason"),
    verb="consultation.cancelled",
)
CONSULTATION = Workflow(
    name="consultation",
    start=ConsultationState.DRAFT,
    states={
        ConsultationState.DRAFT: _("being prepared"),
        ConsultationState.ANNOUNCED: _("announced"),
        ConsultationState.OPEN: _("open"),
        ConsultationState.ENDED: _("ended, answers being written"),
        ConsultationState.CLOSED: _("closed, report published"),
        ConsultationState.CANCELLED: _("called off"),
    },
    transitions=(ANNOUNCE, OPEN, END, CLOSE, CANCEL),
)
