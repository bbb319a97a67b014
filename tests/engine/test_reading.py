"""A cell on its way into a sheet: the kind of its row decides how it is read."""

import pytest
from engine import tiny

from drogowskaz.engine.files.reading import find_row, put, read_value, wrong_column
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.values import EMPTY, Kind, State, Value

FORM = tiny.edition(tiny.row("a", number=1), tiny.row("money", kind=Kind.MONEY, unit="pln", offsets=(-1, 0)))
PLACE = Place("form.csv", 2, "value")


@pytest.mark.parametrize("text", ["1204,5", "1 204,50", "1204.50", "1\N{NARROW NO-BREAK SPACE}204,5"])
def test_a_decimal_comma_is_read_in_a_row_of_money(text: str) -> None:
    problems: list[Problem] = []
    value = read_value(text, FORM.row_by_key["money"], FORM, PLACE, problems)
    assert (value, problems) == (Value(State.VALUE, 120450), [])


def test_an_unreadable_value_is_told_with_its_place_and_shortened() -> None:
    problems: list[Problem] = []
    assert read_value("very " * 20, FORM.row_by_key["a"], FORM, PLACE, problems) is None
    assert [problem.sentence("en") for problem in problems] == [
        f"form.csv, line 2, column “value”: “{'very ' * 8}…” is not a number. "
        "Write digits only, or one of the symbols: 0, dot, x."
    ]


def test_a_row_is_found_by_key_and_by_chapter_and_number() -> None:
    assert [find_row(FORM, name) for name in ("a", "2/1", "1", "b")] == [FORM.rows[0], FORM.rows[0], None, None]


def test_a_column_the_row_does_not_have_is_told_with_those_it_has() -> None:
    problems: list[Problem] = []
    assert not wrong_column(FORM.rows[1], -1, 2014, PLACE, problems)
    assert wrong_column(FORM.rows[1], 1, 2014, PLACE, problems)
    assert [problem.sentence("en") for problem in problems] == [
        "form.csv, line 2, column “value”: The row “money” has no column 2015. It has: 2013, 2014."
    ]


def test_an_empty_cell_is_not_kept() -> None:
    values: dict[tuple[str, int], Value] = {}
    put(values, FORM.rows[0], 0, EMPTY)
    put(values, FORM.rows[1], 0, Value(State.VALUE, 0))
    assert values == {("money", 0): Value(State.VALUE, 0)}
