"""`drogowskaz indicators`: what is printed for people, spreadsheets and programs."""

import csv
import io
import json
from pathlib import Path

import pytest

from drogowskaz.config.cli import main
from drogowskaz.engine.parameters import DEFINITIONS

DROBIN = DEFINITIONS / "editions" / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml"
LINES = """\
unit,year,row,column,value
1206011,2025,population.total,y,8279
1206011,2025,staff.social_workers.persons,y,5
1206011,2025,staff.social_workers.fte,y,4.05
1206011,2025,social_work.families,y,201
1206011,2025,social_workers.higher.persons,y,x
1206011,2025,money.852,y,1234.50
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.csv"
    path.write_text(LINES, "utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace("\xa0", " ")


def indicators(form: Path, *more: str) -> list[str]:
    return ["--lang", "en", "indicators", str(form), "--edition", "ozps-gmina-2025", *more]


def test_for_people_by_group_with_reasons_and_the_norm(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(indicators(form)) == 0
    lines = printed(capsys).splitlines()
    assert lines[:9] == [
        "1206011, 2025 · ozps-gmina-2025",
        "",
        "Social work staff",
        "  Residents per social worker",
        "    2025: 1 656   (persons)",
        "    Not computable (2023, 2024, 2026, 2027) because residents (2023) is empty;"
        " social workers (2023) is empty.",
        "  Social workers with higher education",
        "    Not computable (2023, 2024, 2025, 2026, 2027) because"
        " social workers with higher education (2025) has an x (not applicable).",
        "  Social workers with 1st-degree specialisation",
    ]
    assert lines[-1].startswith("The statutory norm is met. By residents (8 279, one post for 2 000) 4.14 posts are")


def test_for_spreadsheets_a_line_for_each_figure_with_plain_numbers(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(indicators(form, "--format", "csv")) == 0
    records = list(csv.DictReader(io.StringIO(printed(capsys))))
    assert [
        (one["column"], one["value"], one["numerator"], one["denominator"], one["because"])
        for one in records
        if one["indicator"] in ("cost-852-resident", "ioss-220") and one["column"] == "2025"
    ] == [
        ("2025", "", "", "5", "social workers with higher education (2025) has an x (not applicable)"),
        ("2025", "0", "1234.5", "8279", ""),
    ]


def test_for_programs_as_json(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(indicators(form, "--format", "json")) == 0
    (sheet,) = json.loads(printed(capsys))
    assert (sheet["edition"], sheet["unit"], sheet["year"]) == ("ozps-gmina-2025", "1206011", 2025)
    (load,) = [one for one in sheet["indicators"] if (one["indicator"], one["column"]) == ("ioss-27", 2025)]
    assert load == {
        "unit": "1206011",
        "year": 2025,
        "edition": "ozps-gmina-2025",
        "group": "10.1",
        "indicator": "ioss-27",
        "label": "Residents per social worker",
        "column": 2025,
        "value": "1656",
        "measure": "persons",
        "numerator": "8279",
        "denominator": "5",
        "certainty": "certain",
        "because": "",
    }
    assert (sheet["norm"]["verdict"], sheet["norm"]["certainty"]) == ("met", "inferred")
    assert len(sheet["norm"]["basis"]) == 3


def test_an_edition_without_indicators_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "indicators", str(DROBIN)]) == 0
    assert printed(capsys).splitlines()[1:] == ["This edition has no indicators."]
    assert main(["--lang", "en", "indicators", str(DROBIN), "--format", "json"]) == 0
    (sheet,) = json.loads(printed(capsys))
    assert (sheet["indicators"], sheet["norm"]) == ([], None)


def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "none.csv"
    assert main(["--lang", "en", "indicators", str(missing)]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "none.csv: The file cannot be opened.\n")
