"""Which numbers of a form are about so few people that a public copy must not show them by themselves."""

import datetime as dt
from collections.abc import Collection, Iterable

from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Kind, State
from drogowskaz.engine.words import _

PARAMETER = "SMALL_CELL"
RECIPIENTS = frozenset({"person", "family", "household"})
"""What those who receive something are counted in."""
SHARES = frozenset({"benefit", "hour"})
"""What they receive, besides money: told of very few people it tells how much each of them had."""
AMOUNT = "amount"
"""How the last part of the key of a row of money begins that holds what the recipients of its group were paid."""


def threshold(years: Iterable[int]) -> int:
    """The least number of people that public copies show, the strictest of those in force at the end of these years.

    Raises Unusable when it is not known for one of them.
    """
    found = []
    for year in years:
        known = value_on(PARAMETER, dt.date(year, 12, 31), parameters())
        if known is None:
            message = _("The parameter {code} is not known for {year}, so no public copy can be made.")
            raise unusable(message, code=PARAMETER, year=year)
        found.append(int(known.value))
    return max(found)


def small_cells(sheet: Sheet, least: int) -> frozenset[CellKey]:
    """The cells of sensitive rows that count from one to `least` − 1, in every column, forecasts too.

    A zero tells of nobody, and on the official form it may also mean a value below the unit: it is not small.
    """
    rows = sheet.edition.row_by_key
    return frozenset(
        (key, offset)
        for (key, offset), value in sheet.values.items()
        if value.state is State.VALUE and 0 < value.number < least and is_sensitive(rows[key])
    )


def is_sensitive(row: Row) -> bool:
    """Whether small numbers of the row are to be hidden: it is marked so and counts."""
    return row.sensitive and row.kind is Kind.COUNT


def below(sheet: Sheet, small: Collection[CellKey]) -> frozenset[CellKey]:
    """The numbers of all rows below a small whole, zeros among them.

    Beside four hidden parts, zeros that are shown would tell that a whole of at most four is made of ones; and that
    all of very few people share something.
    """
    children: dict[str, list[Row]] = {}
    for row in sheet.edition.rows:
        if row.parent is not None and is_sensitive(row):
            children.setdefault(row.parent, []).append(row)
    found: set[CellKey] = set()
    waiting = list(small)
    while waiting:
        key, offset = waiting.pop()
        for row in children.get(key, ()):
            cell = row.key, offset
            if cell not in found and sheet.value(*cell).state is State.VALUE:
                found.add(cell)
                waiting.append(cell)
    return frozenset(found)


def received_by_few(sheet: Sheet, small: Collection[CellKey]) -> frozenset[CellKey]:
    """What was paid or given to very few: the amounts, benefits and hours of a group of rows whose persons, families
    or households are small in the same column. Rows are one group when their keys differ in the last part only."""
    rows = sheet.edition.row_by_key
    few = {(group_of(key), offset) for key, offset in small if rows[key].unit in RECIPIENTS}
    return frozenset(
        cell
        for cell, value in sheet.values.items()
        if value.state is State.VALUE
        and value.number > 0
        and cell not in small
        and (group_of(cell[0]), cell[1]) in few
        and is_received(rows[cell[0]])
    )


def group_of(key: str) -> str:
    """The key without its last part: `own.permanent` of `own.permanent.amount`."""
    return key.rpartition(".")[0]


def is_received(row: Row) -> bool:
    """Whether the row tells how much the recipients of its group were given."""
    if row.kind is Kind.MONEY:
        return row.key.rpartition(".")[2].startswith(AMOUNT)
    return row.unit in SHARES
