"""What an invited organisation answers: it may say no, and it may change its mind."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.annexe import Asked

_WHO = _("whoever has the letter, or a person with a mandate of the organisation")
DECLINE = Transition(
    name="decline",
    sources=(Asked.WAITING,),
    target=Asked.DECLINED,
    who=_WHO,
    needs=_("nothing: taking part is voluntary"),
    verb="annexe.declined",
)
RECONSIDER = Transition(
    name="reconsider",
    sources=(Asked.DECLINED,),
    target=Asked.WAITING,
    who=_WHO,
    needs="",
    verb="annexe.reconsidered",
)
ASKED = Workflow(
    name="annexe_invitation",
    start=Asked.WAITING,
    states={Asked.WAITING: _("invited, no answer yet"), Asked.DECLINED: _("will not take part this year")},
    transitions=(DECLINE, RECONSIDER),
)
