"""The way of a drafting task: given, written, handed in, accepted or returned."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.drafting import TaskState

_WRITER = _("a person with the organisation's mandate to draft, or an animator with its consent")
_OFFICE = _("the unit's data editor or approver, who did not write it; or an animator with a registered paper")
BEGIN = Transition(
    name="begin",
    sources=(TaskState.ASSIGNED, TaskState.RETURNED),
    target=TaskState.WRITING,
    who=_WRITER,
    needs=_("nothing"),
    verb="drafting.begun",
)
HAND_IN = Transition(
    name="hand in",
    sources=(TaskState.WRITING,),
    target=TaskState.HANDED_IN,
    who=_WRITER,
    needs=_("a text, or a value proposed for a row of the task"),
    verb="drafting.handed_in",
)
TAKE_BACK = Transition(
    name="take back",
    sources=(TaskState.HANDED_IN,),
    target=TaskState.WRITING,
    who=_WRITER,
    needs=_("the office has not decided yet"),
    verb="drafting.taken_back",
)
ACCEPT = Transition(
    name="accept",
    sources=(TaskState.HANDED_IN,),
    target=TaskState.ACCEPTED,
    who=_OFFICE,
    needs=_("an open form; nobody has written in the chapter meanwhile"),
    verb="drafting.accepted",
)
RETURN = Transition(
    name="return",
    sources=(TaskState.HANDED_IN,),
    target=TaskState.RETURNED,
    who=_OFFICE,
    needs=_("a reason"),
    verb="drafting.returned",
)
WITHDRAW = Transition(
    name="withdraw",
    sources=(TaskState.ASSIGNED, TaskState.WRITING, TaskState.HANDED_IN, TaskState.RETURNED),
    target=TaskState.WITHDRAWN,
    who=_("the office that gave it, or the organisation, which takes part of its own will"),
    needs=_("a reason; what was written stays"),
    verb="drafting.withdrawn",
)
DRAFTING = Workflow(
    name="drafting task",
    start=TaskState.ASSIGNED,
    states={
        TaskState.ASSIGNED: _("given to the organisation"),
        TaskState.WRITING: _("being written by the organisation"),
        TaskState.HANDED_IN: _("draft handed in, waiting for the office"),
        TaskState.RETURNED: _("draft returned with a reason"),
        TaskState.ACCEPTED: _("draft accepted"),
        TaskState.WITHDRAWN: _("task withdrawn"),
    },
    transitions=(BEGIN, HAND_IN, TAKE_BACK, ACCEPT, RETURN, WITHDRAW),
)
