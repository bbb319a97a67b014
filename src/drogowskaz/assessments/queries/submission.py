"""A form on its way to the regional centre: where it stands, what keeps it from being signed, what changed since."""

from dataclasses import dataclass

from django.db.models import Max

from drogowskaz.assessments.enums import RemarkState, Step, Way
from drogowskaz.assessments.models import Assessment, Objection, Package, Submission, SubmissionStep
from drogowskaz.assessments.queries.entry.forms import last_change, sheet_with_last
from drogowskaz.assessments.queries.entry.remarks import explanations
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.engine.checks.run import Finding, Result, check_sheet
from drogowskaz.engine.disclosure.publication import texts_to_read
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal


def submission_of(assessment: Assessment) -> Submission | None:
    """Where the form stands on its way, None while it has not begun it; at most one query."""
    return getattr(assessment, "submission", None)


def state_of(assessment: Assessment) -> Way:
    """Where the form stands on its way."""
    submission = submission_of(assessment)
    return Way(submission.state) if submission else Way.WORK


def stamp_of(assessment: Assessment) -> str:
    """A name for everything that a signature would cover, as it stands now; four queries. It changes with every save,
    text, explanation and answer."""
    submission = submission_of(assessment)
    answered = submission.objections.aggregate(last=Max("answered_at"))["last"] if submission else None
    newest = (
        last_change(assessment),
        assessment.texts.aggregate(last=Max("pk"))["last"] or 0,
        assessment.explanations.aggregate(last=Max("pk"))["last"] or 0,
        int(answered.timestamp() * 1_000_000) if answered else 0,
    )
    return "-".join(map(str, newest))


@dataclass(frozen=True)
class Open:
    """An objection of the last return with whether it is settled: by another value, or by an answer."""

    objection: Objection
    changed: bool

    @property
    def settled(self) -> bool:
        return self.changed or bool(self.objection.answer)


@dataclass(frozen=True)
class Readiness:
    """What a signature would meet. `errors` and `unexplained` block it, `questions` are open ones that do not, `read`
    are texts with digits that a person should read before the form is published."""

    sheet: Sheet
    result: Result
    errors: tuple[Finding, ...]
    unexplained: tuple[Finding, ...]
    objections: tuple[Open, ...]
    questions: int
    read: tuple[CellKey, ...]
    refusals: tuple[Refusal, ...]
    stamp: str


_PROVISIONAL = _("The cycle is still on the provisional form. Move it to the official one before signing it.")
_ERRORS = _("Errors to be corrected before the form is signed: {n}.")
_UNEXPLAINED = _("Findings to be explained, for the numbers that stand there now, before the form is signed: {n}.")
_UNSETTLED = _("Cells that were returned and have neither another value nor an answer: {n}.")


def readiness(assessment: Assessment) -> Readiness:
    """Whether the form can be signed as it stands, and everything that is in the way; a fixed number of queries."""
    stamp = stamp_of(assessment)
    sheet = sheet_with_last(assessment)
    result = check_sheet(sheet, Stage.SIGN)
    written = explanations(assessment)
    unexplained = []
    for finding in result.of(Severity.JUSTIFY):
        one = written.get((finding.check.id, finding.offset))
        if one is None or one.values != values_of(finding, sheet):
            unexplained.append(finding)
    errors, objections = result.of(Severity.ERROR), open_objections(assessment, sheet)
    unsettled = sum(not one.settled for one in objections)
    cycle = getattr(assessment, "cycle", None)
    blocked = (
        Refusal(_PROVISIONAL) if cycle is not None and cycle.provisional else None,
        Refusal(_("There is nothing to sign: no cell is filled in.")) if not sheet.filled else None,
        Refusal(_ERRORS, {"n": len(errors)}) if errors else None,
        Refusal(_UNEXPLAINED, {"n": len(unexplained)}) if unexplained else None,
        Refusal(_UNSETTLED, {"n": unsettled}) if unsettled else None,
    )
    return Readiness(
        sheet=sheet,
        result=result,
        errors=errors,
        unexplained=tuple(unexplained),
        objections=objections,
        questions=assessment.remarks.filter(state=RemarkState.OPEN).count(),
        read=texts_to_read(sheet),
        refusals=tuple(one for one in blocked if one),
        stamp=stamp,
    )


def values_of(finding: Finding, sheet: Sheet) -> list[list[object]]:
    """The cells of a finding as an explanation keeps them: row, column, state, number."""
    told = ((row, offset, sheet.value(row, offset)) for row, offset in finding.cells)
    return [[row, offset, int(value.state), value.number] for row, offset, value in told]


def last_return(assessment: Assessment) -> SubmissionStep | None:
    """The return that is to be answered, with the version it returned; None once a later version was accepted. One
    query."""
    found = SubmissionStep.objects.filter(
        submission__assessment=assessment, kind__in=[Step.RETURNED, Step.ACCEPTED]
    ).select_related("package", "by")
    newest = found.order_by("-pk").first()
    return newest if newest is not None and newest.kind == Step.RETURNED else None


def open_objections(assessment: Assessment, sheet: Sheet) -> tuple[Open, ...]:
    """The objections that are to be answered, against the values of `sheet`; at most two queries."""
    returned = last_return(assessment)
    if returned is None or returned.package is None:
        return ()
    before = frozen(returned.package).sheet
    return tuple(
        Open(one, sheet.value(one.row, one.offset) != before.value(one.row, one.offset))
        for one in returned.objections.select_related("by", "answered_by")
    )


@dataclass(frozen=True)
class Changed:
    """A cell that differs between two versions."""

    row: str
    offset: int
    before: Value
    after: Value


@dataclass(frozen=True)
class Difference:
    """What differs between two versions of a form: cells in the order of the form, explanations by (check, column),
    and chapters whose texts differ."""

    cells: tuple[Changed, ...]
    explained: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.cells or self.explained or self.texts)


def changed_cells(before: Sheet, after: Sheet) -> list[CellKey]:
    """The cells that differ between two sheets of one edition, in the order of the form."""
    places = ((row.key, offset) for row in after.edition.rows for offset in row.offsets)
    return [cell for cell in places if before.value(*cell) != after.value(*cell)]


def difference(before: Package, after: Package) -> Difference:
    """What differs between two packages of one assessment; no query. Raises Unusable like `frozen`."""
    old, new = frozen(before), frozen(after)
    cells = tuple(
        Changed(*cell, old.sheet.value(*cell), new.sheet.value(*cell)) for cell in changed_cells(old.sheet, new.sheet)
    )
    was = {(one.about, one.offset): one.text for one in old.explained}
    now = {(one.about, one.offset): one.text for one in new.explained}
    explained = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
    texts = sorted(name for name in {*old.texts, *new.texts} if old.texts.get(name) != new.texts.get(name))
    return Difference(cells, tuple(explained), tuple(texts))
