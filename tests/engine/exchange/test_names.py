"""Names of rows in statistical systems: safe there, and leading back to the row."""

import re

import pytest
from engine.tiny import edition, row
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.exchange.names import cell_code, dataflow, identifier, row_key, structure_id

SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("population.total", "population__total"),
        ("users.real.persons_in_families", "users__real__persons_in_families"),
        ("all", "all"),
        ("a__b", "aU5fUU5fUb"),
        ("a_.b", "aU5fU__b"),
        ("1st", "U31Ust"),
        ("a-B", "aU2dUU42U"),
    ],
)
def test_dots_become_two_underscores_and_what_could_be_mistaken_for_them_a_number(key: str, code: str) -> None:
    assert cell_code(key) == code


@given(st.text(alphabet="ab1_.U-ź", min_size=1))
def test_every_key_comes_back_from_a_name_of_letters_digits_and_underscores(key: str) -> None:
    assert row_key(cell_code(key)) == key
    assert SAFE.fullmatch(cell_code(key))


@pytest.mark.parametrize("name", edition_ids())
def test_no_two_rows_of_a_shipped_edition_have_one_name(name: str) -> None:
    rows = edition_named(name).rows
    assert len({cell_code(row.key) for row in rows}) == len(rows)


def test_an_edition_is_named_in_capitals_and_as_a_dataflow_with_agency_and_version() -> None:
    assert structure_id(edition(row("a"))) == "TINY"
    assert dataflow(edition_named("ozps-gmina-2014")) == "DROGOWSKAZ:OZPS_GMINA_2014(1.0.0)"


def test_a_name_that_could_be_a_word_of_vtl_stands_between_apostrophes() -> None:
    assert [identifier(code) for code in ("all", "flow_to_stock", "a__b")] == ["'all'", "'flow_to_stock'", "a__b"]
