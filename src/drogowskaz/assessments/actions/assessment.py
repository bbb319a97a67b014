"""What changes an assessment as a whole: one verb, one transaction, one trace."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.actions.publication import hide_small_counts
from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell, CellChange, Source
from drogowskaz.assessments.permissions import may_publish
from drogowskaz.assessments.workflow import ASSESSMENT, PUBLISH, WITHDRAW, publishing
from drogowskaz.audit.actions import record
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage


@transaction.atomic
def load_reading(*, reading: Reading, unit: Unit, actor: Actor, at: dt.datetime) -> tuple[Assessment, int]:
    """Put a published sheet into the unit's assessment of that year, making it if there is none.

    Returns the assessment and how many cells changed; loading the same sheet twice changes nothing. Cells that the
    sheet does not have stay as they are. Raises Refused when the year already holds another edition.
    """
    refuse(may_publish(actor))
    sheet = reading.sheet
    source = None
    if reading.source:
        known = reading.source
        source, _made = Source.objects.get_or_create(title=known.title, publisher=known.publisher, url=known.url)
    assessment, made = Assessment.objects.get_or_create(
        unit=unit,
        year=sheet.year,
        defaults={"edition": sheet.edition.id, "source": source, "created_at": at, "changed_at": at},
    )
    if assessment.edition != sheet.edition.id:
        message = _("The assessment for {year} is on another edition: {edition}.")
        raise Refused([Refusal(message, {"year": sheet.year, "edition": assessment.edition})])
    corrected = _write_cells(assessment, dict(sheet.values), source=source, person=person_of(actor), at=at)
    changed = len(corrected)
    if made or changed:
        Assessment.objects.filter(pk=assessment.pk).update(changed_at=at)
        record(actor=person_of(actor), verb="assessment.loaded", thing=assessment, at=at, cells=changed)
        if assessment.status == Status.PUBLIC:
            hide_small_counts(units=lineage(unit), corrected={(sheet.year, *cell) for cell in corrected})
    return assessment, changed


_WRITTEN = ["version", "state", "number", "text", "source", "supplier", "changed_at", "changed_by"]


def _write_cells(
    assessment: Assessment,
    values: dict[tuple[str, int], Value],
    *,
    source: Source | None,
    person: User | None,
    at: dt.datetime,
) -> list[CellKey]:
    """Write the cells whose value differs from the stored one, and a journal row for each; returns which."""
    # Whoever types into the form at this moment waits until the whole file has been written.
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    stored = {(cell.row, cell.offset): cell for cell in assessment.cells.all()}
    fresh: list[Cell] = []
    changed: list[Cell] = []
    for (row, offset), value in values.items():
        cell = stored.get((row, offset)) or Cell(assessment=assessment, row=row, offset=offset, version=0)
        if cell.version and (cell.state, cell.number, cell.text) == (value.state, value.number, value.text):
            continue
        (changed if cell.version else fresh).append(cell)
        cell.version += 1
        cell.state, cell.number, cell.text = value.state.value, value.number, value.text
        cell.source, cell.supplier, cell.changed_at, cell.changed_by = source, "", at, person
    Cell.objects.bulk_create(fresh)
    Cell.objects.bulk_update(changed, _WRITTEN)
    CellChange.objects.bulk_create(CellChange.of(cell) for cell in (*fresh, *changed))
    return [(cell.row, cell.offset) for cell in (*fresh, *changed)]


@transaction.atomic
def publish(*, assessment: Assessment, actor: Actor, at: dt.datetime) -> None:
    """Show the assessment to everyone, with small counts hidden. Raises Refused with every reason why not."""
    reasons = [may_publish(actor)]
    if assessment.source_id is None:
        reasons.append(Refusal(_("Numbers without a source are not published. Add the source first.")))
    if not assessment.cells.exclude(state=State.EMPTY).exists():
        reasons.append(Refusal(_("There is nothing to publish: no cell is filled in.")))
    refuse(*reasons, *publishing.refusals(assessment))
    _move(assessment, PUBLISH, actor=actor, at=at)
    hide_small_counts(units=lineage(assessment.unit))


@transaction.atomic
def withdraw(*, assessment: Assessment, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take the assessment off the public pages; `reason` stays in the log. Raises Refused."""
    empty = Refusal(_("Say why the assessment is withdrawn.")) if not reason.strip() else None
    refuse(may_publish(actor), empty)
    _move(assessment, WITHDRAW, actor=actor, at=at, reason=reason.strip())
    hide_small_counts(units=lineage(assessment.unit))


def _move(assessment: Assessment, transition: Transition, *, actor: Actor, at: dt.datetime, **details: str) -> None:
    """Change the state only if it is still one the move starts from, so that a second click changes nothing."""
    waiting = Assessment.objects.filter(pk=assessment.pk, status__in=transition.sources)
    if not waiting.update(status=transition.target, changed_at=at):
        current = Assessment.objects.values_list("status", flat=True).get(pk=assessment.pk)
        raise Refused(
            [Refusal(_("The assessment is already: {state}."), {"state": ASSESSMENT.states[current]}, ("state",))]
        )
    assessment.status = Status(transition.target)
    record(actor=person_of(actor), verb=transition.verb, thing=assessment, at=at, **details)
