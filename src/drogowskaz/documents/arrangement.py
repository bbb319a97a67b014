"""What every format does alike before it writes: number tables and pictures, part the paper, name the marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from drogowskaz.documents.content import Align, Block, Chart, Document, Head, Heading, Map, Mark, Strip, Table
from drogowskaz.engine.words import _, say

WORDS = {
    Mark.NOTE: _("Note"),
    Mark.WARNING: _("Warning"),
    Mark.DRAFT: _("Draft"),
    Mark.INVENTED: _("Invented example"),
    Mark.WITHHELD: _("Withheld"),
}
EMPTY_TABLE = _("The table is empty.")
CONTENTS = _("Contents")


@dataclass(frozen=True)
class Named:
    """A block with the name it is cited by, the same in every format: `Table 3`. Most blocks have none."""

    block: Block
    name: str = ""


@dataclass(frozen=True)
class Section:
    """Blocks on paper standing upright, or `wide` on paper on its side."""

    wide: bool
    blocks: tuple[Named, ...]


def mark_word(mark: Mark, lang: str) -> str:
    """The word that a mark is printed with; none for plain telling."""
    return say(WORDS[mark], lang) if mark in WORDS else ""


def mark_line(document: Document) -> str:
    """What is repeated on every page when the whole document is marked: `Draft: not signed yet.`"""
    return ": ".join(part for part in (mark_word(document.mark, document.lang), document.mark_text) if part)


def named(document: Document) -> Iterator[Named]:
    """The blocks; tables, charts and maps are counted apart."""
    counted = {"table": 0, "chart": 0, "map": 0}
    words = {"table": _("Table {number}"), "chart": _("Chart {number}"), "map": _("Map {number}")}
    for block in document.blocks:
        sort = _sort(block)
        if sort:
            counted[sort] += 1
        yield Named(block, say(words[sort], document.lang, number=counted[sort]) if sort else "")


def _sort(block: Block) -> str:
    if isinstance(block, Table):
        return "table"
    return "map" if isinstance(block, Map) else "chart" if isinstance(block, Chart | Strip) else ""


def sections(document: Document) -> tuple[Section, ...]:
    """The blocks by the paper they stand on. Headings right above a wide table go along with it."""
    parts: list[tuple[bool, list[Named]]] = []
    for block in named(document):
        wide = isinstance(block.block, Table) and block.block.wide
        if not parts or parts[-1][0] != wide:
            above: list[Named] = []
            while wide and parts and parts[-1][1] and isinstance(parts[-1][1][-1].block, Heading):
                above.insert(0, parts[-1][1].pop())
            parts.append((wide, above))
        parts[-1][1].append(block)
    return tuple(Section(wide, tuple(blocks)) for wide, blocks in parts if blocks)


def aligned(table: Table) -> tuple[Align, ...]:
    """Where the texts of each column stand, that of the labels included."""
    if table.aligned:
        return (Align.START, *table.aligned)
    numbered = {column for row in table.body for column, cell in enumerate(row.cells, 1) if cell.number is not None}
    return tuple(Align.END if column in numbered else Align.START for column in range(table.width))


def head_places(table: Table) -> Iterator[tuple[int, int, Head]]:
    """The cells of the head with the row and the column of each; cells from above that reach down are in the way."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.head):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + across) for down in range(cell.down) for across in range(cell.across)}
            yield row, column, cell
