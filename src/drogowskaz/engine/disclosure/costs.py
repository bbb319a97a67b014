"""What it costs a reader not to see a number, and how far a number may plausibly be from the true one."""

from collections import Counter
from collections.abc import Collection, Sequence

from drogowskaz.engine.disclosure.forms import Joint
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.sheets import block_cells
from drogowskaz.engine.values import Kind

HIDDEN_BEFORE = 1
"""A number that readers have never seen: an earlier public copy hid it."""
CELL = 20
"""Any cell: fewer cells are better than more."""
COLUMNS = {0: 9, -1: 6, -2: 4, 1: 1}
"""Columns dearer than the last forecast."""
PART = 10
"""For each row that stands below this one: totals are what summaries show."""
INDICATOR = 5
"""For each indicator that reads the row."""
OPEN = 40
"""A row that is not sensitive: it tells of money, places or staff, which the public pays for."""
ELSEWHERE = 200
"""A row that other offices publish: to hide it here hides little."""
PUBLISHED = frozenset({"GUS", "SIO", "budget"})
USUAL = {Kind.COUNT: 1, Kind.MONEY: 1_000_000, Kind.FTE: 100, Kind.TEXT: 0}
"""By how much a number of a kind moves, in stored units, when one person more or less is told of."""


def costs(joint: Joint, years: Collection[int] = ()) -> list[int]:
    """Of each quantity, in the order of the forms' quantities; one that stands in several forms counts in each.

    `years` are those of forms that have been published: what may still be hidden of them has been hidden before.
    """
    rows = [_row_costs(form.sheet.edition) for form in joint.forms]
    form_of = {form.sheet.year: place for place, form in enumerate(joint.forms)}
    return [
        HIDDEN_BEFORE
        if any(year in years for year, _row, _offset in quantity.places)
        else sum(rows[form_of[year]][row] + COLUMNS.get(offset, 0) for year, row, offset in quantity.places) or CELL
        for quantity in joint.quantities
    ]


def _row_costs(edition: Edition) -> dict[str, int]:
    parts = Counter(row.parent for row in edition.rows if row.parent)
    read: Counter[str] = Counter()
    for indicator in edition.indicators:
        read.update(_rows_of(edition, (indicator.numerator, indicator.denominator)))
    return {
        row.key: CELL
        + PART * parts[row.key]
        + INDICATOR * read[row.key]
        + (0 if row.sensitive else ELSEWHERE if row.source in PUBLISHED else OPEN)
        for row in edition.rows
    }


def _rows_of(edition: Edition, terms: Sequence[nodes.Term]) -> set[str]:
    found = set()
    for term in terms:
        for node in nodes.walk(term):
            inside = block_cells(node, edition) if isinstance(node, nodes.Block) else [node]
            found |= {cell.row for cell in inside if isinstance(cell, nodes.Cell)}
    return found


def room(joint: Joint, least: int) -> list[int]:
    """How far up each quantity may move when alternatives are looked for first: to twice its number, or as far as a
    few people more would bring it."""
    found = []
    for quantity in joint.quantities:
        form, slot = quantity.slots[0]
        edition = joint.forms[form].sheet.edition
        inside = slot % (len(edition.rows) * len(edition.offsets))
        kind = edition.rows[inside // len(edition.offsets)].kind
        found.append(max(quantity.number, 4 * least * USUAL[kind]))
    return found
