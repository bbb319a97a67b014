"""How far the form is retyped into CAS: every section with who ticked it, and what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from drogowskaz.assessments.models import Assessment, CasComparison, CasTranscription
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.cas.sections import Section, sections_of, values_in
from drogowskaz.assessments.queries.texts import texts_of
from drogowskaz.engine.editions.schema import Chapter, Row
from drogowskaz.engine.files.cas_blocks import KEPT, block, typed, values_of
from drogowskaz.engine.measures import measures
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import EMPTY, show

LONGEST = 80
"""How much of a text is told where it changed."""


class Retyped(StrEnum):
    """Whether a section is in CAS as it stands here: nobody said so, somebody did, or it changed after that."""

    NOT_YET = "not-yet"
    DONE = "done"
    CHANGED = "changed"


@dataclass(frozen=True)
class ShownChange:
    """A cell that changed after the tick; `year` is None for the text of a chapter."""

    number: int | None
    label: str
    year: int | None
    was: str
    now: str


@dataclass(frozen=True)
class ShownSection:
    """A section on the desk. `tick` is whose word it is, None where nobody gave it; `filled` counts its cells."""

    section: Section
    state: Retyped
    tick: CasTranscription | None
    changes: tuple[ShownChange, ...]
    digest: str
    filled: int

    @property
    def is_done(self) -> bool:
        return self.state is Retyped.DONE

    @property
    def is_changed(self) -> bool:
        return self.state is Retyped.CHANGED


@dataclass(frozen=True)
class ShownPart:
    """A chapter with its sections."""

    chapter: Chapter
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True)
class Desk:
    """The whole form. `done` counts the sections that are in CAS as they stand here; `last` is the newest print that
    was held against the form."""

    parts: tuple[ShownPart, ...]
    total: int
    done: int
    changed: int
    last: CasComparison | None

    @property
    def is_certain(self) -> bool:
        """Whether the whole layout was read in prints of CAS."""
        return all(shown.section.is_certain for part in self.parts for shown in part.sections)


@dataclass(frozen=True)
class TypedCell:
    """A value as it is typed; None where the row has no such column."""

    offset: int
    year: int
    value: str | None


@dataclass(frozen=True)
class TypedRow:
    """A row as it is retyped: its values under the columns of its table."""

    row: Row
    unit: str
    depth: int
    cells: tuple[TypedCell, ...]


@dataclass(frozen=True)
class TypedTable:
    """A table, or a piece of one: its columns as (offset, year), its rows, and all its values as a block to copy."""

    key: str
    label: str
    is_whole: bool
    first: int
    last: int
    columns: tuple[tuple[int, int], ...]
    rows: tuple[TypedRow, ...]
    block: str


@dataclass(frozen=True)
class Opened:
    """A section to be retyped, with its neighbours; `text` is that of a chapter without tables."""

    shown: ShownSection
    tables: tuple[TypedTable, ...]
    text: str
    before: Section | None
    after: Section | None
    total: int
    done: int


def desk(form: Assessment, lang: str) -> Desk:
    """Everything of the desk; four queries whatever the number of sections."""
    shown = _shown(form, sheet_of(form), texts_of(form), lang)
    parts = tuple(
        ShownPart(chapter, tuple(sections)) for chapter, sections in groupby(shown, key=lambda one: one.section.chapter)
    )
    last = form.cas_comparisons.select_related("by").last()
    done, changed = (sum(one.state is state for one in shown) for state in (Retyped.DONE, Retyped.CHANGED))
    return Desk(parts, len(shown), done, changed, last)


def opened(form: Assessment, chapter: str, number: int, lang: str) -> Opened | None:
    """A section of the form, None when there is none; three queries."""
    sheet, texts = sheet_of(form), texts_of(form)
    shown = _shown(form, sheet, texts, lang)
    place = next((at for at, one in enumerate(shown) if one.section.key == f"{chapter}/{number}"), None)
    if place is None:
        return None
    section = shown[place].section
    return Opened(
        shown=shown[place],
        tables=_tables(section, sheet, lang),
        text=texts.get(section.chapter.number, "") if section.is_text else "",
        before=shown[place - 1].section if place else None,
        after=shown[place + 1].section if place + 1 < len(shown) else None,
        total=len(shown),
        done=sum(one.is_done for one in shown),
    )


def _shown(form: Assessment, sheet: Sheet, texts: Mapping[str, str], lang: str) -> list[ShownSection]:
    ticks = {tick.section: tick for tick in form.cas_transcriptions.select_related("by")}
    found = []
    for section in sections_of(sheet.edition):
        cells, digest = values_in(section, sheet, texts)
        tick = ticks.get(section.key)
        if tick is not None and tick.edition != sheet.edition.id:
            tick = None
        state = Retyped.NOT_YET if tick is None else Retyped.DONE if tick.digest == digest else Retyped.CHANGED
        changes = _changes(section, tick, cells, sheet, lang) if tick and state is Retyped.CHANGED else ()
        found.append(ShownSection(section, state, tick, changes, digest, len(cells)))
    return found


def _changes(
    section: Section, tick: CasTranscription, cells: list[KEPT], sheet: Sheet, lang: str
) -> tuple[ShownChange, ...]:
    was, now = values_of(tuple(one) for one in tick.values), values_of(cells)
    if section.is_text:
        key = section.chapter.number, 0
        texts = (one.get(key, EMPTY).text for one in (was, now))
        before, after = (text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in texts)
        return (ShownChange(None, section.chapter.label[lang], None, before, after),)
    found = []
    for row in section.rows:
        for offset in row.offsets:
            key = row.key, offset
            if was.get(key, EMPTY) != now.get(key, EMPTY):
                before, after = (show(one.get(key, EMPTY), row.kind, lang) for one in (was, now))
                found.append(ShownChange(row.number, row.label[lang], sheet.year + offset, before, after))
    return tuple(found)


def _tables(section: Section, sheet: Sheet, lang: str) -> tuple[TypedTable, ...]:
    found = []
    for piece in section.pieces:
        offsets = sorted({offset for row in piece.table.rows for offset in row.offsets})
        found.append(
            TypedTable(
                key=piece.table.key,
                label=piece.table.label[lang],
                is_whole=piece.is_whole,
                first=piece.first,
                last=piece.last,
                columns=tuple((offset, sheet.year + offset) for offset in offsets),
                rows=tuple(_row(row, piece.table.depths[row.key], offsets, sheet, lang) for row in piece.rows),
                block=block(sheet, piece.rows, offsets),
            )
        )
    return tuple(found)


def _row(row: Row, depth: int, offsets: Sequence[int], sheet: Sheet, lang: str) -> TypedRow:
    measure = measures().get(row.unit)
    cells = (
        TypedCell(one, sheet.year + one, typed(sheet.value(row.key, one), row.kind) if one in row.offsets else None)
        for one in offsets
    )
    return TypedRow(row, measure.label[lang] if measure else row.unit, depth, tuple(cells))
