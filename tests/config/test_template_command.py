"""`drogowskaz edition template` and what `drogowskaz check` reads besides CSV and YAML."""

import json
import zipfile
from pathlib import Path

import pytest

from drogowskaz.config.cli import main
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.parameters import DEFINITIONS

EDITION = "ozps-gmina-2014"
DROBIN = DEFINITIONS / "editions" / EDITION / "cases" / "drobin-2014.yaml"
UNIT = "1419053"
PRINT = """\
Lp.\tWyszczególnienie\t2012\t2013\t2014\t2015\t2016
10\tBezrobotni ogółem\t1\t2\t3\t4\t5
Latarnie\t1\t2\t3\t4\t5
"""


def make(output: Path, *arguments: str, edition: str = EDITION) -> int:
    return main(["--lang", "en", "edition", "template", edition, "-o", str(output), *arguments])


def report(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `check` prints, from the second line on: the first names the unit, by its name only in a case."""
    capsys.readouterr()
    assert main(["--lang", "en", "check", str(path)]) == 0
    return capsys.readouterr().out.partition("\n")[2]


def test_a_case_goes_to_xlsx_to_ods_to_csv_with_the_same_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, expected = DROBIN, report(DROBIN, capsys)
    assert "1 to be explained, 1 note" in expected
    for name in ("drobin.xlsx", "drobin.ods", "drobin.csv"):
        assert make(tmp_path / name, "--year", "2014", "--from", str(before)) == 0
        assert capsys.readouterr().out == f"{name} · {EDITION} · {UNIT} · 2014 · 120 cells filled in\n"
        before = tmp_path / name
        assert report(before, capsys) == expected


def test_without_a_year_it_is_the_last_one_with_the_values_of_the_year_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(tmp_path / "next.xlsx", "--from", str(DROBIN)) == 0
    assert capsys.readouterr().out == (
        f"next.xlsx · {EDITION} · {UNIT} · 2015 · 48 cells filled in\n"
        "72 cells are of years that the new form does not repeat.\n"
    )
    found = read_template(tmp_path / "next.xlsx").sheet
    assert (found.year, found.value("population.total", -1).number) == (2015, 8279)
    assert {offset for _row, offset in found.values} == {-2, -1}


def test_a_template_for_nobody_has_no_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(tmp_path / "empty.ods") == 0
    assert capsys.readouterr().out == f"empty.ods · {EDITION} · 2015 · 0 cells filled in\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--year", "1999"], f"The edition “{EDITION}” is not for the year 1999. It is for: 2014, 2015."),
        (["--unit", "99"], f"form.xlsx: The edition “{EDITION}” is for another kind of unit than 99."),
        (["--unit", "0601011"], "drobin-2014.yaml: The file has no form of 0601011 for 2015 or an earlier year."),
    ],
)
def test_what_cannot_be_made_is_told_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    source = ["--from", str(DROBIN)] if "0601011" in arguments else []
    assert make(tmp_path / "form.xlsx", *arguments, *source) == 2
    assert capsys.readouterr().err == sentence + "\n"
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_several_units_or_only_later_years_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    several = tmp_path / "several.csv"
    header = "unit,year,row,column,value\n"
    several.write_text(header + f"{UNIT},2015,2/1,y,1\n0601022,2015,2/1,y,2\n", "utf-8")
    assert make(tmp_path / "form.xlsx", "--from", str(several)) == 2
    assert capsys.readouterr().err == "several.csv: The file holds several units. Name one with --unit.\n"
    assert make(tmp_path / "form.xlsx", "--from", str(several), "--year", "2014") == 2
    assert capsys.readouterr().err == "several.csv: The file has no form for 2014 or an earlier year.\n"
    assert make(tmp_path / "form.xlsx", "--from", str(several), "--unit", "0601022") == 0
    assert read_template(tmp_path / "form.xlsx").sheet.value("population.total", 0).number == 2


# Prints


def check_print(path: Path, *arguments: str) -> int:
    return main(["--lang", "en", "check", str(path), "--edition", EDITION, *arguments])


def test_a_print_is_checked_and_its_other_lines_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "druk.txt"
    path.write_text(PRINT, "utf-8")
    assert check_print(path, "--unit", UNIT, "--year", "2014") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{UNIT}, 2014 · {EDITION} · 5 cells filled in"
    assert lines[-2:] == [
        "Lines of the print that were not taken:",
        "  line 3: “Latarnie” – no row of the edition has this label",
    ]


def test_a_program_gets_the_other_lines_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "druk.tsv"
    path.write_text(PRINT, "utf-8")
    assert check_print(path, "--unit", UNIT, "--year", "2014", "--format", "json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["filled"] == 5
    assert told["unmatched"] == ["line 3: “Latarnie” – no row of the edition has this label"]


@pytest.mark.parametrize("arguments", [[], ["--unit", UNIT], ["--year", "2014"]])
def test_a_print_needs_to_be_told_whose_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    path = tmp_path / "druk.html"
    path.write_text(PRINT, "utf-8")
    assert check_print(path, *arguments) == 2
    assert capsys.readouterr().err == "druk.html: A print does not say whose it is. Add --edition, --unit and --year.\n"


@pytest.mark.parametrize("arguments", [["--unit", "0601011"], ["--year", "2015"]])
def test_a_form_of_another_unit_or_year_than_asked_for_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["--lang", "en", "check", str(DROBIN), *arguments]) == 2
    assert capsys.readouterr().err == (
        f"drobin-2014.yaml: The file holds the form of {UNIT} for 2014, which is not the one asked for.\n"
    )


def test_a_macro_workbook_is_refused_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.xlsm"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
    assert main(["--lang", "en", "check", str(path)]) == 2
    assert capsys.readouterr().err == (
        "form.xlsm: The file holds macros. Save it as a plain workbook: .xlsx or .ods.\n"
    )
