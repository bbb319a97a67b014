"""The form that the gmina Drobin published for 2014: our worked example, held against the facts it was copied from."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.checks.sentences import arithmetic, place_of
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State, Value, show

YEARS = range(-2, 3)
BROKEN_OFF = ("preschool.places", 2)
"""The copy that was read ends before this cell."""
DROBIN = read_case(EDITIONS / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml").sheet


def facts(shared: Path) -> dict[tuple[str, int], int]:
    """The numbers of the print by row key and column."""
    form = DROBIN.edition
    with (shared / "cases" / "drobin-2014.csv").open(encoding="utf-8", newline="") as file:
        records = [record for record in csv.DictReader(file) if record["kind"] == "cell"]
    return {
        (form.row_by_print[f"{record['chapter']}/{record['row']}"].key, int(record["col"]) - 2014): int(record["value"])
        for record in records
    }


def changed(key: str, offset: int, number: int) -> Sheet:
    return replace(DROBIN, values={**DROBIN.values, (key, offset): Value(State.VALUE, number)})


def test_it_gives_the_two_findings_it_is_known_for_and_no_others() -> None:
    found = [(finding.check.id, finding.offset, finding.check.severity) for finding in check_sheet(DROBIN).findings]
    assert found == [("ch2.late_gus", 0, Severity.JUSTIFY), ("forecast.population", 0, Severity.NOTE)]


def test_every_number_of_the_case_is_a_fact_of_the_print_and_none_is_missing(shared: Path) -> None:
    form = DROBIN.edition
    numbers = {
        cell: value.number for cell, value in DROBIN.values.items() if form.row_by_key[cell[0]].kind is not Kind.TEXT
    }
    assert numbers == facts(shared)
    printed = {(row.key, offset) for row in form.rows if row.number is not None for offset in row.offsets}
    assert printed - facts(shared).keys() == {BROKEN_OFF}


def test_every_label_of_a_printed_row_is_in_the_facts(shared: Path) -> None:
    with (shared / "cases" / "drobin-2014.csv").open(encoding="utf-8", newline="") as file:
        printed = {int(record["row"]) for record in csv.DictReader(file) if record["kind"] == "cell"}
    assert printed == {row.number for row in DROBIN.edition.rows if row.number is not None}


def test_the_facts_written_as_a_long_csv_give_the_same_findings(shared: Path, tmp_path: Path) -> None:
    form = DROBIN.edition
    lines = ["jednostka;rok;wiersz;kolumna;wartość"]
    for (key, offset), number in facts(shared).items():
        shown = show(Value(State.VALUE, number), form.row_by_key[key].kind)
        lines.append(f"1419053;2014;2/{form.row_by_key[key].number};{2014 + offset};{shown}")
    path = tmp_path / "drobin.csv"
    path.write_text("\n".join(lines), "utf-8-sig")
    (reading,) = read_long_csv(path)
    found = [(finding.check.id, finding.offset) for finding in check_sheet(reading.sheet).findings]
    assert found == [("ch2.late_gus", 0), ("forecast.population", 0)]


@pytest.mark.parametrize("offset", YEARS)
@pytest.mark.parametrize(("whole", "parts"), [
    (1, (2, 6)),
    (2, (3, 4, 5)),
    (6, (7, 8, 9)),
])  # fmt: skip
def test_the_printed_sums_agree_in_all_five_columns(
    shared: Path, whole: int, parts: tuple[int, ...], offset: int
) -> None:
    numbers = {
        DROBIN.edition.row_by_key[key].number: value for (key, at), value in facts(shared).items() if at == offset
    }
    assert numbers[whole] == sum(numbers[part] for part in parts)


@pytest.mark.parametrize("offset", YEARS)
@pytest.mark.parametrize("key", ["population.total", "population.women.total", "population.men.total"])
def test_one_digit_changed_in_a_sum_is_an_error_at_its_row_and_column(key: str, offset: int) -> None:
    number = DROBIN.value(key, offset).number
    before = {(finding.check.id, finding.offset) for finding in check_sheet(DROBIN).findings}
    sheet = changed(key, offset, number + 100)
    errors = check_sheet(sheet).of(Severity.ERROR)
    assert {(finding.check.row, finding.offset) for finding in errors} >= {(key, offset)}
    parent = sheet.edition.row_by_key[key].parent
    expected = {(f"tree.{row}.all", offset) for row in (key, parent) if row}
    assert {(finding.check.id, finding.offset) for finding in errors} == expected
    assert not expected & before


def test_the_error_says_row_year_and_arithmetic() -> None:
    (error,) = check_sheet(changed("population.total", -1, 8289)).of(Severity.ERROR)
    sheet = changed("population.total", -1, 8289)
    said = arithmetic(error, sheet, "en").replace("\N{NO-BREAK SPACE}", " ")
    assert place_of(error, sheet, "en") == "chapter 2, row 1 “Residents (persons) – total”, 2013"
    assert said == "8 289 should equal 8 279 (women 4 149 + men 4 130)."
    assert error.cells == (("population.total", -1), ("population.women.total", -1), ("population.men.total", -1))
