"""The way of an organisation's annexe, and of every answer in it."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState

_VOICE = _("a person with a mandate of the organisation, or an animator with its written consent")
_OFFICE = _("the unit's data editor or approver, or an animator who writes down what the office decided")
HAND_IN = Transition(
    name="hand in",
    sources=(AnnexeState.DRAFT, AnnexeState.RETURNED),
    target=AnnexeState.SENT,
    who=_VOICE,
    needs=_("every required answer; within the dates, or after a return until the form is signed"),
    verb="annexe.sent",
)
RETURN = Transition(
    name="return",
    sources=(AnnexeState.SENT,),
    target=AnnexeState.RETURNED,
    who=_OFFICE,
    needs=_("a reason at each answer that is returned"),
    verb="annexe.returned",
)
WITHDRAW = Transition(
    name="withdraw",
    sources=(AnnexeState.DRAFT, AnnexeState.SENT, AnnexeState.RETURNED),
    target=AnnexeState.WITHDRAWN,
    who=_VOICE,
    needs=_("nothing; a reason may be given"),
    verb="annexe.withdrawn",
)
TAKE_UP = Transition(
    name="take up again",
    sources=(AnnexeState.WITHDRAWN,),
    target=AnnexeState.DRAFT,
    who=_VOICE,
    needs=_("that the dates still allow it"),
    verb="annexe.taken_up",
)
ANNEXE = Workflow(
    name="annexe",
    start=AnnexeState.DRAFT,
    states={
        AnnexeState.DRAFT: _("being filled in"),
        AnnexeState.SENT: _("handed in"),
        AnnexeState.RETURNED: _("returned with questions"),
        AnnexeState.WITHDRAWN: _("withdrawn by the organisation"),
    },
    transitions=(HAND_IN, RETURN, WITHDRAW, TAKE_UP),
)

HAND_IN_ITEM = Transition(
    name="hand in",
    sources=(ItemState.DRAFT, ItemState.RETURNED),
    target=ItemState.SENT,
    who=_VOICE,
    needs=_("an answer"),
    verb="annexe.sent",
)
DECLARE_ITEM = Transition(
    name="declare",
    sources=(ItemState.DRAFT, ItemState.RETURNED),
    target=ItemState.ACCEPTED,
    who=_VOICE,
    needs=_("an answer in which the organisation speaks for itself, such as a consent; nobody decides on it"),
    verb="annexe.sent",
)
ACCEPT_ITEM = Transition(
    name="accept",
    sources=(ItemState.SENT,),
    target=ItemState.ACCEPTED,
    who=_OFFICE,
    needs=_("another person than who handed it in, where there is one"),
    verb="annexe.item_accepted",
)
RETURN_ITEM = Transition(
    name="return",
    sources=(ItemState.SENT,),
    target=ItemState.RETURNED,
    who=_OFFICE,
    needs=_("a reason"),
    verb="annexe.item_returned",
)
REFUSE_ITEM = Transition(
    name="do not take in",
    sources=(ItemState.SENT,),
    target=ItemState.NOT_TAKEN,
    who=_OFFICE,
    needs=_("a reason"),
    verb="annexe.item_not_taken",
)
WITHDRAW_ITEM = Transition(
    name="withdraw",
    sources=(ItemState.DRAFT, ItemState.SENT, ItemState.RETURNED, ItemState.ACCEPTED, ItemState.NOT_TAKEN),
    target=ItemState.WITHDRAWN,
    who=_VOICE,
    needs=_("nothing; a reason may be given"),
    verb="annexe.item_withdrawn",
)
TAKE_UP_ITEM = Transition(
    name="take up again",
    sources=(ItemState.WITHDRAWN,),
    target=ItemState.DRAFT,
    who=_VOICE,
    needs=_("that the annexe is being filled in"),
    verb="annexe.item_taken_up",
)
ITEM = Workflow(
    name="answer of an annexe",
    start=ItemState.DRAFT,
    states={
        ItemState.DRAFT: _("draft of the organisation"),
        ItemState.SENT: _("handed in, waiting for the office"),
        ItemState.RETURNED: _("returned for correction"),
        ItemState.ACCEPTED: _("accepted"),
        ItemState.NOT_TAKEN: _("not taken in"),
        ItemState.WITHDRAWN: _("withdrawn"),
    },
    transitions=(
        HAND_IN_ITEM,
        DECLARE_ITEM,
        ACCEPT_ITEM,
        RETURN_ITEM,
        REFUSE_ITEM,
        WITHDRAW_ITEM,
        TAKE_UP_ITEM,
    ),
)
