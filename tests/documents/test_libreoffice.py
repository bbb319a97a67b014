"""The templates in LibreOffice, a program of strangers: opened, converted, and still the same form."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import absent
from engine.workbooks import CHAPTER, DROBIN, EDITION, YEAR, edition, random_sheet, row_of, written
from openpyxl import load_workbook

from drogowskaz.documents.spreadsheets.files import write_template
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.files.spreadsheets.grids import Grid
from drogowskaz.engine.files.spreadsheets.marks import Marks
from drogowskaz.engine.files.spreadsheets.template import read_filled, read_template
from drogowskaz.engine.sheets import Sheet

PROGRAM = shutil.which("soffice")
TEXT = "- brak żłobków\n  „dwa”  wiersze"
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, quotation marks, UTF-8, every sheet into a file of its own, cells as they are shown."""
ALL_TEXT = "--infilter=CSV:44,34,76,1,1/2/2/2/3/2/4/2/5/2"
"""All five columns of a long CSV opened as texts, as a careful person does."""

Convert = Callable[..., Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts a file with LibreOffice, which gets a profile of its own and no window."""
    if PROGRAM is None:
        absent("libreoffice", "LibreOffice is not installed (Debian: apt-get install libreoffice-calc-nogui).")
    profile = tmp_path_factory.mktemp("profile")

    def run(path: Path, to: str, *options: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        arguments = [*options, "--convert-to", to, "--outdir", str(folder), str(path)]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=False)
        assert any(folder.iterdir()), done.stdout + done.stderr
        return folder

    return run


def shown(folder: Path) -> list[Grid]:
    """The sheets that LibreOffice wrote as CSV, with the texts it shows."""
    grids = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [list(line) for line in csv.reader(file)]
        grids.append(Grid(path.stem, cells, Marks(path.stem)))
    return grids


@pytest.mark.parametrize(("name", "year"), [("ozps-gmina-2014", 2014), ("ozps-gmina-2025", 2025)])
def test_xlsx_to_ods_to_csv_by_libreoffice_is_the_same_form(
    tmp_path: Path, convert: Convert, name: str, year: int
) -> None:
    form = edition_named(name)
    filled = random_sheet(form, 2, TEXT, unit=DROBIN, year=year)
    write_template(tmp_path / "form.xlsx", form, unit=DROBIN, year=year, filled=filled, lang="pl")
    ods = convert(tmp_path / "form.xlsx", "ods") / "form.ods"
    assert read_template(ods).sheet.values == filled.values
    assert read_filled(shown(convert(ods, EVERY_SHEET)), "form.csv").sheet.values == filled.values


def test_our_ods_through_libreoffice_to_xlsx_is_the_same_form(tmp_path: Path, convert: Convert) -> None:
    filled = random_sheet(edition(), 3, TEXT, unit=DROBIN, year=YEAR)
    converted = convert(written(tmp_path, "ods", filled=filled), "xlsx") / "form.xlsx"
    assert read_template(converted).sheet.values == filled.values


def test_our_csv_opened_as_text_and_saved_by_libreoffice_is_the_same_form(tmp_path: Path, convert: Convert) -> None:
    filled = random_sheet(edition(), 4, TEXT, unit=DROBIN, year=YEAR)
    path = written(tmp_path, "csv", filled=filled)
    saved = convert(path, "csv:Text - txt - csv (StarCalc):44,34,76,1", ALL_TEXT) / "form.csv"
    (reading,) = read_long_csv(saved, EDITION)
    assert reading.sheet.values == filled.values


def test_libreoffice_keeps_the_locks_the_rules_and_the_formulas(tmp_path: Path, convert: Convert) -> None:
    page = load_workbook(convert(written(tmp_path, "ods"), "xlsx") / "form.xlsx")[CHAPTER]
    place = row_of(page, "population.total")
    assert page.protection.sheet
    assert (page[f"G{place}"].protection.locked, page[f"C{place}"].protection.locked) == (False, True)
    assert page.column_dimensions["A"].hidden
    assert page[f"G{place}"].value.startswith("=IF(COUNT(G")
    (rule,) = page.data_validations.dataValidation
    assert rule.formula1.startswith("OR(IF(ISNUMBER(E5),AND(E5>=0")


def test_an_empty_sheet_of_the_form_stays_empty(tmp_path: Path, convert: Convert) -> None:
    found = read_template(convert(written(tmp_path), "ods") / "form.ods").sheet
    assert found == Sheet(edition(), DROBIN, YEAR, {})
