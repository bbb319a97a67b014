"""Where a number comes from: its source, everything that was written in its cell, and what depends on it."""

from dataclasses import dataclass

from drogowskaz.assessments.models import CellChange, Source
from drogowskaz.assessments.queries.offers.supply import Supply, supply_of
from drogowskaz.assessments.queries.pages import ShownCell, ShownFinding, shown_cell, shown_finding
from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.checks.run import questions_about
from drogowskaz.engine.disclosure.small import is_sensitive
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import State, Value, show
from drogowskaz.engine.words import say


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
    supply: Supply | None


def provenance(copy: Copy, key: CellKey, lang: str) -> Provenance:
    """Everything that may be told of one cell; the row must be in the edition and have the column. Four queries
    at most.

    Of a hidden cell neither the number nor what stood there before is told.
    """
    sheet, assessment = copy.sheet, copy.assessment
    row = sheet.edition.row_by_key[key[0]]
    hidden = key in copy.hidden.cells
    written = CellChange.objects.filter(assessment=assessment, row=key[0], offset=key[1])
    if assessment.public_package is not None:
        # What is being corrected now is told with the next version.
        written = written.filter(pk__lte=assessment.public_package.mark)
    changes = list(written.select_related("source", "by").order_by("-version"))
    current = changes[0] if changes else None
    return Provenance(
        cell=shown_cell(copy, row, key[1], lang),
        source=(current.source or assessment.source) if current else None,
        journal=tuple(
            Written(
                change, copy.hidden.mark if hidden or _untold(change, current, row, copy) else _text(change, row, lang)
            )
            for change in changes
        ),
        across=tuple(shown_cell(copy, row, offset, lang) for offset in row.offsets),
        findings=tuple(shown_finding(one, copy, lang) for one in copy.result.findings if key in one.cells),
        checks=len(questions_about(sheet.edition).get(key, ())),
        certainty=say(LABELS[row.certainty], lang),
        supply=supply_of(copy, key, current.version if current else 0, lang),
    )


def _untold(change: CellChange, current: CellChange | None, row: Row, copy: Copy) -> bool:
    """Whether a public copy must not tell what stood here once: nobody has looked at what could be computed from it."""
    return change is not current and is_sensitive(row) and copy.is_public


def _text(change: CellChange, row: Row, lang: str) -> str:
    return show(Value(State(change.state), change.number, change.text), row.kind, lang)
