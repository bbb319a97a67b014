"""A chapter of two forms as tables: the rows in the order of the form, never by value."""

from dataclasses import dataclass

from drogowskaz.assessments.queries.comparison.pairs import Pair, Two, pair
from drogowskaz.engine.crosswalk.ways import Way
from drogowskaz.engine.editions.schema import Chapter, Row, Table


@dataclass(frozen=True)
class Block:
    """A table of the form with its rows in pairs."""

    table: Table
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Compared:
    """A chapter of the base form beside the other; `only_other` are rows of that chapter in the other form alone."""

    chapter: Chapter
    blocks: tuple[Block, ...]
    only_other: tuple[Row, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(one for block in self.blocks for one in block.pairs)

    @property
    def hides(self) -> bool:
        """Whether a mark stands anywhere in the chapter."""
        sides = [side for one in self.pairs for side in (one.first, one.second)]
        return any(side is not None and side.cell.hidden for side in sides)


def compared_chapter(two: Two, chapter: Chapter, lang: str) -> Compared:
    """One chapter of the base form, each row beside its row in the other form."""
    blocks = tuple(_block(table, two, lang) for table in chapter.tables)
    return Compared(chapter, blocks, _only_other(two, chapter))


def _block(table: Table, two: Two, lang: str) -> Block:
    assessed = [row for row in table.rows if 0 in row.offsets]
    return Block(table, tuple(pair(row, table.depths[row.key], two, lang) for row in assessed))


def _only_other(two: Two, chapter: Chapter) -> tuple[Row, ...]:
    same = next((one for one in two.other.sheet.edition.chapters if one.number == chapter.number), None)
    if same is None or two.base.sheet.edition is two.other.sheet.edition:
        return ()
    rows = two.base.sheet.edition.row_by_key
    back = two.crosswalk.old is two.other.sheet.edition
    met = {_ends(way, back=back)[0] for way in two.crosswalk.ways if _ends(way, back=back)[1] in rows}
    return tuple(row for row in same.rows if row.key not in met)


def _ends(way: Way, *, back: bool) -> tuple[str | None, str | None]:
    """The keys of a way in the other form and in the base form."""
    return (way.old, way.new) if back else (way.new, way.old)
