"""What the pages of an assessment show: its chapters, tables, cells and findings, hidden where they may not be told."""

from collections.abc import Collection
from dataclasses import dataclass

from drogowskaz.assessments.queries.charts import ShownChart, table_chart
from drogowskaz.assessments.queries.offers.supply import supplied_cells
from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.engine.checks.run import Finding, Result
from drogowskaz.engine.checks.sentences import arithmetic, place_of
from drogowskaz.engine.editions.schema import SEVERITIES, Chapter, Parts, Row, Severity, Table
from drogowskaz.engine.narrative.drafts import drafts
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import State, show
from drogowskaz.engine.words import say

MOST_DRAFTS = 3
"""Sentences beside a table on a page: the leading rows; the documents tell more."""


@dataclass(frozen=True)
class ShownFinding:
    """A finding in the reader's language. `chapter` and `anchor` say where on the form it stands."""

    severity: Severity
    label: str
    message: str
    arithmetic: str
    instruction: str
    place: str
    chapter: str
    anchor: str


@dataclass(frozen=True)
class ShownCell:
    """A cell on a page: `text` as written on the form, or the mark of a hidden one; `year` is the calendar year of its
    column. `supplied`: its number came from organisations."""

    row: Row
    offset: int
    year: int
    state: State
    text: str
    hidden: bool = False
    supplied: bool = False

    @property
    def is_empty(self) -> bool:
        return self.state is State.EMPTY


@dataclass(frozen=True)
class ShownRow:
    """A row on a page: its cells in the table's columns (None where the row has no such column) and its findings."""

    row: Row
    depth: int
    is_sum: bool
    cells: tuple[ShownCell | None, ...]
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class ShownTable:
    """A block on a page, its columns as (offset, year), with the findings that concern it as a whole, sentences drafted
    from its numbers, and a chart where there is enough to draw. `hides`: a mark stands in it and must be explained;
    `supplied`: some number came from organisations."""

    table: Table
    columns: tuple[tuple[int, int], ...]
    rows: tuple[ShownRow, ...]
    findings: tuple[ShownFinding, ...]
    drafts: tuple[str, ...]
    chart: ShownChart | None
    hides: bool
    supplied: bool


@dataclass(frozen=True)
class ShownChapter:
    """An entry of the list of chapters: how many of its rows have anything in the assessed year."""

    chapter: Chapter
    filled: int
    rows: int
    findings: int


def chapters(result: Result) -> tuple[ShownChapter, ...]:
    """Every chapter of the edition with its progress."""
    sheet = result.sheet
    shown = []
    for chapter in sheet.edition.chapters:
        keys = {row.key for row in chapter.rows}
        tables = {table.key for table in chapter.tables}
        filled = sum(sheet.value(key, 0).state is not State.EMPTY for key in keys)
        findings = sum(finding.check.table in tables for finding in result.findings)
        shown.append(ShownChapter(chapter, filled, len(keys), findings))
    return tuple(shown)


def first_chapter(result: Result) -> Chapter:
    """The chapter to open when none is named: the first with rows, else the first."""
    every = result.sheet.edition.chapters
    return next((chapter for chapter in every if chapter.tables), every[0])


def findings(copy: Copy, lang: str) -> tuple[ShownFinding, ...]:
    """Everything that stands out, in the order of the form."""
    return tuple(shown_finding(finding, copy, lang) for finding in copy.result.findings)


def shown_finding(finding: Finding, copy: Copy, lang: str) -> ShownFinding:
    """A finding as sentences; without its numbers where they are hidden."""
    check, sheet = finding.check, copy.sheet
    hides = (check.id, finding.offset) in copy.hidden.numberless
    return ShownFinding(
        severity=check.severity,
        label=say(SEVERITIES[check.severity], lang),
        message=check.message[lang],
        arithmetic=copy.hidden.finding_reason if hides else arithmetic(finding, sheet, lang),
        instruction=check.instruction.get(lang, ""),
        place=place_of(finding, sheet, lang),
        chapter=sheet.edition.tables[check.table].chapter,
        anchor=check.row or check.table,
    )


def shown_cell(copy: Copy, row: Row, offset: int, lang: str, supplied: Collection[CellKey] = frozenset()) -> ShownCell:
    """A cell as text, or the mark of a hidden one. `supplied` are the cells whose numbers came from organisations."""
    sheet = copy.sheet
    value = sheet.value(row.key, offset)
    hidden = (row.key, offset) in copy.hidden.cells
    text = copy.hidden.mark if hidden else show(value, row.kind, lang)
    return ShownCell(row, offset, sheet.year + offset, value.state, text, hidden, (row.key, offset) in supplied)


def tables(copy: Copy, chapter: Chapter, lang: str) -> tuple[ShownTable, ...]:
    """The chapter's blocks with values and findings, in the order of the print; two queries at most."""
    supplied = supplied_cells(copy)
    return tuple(_table(copy, table, lang, supplied) for table in chapter.tables)


def _table(copy: Copy, table: Table, lang: str, supplied: Collection[CellKey]) -> ShownTable:
    sheet = copy.sheet
    offsets = sorted({offset for row in table.rows for offset in row.offsets})
    here = [finding for finding in copy.result.findings if finding.check.table == table.key]
    sums = {row.parent for row in table.rows if row.parts is Parts.ALL}

    def about(row: str | None) -> tuple[ShownFinding, ...]:
        return tuple(shown_finding(finding, copy, lang) for finding in here if finding.check.row == row)

    rows = tuple(
        ShownRow(
            row=row,
            depth=table.depths[row.key],
            is_sum=row.key in sums,
            cells=tuple(shown_cell(copy, row, one, lang, supplied) if one in row.offsets else None for one in offsets),
            findings=about(row.key),
        )
        for row in table.rows
    )
    return ShownTable(
        table=table,
        columns=tuple((offset, sheet.year + offset) for offset in offsets),
        rows=rows,
        findings=about(None),
        drafts=_drafted(copy, table, lang),
        chart=table_chart(table, copy, lang),
        hides=any(cell.hidden for row in rows for cell in row.cells if cell),
        supplied=any(cell.supplied for row in rows for cell in row.cells if cell),
    )


def _drafted(copy: Copy, table: Table, lang: str) -> tuple[str, ...]:
    """The first sentences that tell of no hidden number."""
    told = (draft.text for draft in drafts(table, copy.sheet, lang) if not {*draft.cells} & copy.hidden.cells)
    return tuple(told)[:MOST_DRAFTS]
