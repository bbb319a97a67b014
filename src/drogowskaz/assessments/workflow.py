"""Who can see an assessment, how an entry of the crosswalk comes into force, and the way of a year's work. Signing and
sending will be tracks of their own."""

from drogowskaz.assessments.enums import CycleState, Review, Status
from drogowskaz.assessments.models import Assessment, Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Gate, Transition, Workflow

PUBLISH = Transition(
    name="publish",
    sources=(Status.DRAFT, Status.WITHDRAWN),
    target=Status.PUBLIC,
    who=_("an administrator, or the operator at the command line"),
    needs=_("a source and at least one filled cell"),
    verb="assessment.published",
)
WITHDRAW = Transition(
    name="withdraw",
    sources=(Status.PUBLIC,),
    target=Status.WITHDRAWN,
    who=_("an administrator, or the operator at the command line"),
    needs=_("a reason"),
    verb="assessment.withdrawn",
)
ASSESSMENT = Workflow(
    name="assessment",
    start=Status.DRAFT,
    states={Status.DRAFT: _("draft"), Status.PUBLIC: _("public"), Status.WITHDRAWN: _("withdrawn")},
    transitions=(PUBLISH, WITHDRAW),
)

publishing: Gate[Assessment] = Gate("assessments.publishing")
"""May this assessment be shown to everyone? Areas above can refuse; `config/gates.py` says which do."""

_REVIEWER = _("an administrator other than the person who proposed it")
ACCEPT = Transition(
    name="accept",
    sources=(Review.PROPOSED,),
    target=Review.ACCEPTED,
    who=_REVIEWER,
    needs=_("nothing in it contradicts the other entries"),
    verb="crosswalk.accepted",
)
RETURN = Transition(
    name="return",
    sources=(Review.PROPOSED,),
    target=Review.RETURNED,
    who=_REVIEWER,
    needs=_("a reason"),
    verb="crosswalk.returned",
)
PUBLISH_ENTRY = Transition(
    name="publish",
    sources=(Review.ACCEPTED,),
    target=Review.PUBLISHED,
    who=_REVIEWER,
    needs=_("nothing in it contradicts the other entries"),
    verb="crosswalk.published",
)
WITHDRAW_ENTRY = Transition(
    name="withdraw",
    sources=(Review.PUBLISHED,),
    target=Review.WITHDRAWN,
    who=_REVIEWER,
    needs=_("a reason"),
    verb="crosswalk.withdrawn",
)
CROSSWALK = Workflow(
    name="crosswalk entry",
    start=Review.PROPOSED,
    states={
        Review.PROPOSED: _("proposed"),
        Review.RETURNED: _("returned"),
        Review.ACCEPTED: _("accepted"),
        Review.PUBLISHED: _("published"),
        Review.WITHDRAWN: _("withdrawn"),
    },
    transitions=(ACCEPT, RETURN, PUBLISH_ENTRY, WITHDRAW_ENTRY),
)

_RUNNER = _("the unit's data editor or approver, an animator, the regional centre (ROPS) or an administrator")
OPEN_CYCLE = Transition(
    name="open",
    sources=(CycleState.PLANNED,),
    target=CycleState.OPEN,
    who=_RUNNER,
    needs=_("the official form of the year, or the day on which the provisional one opens"),
    verb="cycle.opened",
)
SUSPEND = Transition(
    name="suspend",
    sources=(CycleState.OPEN,),
    target=CycleState.SUSPENDED,
    who=_RUNNER,
    needs=_("a reason"),
    verb="cycle.suspended",
)
RESUME = Transition(
    name="resume",
    sources=(CycleState.SUSPENDED,),
    target=CycleState.OPEN,
    who=_RUNNER,
    needs=_("nothing"),
    verb="cycle.resumed",
)
CLOSE = Transition(
    name="close",
    sources=(CycleState.OPEN,),
    target=CycleState.CLOSED,
    who=_RUNNER,
    needs=_("the official form, and that nothing is waiting"),
    verb="cycle.closed",
)
REOPEN = Transition(
    name="reopen",
    sources=(CycleState.CLOSED,),
    target=CycleState.OPEN,
    who=_RUNNER,
    needs=_("a reason"),
    verb="cycle.reopened",
)
CYCLE = Workflow(
    name="cycle",
    start=CycleState.PLANNED,
    states={
        CycleState.PLANNED: _("work planned"),
        CycleState.OPEN: _("data are being gathered"),
        CycleState.SUSPENDED: _("work suspended"),
        CycleState.CLOSED: _("work finished"),
    },
    transitions=(OPEN_CYCLE, SUSPEND, RESUME, CLOSE, REOPEN),
)
"""Consultation, drafting, the council and what follows will stand between gathering and closing."""

opening: Gate[Cycle] = Gate("assessments.opening")
"""May the work of this year begin? Areas above can refuse: last year's leftovers were not reviewed, say."""
closing: Gate[Cycle] = Gate("assessments.closing")
"""May the work of this year end? Areas above can refuse: a contribution has no answer, say."""
