"""What happened to a form on its way, in words, and whose turn it is."""

from dataclasses import dataclass

from django.db.models import Count

from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Submission, SubmissionStep
from drogowskaz.engine.words import _, say


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in a state, and what is to be done; marked source strings."""

    who: str
    what: str


TURNS = {
    Way.WORK: Turn(
        _("the unit: those who enter its data, then its approver"),
        _("Fill the form in. When nothing is in the way, an approver signs it."),
    ),
    Way.SIGNED: Turn(
        _("the unit"),
        _("Send the form. Whoever enters the data may do it as well as the approver."),
    ),
    Way.SENT: Turn(
        _("the regional centre (ROPS)"),
        _("The centre reads the form and accepts it, or returns it with reasons."),
    ),
    Way.RETURNED: Turn(
        _("the unit"),
        _("Correct each cell that was returned, or answer why it stays as it is. Then an approver signs again."),
    ),
    Way.ACCEPTED: Turn(
        _("nobody"),
        _("The form is accepted. A mistake found later is put right in a correction, which is a new version."),
    ),
    Way.CORRECTION: Turn(
        _("the unit"),
        _("Correct what is wrong and sign again. The accepted version stays readable and in force until then."),
    ),
}
OUTSIDE = {
    Step.SIGNED: _("signed on paper, written down here"),
    Step.ACCEPTED: _("accepted by the regional centre elsewhere, written down here"),
    Step.RETURNED: _("returned by the regional centre elsewhere, written down here"),
}


@dataclass(frozen=True)
class ShownStep:
    """A step in words; `by` is empty where the reader may not know the name. `cells` counts the cells returned."""

    step: SubmissionStep
    what: str
    label: str
    by: str
    cells: int


def timeline(submission: Submission | None, lang: str, *, named: bool) -> tuple[ShownStep, ...]:
    """Every step, newest first; one query."""
    if submission is None:
        return ()
    found = submission.steps.select_related("package", "by").annotate(cells=Count("objections")).order_by("-pk")
    return tuple(_shown(one, lang, named=named) for one in found)


def _shown(step: SubmissionStep, lang: str, *, named: bool) -> ShownStep:
    kind = Step(step.kind)
    what = say(OUTSIDE[kind], lang) if step.outside and kind in OUTSIDE else str(kind.label)
    label = say(step.label, lang) if step.label else ""
    return ShownStep(step, what, label, step.by.name if named and step.by else "", step.cells)  # type: ignore[attr-defined]
