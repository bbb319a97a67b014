"""Who can see an assessment, how an entry of the crosswalk comes into force, the way of a year's work, and the way of a
form to the regional centre."""

from drogowskaz.assessments.enums import CycleState, Review, Status, Way
from drogowskaz.assessments.models import Assessment, Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Gate, Transition, Workflow

PUBLISH = Transition(
    name="publish",
    sources=(Status.DRAFT, Status.WITHDRAWN),
    target=Status.PUBLIC,
    who=_("an approver of the unit, an administrator, or the operator at the command line"),
    needs=_("a signature, or a source and at least one filled cell"),
    verb="assessment.published",
)
RENEW = Transition(
    name="publish a new version",
    sources=(Status.PUBLIC,),
    target=Status.PUBLIC,
    who=_("an approver of the unit, an administrator, or the operator at the command line"),
    needs=_("a newer signed version"),
    verb="assessment.renewed",
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
    transitions=(PUBLISH, RENEW, WITHDRAW),
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
SEND_TO_COUNCIL = Transition(
    name="send to the council",
    sources=(CycleState.OPEN,),
    target=CycleState.COUNCIL,
    who=_RUNNER,
    needs=_("a signed version of the form, and an answer to every contribution"),
    verb="cycle.sent_to_council",
)
TAKE_FROM_COUNCIL = Transition(
    name="take back from the council",
    sources=(CycleState.COUNCIL,),
    target=CycleState.OPEN,
    who=_RUNNER,
    needs=_("a reason"),
    verb="cycle.taken_from_council",
)
CLOSE = Transition(
    name="close",
    sources=(CycleState.OPEN, CycleState.COUNCIL),
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
        CycleState.COUNCIL: _("with the council"),
        CycleState.CLOSED: _("work finished"),
    },
    transitions=(OPEN_CYCLE, SUSPEND, RESUME, SEND_TO_COUNCIL, TAKE_FROM_COUNCIL, CLOSE, REOPEN),
)
"""What follows the council will stand between it and closing. A cycle without a session of its own closes from
gathering."""

opening: Gate[Cycle] = Gate("assessments.opening")
"""May the work of this year begin? Areas above can refuse: last year's leftovers were not reviewed, say."""
to_council: Gate[Cycle] = Gate("assessments.to_council")
"""May the assessment of this year go to the council? Areas above can refuse: a contribution has no answer, say."""
closing: Gate[Cycle] = Gate("assessments.closing")
"""May the work of this year end? Areas above can refuse: a contribution has no answer, say."""

_HEAD = _("an approver of the unit")
_CENTRE = _("the regional centre (ROPS), or the unit itself where the centre does not work here")
SIGN = Transition(
    name="sign",
    sources=(Way.WORK, Way.RETURNED, Way.CORRECTION),
    target=Way.SIGNED,
    who=_HEAD,
    needs=_("no errors, every finding that asks for it explained, every cell that was returned changed or answered"),
    verb="submission.signed",
)
TAKE_BACK = Transition(
    name="take back",
    sources=(Way.SIGNED, Way.SENT),
    target=Way.WORK,
    who=_HEAD,
    needs=_("a reason; no version was accepted yet"),
    verb="submission.taken_back",
)
TAKE_BACK_CORRECTION = Transition(
    name="take back the correction",
    sources=(Way.SIGNED, Way.SENT),
    target=Way.CORRECTION,
    who=_HEAD,
    needs=_("a reason; a version was accepted before"),
    verb="submission.taken_back",
)
SEND = Transition(
    name="send",
    sources=(Way.SIGNED,),
    target=Way.SENT,
    who=_("the unit's data editor or approver, or an animator"),
    needs=_("nothing"),
    verb="submission.sent",
)
RETURN_FORM = Transition(
    name="return",
    sources=(Way.SENT, Way.ACCEPTED),
    target=Way.RETURNED,
    who=_CENTRE,
    needs=_("a reason; reasons for single cells stand with them"),
    verb="submission.returned",
)
ACCEPT_FORM = Transition(
    name="accept",
    sources=(Way.SENT,),
    target=Way.ACCEPTED,
    who=_CENTRE,
    needs=_("the person did not write, sign or send this form"),
    verb="submission.accepted",
)
CORRECT = Transition(
    name="correct",
    sources=(Way.ACCEPTED,),
    target=Way.CORRECTION,
    who=_HEAD,
    needs=_("a reason; what was accepted stays readable"),
    verb="submission.correction",
)
SUBMISSION = Workflow(
    name="submission",
    start=Way.WORK,
    states={
        Way.WORK: _("being filled in"),
        Way.SIGNED: _("signed, not sent yet"),
        Way.SENT: _("sent to the regional centre"),
        Way.RETURNED: _("returned for correction"),
        Way.ACCEPTED: _("accepted by the regional centre"),
        Way.CORRECTION: _("being corrected after acceptance"),
    },
    transitions=(SIGN, TAKE_BACK, TAKE_BACK_CORRECTION, SEND, RETURN_FORM, ACCEPT_FORM, CORRECT),
)
"""The council's way is its own: a form is sent whether or not the council has dealt with it."""

signing: Gate[Assessment] = Gate("assessments.signing")
"""May this form be signed? Areas above can refuse."""
