"""The newest print held against the form: what differs now, and what has changed since it was looked at."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from drogowskaz.assessments.models import Assessment, CasComparison
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.files.cas_blocks import values_of
from drogowskaz.engine.files.cas_comparing import Absent, Comparison, Sort, compare
from drogowskaz.engine.files.cas_print import Unmatched
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import EMPTY, Value, show


@dataclass(frozen=True)
class ShownCompared:
    """A cell of the print beside ours. `sort` is None where both hold the same; `seen` is our version; `is_new` says
    that it did not differ when the print was compared."""

    key: CellKey
    number: int | None
    label: str
    year: int
    sort: Sort | None
    ours: str
    theirs: str
    seen: int
    is_new: bool

    @property
    def is_theirs_empty(self) -> bool:
        return self.sort is Sort.ONLY_OURS


@dataclass(frozen=True)
class ShownComparison:
    """The comparison as it is true now. `settled` counts the differences of then that are none any more, `fresh` those
    that came since. `cells` go chapter by chapter."""

    comparison: CasComparison
    cells: tuple[tuple[Chapter, tuple[ShownCompared, ...]], ...]
    different: int
    equal: int
    unprinted: int
    absent: Absent
    unmatched: tuple[str, ...]
    settled: int
    fresh: int

    @property
    def is_as_it_was(self) -> bool:
        return not (self.settled or self.fresh)


def last_comparison(form: Assessment) -> CasComparison | None:
    """The newest one made on the form's edition, with who made it; one query."""
    return form.cas_comparisons.filter(edition=form.edition).select_related("by").last()


def shown_comparison(form: Assessment, kept: CasComparison, *, everything: bool, lang: str) -> ShownComparison:
    """The kept print against the form as it stands; three queries. `everything`: also the cells that agree."""
    ours = sheet_of(form)
    theirs = Sheet(ours.edition, ours.unit, ours.year, values_of(tuple(one) for one in kept.values))
    rows = {row for row in kept.rows if row in ours.edition.row_by_key}
    found = compare(ours, theirs, rows)
    then = {(row, offset) for row, offset in kept.differing}
    now = {one.key for one in found.differences}
    versions = {(row, offset): seen for row, offset, seen in form.cells.values_list("row", "offset", "version")}
    cells = _cells(found, ours, theirs, rows if everything else None, versions, then, lang)
    chapters = {chapter.number: chapter for chapter in ours.edition.chapters}
    tables = ours.edition.tables
    grouped = groupby(cells, key=lambda one: tables[ours.edition.row_by_key[one.key[0]].table].chapter)
    return ShownComparison(
        comparison=kept,
        cells=tuple((chapters[number], tuple(group)) for number, group in grouped),
        different=len(now),
        equal=found.equal,
        unprinted=found.unprinted,
        absent=found.absent,
        unmatched=tuple(Unmatched(**one).sentence(lang) for one in kept.unmatched),
        settled=len(then - now),
        fresh=len(now - then),
    )


def theirs_of(kept: CasComparison, key: CellKey) -> Value:
    """What the print holds in a cell."""
    return values_of(tuple(one) for one in kept.values).get(key, EMPTY)


def _cells(
    found: Comparison,
    ours: Sheet,
    theirs: Sheet,
    rows: Collection[str] | None,
    versions: dict[CellKey, int],
    then: set[CellKey],
    lang: str,
) -> list[ShownCompared]:
    """The differences, or with `rows` every filled cell of them, in the order of the form."""
    sorts = {one.key: one.sort for one in found.differences}
    shown = []
    for row in ours.edition.rows:
        for offset in row.offsets:
            key = row.key, offset
            if key not in sorts and (rows is None or row.key not in rows or ours.value(*key) == EMPTY):
                continue
            mine, other = (show(sheet.value(*key), row.kind, lang) for sheet in (ours, theirs))
            is_new = key in sorts and key not in then
            shown.append(
                ShownCompared(
                    key, row.number, row.label[lang], ours.year + offset, sorts.get(key), mine, other,
                    versions.get(key, 0), is_new,
                )
            )  # fmt: skip
    return shown
