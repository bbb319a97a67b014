"""`drogowskaz national`: from an invented country to results that other programs open, and what is told on the way."""

import csv
import json
import sys
from pathlib import Path

import polars as pl
import pytest

from drogowskaz.config.cli import main
from drogowskaz.engine import compiled


def synth(folder: Path, *more: str, units: int = 30) -> int:
    return main(["national", "synth", "--units", str(units), "--out", str(folder), *more])


def test_from_an_invented_country_to_results_in_a_spreadsheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ["synth", "--units", "30", "--out", str(tmp_path / "kraj"), "--years", "2", "--edition", "ozps-gmina-2014"]
    assert main(["--lang", "en", "national", *made]) == 0
    parts = sorted((tmp_path / "kraj").glob("*.part"))
    assert f"kraj: ozps-gmina-2014, 2014, 2015 · {len(parts)} forms" in capsys.readouterr().out
    assert main(["--lang", "en", "national", "run", str(tmp_path / "kraj")]) == 0
    printed = capsys.readouterr().out.replace("\xa0", " ").splitlines()
    results = tmp_path / "kraj-results"
    summary = json.loads((results / "summary.json").read_text("utf-8"))
    assert printed[0] == f"ozps-gmina-2014 · {len(parts)} forms"
    assert printed[1].startswith("2014: ")
    assert " of 30 units" in printed[1]
    assert f"{summary['findings']['error']} errors" in printed[3]
    assert printed[4] == "Checks: 4 equalities, 9 inequalities, 6 of another kind"
    with (results / "findings.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == sum(summary["findings"].values()) > 0
    assert pl.read_parquet(results / "findings.parquet").height == len(lines)


def test_findings_are_no_failure_of_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    synth(tmp_path / "c")
    assert main(["--lang", "en", "national", "run", str(tmp_path / "c"), "--out", str(tmp_path / "r")]) == 0
    summary = json.loads((tmp_path / "r" / "summary.json").read_text("utf-8"))
    assert summary["findings"]["error"] > 0
    said = capsys.readouterr().out
    assert "200 equalities, 200 inequalities, 0 of another kind" in said
    assert f"Results: {tmp_path / 'r'} (for the office that collects the forms, not for publication)" in said
    assert not (tmp_path / "c-results").exists()


def test_a_second_run_and_the_other_engine_find_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("numba", reason="Install drogowskaz[fast] to try its machine code.")
    synth(tmp_path / "c")
    for engine in ("numpy", "numba"):
        out = ["--out", str(tmp_path / engine), "--engine", engine]
        assert main(["national", "run", str(tmp_path / "c"), *out]) == 0
    one, other = ((tmp_path / engine / "findings.csv").read_bytes() for engine in ("numpy", "numba"))
    assert one == other
    capsys.readouterr()


def test_bad_parts_are_named_and_the_run_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    synth(tmp_path / "c")
    victim = sorted((tmp_path / "c").glob("*.part"))[3]
    victim.write_bytes(victim.read_bytes()[:500])
    capsys.readouterr()
    assert main(["--lang", "en", "national", "run", str(tmp_path / "c")]) == 0
    said = capsys.readouterr().out
    assert "1 problem with files that were not used:" in said
    assert f"{victim.name}: The file ends before its seal" in said
    summary = json.loads((tmp_path / "c-results" / "summary.json").read_text("utf-8"))
    assert victim.name.split("-")[0] in summary["coverage"][0]["missing"]
    assert summary["parts"]["refused"][0].startswith(victim.name)


def test_nothing_usable_is_told_on_the_error_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "national", "run", str(tmp_path)]) == 2
    assert "The folder has no frozen forms (files named *.part)." in capsys.readouterr().err
    (tmp_path / "a.part").write_bytes(b"nothing")
    assert main(["--lang", "en", "national", "run", str(tmp_path)]) == 2
    assert "a.part: The file is not a frozen form." in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.part"]


def test_an_unknown_edition_a_full_folder_and_too_many_years_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for more, sentence in (
        (("--edition", "ozps-gmina-1999"), "There is no edition “ozps-gmina-1999”"),
        (("--edition", "ozps-gmina-2025", "--years", "2"), "has 1 assessed years, not 2"),
        (("--units", "0"), "At least one unit is needed."),
    ):
        assert main(["--lang", "en", "national", "synth", "--units", "9", "--out", str(tmp_path / "c"), *more]) == 2
        assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_is_not_installed_is_told_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "drogowskaz.engine.compiled.kernel", None)
    monkeypatch.delattr(compiled, "kernel", raising=False)
    assert main(["--lang", "en", "national", "run", str(tmp_path), "--engine", "numba"]) == 2
    assert "numba is not installed" in capsys.readouterr().err


def test_on_a_terminal_a_bar_shows_the_progress_and_elsewhere_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    synth(tmp_path / "c")
    assert main(["--lang", "en", "national", "run", str(tmp_path / "c")]) == 0
    assert capsys.readouterr().err.splitlines()[-3:] == ["reading the forms…", "counting…", "writing the results…"]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["--lang", "en", "national", "run", str(tmp_path / "c")]) == 0
    assert "reading the forms" in capsys.readouterr().err


def test_every_filled_cell_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    synth(tmp_path / "c", units=3)
    assert main(["national", "run", str(tmp_path / "c"), "--cells", str(tmp_path / "cells")]) == 0
    cells = pl.concat([pl.read_parquet(file) for file in (tmp_path / "cells").iterdir()])
    assert set(cells["unit"].unique()) == {path.name.split("-")[0] for path in (tmp_path / "c").glob("*.part")}
