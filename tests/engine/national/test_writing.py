"""The results as files: what stands in them, that others can read them, and that they are whole or not there."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from engine.national import small

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.schema import Edition, Stage
from drogowskaz.engine.national import writing
from drogowskaz.engine.national.cells import write_cells
from drogowskaz.engine.national.folder import read_folder
from drogowskaz.engine.national.levels import COUNTRY
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.parts import part_of
from drogowskaz.engine.national.run import run_national
from drogowskaz.engine.national.writing import FILES, by_kind, by_severity, write_results
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value

FORM = small.edition(last=True)
SHEETS = {(year, unit): small.sheet(FORM, unit, year, 3) for year in small.YEARS for unit in small.GMINAS}


def results_of(form: Edition = FORM, sheets: dict[tuple[int, str], Sheet] = SHEETS) -> writing.Results:
    return run_national(small.matrix(form, sheets))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_results(results_of(), tmp_path / "results")
    return tmp_path / "results"


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told() -> Iterator[tuple[str, int, str, int, str]]:
    """Every finding of every form as the checks of a single form give them."""
    for (year, unit), sheet in SHEETS.items():
        before = SHEETS.get((year - 1, unit))
        known = Sheet(FORM, unit, year, sheet.values, last=before.values if before else None)
        for finding in check_sheet(known, Stage.SIGN).findings:
            yield unit, year, finding.check.id, year + finding.offset, finding.check.severity.value


def test_every_file_is_there_and_no_other(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["results"]


def test_the_findings_are_those_of_each_form_in_parquet_and_csv(folder: Path) -> None:
    expected = Counter(told())
    frame = pl.read_parquet(folder / "findings.parquet")
    assert Counter(frame.select("unit", "year", "check", "column", "severity").rows()) == expected
    spread = lines(folder / "findings.csv")
    found = Counter(
        (one["unit"], int(one["year"]), one["check"], int(one["column"]), one["severity"]) for one in spread
    )
    assert found == expected
    assert len(expected) > 20
    assert any(one["difference"] == "" for one in spread)
    assert any(float(one["difference"] or 0) < 0 for one in spread)


def test_each_form_has_its_seal_and_its_number_of_findings(folder: Path) -> None:
    frame = pl.read_parquet(folder / "forms.parquet")
    counts = Counter((unit, year, severity) for unit, year, _check, _column, severity in told())
    assert len(frame) == 12
    for line in frame.iter_rows(named=True):
        part = small.part(FORM, line["unit"], line["year"], 3)
        assert (line["sha256"], line["artefact"]) == (part.seal, part.artefact)
        for severity in ("error", "justify", "warning", "note"):
            assert line[severity] == counts[line["unit"], line["year"], severity]


def test_each_check_tells_how_often_it_was_asked_and_failed(folder: Path) -> None:
    counts = Counter((year, check) for _unit, year, check, _column, _severity in told())
    found = {(int(line["year"]), line["check"]): line for line in lines(folder / "checks.csv")}
    assert found.keys() == {(year, check.id) for year in small.YEARS for check in FORM.checks}
    for key, line in found.items():
        columns = len(FORM.check_by_id[key[1]].offsets)
        assert int(line["findings"]) == counts[key] <= int(line["asked"])
        assert int(line["asked"]) + int(line["not_computable"]) == len(small.GMINAS) * columns
    assert {line["check"]: line["kind"] for line in found.values()} == {
        "tree.all.all": "equality",
        "tree.all.some": "inequality",
        "old": "inequality",
        "why": "other",
        "jump": "inequality",
        "last": "equality",
    }


def test_totals_have_their_scale_and_the_number_of_units(folder: Path) -> None:
    frame = pl.read_parquet(folder / "totals.parquet")
    one = frame.filter(territory=COUNTRY, row="spent", column=2014).row(0, named=True)
    values = [sheet.value("spent", 0) for (year, _unit), sheet in SHEETS.items() if year == 2014]
    assert one["sum"] == sum(value.number for value in values)
    assert one["units"] == sum(value.state is State.VALUE for value in values)
    assert (one["scale"], one["level"]) == (100, "country")
    assert set(frame["row"].unique()) == {"all", "women", "men", "old", "spent", "balance"}
    assert frame["units"].min() == 1, "what no unit filled in has no line"


def test_powiats_are_left_out_of_csv_for_a_spreadsheet_would_not_open_them(folder: Path) -> None:
    for name in ("totals", "territorial"):
        assert {line["level"] for line in lines(folder / f"{name}.csv")} == {"voivodeship", "country"}
        assert pl.read_parquet(folder / f"{name}.parquet")["level"].n_unique() == 3


def test_indicators_stand_by_unit_and_by_territory(folder: Path) -> None:
    units = pl.read_parquet(folder / "indicators.parquet")
    sheet = next(one for one in SHEETS.values() if all(
        one.value(row, 0).state is State.VALUE for row in ("women", "all")) and one.value("all", 0).number)  # fmt: skip
    line = units.filter(unit=sheet.unit, year=sheet.year, indicator="share").row(0, named=True)
    assert line["value"] == pytest.approx(100 * sheet.value("women", 0).number / sheet.value("all", 0).number)
    territorial = pl.read_parquet(folder / "territorial.parquet").filter(pl.col("value").is_not_null())
    one = territorial.filter(territory=COUNTRY, indicator="cost").row(0, named=True)
    exact = one["numerator"] / one["numerator_scale"] / (one["denominator"] / one["denominator_scale"])
    assert one["value"] == pytest.approx(exact)
    assert one["numerator_scale"] == 100
    assert 0 < one["units"] <= len(small.GMINAS)


def test_other_programs_read_the_parquet(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="Install drogowskaz[bench] to read the files with DuckDB.")
    query = f"select severity, count(*) from '{folder}/findings.parquet' group by severity"
    assert dict(duckdb.sql(query).fetchall()) == Counter(severity for *_rest, severity in told())


def test_the_summary_says_from_what_the_results_are(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    for (year, unit), sheet in SHEETS.items():
        (parts / f"{unit}-{year}.part").write_bytes(part_of(sheet))
    (parts / "bad.part").write_bytes(b"x")
    (parts / "units.csv").write_text("code,name,level\n0101011,A,gmina\n0301042,C,gmina\n", "utf-8")
    country = read_folder(parts, FORM)
    results = run_national(country.matrix)
    write_results(results, tmp_path / "results", country)
    found = json.loads((tmp_path / "results" / "summary.json").read_text("utf-8"))
    assert (found["edition"], found["forms"], found["parts"]["files"]) == ("tiny", 12, 13)
    assert found["artefacts"] == {str(year): compiled(FORM, year).sha256 for year in small.YEARS}
    assert found["parts"]["refused"] == ["bad.part: " + country.refused[0].sentence("pl").removeprefix("bad.part: ")]
    assert found["coverage"][0] == {
        "year": 2014,
        "present": 6,
        "expected": 2,
        "missing": ["0301042"],
        "not_listed": ["0101022", "0101033", "0102012", "0301011", "0301023"],
    }
    assert found["findings"] == by_severity(results)
    assert sum(found["findings"].values()) == found["lines"]["findings"] == len(list(told()))
    assert found["checks"] == by_kind(results) == {"equality": 2, "inequality": 3, "other": 1}
    assert found["seconds"].keys() == {"compile", "checks", "differences", "indicators", "totals", "parquet", "csv"}


def test_totals_past_64_bits_stand_whole_in_the_summary(tmp_path: Path) -> None:
    form = small.edition(largest=9 * 10**18)
    values = {("all", 0): Value(State.VALUE, 9 * 10**18), ("women", 0): Value(State.VALUE, 3)}
    sheets = {(2014, unit): Sheet(form, unit, 2014, values) for unit in small.GMINAS[:2]}
    write_results(results_of(form, sheets), tmp_path / "results")
    found = json.loads((tmp_path / "results" / "summary.json").read_text("utf-8"))["beyond_64_bits"]
    assert found == [
        {"year": 2014, "territory": territory, "row": "all", "column": 2014, "sum": str(18 * 10**18)}
        for territory in ("0101", "01", COUNTRY)
    ]
    frame = pl.read_parquet(tmp_path / "results" / "totals.parquet")
    assert frame.filter(territory=COUNTRY, row="all", column=2014)["sum"].to_list() == [None]
    assert frame.filter(territory=COUNTRY, row="women", column=2014)["sum"].to_list() == [6]


def test_results_of_an_earlier_run_are_replaced(folder: Path) -> None:
    few = {key: sheet for key, sheet in SHEETS.items() if key[0] == 2014}
    write_results(results_of(sheets=few), folder, csv=False)
    assert not (folder / "findings.csv").exists()
    assert pl.read_parquet(folder / "forms.parquet")["year"].unique().to_list() == [2014]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Unusable, match=r"The folder holds other files than results\. Choose another"):
        write_results(results_of(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_results_that_cannot_be_written_to_the_end_leave_the_earlier_ones(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(*_given: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(writing, "summary", full)
    with pytest.raises(Unusable, match="results: The folder cannot be written"):
        write_results(results_of(), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["results"]


def test_an_edition_without_checks_or_indicators_still_has_totals(tmp_path: Path) -> None:
    form = small.bare()
    sheets = {(2014, "0101011"): small.sheet(form, "0101011", 2014, 1)}
    write_results(results_of(form, sheets), tmp_path / "results")
    assert not (tmp_path / "results" / "indicators.parquet").exists()
    assert len(pl.read_parquet(tmp_path / "results" / "findings.parquet")) == 0
    assert len(pl.read_parquet(tmp_path / "results" / "totals.parquet")) > 0


def test_the_cells_of_all_forms_can_be_written_for_other_programs(tmp_path: Path) -> None:
    matrix = small.matrix(FORM, SHEETS)
    paths = write_cells(matrix, tmp_path / "cells")
    assert len(paths) == len(matrix.panels) == 4
    assert sorted(path.name for path in (tmp_path / "cells").iterdir()) == sorted(path.name for path in paths)
    found = {
        (line["unit"], line["year"], line["row"], line["column"]): (line["state"], line["number"], line["scale"])
        for line in pl.read_parquet(tmp_path / "cells" / "*.parquet").iter_rows(named=True)
    }
    expected = {}
    for (year, unit), sheet in SHEETS.items():
        for (row, offset), value in sheet.values.items():
            number = value.number if value.state is State.VALUE and row != "why" else None
            scale = FORM.row_by_key[row].kind.scale
            expected[unit, year, row, year + offset] = value.state.name.lower(), number, scale
    assert found == expected


def test_an_empty_matrix_is_not_written(tmp_path: Path) -> None:
    assert write_cells(Matrix(FORM), tmp_path / "cells") == ()
