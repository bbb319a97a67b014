"""Saving what people type into an open form: cell by cell, never over a value they have not seen."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from drogowskaz.assessments.models import Assessment, Cell, CellChange
from drogowskaz.assessments.permissions import may_write
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import EMPTY, State, Value
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, person_of

MOST_CELLS = 5000
"""Cells of one save: more than the largest form has."""
LONGEST_TEXT = 20_000
_NO_CELL = _("This form has no such cell. Open the page anew; what you typed has not been saved.")
_UNPRINTABLE = _("The text holds characters that cannot be kept. Type it again.")
_TOO_LONG = _("The text is longer than {most} characters. Shorten it.")
_OVERTAKEN = _("The form was loaded from a file at the same moment. Nothing has been saved; it is sent again.")
_WRITTEN = ["version", "state", "number", "text", "source", "supplier", "changed_at", "changed_by"]
_MOVED = _("The form was moved to another edition in the meantime. Open the page anew; nothing has been saved.")
_TOO_MANY = _("More than {most} cells at once cannot be saved. Nothing has been changed.")


@dataclass(frozen=True)
class Save:
    """What somebody typed into a cell. `seen` is the version they saw, 0 for a cell never filled; `save_id` names the
    save, so that one sent twice is written once; None where a page without scripts sends it."""

    row: str
    offset: int
    text: str
    seen: int
    save_id: UUID | None = None

    @property
    def key(self) -> CellKey:
        return self.row, self.offset


class Fate(StrEnum):
    """What became of a save. SAME: the cell holds this already. CONFLICT: it holds something the person did not see."""

    SAVED = "saved"
    SAME = "same"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Outcome:
    """A save's fate with what the cell holds now, who wrote that and when; `problem` says why it was not read."""

    save: Save
    fate: Fate
    value: Value = EMPTY
    version: int = 0
    by: str = ""
    at: dt.datetime | None = None
    problem: Problem | None = None


@transaction.atomic
def save_cells(
    *, assessment: Assessment, saves: Sequence[Save], actor: Actor, at: dt.datetime, supplier: str | None = None
) -> tuple[Outcome, ...]:
    """Write what can be written and tell the fate of each save, in their order; the journal is the trace.

    `supplier` is whoever gave the values, empty for the unit's own; where it is said, the same value of another one is
    a change. `assessment` has its unit at hand, and each cell stands once in `saves`. Raises Refused, and
    IntegrityError for the name of another save; then nothing is written.
    """
    assert len({save.key for save in saves}) == len(saves), "a cell stands once in a save"
    opened = assessment.edition
    held = Assessment.objects.filter(pk=assessment.pk, locked=False, edition=opened).update(changed_at=at)
    if not held:
        assessment.refresh_from_db(fields=["status", "edition", "locked"])
    too_many = Refusal(_TOO_MANY, {"most": MOST_CELLS}) if len(saves) > MOST_CELLS else None
    moved = Refusal(_MOVED) if assessment.edition != opened else None
    refuse(may_write(actor, assessment, at), too_many, moved)
    # From here on this form is locked: whoever else saves in it waits for the end of this transaction.
    cells = _cells(assessment, [save.key for save in saves])
    rows = edition_named(assessment.edition).row_by_key
    pending: dict[CellKey, tuple[Save, Value]] = {}
    outcomes: list[Outcome] = []
    for save in saves:
        value, problem = _read(save, rows.get(save.row), assessment.edition)
        if problem is not None or value is None:
            outcomes.append(Outcome(save, Fate.UNREADABLE, problem=problem))
        else:
            outcomes.append(_decide(save, value, cells, pending, supplier))
    _write(assessment, cells, pending, supplier=supplier or "", person=person_of(actor), at=at)
    stale = [one for one in outcomes if one.fate is Fate.CONFLICT]
    settled = _settled(assessment, stale, rows) if stale else {}
    return tuple(settled.get(id(one), one) for one in outcomes)


def _cells(assessment: Assessment, keys: Iterable[CellKey]) -> dict[CellKey, Cell]:
    keys = set(keys)
    found = Cell.objects.filter(
        assessment=assessment, row__in={row for row, _offset in keys}, offset__in={offset for _row, offset in keys}
    ).select_related("changed_by")
    return {(cell.row, cell.offset): cell for cell in found if (cell.row, cell.offset) in keys}


def _value(cell: Cell | CellChange) -> Value:
    return Value(State(cell.state), cell.number, cell.text)


def _read(save: Save, row: Row | None, edition: str) -> tuple[Value | None, Problem | None]:
    """The value that was typed, or why it is none."""
    if row is None or save.offset not in row.offsets:
        return None, Problem(_NO_CELL)
    if len(save.text) > LONGEST_TEXT:
        return None, Problem(_TOO_LONG, params={"most": LONGEST_TEXT})
    if any(character < " " and character not in "\t\r\n" for character in save.text):
        return None, Problem(_UNPRINTABLE)
    problems: list[Problem] = []
    value = read_value(save.text, row, edition_named(edition), Place(""), problems)
    return value, Problem(problems[0].message, params=problems[0].params) if problems else None


def _decide(
    save: Save,
    value: Value,
    cells: Mapping[CellKey, Cell],
    pending: dict[CellKey, tuple[Save, Value]],
    supplier: str | None,
) -> Outcome:
    cell = cells.get(save.key)
    version, stands = (cell.version, _value(cell)) if cell else (0, EMPTY)
    if value == stands and (supplier is None or (cell.supplier if cell else "") == supplier):
        return _standing(save, Fate.SAME, cell)
    if save.seen != version:
        return _standing(save, Fate.CONFLICT, cell)
    pending[save.key] = save, value
    return Outcome(save, Fate.SAVED, value, version + 1)


def _standing(save: Save, fate: Fate, cell: Cell | None) -> Outcome:
    """A fate with what the cell holds."""
    if cell is None:
        return Outcome(save, fate)
    by = cell.changed_by.name if cell.changed_by else ""
    return Outcome(save, fate, _value(cell), cell.version, by, cell.changed_at)


def _settled(assessment: Assessment, stale: Sequence[Outcome], rows: Mapping[str, Row]) -> dict[int, Outcome]:
    """The stale saves that are no conflict after all: sent a second time, or of a cell left as the person saw it."""
    written = CellChange.objects.filter(assessment=assessment, row__in={one.save.row for one in stale})
    by_version = {(one.row, one.offset, one.version): one for one in written.select_related("by")}
    by_save = {one.save_id: one for one in by_version.values() if one.save_id}
    found: dict[int, Outcome] = {}
    for one in stale:
        save = one.save
        again = by_save.get(save.save_id) if save.save_id else None
        if again is not None and (again.row, again.offset) == save.key:
            found[id(one)] = Outcome(save, Fate.SAVED, _value(again), again.version)
            continue
        seen = by_version.get((*save.key, save.seen))
        typed, _problem = _read(save, rows.get(save.row), assessment.edition)
        if typed == (_value(seen) if seen else EMPTY):
            found[id(one)] = Outcome(save, Fate.SAME, one.value, one.version, one.by, one.at)
    return found


def _write(
    assessment: Assessment,
    cells: dict[CellKey, Cell],
    pending: Mapping[CellKey, tuple[Save, Value]],
    *,
    supplier: str,
    person: User | None,
    at: dt.datetime,
) -> None:
    fresh: list[Cell] = []
    changed: dict[int, list[Cell]] = defaultdict(list)
    journal = []
    for key, (save, value) in pending.items():
        cell = cells.get(key) or Cell(assessment=assessment, row=save.row, offset=save.offset, version=0)
        (changed[cell.version] if cell.version else fresh).append(cell)
        cell.version += 1
        cell.state, cell.number, cell.text = value.state.value, value.number, value.text
        cell.source, cell.supplier, cell.changed_at, cell.changed_by = None, supplier, at, person
        cells[key] = cell
        journal.append(CellChange.of(cell, save_id=save.save_id))
    Cell.objects.bulk_create(fresh)
    for seen, some in changed.items():
        # Nobody who saves here can come between; who loads a whole file does not ask for the lock.
        if _rewrite(some, seen) < len(some):
            refuse(Refusal(_OVERTAKEN))
    CellChange.objects.bulk_create(journal)


def _rewrite(cells: Sequence[Cell], seen: int) -> int:
    """Write cells that stood at the version `seen`; gives how many stood there."""
    standing = Cell.objects.filter(version=seen)
    if len(cells) > 1:
        return standing.bulk_update(cells, _WRITTEN)
    # What people type comes cell by cell, and the statement for many takes Django several times as long to build.
    (cell,) = cells
    return standing.filter(pk=cell.pk).update(**{name: getattr(cell, name) for name in _WRITTEN})
