"""What changes an assessment as a whole: one verb, one transaction, one trace."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from drogowskaz.assessments.actions.publication import hide_small_counts
from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell, CellChange, Package, Source
from drogowskaz.assessments.permissions import may_load, may_publish
from drogowskaz.assessments.queries.assessment import told_sheet
from drogowskaz.assessments.queries.packages import signed_version
from drogowskaz.assessments.queries.submission import changed_cells
from drogowskaz.assessments.workflow import ASSESSMENT, PUBLISH, RENEW, WITHDRAW, publishing
from drogowskaz.audit.actions import record
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse
from drogowskaz.notifications.actions import tell
from drogowskaz.organisations.letters import path_of
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
    refuse(may_load(actor))
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
    signed = _("The assessment for {year} was signed here. Its numbers are corrected in the form, and signed anew.")
    refuse(Refusal(signed, {"year": sheet.year}) if assessment.packages.exists() else None)
    corrected = write_cells(assessment, dict(sheet.values), source=source, person=person_of(actor), at=at)
    changed = len(corrected)
    if made or changed:
        Assessment.objects.filter(pk=assessment.pk).update(changed_at=at)
        record(actor=person_of(actor), verb="assessment.loaded", thing=assessment, at=at, cells=changed)
        if assessment.status == Status.PUBLIC:
            hide_small_counts(units=lineage(unit), corrected={(sheet.year, *cell) for cell in corrected})
    return assessment, changed


_WRITTEN = ["version", "state", "number", "text", "source", "supplier", "changed_at", "changed_by"]


def write_cells(
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
    """Show the assessment to everyone, with small counts hidden: its signed version, where it was signed here. What is
    public already is shown in its newer version. Raises Refused with every reason why not."""
    package = signed_version(assessment)
    renews = assessment.status == Status.PUBLIC
    refuse(
        may_publish(actor, assessment, at),
        *(() if package else _unsigned(assessment)),
        _nothing_newer(package) if renews and package == assessment.public_package else None,
        *publishing.refusals(assessment),
    )
    before = told_sheet(assessment)
    _move(assessment, RENEW if renews else PUBLISH, {"public_package": package, "locked": True}, actor=actor, at=at)
    corrected = changed_cells(before, told_sheet(assessment)) if renews else set()
    hide_small_counts(units=lineage(assessment.unit), corrected={(assessment.year, *cell) for cell in corrected})
    _tell(assessment, "assessments.renewed" if renews else "assessments.published", at)


def _nothing_newer(package: Package | None) -> Refusal:
    if package is None:
        return _already(Status.PUBLIC)
    return Refusal(_("The newest signed version is public already."))


def _already(status: str) -> Refusal:
    return Refusal(_("The assessment is already: {state}."), {"state": ASSESSMENT.states[status]}, ("state",))


def _unsigned(assessment: Assessment) -> Iterator[Refusal]:
    """What keeps a form that was not signed here from being published."""
    if assessment.packages.exists():
        yield Refusal(_("The form is being corrected. Sign it first; until then the last version stays public."))
    elif assessment.source_id is None:
        yield Refusal(_("Numbers without a source are not published. Add the source first."))
    if not assessment.cells.exclude(state=State.EMPTY).exists():
        yield Refusal(_("There is nothing to publish: no cell is filled in."))


@transaction.atomic
def withdraw(*, assessment: Assessment, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take the assessment off the public pages; `reason` stays in the log. Raises Refused."""
    empty = Refusal(_("Say why the assessment is withdrawn.")) if not reason.strip() else None
    refuse(may_publish(actor, assessment, at), empty)
    _move(assessment, WITHDRAW, {}, actor=actor, at=at, reason=reason.strip())
    hide_small_counts(units=lineage(assessment.unit))
    _tell(assessment, "assessments.withdrawn", at)


def _move(
    assessment: Assessment,
    transition: Transition,
    changes: dict[str, Any],
    *,
    actor: Actor,
    at: dt.datetime,
    **details: str,
) -> None:
    """Change the state only if it is still one the move starts from, so that a second click changes nothing."""
    waiting = Assessment.objects.filter(pk=assessment.pk, status__in=transition.sources)
    if not waiting.update(status=transition.target, changed_at=at, **changes):
        current = Assessment.objects.values_list("status", flat=True).get(pk=assessment.pk)
        raise Refused([_already(current)])
    assessment.status, assessment.changed_at = Status(transition.target), at
    for name, value in changes.items():
        setattr(assessment, name, value)
    record(actor=person_of(actor), verb=transition.verb, thing=assessment, at=at, **details)


def _tell(assessment: Assessment, event: str, at: dt.datetime) -> None:
    """News for those who follow the assessment or its unit."""
    tell(thing=path_of(assessment.unit, assessment.year), event=event, at=at, context={"year": assessment.year})
