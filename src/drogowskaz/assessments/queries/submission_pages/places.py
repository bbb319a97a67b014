"""A cell of a form as it is named to people, with where it stands."""

from dataclasses import dataclass

from drogowskaz.assessments.queries.entry.parts import pages_of
from drogowskaz.engine.editions.schema import Chapter, Edition, Row, Table
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import show


@dataclass(frozen=True)
class Place:
    """A cell: its row and the calendar year of its column. `page` is the page of its chapter in the open form."""

    row: Row
    offset: int
    year: int
    table: Table
    chapter: Chapter
    page: int

    @property
    def key(self) -> CellKey:
        return self.row.key, self.offset


def place_in(edition: Edition, row: str, offset: int, year: int) -> Place:
    """The cell of the edition; `year` is the assessed one."""
    known = edition.row_by_key[row]
    page = pages_of(edition)[row]
    return Place(known, offset, year + offset, edition.tables[known.table], edition.chapter_of(known), page)


def text_in(sheet: Sheet, key: CellKey, lang: str) -> str:
    """What stands in a cell, as it is written on the form; nothing where it is empty."""
    return show(sheet.value(*key), sheet.edition.row_by_key[key[0]].kind, lang)
