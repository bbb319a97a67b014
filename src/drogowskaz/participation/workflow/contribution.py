"""The way of a contribution: from what somebody wrote to its answer."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.contribution import ContributionState

_MODERATOR = _("a moderator, the people of the unit or an animator; never whoever wrote it")
_AUTHOR = _("its author")
_OFFICE = _("the people of the unit; an animator writes down what the office answered on paper")
PUBLISH = Transition(
    name="publish",
    # Also one that its author never corrected: otherwise it would keep the year from the council for ever.
    sources=(ContributionState.SUBMITTED, ContributionState.RETURNED),
    target=ContributionState.PUBLISHED,
    who=_MODERATOR,
    needs=_("nothing"),
    verb="contribution.published",
)
RETURN = Transition(
    name="return",
    sources=(ContributionState.SUBMITTED,),
    target=ContributionState.RETURNED,
    who=_MODERATOR,
    needs=_("a reason; a way to reach the author"),
    verb="contribution.returned",
)
CORRECT = Transition(
    name="correct",
    sources=(ContributionState.SUBMITTED, ContributionState.RETURNED),
    target=ContributionState.SUBMITTED,
    who=_AUTHOR,
    needs=_("the work of the year is not over"),
    verb="contribution.corrected",
)
HIDE = Transition(
    name="hide",
    sources=(
        ContributionState.SUBMITTED,
        ContributionState.RETURNED,
        ContributionState.PUBLISHED,
        ContributionState.ANSWERED,
    ),
    target=ContributionState.HIDDEN,
    who=_MODERATOR,
    needs=_("a ground and a reason"),
    verb="contribution.hidden",
)
REJECT = Transition(
    name="reject as spam",
    sources=(ContributionState.SUBMITTED,),
    target=ContributionState.SPAM,
    who=_MODERATOR,
    needs=_("nothing"),
    verb="contribution.rejected",
)
RESTORE = Transition(
    name="restore",
    sources=(ContributionState.HIDDEN, ContributionState.SPAM),
    target=ContributionState.PUBLISHED,
    who=_MODERATOR,
    needs=_("a reason; after an appeal, somebody other than who hid it"),
    verb="contribution.restored",
)
ANSWER = Transition(
    name="answer",
    sources=(ContributionState.PUBLISHED, ContributionState.ANSWERED),
    target=ContributionState.ANSWERED,
    who=_OFFICE,
    needs=_("what became of it and the reason"),
    verb="contribution.answered",
)
RECONSIDER = Transition(
    name="open again",
    sources=(ContributionState.ANSWERED,),
    target=ContributionState.PUBLISHED,
    who=_OFFICE,
    needs=_("a reason"),
    verb="contribution.reopened",
)
WITHDRAW = Transition(
    name="withdraw",
    sources=(ContributionState.SUBMITTED, ContributionState.RETURNED, ContributionState.PUBLISHED),
    target=ContributionState.WITHDRAWN,
    who=_AUTHOR,
    needs=_("it was not answered yet"),
    verb="contribution.withdrawn",
)
CONTRIBUTION = Workflow(
    name="contribution",
    start=ContributionState.SUBMITTED,
    states={
        ContributionState.SUBMITTED: _("waiting for a moderator"),
        ContributionState.RETURNED: _("returned to its author for correction"),
        ContributionState.PUBLISHED: _("published, waiting for an answer"),
        ContributionState.ANSWERED: _("answered"),
        ContributionState.HIDDEN: _("hidden"),
        ContributionState.SPAM: _("rejected as spam"),
        ContributionState.WITHDRAWN: _("withdrawn by its author"),
    },
    transitions=(PUBLISH, RETURN, CORRECT, HIDE, REJECT, RESTORE, ANSWER, RECONSIDER, WITHDRAW),
)
