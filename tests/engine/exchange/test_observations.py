"""Filled forms as SDMX-CSV, read back by pysdmx: every cell with its number, state, year and unit."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from engine.exchange.sdmx import data_file, read_cells, structure_file
from engine.tiny import check, edition, row, sheet
from pysdmx.io import get_datasets

from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.exchange.sdmx_csv import HEADER, lines, with_others
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

DROBIN = read_case(EDITIONS / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml").sheet
INVENTED = read_case(EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml").sheet
DATAFLOW = "Dataflow=DROGOWSKAZ:{}(1.0.0)"


def filled(one: Sheet) -> dict[tuple[str, int], Value]:
    return {cell: value for cell, value in one.values.items() if value.state is not State.EMPTY}


def gaps(one: Sheet) -> Sheet:
    """The form with every state of a cell, and with numbers to the grosz."""
    values = dict(one.values)
    states = (NO_INFORMATION, NOT_APPLICABLE, EMPTY)
    for place, (key, offset) in enumerate(list(values)[::7]):
        values[key, offset] = states[place % len(states)]
    values["money.total", 0] = Value(State.VALUE, 99_999_999_999_901)
    values["money.852", 0] = Value(State.VALUE, 7)
    return replace(one, values=values)


@pytest.mark.parametrize(
    ("one", "name"),
    [(DROBIN, "OZPS_GMINA_2014"), (INVENTED, "OZPS_GMINA_2025"), (gaps(INVENTED), "OZPS_GMINA_2025")],
    ids=["published", "invented", "every state"],
)
def test_a_form_comes_back_cell_by_cell(one: Sheet, name: str, tmp_path: Path) -> None:
    read = read_cells(data_file([one], tmp_path), one.edition)
    assert read == {(one.unit, DATAFLOW.format(name), one.year): filled(one)}


def test_the_file_fits_the_structure_of_its_edition(tmp_path: Path) -> None:
    (dataset,) = get_datasets(data_file([INVENTED], tmp_path), structure_file(INVENTED.edition, tmp_path))
    assert [*dataset.data.columns] == [*HEADER[2:]]
    assert {part.id for part in dataset.structure.components} == {*HEADER[2:]}
    assert len(dataset.data) == INVENTED.filled


def test_forms_of_several_editions_units_and_years_stand_in_one_file(tmp_path: Path) -> None:
    other = replace(DROBIN, unit="1419054", year=2015)
    path = data_file([DROBIN, INVENTED, other], tmp_path)
    assert {unit_and_year(one) for one in read_cells(path, DROBIN.edition)} == {("1419053", 2014), ("1419054", 2015)}
    assert {unit_and_year(one) for one in read_cells(path, INVENTED.edition)} == {(INVENTED.unit, 2025)}


def unit_and_year(observed: tuple[str, str, int]) -> tuple[str, int]:
    return observed[0], observed[2]


def records(*sheets: Sheet) -> list[dict[str, str]]:
    return [*csv.DictReader("".join(lines(sheets)).splitlines())]


def test_a_code_keeps_the_zero_it_begins_with() -> None:
    assert {record["REF_AREA"] for record in records(replace(DROBIN, unit="0201011"))} == {"0201011"}


def test_money_and_posts_have_two_places_and_a_point() -> None:
    form = edition(
        row("budget", kind=Kind.MONEY, unit="pln"), row("posts", kind=Kind.FTE, unit="fte"), row("people"), row("less")
    )
    found = records(sheet(form, {"budget": 120450, "posts": 150, "people": 12, "less": -3}))
    assert [(one["OBS_VALUE"], one["DECIMALS"], one["UNIT_MEASURE"]) for one in found] == [
        ("1204.50", "2", "PLN"), ("1.50", "2", "FTE"), ("12", "0", "PERSON"), ("-3", "0", "PERSON"),
    ]  # fmt: skip


def test_a_negative_amount_below_a_zloty_keeps_its_sign() -> None:
    form = edition(row("budget", kind=Kind.MONEY, unit="pln"))
    assert records(sheet(form, {"budget": -7}))[0]["OBS_VALUE"] == "-0.07"


def test_a_text_stands_beside_the_number_and_is_no_formula() -> None:
    form = edition(row("why", kind=Kind.TEXT, unit="text"))
    (found,) = records(sheet(form, {"why": '=1+1, "so"'}))
    assert (found["OBS_VALUE"], found["OBS_STATUS"], found["OBS_TEXT"]) == ("", "A", '\'=1+1, "so"')


def test_the_states_of_a_cell_are_told_apart_and_an_empty_one_is_left_out() -> None:
    form = edition(row("a", offsets=(-1, 0, 1)), row("b", offsets=(-1, 0, 1)))
    found = records(sheet(form, {"a@c-1": ".", "a": 0, "a@c+1": 3, "b@c-1": "x", "b": "."}))
    assert [(one["CELL"], one["TIME_PERIOD"], one["OBS_STATUS"], one["OBS_VALUE"]) for one in found] == [
        ("a", "2013", "O", ""), ("a", "2014", "A", "0"), ("a", "2015", "F", "3"),
        ("b", "2013", "M", ""), ("b", "2014", "O", ""),
    ]  # fmt: skip


def test_forms_are_taken_one_after_another() -> None:
    taken = []

    def country() -> Iterator[Sheet]:
        for unit in ("1419053", "1419054"):
            taken.append(unit)
            yield replace(DROBIN, unit=unit)

    file = lines(country())
    assert (next(file).count(","), taken) == (len(HEADER) - 1, [])
    next(file)
    assert taken == ["1419053"]


def test_the_forms_that_checks_look_into_go_along_under_the_rows_of_the_edition() -> None:
    form = edition(row("a", offsets=(-1, 0)), checks=(check("{a, c-1} = {a, c0, y-1} + {a, c0, children}"),))
    child = replace(sheet(form, {"a": 4}), unit="1419054")
    foreign = {("a", 0): Value(State.VALUE, 3), ("gone", 0): Value(State.VALUE, 1), ("a", 2): Value(State.VALUE, 1)}
    one = replace(sheet(form, {"a": 5}), last=foreign, children=(child,))
    found = [(record["REF_AREA"], record["FORM_YEAR"], record["OBS_VALUE"]) for record in records(*with_others(one))]
    assert found == [("1419053", "2014", "5"), ("1419053", "2013", "3"), ("1419054", "2014", "4")]


def test_forms_that_no_check_looks_into_stay_away() -> None:
    form = edition(row("a"), checks=(check("{a, c0} > 0"),))
    one = sheet(form, {"a": 5})
    assert [*with_others(replace(one, last={("a", 0): Value(State.VALUE, 3)}, children=(one,)))][1:] == []
