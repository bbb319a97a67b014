"""Appeals against hiding: whether one can be made, and which ones wait."""

from django.db.models import QuerySet
from django.utils.timezone import localtime

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Appeal, Contribution

_NOT_HIDDEN = _("Only what is hidden can be appealed against; this is not.")
_ONCE = _("You appealed already on {day}. An appeal is made once; what was decided stands here.")


def appeal_fault(contribution: Contribution) -> Refusal | None:
    """Why no appeal can be made about this contribution now; None when it can. One query."""
    made = Appeal.objects.filter(contribution=contribution).first()
    if made is not None:
        return Refusal(_ONCE, {"day": f"{localtime(made.at):%d.%m.%Y}"})
    return None if contribution.state == ContributionState.HIDDEN else Refusal(_NOT_HIDDEN)


def waiting_appeals(cycle: Cycle) -> QuerySet[Appeal]:
    """Appeals of a cycle that nobody decided on, the oldest first."""
    waiting = Appeal.objects.filter(
        contribution__cycle=cycle, upheld=None, contribution__state=ContributionState.HIDDEN
    )
    return waiting.select_related("contribution__organisation").order_by("at", "pk")
