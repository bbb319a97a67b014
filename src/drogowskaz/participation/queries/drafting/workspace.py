"""The workspace of a task: what stands in the chapter, what the numbers say, the draft with its versions, the rows."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType

from drogowskaz.assessments.models import ChapterText, Offer
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.entry.forms import last_year
from drogowskaz.assessments.queries.texts import latest, told_texts
from drogowskaz.engine.editions.schema import Chapter, Row
from drogowskaz.engine.narrative.authorship import Authorship
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value, show
from drogowskaz.organisations.permissions import Actor, may_assist
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import DraftingTask, DraftVersion, TaskStep
from drogowskaz.participation.permissions.drafting import (
    CLOSED,
    Ruling,
    Writing,
    may_decide_draft,
    may_draft,
    may_rule,
    organisations_of,
    rests_on_paper,
)
from drogowskaz.participation.queries.drafting.calendar import how_set
from drogowskaz.participation.queries.drafting.tasks import (
    chapters_of,
    handed_version,
    is_late,
    last_version,
    office_version,
    proposed,
)

NOTHING_TYPED: Mapping[CellKey, str] = MappingProxyType({})
MOST_VERSIONS = 30
"""Versions listed on the page; autosaving makes many."""


@dataclass(frozen=True)
class Line:
    """A line of a text that is the same in both, was added, or was taken away."""

    text: str
    added: bool = False
    removed: bool = False


@dataclass(frozen=True)
class ProposedCell:
    """A cell of a row of the task: what stands in the form, what the organisation proposes or has typed, what became of
    it."""

    name: str
    year: int
    standing: str
    text: str
    fate: str


@dataclass(frozen=True)
class ProposedRow:
    """A row of the task with its cells."""

    row: Row
    cells: tuple[ProposedCell, ...]


@dataclass(frozen=True)
class TableBeside:
    """A table of the chapter as the office has filled it in so far. `years` are its columns; a row holds a text for
    each, or is hidden from the organisation when it tells about people helped."""

    label: dict[str, str]
    years: tuple[int, ...]
    rows: tuple[tuple[Row, tuple[str, ...], bool], ...]


@dataclass(frozen=True)
class Workspace:
    """Everything the page of one task shows to one person.

    `draft` is the version this person reads: the newest for whoever writes, the one handed in for the office. `writes`
    and `decides` say what the person may do now; `consents` that they write as an animator, on the organisation's
    consent, `papers` that they decide as one, on a registered paper.
    """

    task: DraftingTask
    chapter: Chapter | None
    how_set: str
    late: bool
    inside: bool
    draft: DraftVersion | None
    versions: tuple[DraftVersion, ...]
    steps: tuple[TaskStep, ...]
    standing: ChapterText | None
    last_year: str
    tables: tuple[TableBeside, ...]
    rows: tuple[ProposedRow, ...]
    difference: tuple[Line, ...]
    writing: Writing
    ruling: Ruling
    office: bool
    papers: bool
    open: bool

    @property
    def author(self) -> Authorship | None:
        """Who drafted the text that stands in the chapter."""
        return self.standing.authorship if self.standing else None

    @property
    def writes(self) -> bool:
        return self.open and self.writing.refusal is None

    @property
    def consents(self) -> bool:
        return self.writing.refusal is None and self.writing.mandate is None

    @property
    def decides(self) -> bool:
        return self.task.state == TaskState.HANDED_IN and self.ruling.refusal is None

    @property
    def takes_back(self) -> bool:
        return self.task.state == TaskState.HANDED_IN and self.writing.refusal is None

    @property
    def gives_up(self) -> bool:
        return self.writing.refusal is None

    @property
    def returned_because(self) -> str:
        """The office's reason while the draft is being corrected."""
        back = [one.reason for one in self.steps if one.state == TaskState.RETURNED]
        return back[-1] if back and self.open else ""

    @property
    def withdrawn_because(self) -> str:
        return self.steps[-1].reason if self.task.state == TaskState.WITHDRAWN and self.steps else ""

    @property
    def withdrawable(self) -> bool:
        return self.task.state not in (TaskState.ACCEPTED, TaskState.WITHDRAWN)


def workspace(
    task: DraftingTask, actor: Actor, at: dt.datetime, lang: str, typed: Mapping[CellKey, str] = NOTHING_TYPED
) -> Workspace:
    """What is shown of a task; the number of queries does not depend on how much was written. `typed` are values that
    were sent and not taken, to be shown again."""
    form = task.cycle.assessment
    chapter = {one.number: one for one in chapters_of(task.cycle)}.get(task.chapter)
    office = may_rule(actor, task.cycle, at) is None
    theirs = task.organisation_id in organisations_of(actor, at)
    inside = theirs or (office and may_assist(actor, task.cycle.unit, task.cycle.year, at) is None)
    standing = latest(form, task.chapter) if form else None
    handed, last = handed_version(task), last_version(task)
    whole = office and not theirs
    sheet = sheet_of(form) if form else None
    return Workspace(
        task=task,
        chapter=chapter,
        how_set=how_set(task, lang),
        late=is_late(task, at),
        inside=inside,
        draft=last if inside and task.state not in (TaskState.ACCEPTED,) else handed,
        versions=tuple(task.versions.select_related("by")[:MOST_VERSIONS]) if inside else (),
        steps=tuple(task.steps.select_related("by")),
        standing=standing,
        last_year=_last_year(task),
        tables=tuple(_tables(sheet, chapter, whole)) if sheet and chapter else (),
        rows=tuple(_rows(task, chapter, sheet, whole, typed, lang)) if chapter and task.rows else (),
        difference=_difference(task, handed, standing),
        writing=may_draft(actor, task.organisation, task.cycle, at),
        ruling=may_decide_draft(actor, task, at),
        office=office,
        papers=rests_on_paper(actor, task.cycle, at),
        open=task.state not in CLOSED,
    )


def by_lines(old: str, new: str) -> tuple[Line, ...]:
    """What differs between two texts, line by line."""
    return tuple(_lines(old.split("\n"), new.split("\n")))


def _lines(was: list[str], now: list[str]) -> Iterator[Line]:
    for kind, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Line(text) for text in now[k:m])
        else:
            yield from (Line(text, removed=True) for text in was[i:j])
            yield from (Line(text, added=True) for text in now[k:m])


def _difference(task: DraftingTask, handed: DraftVersion | None, standing: ChapterText | None) -> tuple[Line, ...]:
    """What the office made of an accepted draft, at once or later; empty when it stands as it was handed in."""
    if task.state != TaskState.ACCEPTED or handed is None or not handed.text:
        return ()
    made = office_version(task)
    now = standing.text if standing else made.text if made else handed.text
    return () if now == handed.text else by_lines(handed.text, now)


def _last_year(task: DraftingTask) -> str:
    """The text of the same chapter a year ago; empty when there was none."""
    before = last_year(task.cycle.unit, task.cycle.year)
    return told_texts(before).get(task.chapter, "") if before else ""


def _tables(sheet: Sheet, chapter: Chapter, whole: bool) -> Iterator[TableBeside]:
    for table in chapter.tables:
        offsets = sorted({offset for row in table.rows for offset in row.offsets})
        yield TableBeside(
            label=dict(table.label),
            years=tuple(sheet.year + offset for offset in offsets),
            rows=tuple(
                (
                    row,
                    tuple(_text(sheet, row, one) if one in row.offsets else "" for one in offsets),
                    row.sensitive and not whole,
                )
                for row in table.rows
            ),
        )


def _text(sheet: Sheet, row: Row, offset: int) -> str:
    return show(sheet.value(row.key, offset), row.kind)


def _rows(
    task: DraftingTask,
    chapter: Chapter,
    sheet: Sheet | None,
    whole: bool,
    typed: Mapping[CellKey, str],
    lang: str,
) -> Iterator[ProposedRow]:
    offers = proposed(task)
    for row in chapter.rows:
        if row.key in task.rows:
            yield ProposedRow(
                row,
                tuple(
                    ProposedCell(
                        name=f"{row.key}@{offset}",
                        year=task.cycle.year + offset,
                        standing="" if sheet is None or (row.sensitive and not whole) else _text(sheet, row, offset),
                        text=typed.get((row.key, offset), _offered(offers.get((row.key, offset)), row, lang)),
                        fate=_fate(offers.get((row.key, offset))),
                    )
                    for offset in row.offsets
                ),
            )


def _offered(offer: Offer | None, row: Row, lang: str) -> str:
    return show(Value(State(offer.state), offer.number, offer.text), row.kind, lang) if offer else ""


def _fate(offer: Offer | None) -> str:
    return str(offer.get_fate_display()) if offer else ""
