"""What the regional centre sees of a form: first what changed since it returned it, then everything else."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Assessment, Objection, Package, Submission, SubmissionStep
from drogowskaz.assessments.permissions import may_review_form
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.assessments.queries.submission import last_return, state_of, submission_of
from drogowskaz.assessments.queries.submission_pages.objections import ShownObjection, shown_objections
from drogowskaz.assessments.queries.submission_pages.reading import ReadForm, Written, draft_of, read_form, written_in
from drogowskaz.assessments.queries.submission_pages.steps import ShownStep, timeline
from drogowskaz.assessments.queries.submission_pages.versions import ShownCellChange, ShownDifference, shown_difference
from drogowskaz.engine.problems import Unusable
from drogowskaz.organisations.permissions import Actor

AT_HOME = (Way.WORK, Way.RETURNED, Way.CORRECTION)


@dataclass(frozen=True)
class ChangedCell:
    """A cell that changed since the baseline or that was asked about, with what was asked and answered."""

    change: ShownCellChange
    objections: tuple[Objection, ...]
    changed: bool


@dataclass(frozen=True)
class Review:
    """The page. `package` is the version shown, None for a draft. `since` is the version it is compared with: the one
    returned last, or the one accepted before; `changes` are the cells that differ or were asked about. `writing` are
    objections not sent yet, `asked` those that the unit still has to answer. `refusal` says why this person decides
    nothing here, and is empty when they may."""

    state: Way
    label: str
    submission: Submission | None
    package: Package | None
    draft: bool
    since: Package | None
    returned: SubmissionStep | None
    changes: tuple[ChangedCell, ...]
    differs: ShownDifference | None
    writing: tuple[ShownObjection, ...]
    asked: tuple[ShownObjection, ...]
    form: ReadForm | None
    steps: tuple[ShownStep, ...]
    refusal: str
    broken: tuple[str, ...]

    @property
    def may_accept(self) -> bool:
        """Whether the form waits for this very person's decision."""
        return not self.refusal and self.state is Way.SENT and not self.broken

    @property
    def may_return(self) -> bool:
        """Whether they can return it, also after it was accepted."""
        return not self.refusal and self.state in (Way.SENT, Way.ACCEPTED)


def sent_version(form: Assessment) -> Package | None:
    """The newest version that was sent; one query."""
    step = SubmissionStep.objects.filter(submission__assessment=form, kind=Step.SENT).select_related("package")
    newest = step.order_by("-pk").first()
    return newest.package if newest else None


def is_draft(form: Assessment) -> bool:
    """Whether the regional centre reads the form as it stands now: the unit works on it and shows it."""
    submission = submission_of(form)
    return submission is not None and submission.shared and state_of(form) in AT_HOME


def review(form: Assessment, chapter: str, actor: Actor, at: dt.datetime, lang: str) -> Review | None:
    """The page, None for an unknown chapter; a fixed number of queries."""
    state, submission = state_of(form), submission_of(form)
    draft = is_draft(form)
    package = None if draft else sent_version(form)
    returned = last_return(form)
    since = _since(submission, returned, package)
    refusal = may_review_form(actor, form, at)
    asked = _asked(returned)
    writing = list(submission.objections.filter(step=None).select_related("by")) if submission else []
    found = _Found()
    broken: tuple[str, ...] = ()
    try:
        written = written_of(form, package)
        if written is not None:
            found = _found(form, written, chapter, (since, package, asked, writing), lang)
            if found.form is None:
                return None
    except Unusable as unfit:
        broken = tuple(problem.sentence(lang) for problem in unfit.problems)
    return Review(
        state=state,
        label=str(state.label),
        submission=submission,
        package=package,
        draft=draft,
        since=since,
        returned=returned,
        changes=found.changes,
        differs=found.differs,
        writing=found.writing,
        asked=found.asked,
        form=found.form,
        steps=timeline(submission, lang, named=True),
        refusal=refusal.sentence(lang) if refusal else "",
        broken=broken,
    )


@dataclass(frozen=True)
class _Found:
    """What was read out of the versions."""

    form: ReadForm | None = None
    differs: ShownDifference | None = None
    changes: tuple[ChangedCell, ...] = ()
    writing: tuple[ShownObjection, ...] = ()
    asked: tuple[ShownObjection, ...] = ()


def _found(
    form: Assessment,
    written: Written,
    chapter: str,
    about: tuple[Package | None, Package | None, list[Objection], list[Objection]],
    lang: str,
) -> _Found:
    since, package, asked, writing = about
    differs: ShownDifference | None = None
    changes: tuple[ChangedCell, ...] = ()
    if package is not None and since is not None:
        differs = shown_difference(since, package, lang)
        changes = _changes(differs, shown_objections(asked, frozen(since).sheet, written.sheet, lang))
    shown = shown_objections(writing, written.sheet, written.sheet, lang)
    changed = frozenset(one.change.place.key for one in changes if one.changed)
    read = read_form(form, written, chapter, lang, frozenset(one.place.key for one in shown), changed)
    waiting = () if since is not None else shown_objections(asked, written.sheet, written.sheet, lang)
    return _Found(read, differs, changes, shown, waiting)


def written_of(form: Assessment, package: Package | None) -> Written | None:
    """What the regional centre reads: the sent version, or the draft it is shown. Raises Unusable like `frozen`."""
    if package is not None:
        return written_in(frozen(package))
    return draft_of(form) if is_draft(form) else None


def _since(submission: Submission | None, returned: SubmissionStep | None, package: Package | None) -> Package | None:
    """What the shown version is compared with; None where the centre reads it for the first time."""
    if package is None:
        return None
    if returned is not None and returned.package is not None and returned.package_id != package.pk:
        return returned.package
    accepted = submission.accepted if submission else None
    return accepted if accepted is not None and accepted.pk != package.pk else None


def _asked(returned: SubmissionStep | None) -> list[Objection]:
    return list(returned.objections.select_related("by", "answered_by")) if returned else []


def _changes(differs: ShownDifference, asked: tuple[ShownObjection, ...]) -> tuple[ChangedCell, ...]:
    """Every cell that differs, and those that were asked about though they stayed; those asked about first."""
    answers: dict[tuple[str, int], list[Objection]] = {}
    for one in asked:
        answers.setdefault(one.place.key, []).append(one.objection)
    changed = {one.place.key: one for one in differs.cells}
    stayed = {one.place.key: ShownCellChange(one.place, one.then, one.now) for one in asked} | changed
    every = [ChangedCell(one, tuple(answers.get(key, ())), key in changed) for key, one in stayed.items()]
    return tuple(sorted(every, key=lambda one: not one.objections))
