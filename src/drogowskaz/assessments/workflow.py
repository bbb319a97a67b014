"""Who can see an assessment, and how an entry of the crosswalk comes into force. Signing and sending will be tracks of
their own."""

from drogowskaz.assessments.enums import Review, Status
from drogowskaz.assessments.models import Assessment
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
