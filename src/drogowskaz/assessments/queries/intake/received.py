"""The forms of a region as the regional centre may read them: the version it received, or the draft it is shown."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Assessment, Cell, Package, Submission, SubmissionStep
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.territory.models import Unit

CELL = ("assessment_id", "row", "offset", "state", "number", "text")
AWAY = (Way.SENT, Way.ACCEPTED)
"""States in which the cells of a form are those of the version that was sent: it is locked."""


@dataclass(frozen=True)
class Received:
    """What may be read of a form. `package` is None for a draft that is shown; `as_stored`: the cells of the form are
    just what may be read."""

    form: Assessment
    package: Package | None
    as_stored: bool


def received(forms: Iterable[Assessment]) -> list[Received]:
    """The forms that may be read, in their order; two queries."""
    forms = list(forms)
    found = Submission.objects.filter(assessment__in=forms).select_related("package")
    submissions = {one.assessment_id: one for one in found}
    steps = SubmissionStep.objects.filter(submission__in=submissions.values(), kind=Step.SENT, package__isnull=False)
    sent = {one.submission_id: one.package for one in steps.select_related("package").order_by("pk")}
    readable = []
    for form in forms:
        submission = submissions.get(form.pk)
        if submission is None:
            continue
        if submission.state in AWAY:
            readable.append(Received(form, submission.package, as_stored=True))
        elif submission.shared:
            readable.append(Received(form, None, as_stored=True))
        elif submission.pk in sent:
            readable.append(Received(form, sent[submission.pk], as_stored=False))
    return readable


def sheets(found: Iterable[Received], rows: Collection[str] | None = None) -> dict[int, Sheet]:
    """Their cells, by key of the form; only these `rows`, where some are named, which for most forms opens no file.

    One query for all that is read from cells. Versions whose file cannot be opened are left out.
    """
    made: dict[int, Sheet] = {}
    stored = {}
    for one in found:
        if one.package is None or (one.as_stored and rows is not None):
            stored[one.form.pk] = one.form
            continue
        try:
            made[one.form.pk] = frozen(one.package).sheet
        except Unusable:
            continue
    return made | _from_cells(stored, rows)


def _from_cells(forms: Mapping[int, Assessment], rows: Collection[str] | None) -> dict[int, Sheet]:
    values: dict[int, dict[CellKey, Value]] = {key: {} for key in forms}
    known = {key: edition_named(form.edition).row_by_key for key, form in forms.items()}
    cells = Cell.objects.filter(assessment__in=forms).exclude(state=State.EMPTY)
    if rows is not None:
        cells = cells.filter(row__in=rows)
    for key, row, offset, state, number, text in cells.values_list(*CELL):
        if row in known[key]:
            values[key][row, offset] = Value(State(state), number, text)
    return {
        key: Sheet(edition_named(form.edition), form.unit.code, form.year, values[key]) for key, form in forms.items()
    }


def forms_of(units: Iterable[Unit], year: int) -> list[Assessment]:
    """The forms of these units for the year, with their units; one query."""
    found = Assessment.objects.filter(unit__in=units, year=year).select_related("unit")
    return list(found.order_by("unit__sort_key", "unit__code"))
