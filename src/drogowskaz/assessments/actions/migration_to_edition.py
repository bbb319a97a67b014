"""Moving an open cycle from the provisional form to the official one; nothing is dropped on the way."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from drogowskaz.assessments.actions.cycles import write_event
from drogowskaz.assessments.actions.moving_offers import move_offers
from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models import Assessment, Cell, CellChange, Cycle, UnplacedCell
from drogowskaz.assessments.permissions import may_run_cycle
from drogowskaz.assessments.queries.migration import Change, Fate, Step, awaited_form, change_of
from drogowskaz.assessments.workflow import CYCLE
from drogowskaz.audit.actions import record
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, person_of


@transaction.atomic
def move_to_official_form(*, cycle: Cycle, opened_on: dt.date, stamp: str, actor: Actor, at: dt.datetime) -> Change:
    """Put the cycle on the official form of its year, as the dry run with this `stamp` told.

    Every old value stays in the journal; those without a place in the new form are listed with the cycle.
    `opened_on` is the day on which the official form was opened; it goes into the log of such days. Raises Refused.
    """
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at), _too_soon(opened_on, at))
    # Who saves a cell locks this row first, so nobody writes into the old form while it is being left.
    assessment = Assessment.objects.select_for_update(of=("self",)).select_related("unit").filter(cycle=cycle).first()
    current = Cycle.objects.get(pk=cycle.pk)
    new = awaited_form(current)
    refuse(_not_open(current), Refusal(_NOTHING) if new is None else None)
    assert assessment is not None, "an open cycle has an assessment"
    assert new is not None, "refused above"
    cells = {(cell.row, cell.offset): cell for cell in assessment.cells.all()}
    change = _told(assessment, list(cells.values()), new)
    if change.stamp != stamp:
        raise Refused([Refusal(_OVERTAKEN)])
    standing = {key: cell.version for key, cell in cells.items()}
    _write(change, cells, assessment, cycle, person=person_of(actor), at=at)
    unplaced = move_offers(assessment=assessment, change=change, standing=standing, person=person_of(actor), at=at)
    Assessment.objects.filter(pk=assessment.pk).update(edition=new, changed_at=at)
    Cycle.objects.filter(pk=cycle.pk).update(edition=new, provisional=False)
    cycle.edition, cycle.provisional = new, False
    if cycle.assessment:
        cycle.assessment.edition = new
    counts = {fate.value: sum(len(step.cells) for step in change.steps if step.fate is fate) for fate in Fate}
    details = {"from": change.old, "to": new, **counts, **({"offers_unplaced": unplaced} if unplaced else {})}
    write_event(cycle, Event.EDITION, actor=actor, at=at, key="official_form", day=opened_on, details=details)
    record(actor=person_of(actor), verb="cycle.edition", thing=cycle, at=at, day=opened_on.isoformat(), **details)
    return change


_OVERTAKEN = _("Somebody changed the form after you looked. Nothing was moved; look at the list again.")
_NOTHING = _("There is no other form to move to: the cycle is on the official one, or none has come yet.")


def _too_soon(day: dt.date, at: dt.datetime) -> Refusal | None:
    if day <= localdate(at):
        return None
    return Refusal(_("The official form cannot have been opened on a day that is still to come."))


def _not_open(cycle: Cycle) -> Refusal | None:
    if cycle.state == CycleState.OPEN:
        return None
    message = _("The cycle is now: {state}. It can be moved only while data are being gathered.")
    return Refusal(message, {"state": CYCLE.states[cycle.state]}, ("state",))


def _told(assessment: Assessment, cells: list[Cell], new: str) -> Change:
    try:
        return change_of(assessment, cells, new)
    except Unusable as unknown:
        raise Refused([Refusal(problem.message, problem.params) for problem in unknown.problems]) from unknown


def _write(
    change: Change,
    cells: dict[CellKey, Cell],
    assessment: Assessment,
    cycle: Cycle,
    *,
    person: User | None,
    at: dt.datetime,
) -> None:
    """Empty the cells that leave their place, fill the new places, and list the values without one.

    The journal gets a line for each: an empty one where a value left, the value where it arrived.
    """
    leaving = [step for step in change.steps if step.fate is not Fate.KEPT]
    UnplacedCell.objects.bulk_create(
        _unplaced(cycle, change, step, cells[key]) for step in leaving if not step.target for key in step.cells
    )
    arriving = [(step, _held_by(step, cells)) for step in leaving if step.target]
    latest = assessment.changes.values_list("row", "offset").annotate(Max("version"))
    versions = {(row, offset): version for row, offset, version in latest}
    journal = []
    for key in (key for step in leaving for key in step.cells):
        journal.append(_put(cells, key, Value(State.EMPTY), _Held(), versions, assessment, person, at))
    for step, held in arriving:
        assert step.target is not None, "only these arrive"
        assert step.value is not None, "with a value"
        journal.append(_put(cells, step.target, step.value, held, versions, assessment, person, at))
    CellChange.objects.bulk_create(journal)


@dataclass(frozen=True)
class _Held:
    """Where a value came from, which goes with it into its new place."""

    source_id: int | None = None
    supplier: str = ""


def _held_by(step: Step, cells: dict[CellKey, Cell]) -> _Held:
    """A sum keeps the source and the supplier that all its parts had."""
    sources = {cells[key].source_id for key in step.cells}
    suppliers = {cells[key].supplier for key in step.cells}
    return _Held(
        source_id=sources.pop() if len(sources) == 1 else None,
        supplier=suppliers.pop() if len(suppliers) == 1 else "",
    )


def _put(
    cells: dict[CellKey, Cell],
    key: CellKey,
    value: Value,
    held: _Held,
    versions: dict[CellKey, int],
    assessment: Assessment,
    person: User | None,
    at: dt.datetime,
) -> CellChange:
    """Write the value into the place, whether or not a cell is stored there, and give its line for the journal."""
    versions[key] = versions.get(key, 0) + 1
    written = {
        "state": value.state.value,
        "number": value.number,
        "text": value.text,
        "version": versions[key],
        "source_id": held.source_id,
        "supplier": held.supplier,
        "changed_at": at,
        "changed_by": person,
    }
    row, offset = key
    cell = cells.get(key)
    if cell is None:
        cells[key] = Cell.objects.create(assessment=assessment, row=row, offset=offset, **written)
    elif Cell.objects.filter(pk=cell.pk, version=cell.version).update(**written):
        cell.version = versions[key]
    else:
        raise Refused([Refusal(_OVERTAKEN)])
    return CellChange.of(Cell(assessment=assessment, row=row, offset=offset, **written))


def _unplaced(cycle: Cycle, change: Change, step: Step, cell: Cell) -> UnplacedCell:
    return UnplacedCell(
        cycle=cycle,
        edition=change.old,
        row=cell.row,
        offset=cell.offset,
        state=cell.state,
        number=cell.number,
        text=cell.text,
        outcome=step.outcome,
        told=step.told,
    )
