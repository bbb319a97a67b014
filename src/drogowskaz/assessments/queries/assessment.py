"""Reading assessments: which ones, their sheets, and what a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from drogowskaz.assessments.models import Assessment, AssessmentSet, Cell, CellChange, Source
from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.checks.run import Finding, Result, check_sheet, questions_about
from drogowskaz.engine.checks.sentences import arithmetic, place_of
from drogowskaz.engine.editions.indicators import GROUPS
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import SEVERITIES, Chapter, Indicator, Parts, Row, Severity, Table
from drogowskaz.engine.indicators import Figure, by_group, figure_text, figures, formula, reasons
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value, show
from drogowskaz.engine.words import say
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

Reader = User | AnonymousUser


def readable(reader: Reader) -> AssessmentSet:
    """The assessments this person may read, newest year first, with unit and source at hand."""
    return Assessment.objects.visible_to(reader).select_related("unit__parent", "source")


def of_units(units: Iterable[Unit], reader: Reader) -> AssessmentSet:
    """The readable assessments of these units: pass the lineage of a unit to get its whole series."""
    return readable(reader).filter(unit__in=units)


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
    """A cell on a page: `text` as written on the form, `year` the calendar year of its column."""

    row: Row
    offset: int
    year: int
    state: State
    text: str

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
    """A block on a page, its columns as (offset, year), with the findings that concern it as a whole."""

    table: Table
    columns: tuple[tuple[int, int], ...]
    rows: tuple[ShownRow, ...]
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class ShownChapter:
    """An entry of the list of chapters: how many of its rows have anything in the assessed year."""

    chapter: Chapter
    filled: int
    rows: int
    findings: int


def sheet_of(assessment: Assessment) -> Sheet:
    """The assessment's cells as the engine reads them; one query. Rows of an unknown key are left out."""
    edition = edition_named(assessment.edition)
    values = {
        (cell.row, cell.offset): Value(State(cell.state), cell.number, cell.text)
        for cell in assessment.cells.all()
        if cell.row in edition.row_by_key
    }
    return Sheet(edition, assessment.unit.code, assessment.year, values)


def checked(assessment: Assessment) -> Result:
    """All findings of the assessment; one query."""
    return check_sheet(sheet_of(assessment))


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


def findings(result: Result, lang: str) -> tuple[ShownFinding, ...]:
    """Everything that stands out, in the order of the form."""
    return tuple(shown_finding(finding, result.sheet, lang) for finding in result.findings)


def shown_finding(finding: Finding, sheet: Sheet, lang: str) -> ShownFinding:
    """A finding as sentences."""
    check = finding.check
    return ShownFinding(
        severity=check.severity,
        label=say(SEVERITIES[check.severity], lang),
        message=check.message[lang],
        arithmetic=arithmetic(finding, sheet, lang),
        instruction=check.instruction.get(lang, ""),
        place=place_of(finding, sheet, lang),
        chapter=sheet.edition.tables[check.table].chapter,
        anchor=check.row or check.table,
    )


def shown_cell(sheet: Sheet, row: Row, offset: int, lang: str) -> ShownCell:
    """A cell as text."""
    value = sheet.value(row.key, offset)
    return ShownCell(row, offset, sheet.year + offset, value.state, show(value, row.kind, lang))


def tables(result: Result, chapter: Chapter, lang: str) -> tuple[ShownTable, ...]:
    """The chapter's blocks with values and findings, in the order of the print."""
    return tuple(_table(result, table, lang) for table in chapter.tables)


def _table(result: Result, table: Table, lang: str) -> ShownTable:
    sheet = result.sheet
    offsets = sorted({offset for row in table.rows for offset in row.offsets})
    here = [finding for finding in result.findings if finding.check.table == table.key]
    parents = {row.key: row.parent for row in table.rows}
    sums = {row.parent for row in table.rows if row.parts is Parts.ALL}

    def about(row: str | None) -> tuple[ShownFinding, ...]:
        return tuple(shown_finding(finding, sheet, lang) for finding in here if finding.check.row == row)

    rows = tuple(
        ShownRow(
            row=row,
            depth=_depth(row.key, parents),
            is_sum=row.key in sums,
            cells=tuple(shown_cell(sheet, row, one, lang) if one in row.offsets else None for one in offsets),
            findings=about(row.key),
        )
        for row in table.rows
    )
    return ShownTable(table, tuple((offset, sheet.year + offset) for offset in offsets), rows, about(None))


def _depth(key: str, parents: dict[str, str | None]) -> int:
    parent = parents.get(key)
    return 0 if parent is None else 1 + _depth(parent, parents)


@dataclass(frozen=True)
class Written:
    """One entry of a cell's journal: what was written, when, by whom, from what."""

    change: CellChange
    text: str


@dataclass(frozen=True)
class Provenance:
    """Where a cell's number comes from, the same row over the years, and what depends on it."""

    cell: ShownCell
    source: Source | None
    journal: tuple[Written, ...]
    across: tuple[ShownCell, ...]
    findings: tuple[ShownFinding, ...]
    checks: int
    certainty: str


def provenance(assessment: Assessment, result: Result, key: CellKey, lang: str) -> Provenance:
    """Everything known of one cell; the row must be in the edition and have the column. Two queries."""
    sheet = result.sheet
    row = sheet.edition.row_by_key[key[0]]
    stored = Cell.objects.filter(assessment=assessment, row=key[0], offset=key[1]).select_related("source").first()
    changes = CellChange.objects.filter(assessment=assessment, row=key[0], offset=key[1])
    return Provenance(
        cell=shown_cell(sheet, row, key[1], lang),
        source=(stored.source or assessment.source) if stored else None,
        journal=tuple(
            Written(change, show(Value(State(change.state), change.number, change.text), row.kind, lang))
            for change in changes.select_related("source", "by").order_by("-version")
        ),
        across=tuple(shown_cell(sheet, row, offset, lang) for offset in row.offsets),
        findings=tuple(shown_finding(one, sheet, lang) for one in result.findings if key in one.cells),
        checks=len(questions_about(sheet.edition).get(key, ())),
        certainty=say(LABELS[row.certainty], lang),
    )


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator on a page: its figures in the columns of its group (None where it has no such column), how it is
    computed, and why some columns have no figure."""

    indicator: Indicator
    certainty: str
    formula: str
    figures: tuple[tuple[int, str] | None, ...]
    reason: str


@dataclass(frozen=True)
class ShownGroup:
    """A group of chapter 10 on a page, its columns as (offset, year)."""

    code: str
    label: str
    columns: tuple[tuple[int, int], ...]
    indicators: tuple[ShownIndicator, ...]


def indicator_groups(sheet: Sheet, lang: str) -> tuple[ShownGroup, ...]:
    """Every indicator of the sheet's edition under its group."""
    found = figures(sheet)
    shown = []
    for code, members in by_group(sheet.edition):
        offsets = sorted({offset for one in members for offset in one.offsets})
        shown.append(
            ShownGroup(
                code=code,
                label=say(GROUPS[code], lang),
                columns=tuple((offset, sheet.year + offset) for offset in offsets),
                indicators=tuple(_shown_indicator(one, sheet, found, offsets, lang) for one in members),
            )
        )
    return tuple(shown)


def _shown_indicator(
    indicator: Indicator, sheet: Sheet, found: Iterable[Figure], offsets: list[int], lang: str
) -> ShownIndicator:
    own = {one.offset: one.value for one in found if one.indicator is indicator}
    texts = {
        offset: "" if value is None else figure_text(value, indicator.decimals, lang) for offset, value in own.items()
    }
    return ShownIndicator(
        indicator=indicator,
        certainty=say(LABELS[indicator.certainty], lang),
        formula=formula(indicator, sheet.edition, lang),
        figures=tuple((sheet.year + offset, texts[offset]) if offset in texts else None for offset in offsets),
        reason=reasons(sheet, indicator, found, lang),
    )
