"""A print of CAS held against a form, cell by cell. Nothing is written anywhere."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from drogowskaz.engine.editions.schema import Chapter, Edition, Row, Table
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import EMPTY, State, Value


class Sort(StrEnum):
    """How a cell differs: both hold something else, only our form is filled, only the print is."""

    DIFFERENT = "different"
    ONLY_OURS = "only-ours"
    ONLY_THEIRS = "only-theirs"


@dataclass(frozen=True)
class Difference:
    """A cell that does not hold the same in both."""

    sort: Sort
    row: Row
    offset: int
    ours: Value
    theirs: Value

    @property
    def key(self) -> CellKey:
        return self.row.key, self.offset


@dataclass(frozen=True)
class Absent:
    """What of an edition a print lacks: whole chapters, whole tables of the others, single rows of the other tables."""

    chapters: tuple[Chapter, ...]
    tables: tuple[Table, ...]
    rows: tuple[Row, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.chapters or self.tables or self.rows)


@dataclass(frozen=True)
class Comparison:
    """The differences in the order of the form, how many filled cells agree, and what the print lacks.

    `unprinted` counts our filled cells of rows that the print lacks; they are neither equal nor different.
    """

    differences: tuple[Difference, ...]
    equal: int
    unprinted: int
    absent: Absent


def compare(ours: Sheet, theirs: Sheet, rows: Collection[str]) -> Comparison:
    """Our form against the print. `rows` are those the print has; both sheets are of one edition."""
    assert ours.edition is theirs.edition, "cells are compared within one edition"
    differences: list[Difference] = []
    equal = unprinted = 0
    for row in ours.edition.rows:
        for offset in row.offsets:
            mine, other = ours.value(row.key, offset), theirs.value(row.key, offset)
            if row.key not in rows:
                unprinted += mine != EMPTY
            elif _alike(mine, other):
                equal += mine != EMPTY
            else:
                differences.append(Difference(_sort(mine, other), row, offset, mine, other))
    return Comparison(tuple(differences), equal, unprinted, absent_from(ours.edition, rows))


def absent_from(edition: Edition, rows: Iterable[str]) -> Absent:
    """What of the edition stands in none of these rows."""
    given = {*rows}
    chapters, tables, single = [], [], []
    for chapter in (one for one in edition.chapters if one.rows):
        if not any(row.key in given for row in chapter.rows):
            chapters.append(chapter)
            continue
        for table in chapter.tables:
            lacking = [row for row in table.rows if row.key not in given]
            if len(lacking) == len(table.rows):
                tables.append(table)
            else:
                single.extend(lacking)
    return Absent(tuple(chapters), tuple(tables), tuple(single))


def _alike(mine: Value, other: Value) -> bool:
    """The same value; of a text its words, since a print breaks its lines elsewhere."""
    return (mine.state, mine.number) == (other.state, other.number) and mine.text.split() == other.text.split()


def _sort(mine: Value, other: Value) -> Sort:
    if other.state is State.EMPTY:
        return Sort.ONLY_OURS
    return Sort.ONLY_THEIRS if mine.state is State.EMPTY else Sort.DIFFERENT
