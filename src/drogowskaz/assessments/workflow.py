"""Who can see an assessment, and how that changes. Signing and sending will be tracks of their own."""

from drogowskaz.assessments.enums import Status
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
