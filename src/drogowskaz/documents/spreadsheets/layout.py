"""Where things stand on the sheets of a template, so that other sheets can name them."""

from collections.abc import Iterable
from dataclasses import dataclass

from drogowskaz.documents.spreadsheets.content import Page
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions.spreadsheet import Area
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.words import _, say

KEY, NUMBER, LABEL, MEASURE, FIRST_YEAR = range(5)
"""The columns of a chapter's sheet; after the years come the note and the certainty."""


@dataclass(frozen=True)
class Places:
    """Where a template has the key of each row, and each cell that people fill."""

    keys: dict[str, Area]
    cells: dict[CellKey, Area]


def places(edition: Edition, chapters: Iterable[Page]) -> Places:
    """The places on the sheets of the chapters."""
    keys: dict[str, Area] = {}
    cells: dict[CellKey, Area] = {}
    for page in chapters:
        for place, line in enumerate(page.lines):
            key = line.cells[KEY] if line.cells else None
            row = edition.row_by_key.get(str(key.content)) if key is not None else None
            if row is None:
                continue
            keys[row.key] = Area((place, KEY), (place, KEY), page.name)
            for offset in row.offsets:
                here = place, FIRST_YEAR + edition.offset_index[offset]
                cells[row.key, offset] = Area(here, here, page.name)
    return Places(keys, cells)


def year_name(year: int, offset: int, lang: str) -> str:
    """The heading of a column: `2014 assessed`, `2015 forecast`, or the bare year before."""
    if offset == 0:
        return say(_("{year} assessed"), lang, year=year)
    return say(_("{year} forecast"), lang, year=year + offset) if offset > 0 else str(year + offset)


def lines_for(text: str, width: int) -> int:
    """How many lines a text takes in a column of this width, near enough for the height of a row."""
    return max(1, -(-len(text) // max(width, 1)))
