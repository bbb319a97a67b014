"""A page of the open form: its rows with what stands in their cells, findings beneath, and how far the form is."""

from collections.abc import Mapping
from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment, Explanation
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.assessments.queries.entry.parts import Part, Piece, pages_of, parts_of
from drogowskaz.assessments.queries.entry.remarks import explanations
from drogowskaz.assessments.queries.offers.grid import Waiting, WaitingCell
from drogowskaz.assessments.queries.pages import ShownChapter, ShownFinding, chapters, shown_finding
from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.documents.assessment.copies import NOTHING_HIDDEN
from drogowskaz.engine.checks.run import Finding, check_sheet
from drogowskaz.engine.editions.schema import Chapter, Parts, Row, Severity
from drogowskaz.engine.measures import measures
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import Kind, show


@dataclass(frozen=True)
class ShownInput:
    """A cell to type in. `typed` is what to show in it: the value, or what was typed and not taken; `wrong` says why
    it was not, and `theirs` what stands there instead. `version` is the one the person sees."""

    row: Row
    offset: int
    year: int
    typed: str
    version: int
    wrong: str = ""

    @property
    def name(self) -> str:
        return f"{self.row.key}:{self.offset}"

    @property
    def is_text(self) -> bool:
        return self.row.kind is Kind.TEXT

    @property
    def is_settled(self) -> bool:
        """A past year that holds something: it was carried over, and is changed only on purpose."""
        return self.offset < 0 and self.typed != ""


@dataclass(frozen=True)
class Found:
    """A finding with the check it is of. `asks`: it waits for an explanation, or has one."""

    finding: ShownFinding
    check: str
    year: int
    asks: bool
    explanation: str


@dataclass(frozen=True)
class Asked:
    """What the regional centre asked about a cell when it returned the form. `settled`: by another value or an
    answer."""

    year: int
    text: str
    settled: bool


@dataclass(frozen=True)
class ShownEntryRow:
    """A row on the page: its inputs in the table's columns (None where it has no such column). `nearest` is the column
    its page opens at: the assessed year where it has it."""

    row: Row
    depth: int
    unit: str
    is_sum: bool
    nearest: int
    inputs: tuple[ShownInput | None, ...]
    findings: tuple[Found, ...]
    asked: tuple[Asked, ...] = ()
    offered: tuple[WaitingCell, ...] = ()


@dataclass(frozen=True)
class ShownPiece:
    """A table of the page with its columns as (offset, year) and the findings about all of it."""

    piece: Piece
    columns: tuple[tuple[int, int], ...]
    rows: tuple[ShownEntryRow, ...]
    findings: tuple[Found, ...]


@dataclass(frozen=True)
class ShownEntry:
    """A page of the form, the pages beside it, and the progress of every chapter. Each finding of the whole form goes
    with the number of the page it stands on."""

    part: Part | None
    parts: tuple[Part, ...]
    pieces: tuple[ShownPiece, ...]
    chapters: tuple[ShownChapter, ...]
    findings: tuple[tuple[ShownFinding, int], ...]
    filled: int
    rows: int


@dataclass(frozen=True)
class NotTaken:
    """What somebody typed that was not written, and why, to be shown in its place."""

    typed: str
    wrong: str


def section(
    form: Assessment,
    chapter: Chapter,
    number: int,
    lang: str,
    not_taken: Mapping[CellKey, NotTaken] | None = None,
    asked: Mapping[str, tuple[Asked, ...]] | None = None,
    offered: Waiting | None = None,
) -> ShownEntry:
    """The page `number` of a chapter; at most eight queries. A number past the last is the last. `asked` is what the
    regional centre asked, by row, and `offered` which values of organisations wait there."""
    page = _page(form, lang, not_taken or {}, asked or {}, offered or Waiting())
    copy, result = page.copy, page.copy.result
    parts = parts_of(chapter)
    part = parts[min(number, len(parts)) - 1] if parts else None
    every = chapters(result)
    pages = pages_of(copy.sheet.edition)
    return ShownEntry(
        part=part,
        parts=parts,
        pieces=tuple(page.piece(piece) for piece in part.pieces) if part else (),
        chapters=every,
        findings=tuple(
            (shown_finding(one, copy, lang), pages[one.check.row or one.check.table]) for one in result.findings
        ),
        filled=sum(one.filled for one in every),
        rows=sum(one.rows for one in every),
    )


def printed(form: Assessment, chapter: Chapter, lang: str) -> tuple[ShownPiece, ...]:
    """All tables of a chapter, to be printed whole; as many queries as a page of it."""
    page = _page(form, lang, {}, {}, Waiting())
    whole = (Piece(table, table.rows, 1, len(table.rows)) for table in chapter.tables)
    return tuple(page.piece(piece) for piece in whole)


def _page(
    form: Assessment,
    lang: str,
    not_taken: Mapping[CellKey, NotTaken],
    asked: Mapping[str, tuple[Asked, ...]],
    offered: Waiting,
) -> "_Page":
    result = check_sheet(sheet_with_last(form))
    copy = Copy(form, result, result, NOTHING_HIDDEN)
    versions = {(row, offset): version for row, offset, version in form.cells.values_list("row", "offset", "version")}
    return _Page(copy, versions, not_taken, asked, offered, explanations(form), lang)


@dataclass(frozen=True)
class _Page:
    copy: Copy
    versions: Mapping[CellKey, int]
    not_taken: Mapping[CellKey, NotTaken]
    asked: Mapping[str, tuple[Asked, ...]]
    offered: Waiting
    explained: Mapping[tuple[str, int], Explanation]
    lang: str

    def piece(self, piece: Piece) -> ShownPiece:
        table, year = piece.table, self.copy.sheet.year
        offsets = sorted({offset for row in table.rows for offset in row.offsets})
        sums = {row.parent for row in table.rows if row.parts is Parts.ALL}
        return ShownPiece(
            piece,
            tuple((offset, year + offset) for offset in offsets),
            tuple(self._row(row, offsets, table.depths[row.key], row.key in sums) for row in piece.rows),
            self._about(table.key, None) if piece.last == len(table.rows) else (),
        )

    def _row(self, row: Row, offsets: list[int], depth: int, is_sum: bool) -> ShownEntryRow:
        measure = measures().get(row.unit)
        inputs = tuple(self._input(row, offset) if offset in row.offsets else None for offset in offsets)
        unit = measure.label[self.lang] if measure else row.unit
        nearest = min(row.offsets, key=abs)
        return ShownEntryRow(
            row=row,
            depth=depth,
            unit=unit,
            is_sum=is_sum,
            nearest=nearest,
            inputs=inputs,
            findings=self._about(row.table, row.key),
            asked=self.asked.get(row.key, ()),
            offered=self.offered.rows.get(row.key, ()),
        )

    def _input(self, row: Row, offset: int) -> ShownInput:
        key = row.key, offset
        sheet = self.copy.sheet
        typed, wrong = show(sheet.value(*key), row.kind, self.lang), ""
        if key in self.not_taken:
            typed, wrong = self.not_taken[key].typed, self.not_taken[key].wrong
        return ShownInput(row, offset, sheet.year + offset, typed, self.versions.get(key, 0), wrong)

    def _about(self, table: str, row: str | None) -> tuple[Found, ...]:
        here = (one for one in self.copy.result.findings if one.check.table == table and one.check.row == row)
        return tuple(self._found(one) for one in here)

    def _found(self, finding: Finding) -> Found:
        written = self.explained.get((finding.check.id, finding.offset))
        return Found(
            shown_finding(finding, self.copy, self.lang),
            finding.check.id,
            self.copy.sheet.year + finding.offset,
            finding.check.severity is Severity.JUSTIFY,
            written.text if written else "",
        )
