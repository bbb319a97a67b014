"""Last year's submitted values in the previous columns of a new form, with every cell accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.crosswalk.story import told, unknown
from drogowskaz.engine.crosswalk.ways import Crosswalk, Way
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Kind, State, Value, show
from drogowskaz.engine.words import _, say


class Outcome(StrEnum):
    """What became of a filled cell of the earlier sheet; only the first two put anything into the new one."""

    CARRIED = "carried"
    SUMMED = "summed"
    NOT_SUMMED = "not-summed"
    TO_DIVIDE = "to-divide"
    REMOVED = "removed"
    UNLIKE = "unlike"
    NO_COLUMN = "no-column"
    NOT_PAST = "not-past"


SENTENCES = {
    Outcome.CARRIED: _("{cells} is carried over."),
    Outcome.SUMMED: _("{cells} are added up into “{to}”."),
    Outcome.NOT_SUMMED: _("{cells} cannot be added up into “{to}”, because not every part is a number: {missing}."),
    Outcome.TO_DIVIDE: _("{cells} has to be divided by hand among: {to}."),
    Outcome.REMOVED: _("{cells} has no place in the new form."),
    Outcome.UNLIKE: _("{cells} is not carried over: “{to}” is counted in another unit."),
    Outcome.NO_COLUMN: _("{cells} is not carried over: the new form has no column for that year in this row."),
    Outcome.NOT_PAST: _("{cells} is not carried over: that year is not past in the new form, so it is filled anew."),
}


@dataclass(frozen=True)
class Carriage:
    """What became of one filled cell, or of several that belong together. `row` is where they went, or would go."""

    outcome: Outcome
    cells: tuple[CellKey, ...]
    rows: tuple[str, ...] = ()
    steps: tuple[Entry, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Carried:
    """The new sheet, what became of every filled cell of `before`, and the rows that start empty."""

    before: Sheet
    sheet: Sheet
    crosswalk: Crosswalk
    carriages: tuple[Carriage, ...]
    empty: tuple[Row, ...] = field(default=())

    @property
    def listed(self) -> tuple[Carriage, ...]:
        """What a person must know of: everything but cells that went over as they were."""
        return tuple(one for one in self.carriages if one.outcome is not Outcome.CARRIED or one.steps)

    def sentence(self, carriage: Carriage, lang: str) -> str:
        """What became of the cells, and why."""
        params: dict[str, Any] = {
            "cells": "; ".join(self._cell(cell, lang) for cell in carriage.cells),
            "to": ", ".join(self.sheet.edition.row_by_key[key].label[lang] for key in carriage.rows),
            "missing": ", ".join(self._label(key, lang) for key in carriage.missing),
        }
        said = say(SENTENCES[carriage.outcome], lang, **params)
        return " ".join([said, *(told(step, lang) for step in carriage.steps)])

    def reason(self, row: Row, lang: str) -> str:
        """Why a row of the new form starts empty."""
        ways = self.crosswalk.into(row.key)
        steps = [told(step, lang) for way in ways for step in way.steps]
        return " ".join(steps) or unknown(row.key, self.crosswalk, lang)

    def _label(self, key: str, lang: str) -> str:
        row = self.before.edition.row_by_key.get(key)
        return row.label[lang] if row else key

    def _cell(self, cell: CellKey, lang: str) -> str:
        row = self.before.edition.row_by_key[cell[0]]
        shown = show(self.before.value(*cell), row.kind, lang)
        year = self.before.year + cell[1]
        return say(_("“{label}”, {year}: {value}"), lang, label=row.label[lang], year=year, value=shown)


def carry(before: Sheet, crosswalk: Crosswalk, *, year: int) -> Carried:
    """The values of `before` as the previous columns of a sheet for the assessed `year` in the later edition.

    The crosswalk starts in the edition of `before`. A dot stays a dot and an x an x; sums are made only where every
    part is a number. Every filled cell of `before` stands in exactly one carriage. For the year of `before` itself
    the whole form moves to the later edition, the assessed year and the forecasts too.
    """
    assert crosswalk.old is before.edition, "the crosswalk starts in the edition of the sheet"
    shift = before.year - year
    values: dict[CellKey, Value] = {}
    carriages = []
    for carriage in _carriages(before, crosswalk, shift):
        carriages.append(carriage)
        if carriage.outcome in (Outcome.CARRIED, Outcome.SUMMED):
            target = carriage.rows[0], carriage.cells[0][1] + shift
            values[target] = _together([before.value(*cell) for cell in carriage.cells])
    sheet = Sheet(crosswalk.new, before.unit, year, values)
    known = before.edition.row_by_key
    empty = tuple(row for row in sheet.edition.rows if not any(way.old in known for way in crosswalk.into(row.key)))
    return Carried(before, sheet, crosswalk, tuple(carriages), empty)


def _together(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else Value(State.VALUE, sum(value.number for value in values))


def _carriages(before: Sheet, crosswalk: Crosswalk, shift: int) -> Iterator[Carriage]:
    done: set[CellKey] = set()
    for row in before.edition.rows:
        for offset in row.offsets:
            cell = row.key, offset
            if cell in done or before.value(*cell).state is State.EMPTY:
                continue
            carriage = _carriage(before, crosswalk, cell, shift)
            done.update(carriage.cells)
            yield carriage


def _carriage(before: Sheet, crosswalk: Crosswalk, cell: CellKey, shift: int) -> Carriage:
    ways = crosswalk.out_of(cell[0])
    onward = [way for way in ways if way.new is not None]
    steps = tuple(dict.fromkeys(step for way in ways for step in way.steps))
    if shift and cell[1] + shift >= 0:
        return Carriage(Outcome.NOT_PAST, (cell,))
    if not onward:
        return Carriage(Outcome.REMOVED, (cell,), steps=steps)
    rows = tuple(str(way.new) for way in onward)
    if any(way.relation is Relation.SPLIT for way in ways):
        return Carriage(Outcome.TO_DIVIDE, (cell,), rows, steps)
    target = crosswalk.new.row_by_key[rows[0]]
    if cell[1] + shift not in target.offsets:
        return Carriage(Outcome.NO_COLUMN, (cell,), rows, steps)
    parts = crosswalk.into(target.key)
    if len(parts) > 1:
        return _sum(before, target, parts, cell[1])
    if _unlike(before.edition.row_by_key[cell[0]], target):
        return Carriage(Outcome.UNLIKE, (cell,), rows, steps)
    return Carriage(Outcome.CARRIED, (cell,), rows, steps)


def _unlike(old: Row, new: Row) -> bool:
    return (old.kind, old.unit) != (new.kind, new.unit)


def _sum(before: Sheet, target: Row, parts: tuple[Way, ...], offset: int) -> Carriage:
    """All cells of one year that are joined in one row: added up, or listed with the parts that prevent it."""
    cells, missing = [], []
    for way in parts:
        row = before.edition.row_by_key.get(way.old or "")
        value = before.value(row.key, offset) if row else None
        divided = way.relation is Relation.SPLIT
        if row and value and value.state is not State.EMPTY and not divided:
            cells.append((row.key, offset))
        number = value is not None and value.state is State.VALUE and row is not None and row.kind is not Kind.TEXT
        if not number or divided or (row is not None and _unlike(row, target)):
            missing.append(row.key if row else way.old or str(way.steps[0].new))
    steps = tuple(dict.fromkeys(step for way in parts for step in way.steps))
    outcome = Outcome.NOT_SUMMED if missing else Outcome.SUMMED
    return Carriage(outcome, tuple(cells), (target.key,), steps, tuple(missing))
