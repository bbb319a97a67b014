"""Values as they are typed into CAS: no grouping, a decimal comma, columns that stay apart."""

import pytest

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.cas_blocks import block, digest, kept, typed, values_of
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

EDITION = edition_named("ozps-gmina-2014")
ROWS = EDITION.tables["labour"].rows[:2]


def value(number: int) -> Value:
    return Value(State.VALUE, number)


@pytest.mark.parametrize(
    ("given", "kind", "shown"),
    [
        (value(1204), Kind.COUNT, "1204"),
        (value(0), Kind.COUNT, "0"),
        (value(120450), Kind.MONEY, "1204,50"),
        (value(120400), Kind.MONEY, "1204"),
        (value(-5), Kind.MONEY, "-0,05"),
        (value(850), Kind.FTE, "8,50"),
        (EMPTY, Kind.COUNT, ""),
        (NO_INFORMATION, Kind.COUNT, "."),
        (NOT_APPLICABLE, Kind.MONEY, "x"),
        (Value(State.VALUE, text="brak\tżłobków\nw gminie"), Kind.TEXT, "brak żłobków w gminie"),
    ],
)
def test_a_value_is_written_as_it_is_typed(given: Value, kind: Kind, shown: str) -> None:
    assert typed(given, kind) == shown


def test_a_block_keeps_empty_cells_and_columns_a_row_lacks() -> None:
    first, second = ROWS
    sheet = Sheet(EDITION, "1419053", 2014, {(first.key, -2): value(7), (second.key, 2): NO_INFORMATION})
    assert block(sheet, ROWS, range(-3, 3)) == "\t7\t\t\t\t\n\t\t\t\t\t."


def test_kept_cells_come_back_as_they_were_and_any_other_value_has_another_digest() -> None:
    sheet = Sheet(EDITION, "1419053", 2014, {(ROWS[0].key, 0): value(7), (ROWS[1].key, 1): NOT_APPLICABLE})
    cells = kept(sheet, ROWS)
    assert values_of(cells) == dict(sheet.values)
    other = kept(Sheet(EDITION, "1419053", 2014, {**sheet.values, (ROWS[0].key, 0): value(8)}), ROWS)
    digests = {digest("a", cells), digest("a", other), digest("b", cells), digest("a", [])}
    assert len(digests) == 4
    assert digest("a", [list(one) for one in cells]) == digest("a", cells)  # type: ignore[misc]
