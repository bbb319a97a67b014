"""The dry run of moving a cycle from the provisional form to the official one: what becomes of every filled cell."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from drogowskaz.assessments.models import Assessment, Cell, Cycle
from drogowskaz.assessments.queries.crosswalk import in_force
from drogowskaz.assessments.queries.cycles import level, official_form
from drogowskaz.engine.crosswalk.carry import Carriage, Carried, Outcome, carry
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import LANGUAGES, _, count, plural, say


class Fate(StrEnum):
    """What becomes of a filled cell when its form changes. Only the first three put it into the new form."""

    KEPT = "kept"
    MOVED = "moved"
    JOINED = "joined"
    SPLIT = "split"
    LOST = "lost"


FATES = {
    Fate.KEPT: plural("{n} cell stays where it is", "{n} cells stay where they are"),
    Fate.MOVED: plural("{n} cell moves to another row", "{n} cells move to other rows"),
    Fate.JOINED: plural("{n} cell is added up with others", "{n} cells are added up with others"),
    Fate.SPLIT: plural("{n} cell has to be divided by hand", "{n} cells have to be divided by hand"),
    Fate.LOST: plural("{n} cell has no place in the new form", "{n} cells have no place in the new form"),
}
PLACED = (Fate.KEPT, Fate.MOVED, Fate.JOINED)


@dataclass(frozen=True)
class Step:
    """One or several cells that belong together, and what becomes of them. `target` is their new place, where one is.

    `told` is the sentence in each language; `outcome` the word of the crosswalk.
    """

    fate: Fate
    cells: tuple[CellKey, ...]
    target: CellKey | None
    value: Value | None
    outcome: str
    told: dict[str, str]


@dataclass(frozen=True)
class Change:
    """The whole move of a cycle from `old` to `new`. Every filled cell stands in exactly one step.

    `stamp` names the cells as they were read: a move is carried out only on what the person has seen.
    """

    old: str
    new: str
    steps: tuple[Step, ...]
    stamp: str

    def counted(self, lang: str) -> list[tuple[Fate, str]]:
        """How many cells meet each fate, as sentences; the fates nobody meets are left out."""
        cells = Counter(step.fate for step in self.steps for _cell in step.cells)
        return [(fate, count(FATES[fate], cells[fate], lang)) for fate in Fate if cells[fate]]

    def listed(self, lang: str) -> list[tuple[Fate, str]]:
        """What a person must look at: every step but the cells that stay as they are."""
        return [(step.fate, step.told[lang]) for step in self.steps if step.fate is not Fate.KEPT]


def awaited_form(cycle: Cycle) -> str | None:
    """The official form that has come for a cycle on a provisional one; None when there is nothing to do."""
    return official_form(level(cycle.unit), cycle.year) if cycle.provisional else None


def dry_run(cycle: Cycle) -> Change | None:
    """What moving to the official form would do; None when none has come. Raises Unusable when no crosswalk leads
    there. Two queries when the unit and the assessment are at hand."""
    new = awaited_form(cycle)
    if new is None or cycle.assessment is None:
        return None
    return change_of(cycle.assessment, list(cycle.assessment.cells.all()), new)


def change_of(assessment: Assessment, cells: Iterable[Cell], new: str) -> Change:
    """What becomes of these cells of the assessment in the edition `new`. Raises Unusable without a crosswalk."""
    cells = list(cells)
    filled = [cell for cell in cells if cell.state != State.EMPTY]
    edition = edition_named(assessment.edition)
    fitting = {
        (cell.row, cell.offset): Value(State(cell.state), cell.number, cell.text)
        for cell in filled
        if cell.row in edition.row_by_key and cell.offset in edition.row_by_key[cell.row].offsets
    }
    sheet = Sheet(edition, assessment.unit.code, assessment.year, fitting)
    carried = carry(sheet, in_force().between(edition, edition_named(new)), year=assessment.year)
    steps = [_step(carried, one) for one in carried.carriages]
    steps += [_stray(cell) for cell in filled if (cell.row, cell.offset) not in fitting]
    return Change(assessment.edition, new, tuple(steps), _stamp(cells, assessment.edition, new))


def _step(carried: Carried, carriage: Carriage) -> Step:
    fate = _fate(carried, carriage)
    target = (carriage.rows[0], carriage.cells[0][1]) if fate in PLACED else None
    return Step(
        fate=fate,
        cells=carriage.cells,
        target=target,
        value=carried.sheet.value(*target) if target else None,
        outcome=carriage.outcome.value,
        told={lang: carried.sentence(carriage, lang) for lang in LANGUAGES},
    )


def _fate(carried: Carried, carriage: Carriage) -> Fate:
    match carriage.outcome:
        case Outcome.SUMMED:
            return Fate.JOINED
        case Outcome.TO_DIVIDE:
            return Fate.SPLIT
        case Outcome.CARRIED:
            (cell,) = carriage.cells
            return Fate.KEPT if cell[0] == carriage.rows[0] else Fate.MOVED
    return Fate.LOST


def _stray(cell: Cell) -> Step:
    """A stored cell that the earlier form itself does not know; it is listed, not forgotten."""
    message = _("“{row}”, column {offset}: {value}. The form it was written in has no such cell.")
    value = cell.text or cell.number if cell.state == State.VALUE else State(cell.state).name.lower()
    told = {lang: say(message, lang, row=cell.row, offset=cell.offset, value=value) for lang in LANGUAGES}
    return Step(Fate.LOST, ((cell.row, cell.offset),), None, None, Outcome.REMOVED.value, told)


def _stamp(cells: Iterable[Cell], old: str, new: str) -> str:
    lines = sorted(f"{cell.row}\t{cell.offset}\t{cell.version}" for cell in cells)
    return hashlib.sha256("\n".join([old, new, *lines]).encode()).hexdigest()
