"""`drogowskaz check --suggest`: the fewest changes after the report, in words and as data."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drogowskaz.config.cli import main
from drogowskaz.engine.editions.loader import EDITIONS

DROBIN = EDITIONS / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml"
HEADER = "unit,year,row,column,value\n"
ARITHMETIC = "This is arithmetic, not knowledge: only a person can say which number is true."


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """The form of Drobin with two digits turned in a total."""
    path = tmp_path / "drobin.yaml"
    path.write_text(DROBIN.read_text("utf-8").replace("[8316, 8279, 8279,", "[8316, 8279, 8297,"), "utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace("\xa0", " ")


def test_the_suggestion_follows_the_report_and_the_exit_code_stays(
    spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "check", str(spoilt)]) == 1
    plain = printed(capsys)
    assert main(["--lang", "en", "check", str(spoilt), "--suggest"]) == 1
    assert printed(capsys) == plain + "\n".join(
        [
            "",
            "The fewest changes that remove every error: 1 cell.",
            "  chapter 2, row 1 “Residents (persons) – total”, 2014: 8 297 → 8 279",
            ARITHMETIC,
            "",
        ]
    )


def test_a_form_without_errors_has_nothing_to_repair(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", str(DROBIN), "--suggest"]) == 0
    assert printed(capsys).endswith("\nThere is no error, so there is nothing to repair.\n")


def test_each_sheet_of_a_file_has_its_own_suggestion(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.csv"
    rows = ("1419053,2014,2/1,2014,8279", "0605053,2014,2/10,2014,5", "0605053,2014,2/11,2014,6")
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    assert main(["--lang", "en", "check", str(path), "--suggest"]) == 1
    text = printed(capsys)
    assert text.index("nothing to repair") < text.index("0605053, 2014") < text.index("every error: 1 cell")


def test_programs_find_it_in_each_result_when_they_ask(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(spoilt), "--format", "json"]) == 1
    assert "suggestion" not in json.loads(printed(capsys))[0]
    assert main(["check", str(spoilt), "--format", "json", "--suggest"]) == 1
    (sheet,) = json.loads(printed(capsys))
    (change,) = sheet["suggestion"]["changes"]
    assert (change["row"], change["column"], change["now"], change["proposed"]) == (
        "population.total",
        2014,
        "8 297",
        "8 279",
    )
    assert change["repairs"] == [one["check"] for one in sheet["findings"] if one["severity"] == "error"]
    assert sheet["suggestion"]["proven"] is True


def test_errors_that_wait_for_signing_are_repaired_only_then(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "few.csv"
    path.write_text(HEADER + "1419053,2025,population.women.total,y,4149\n", "utf-8")
    assert main(["--lang", "en", "check", str(path), "--edition", "ozps-gmina-2025", "--suggest"]) == 0
    assert "nothing to repair" in printed(capsys)
    signing = ["--edition", "ozps-gmina-2025", "--stage", "sign", "--suggest"]
    assert main(["--lang", "en", "check", str(path), *signing]) == 1
    assert "The fewest changes that remove every error" in printed(capsys)


def test_two_runs_say_the_same(tmp_path: Path) -> None:
    """Python orders sets by a seed that changes from run to run; nothing that is said may hang on it."""
    spoilt = tmp_path / "drobin.yaml"
    text = DROBIN.read_text("utf-8")
    spoilt.write_text(text.replace("8279,", "8297,").replace("4149,", "4194,").replace("4130,", "413,"), "utf-8")
    command = [sys.executable, "-c", "import drogowskaz.config.cli as c, sys; c.main(sys.argv[1:])"]
    runs = [
        subprocess.run(
            [*command, "check", str(spoilt), "--suggest", "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert json.loads(runs[0])[0]["suggestion"]["changes"]
