"""`drogowskaz cas compare`: a filled form beside a print, its differences and its exit codes."""

from dataclasses import replace
from pathlib import Path

import pytest
from assessments.cas.printing import as_page, as_text

from drogowskaz.config.cli import main
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.values import State, Value

CASE = DEFINITIONS / "editions" / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml"
DROBIN = read_case(CASE).sheet
PLANTED = replace(DROBIN, values={**DROBIN.values, ("labour.unemployed.total", 0): Value(State.VALUE, 777)})


def compared(file: Path, text: str, folder: Path, *words: str) -> int:
    path = folder / "druk.html"
    path.write_text(text, "utf-8")
    return main(["--lang", "en", "cas", "compare", str(file), str(path), *words])


def test_a_print_that_agrees_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(CASE, as_page(DROBIN), tmp_path) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == ["1419053, 2014 · ozps-gmina-2014 · druk.html", "", "0 cells differ · 120 filled cells agree"]


def test_a_planted_difference_is_printed_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(CASE, as_page(PLANTED), tmp_path) == 1
    ours = DROBIN.values["labour.unemployed.total", 0].number
    assert capsys.readouterr().out.splitlines()[2:] == [
        f"chapter 2, row 10 “Registered unemployed – total”, 2014: here {ours}, in CAS 777",
        "",
        "1 cell differs · 119 filled cells agree",
    ]


def test_what_the_print_lacks_and_does_not_know_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = as_page(DROBIN, keep=lambda row: row.table != "labour")
    page = page.replace("</table>", "<tr><td>Liczba latarni</td><td>7</td></tr></table>", 1)
    assert compared(CASE, page, tmp_path) == 1
    told = capsys.readouterr().out
    assert "in chapter 2 the table “Labour market, on 31 December” is missing" in told
    assert "“Liczba latarni” – no row of the edition has this label" in told
    assert "15 filled cells of ours are in rows that the print lacks" in told


def test_two_prints_are_compared_when_the_form_is_named(tmp_path: Path) -> None:
    first = tmp_path / "nasz.txt"
    first.write_text(as_text(DROBIN), "utf-8")
    whose = ("--edition", "ozps-gmina-2014", "--unit", "1419053", "--year", "2014")
    assert compared(first, as_page(DROBIN), tmp_path, *whose) == 0
    assert compared(first, as_page(DROBIN), tmp_path) == 2


@pytest.mark.parametrize(
    "text", ["", "<html></html>", as_page(replace(DROBIN, year=2013)), "Ocena za rok 2013\nLatarnie\t1"]
)
def test_what_is_no_print_of_this_form_ends_with_2(tmp_path: Path, text: str) -> None:
    assert compared(CASE, text, tmp_path) == 2


def test_another_units_code_in_the_heading_is_told_beside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(CASE, as_page(DROBIN, heading="Gmina 0605053"), tmp_path) == 0
    assert capsys.readouterr().err == "The heading of the print names 0605053, and the form is of 1419053.\n"


def test_the_declared_reports_are_listed_with_how_sure_we_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "cas", "reports"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "mpips-03-2014 · MPiPS-03 for 2014 – employment (section 1) · 2014",
        "  Employment (11): rows – certain; the cells they feed – inferred, to be checked",
    ]
    assert [line.split(" ")[0] for line in told if line and not line.startswith(" ")] == [
        "mpips-03-2014", "mrips-03-2021", "mrips-06-2021",
    ]  # fmt: skip


def test_a_declaration_with_a_mistake_is_told_by_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "proba.yaml"
    path.write_text("report: proba\nshort: P\n", "utf-8")
    assert main(["--lang", "en", "cas", "reports", str(path)]) == 2
    assert "proba.yaml, line 1: The key “since” is missing." in capsys.readouterr().err
