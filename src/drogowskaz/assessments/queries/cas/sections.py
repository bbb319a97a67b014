"""The form cut into sections as they are retyped into CAS: its texts, and its tables in pieces that fit a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.entry.parts import Piece, parts_of
from drogowskaz.assessments.queries.texts import texts_of
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Chapter, Edition, Row
from drogowskaz.engine.files.cas_blocks import KEPT, digest, kept
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State


@dataclass(frozen=True)
class Section:
    """A part of a chapter; `number` counts from 1, 0 is the text of a chapter without tables."""

    chapter: Chapter
    number: int
    pieces: tuple[Piece, ...]

    @property
    def key(self) -> str:
        return f"{self.chapter.number}/{self.number}"

    @property
    def is_text(self) -> bool:
        return not self.pieces

    @property
    def is_certain(self) -> bool:
        """Whether every row of it was read in a print of CAS; of a text there is nothing to be unsure of."""
        return all(row.certainty is Certainty.CERTAIN for row in self.rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for piece in self.pieces for row in piece.rows)


def sections_of(edition: Edition) -> tuple[Section, ...]:
    """Every section, in the order of the form."""
    found: list[Section] = []
    for chapter in edition.chapters:
        parts = parts_of(chapter)
        found.extend(Section(chapter, part.number, part.pieces) for part in parts)
        if not parts:
            found.append(Section(chapter, 0, ()))
    return tuple(found)


def values_in(section: Section, sheet: Sheet, texts: Mapping[str, str]) -> tuple[list[KEPT], str]:
    """The filled cells of a section with their digest; the text of a chapter stands as one cell under its number."""
    cells = kept(sheet, section.rows)
    if section.is_text:
        number = section.chapter.number
        cells = [(number, 0, State.VALUE.value, 0, texts[number])] if number in texts else []
    return cells, digest(sheet.edition.id, cells)


def told_values(form: Assessment, section: Section) -> tuple[list[KEPT], str]:
    """The same, read from the form as it stands; two queries."""
    return values_in(section, sheet_of(form), texts_of(form))
