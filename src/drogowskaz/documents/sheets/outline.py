"""A document as sheets, before any format: of each chapter the tables with the same head on one, pictures on another.

Tables keep the names they have on paper, so that a number can be cited from either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drogowskaz.documents.arrangement import Named, head_places, named
from drogowskaz.documents.content import Cell, Chart, Document, Figure, Head, Heading, Map, Row, Strip, Table
from drogowskaz.documents.figures import table_of
from drogowskaz.engine.words import _, say

CONTENT_NAMES = ("Spis treści", "Contents")
LONGEST_NAME = 31
"""Characters in the name of a sheet; programs take no more."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\n]+")


@dataclass(frozen=True)
class Part:
    """A table with the name it is cited by; of a picture, its numbers."""

    name: str
    table: Table
    figure: Figure | None = None

    @property
    def caption(self) -> str:
        said = self.figure.title if self.figure is not None else self.table.caption
        return f"{self.name}. {said}"

    @property
    def note(self) -> str:
        return self.figure.note if self.figure is not None else self.table.note


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the title of its chapter, and what stands on it from top to bottom.

    All tables of a sheet without pictures have the same `head`, which stands once above them.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    head: tuple[tuple[Head, ...], ...] = ()

    @property
    def width(self) -> int:
        return max(part.table.width for part in self.parts)


def sheets(document: Document) -> tuple[Sheet, ...]:
    """The sheets with numbers; a document without any has none."""
    found: list[Sheet] = []
    for title, blocks in _chapters(document):
        tables = [Part(one.name, one.block) for one in blocks if isinstance(one.block, Table)]
        pictures = [
            Part(one.name, table_of(one.block, document.lang), one.block)
            for one in blocks
            if isinstance(one.block, Chart | Strip | Map)
        ]
        groups: list[list[Part]] = []
        for part in tables:
            if not groups or groups[-1][0].table.head != part.table.head:
                groups.append([])
            groups[-1].append(part)
        for group in groups:
            found.append(Sheet(_name(title, found), title, tuple(group), group[0].table.head))
        if pictures:
            found.append(Sheet(_name(title, found, say(_("charts"), document.lang)), title, tuple(pictures)))
    return tuple(found)


def _chapters(document: Document) -> Iterator[tuple[str, list[Named]]]:
    """The parts of the document under its headings of the first level; what comes before them is under its title."""
    title, blocks = document.title, list[Named]()
    for one in named(document):
        if isinstance(one.block, Heading) and one.block.level == 1:
            yield title, blocks
            title, blocks = one.block.text, []
        blocks.append(one)
    yield title, blocks


def _name(wanted: str, others: Sequence[Sheet], word: str = "") -> str:
    """A name that every program takes and no other sheet has, ending with the word."""
    # The contents have a sheet too, and Excel keeps one name for itself.
    taken = {sheet.name.lower() for sheet in others} | {"history", *(name.lower() for name in CONTENT_NAMES)}
    base = " ".join(_FORBIDDEN.sub(" ", wanted).split()) or "–"
    for place in range(1, len(others) + len(taken) + 2):
        ending = (f" – {word}" if word else "") + (f" {place}" if place > 1 else "")
        name = base[: LONGEST_NAME - len(ending)].strip() + ending
        if name.lower() not in taken:
            return name
    raise AssertionError("there are more names than sheets")


def unit_of(row: Row, table: Table) -> str:
    """What the numbers of a row are counted in."""
    return row.unit or table.unit


def column_names(table: Table) -> list[str]:
    """The columns of numbers by their heads from top to bottom: `Plan, 2026`."""
    names: list[list[str]] = [[] for _column in range(table.width)]
    for _row, column, head in head_places(table):
        for name in names[column : column + head.across]:
            name.append(head.text)
    return [", ".join(name for name in found if name) for found in names[1:]]


def filled(row: Row, table: Table) -> tuple[Cell, ...]:
    """The cells of a row, as many as there are columns."""
    return (*row.cells, *(Cell(),) * (table.width - 1 - len(row.cells)))
