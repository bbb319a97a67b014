"""How an institution answers what was written down in its name."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.paper import Confirmed

_IN_TIME = _("the link from the letter, before its last moment")
_READER = _("whoever the letter was sent to")
CONFIRM = Transition(
    name="confirm",
    sources=(Confirmed.WAITING,),
    target=Confirmed.CONFIRMED,
    who=_READER,
    needs=_IN_TIME,
    verb="confirmation.confirmed",
)
OBJECT = Transition(
    name="object",
    sources=(Confirmed.WAITING,),
    target=Confirmed.OBJECTED,
    who=_READER,
    needs=_("the link from the letter, before its last moment, and what is not so"),
    verb="confirmation.objected",
)
TAKE_BACK = Transition(
    name="take_back",
    sources=(Confirmed.WAITING,),
    target=Confirmed.WITHDRAWN,
    who=_("an animator, or the people of the unit"),
    needs="",
    verb="confirmation.withdrawn",
)
CONFIRMATION = Workflow(
    name="confirmation",
    start=Confirmed.WAITING,
    states={
        Confirmed.WAITING: _("waiting for confirmation"),
        Confirmed.CONFIRMED: _("confirmed"),
        Confirmed.OBJECTED: _("not so, says the institution"),
        Confirmed.WITHDRAWN: _("question taken back"),
    },
    transitions=(CONFIRM, OBJECT, TAKE_BACK),
)
