"""A form read chapter by chapter, frozen or as a draft: tables, findings with their explanations, texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.assessments.queries.entry.remarks import explanations
from drogowskaz.assessments.queries.pages import (
    ShownCell,
    ShownChapter,
    ShownFinding,
    chapters,
    first_chapter,
    shown_cell,
    shown_finding,
)
from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.assessments.queries.texts import texts_of
from drogowskaz.documents.assessment.copies import NOTHING_HIDDEN
from drogowskaz.engine.checks.run import Finding, check_sheet
from drogowskaz.engine.editions.schema import Chapter, Edition, Parts, Row, Severity, Table
from drogowskaz.engine.packages.packing import Frozen
from drogowskaz.engine.sheets import CellKey, Sheet


@dataclass(frozen=True)
class Written:
    """A form as it is read: its numbers, the explanations by check and column, the texts by chapter."""

    sheet: Sheet
    explained: Mapping[tuple[str, int], str]
    texts: Mapping[str, str]


def written_in(package: Frozen) -> Written:
    """A frozen version."""
    return Written(package.sheet, {(one.about, one.offset): one.text for one in package.explained}, package.texts)


def draft_of(form: Assessment) -> Written:
    """The form as it stands now; five queries."""
    told = {name: one.text for name, one in explanations(form).items()}
    return Written(sheet_with_last(form), told, texts_of(form))


@dataclass(frozen=True)
class ReadFinding:
    """A finding with the explanation written for it. `asks`: it waits for one, or has one."""

    finding: ShownFinding
    asks: bool
    explanation: str


@dataclass(frozen=True)
class ReadCell:
    """A cell; `asked` marks one about which the regional centre is writing, `changed` one that changed since."""

    cell: ShownCell
    asked: bool
    changed: bool


@dataclass(frozen=True)
class ReadRow:
    """A row: its cells in the table's columns (None where it has no such column) and its findings."""

    row: Row
    depth: int
    is_sum: bool
    cells: tuple[ReadCell | None, ...]
    findings: tuple[ReadFinding, ...]


@dataclass(frozen=True)
class ReadTable:
    """A block with its columns as (offset, year) and the findings about all of it."""

    table: Table
    columns: tuple[tuple[int, int], ...]
    rows: tuple[ReadRow, ...]
    findings: tuple[ReadFinding, ...]


@dataclass(frozen=True)
class ReadForm:
    """One chapter of a form opened, every chapter to go to, and the findings of the whole form."""

    edition: Edition
    chapter: Chapter
    chapters: tuple[ShownChapter, ...]
    tables: tuple[ReadTable, ...]
    text: str
    findings: tuple[ReadFinding, ...]


def read_form(
    form: Assessment,
    written: Written,
    chapter: str,
    lang: str,
    asked: frozenset[CellKey] = frozenset(),
    changed: frozenset[CellKey] = frozenset(),
) -> ReadForm | None:
    """The chapter of this number, the first one for no number, None for an unknown one; no query."""
    result = check_sheet(written.sheet)
    copy = Copy(form, result, result, NOTHING_HIDDEN)
    edition = written.sheet.edition
    named = {one.number: one for one in edition.chapters}
    opened = named.get(chapter) if chapter else first_chapter(result)
    if opened is None:
        return None
    reader = _Reader(copy, written, asked, changed, lang)
    return ReadForm(
        edition=edition,
        chapter=opened,
        chapters=chapters(result),
        tables=tuple(reader.table(table) for table in opened.tables),
        text=written.texts.get(opened.number, ""),
        findings=tuple(reader.finding(one) for one in result.findings),
    )


@dataclass(frozen=True)
class _Reader:
    copy: Copy
    written: Written
    asked: frozenset[CellKey]
    changed: frozenset[CellKey]
    lang: str

    def table(self, table: Table) -> ReadTable:
        year = self.copy.sheet.year
        offsets = sorted({offset for row in table.rows for offset in row.offsets})
        sums = {row.parent for row in table.rows if row.parts is Parts.ALL}
        rows = tuple(
            ReadRow(
                row=row,
                depth=table.depths[row.key],
                is_sum=row.key in sums,
                cells=tuple(self._cell(row, one) if one in row.offsets else None for one in offsets),
                findings=self._about(table.key, row.key),
            )
            for row in table.rows
        )
        return ReadTable(table, tuple((one, year + one) for one in offsets), rows, self._about(table.key, None))

    def finding(self, finding: Finding) -> ReadFinding:
        return ReadFinding(
            shown_finding(finding, self.copy, self.lang),
            finding.check.severity is Severity.JUSTIFY,
            self.written.explained.get((finding.check.id, finding.offset), ""),
        )

    def _cell(self, row: Row, offset: int) -> ReadCell:
        key = row.key, offset
        return ReadCell(shown_cell(self.copy, row, offset, self.lang), key in self.asked, key in self.changed)

    def _about(self, table: str, row: str | None) -> tuple[ReadFinding, ...]:
        found = (one for one in self.copy.result.findings if one.check.table == table and one.check.row == row)
        return tuple(self.finding(one) for one in found)
