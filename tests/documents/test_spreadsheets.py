"""Templates as files: what another library than the writer finds in them, and what never gets into them."""

import csv
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from engine.workbooks import ABOUT, CHAPTER, DROBIN, EDITION, YEAR, YEARS, edition, number, row_of, sheet, written
from openpyxl.worksheet.worksheet import Worksheet

from drogowskaz.documents.spreadsheets.content import address
from drogowskaz.documents.spreadsheets.files import write_template
from drogowskaz.documents.spreadsheets.long_csv import long_csv
from drogowskaz.documents.spreadsheets.template import template
from drogowskaz.documents.spreadsheets.template import written as written_in_cell
from drogowskaz.documents.spreadsheets.xlsx import LONGEST_TEXT
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.expressions.spreadsheet import Area, runs
from drogowskaz.engine.files.formulas import neutralise, restore
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.files.spreadsheets.marks import letters
from drogowskaz.engine.files.spreadsheets.stamp import totals
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

REASON = "childcare.nursery.refusal_text"
PEOPLE = {
    ("population.women.total", 0): number(4149),
    ("population.men.total", 0): number(4130),
    ("population.total", 0): number(8279),
    ("labour.unemployed.total", -2): NO_INFORMATION,
    ("labour.unemployed.total", 1): NOT_APPLICABLE,
}


def chapter(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)[CHAPTER]


def cell(page: Worksheet, key: str, year: int) -> object:
    return page[f"{YEARS[year]}{row_of(page, key)}"].value


def text_of(path: Path, part: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode()


# XLSX as another library reads it


def test_another_library_finds_each_value_under_its_row_and_year(tmp_path: Path) -> None:
    path = written(tmp_path, filled=sheet(PEOPLE))
    page = openpyxl.load_workbook(path, data_only=True)[CHAPTER]
    for (key, offset), value in PEOPLE.items():
        assert cell(page, key, YEAR + offset) == written_in_cell(value, Kind.COUNT)
    assert cell(page, "labour.unemployed.total", 2014) is None


def test_only_the_cells_to_be_filled_are_unlocked(tmp_path: Path) -> None:
    page = chapter(written(tmp_path))
    unlocked = {found.coordinate for line in page.iter_rows() for found in line if not found.protection.locked}
    assert unlocked == {
        f"{YEARS[YEAR + offset]}{row_of(page, row.key)}" for row in edition().rows for offset in row.offsets
    }
    assert page.protection.sheet
    assert page.protection.password is None


def test_the_unit_is_open_only_where_it_is_not_known(tmp_path: Path) -> None:
    for unit, locked in ((DROBIN, True), ("", False)):
        page = openpyxl.load_workbook(written(tmp_path, unit=unit))[ABOUT]
        assert page[f"C{row_of(page, 'unit')}"].protection.locked is locked


def test_keys_and_the_row_for_the_program_are_hidden(tmp_path: Path) -> None:
    for page in openpyxl.load_workbook(written(tmp_path)):
        assert page.column_dimensions["A"].hidden
        assert page.row_dimensions[1].hidden


def test_years_stay_in_sight_and_pages_print_lying_with_their_heading(tmp_path: Path) -> None:
    page = chapter(written(tmp_path))
    assert page.freeze_panes == "E3"
    paper = page.page_setup
    assert (paper.orientation, paper.paperSize, paper.fitToHeight) == ("landscape", 9, 0)
    assert page.print_title_rows == "$2:$2"
    assert page.oddFooter.left.text == f"{EDITION} · {DROBIN} · {YEAR}"


def test_the_chapter_and_each_table_have_a_heading_with_the_years_they_use(tmp_path: Path) -> None:
    page = chapter(written(tmp_path))
    tops = [line for line in page.iter_rows() if str(line[0].value).startswith("@") and line[1].value]
    headings = [[found.value for found in line[1:10]] for line in tops]
    years = ["2012", "2013", "2014 assessed", "2015 forecast", "2016 forecast"]
    five, one = ["no.", "row", "measured in", *years, "note"], ["no.", "row", "measured in", None, None, years[2]]
    title = ["2", "Demographic and social situation", None, *years, None]
    assert headings == [title, five, five, five, [*one, None, None, "note"]]


def test_a_row_shows_number_label_unit_note_and_certainty(tmp_path: Path) -> None:
    page = chapter(written(tmp_path))
    shown = [page.cell(row_of(page, "housing.social.units"), column).value for column in (2, 3, 4, 10, 11)]
    assert shown == ["15", "Social dwellings (premises)", "dwellings", "In print: “of row 13”.", "certain"]
    doubtful = page.cell(row_of(page, REASON), 11)
    assert (doubtful.value, doubtful.fill.fgColor.rgb) == ("inferred, to be checked", "FFFDF1D3")


def test_the_first_sheet_says_what_the_file_is(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(tmp_path)).worksheets[0]
    told = {line[0].value: line[2].value for line in page.iter_rows(min_row=2) if line[0].value}
    assert (told["edition"], told["year"], told["unit"]) == (EDITION, "2014", DROBIN)
    assert re.fullmatch("[0-9a-f]{64}", told["rows"])
    symbols = {line[1].value: line[2].value for line in page.iter_rows() if line[1].value in ("0", ".", "x")}
    assert symbols == {
        "0": "none, or less than the unit of the table",
        ".": "no information, or none that is reliable",
        "x": "filling is impossible or pointless",
    }


def test_what_may_be_typed_is_asked_of_every_number(tmp_path: Path) -> None:
    page = chapter(written(tmp_path))
    (rule,) = page.data_validations.dataValidation
    assert (rule.type, rule.errorTitle) == ("custom", "Not a value of this row")
    assert rule.formula1 == ('OR(IF(ISNUMBER(E5),AND(E5>=0,ABS(E5)<=40000000,ROUND(E5,0)=E5),FALSE()),E5=".",E5="x")')
    numbers = {row.key for row in edition().rows if row.kind is not Kind.TEXT}
    places = [place for block in rule.sqref.ranges for place in range(block.min_row, block.max_row + 1)]
    assert {page[f"A{place}"].value for place in places} == numbers


def test_amounts_have_two_places_and_their_own_rule(tmp_path: Path) -> None:
    form = edition_named("ozps-gmina-2025")
    row = next(row for row in form.rows if row.kind is Kind.MONEY)
    path = tmp_path / "form.xlsx"
    filled = Sheet(form, DROBIN, 2025, {(row.key, 0): number(120_450)})
    write_template(path, form, unit=DROBIN, year=2025, filled=filled, lang="en")
    page = openpyxl.load_workbook(path)[f"Chapter {form.chapter_of(row).number}"]
    found = page.cell(row_of(page, row.key), 5 + form.offset_index[0])
    assert (found.value, found.number_format) == (1204.5, "#,##0.00")
    assert any("ROUND(E" in rule.formula1 and ",2)=" in rule.formula1 for rule in page.data_validations.dataValidation)


def test_every_chapter_with_rows_has_its_sheet(tmp_path: Path) -> None:
    form = edition_named("ozps-gmina-2025")
    path = tmp_path / "form.xlsx"
    write_template(path, form, unit="", year=2025, lang="pl")
    chapters = [f"Rozdział {chapter.number}" for chapter in form.chapters if chapter.rows]
    assert openpyxl.load_workbook(path).sheetnames[1:-2] == chapters


# Totals


def test_a_total_is_a_formula_of_its_parts_where_it_is_their_sum(tmp_path: Path) -> None:
    page = chapter(written(tmp_path, filled=sheet(PEOPLE)))
    women, men = (row_of(page, f"population.{sex}.total") for sex in ("women", "men"))
    assert cell(page, "population.total", 2014) == f'=IF(COUNT(G{women},G{men})=2,SUM(G{women},G{men}),"")'
    girls, old = row_of(page, "population.women.age0_17"), row_of(page, "population.women.age60plus")
    assert cell(page, "population.women.total", 2012) == f'=IF(COUNT(E{girls}:E{old})=3,SUM(E{girls}:E{old}),"")'


@pytest.mark.parametrize("total", [number(8280), NO_INFORMATION, NOT_APPLICABLE, EMPTY])
def test_a_total_that_is_not_the_sum_stays_what_was_written(tmp_path: Path, total: Value) -> None:
    filled = sheet({**PEOPLE, ("population.total", 0): total})
    found = cell(chapter(written(tmp_path, filled=filled)), "population.total", 2014)
    assert found == (written_in_cell(total, Kind.COUNT) or None)


def test_every_total_of_an_empty_template_is_a_formula(tmp_path: Path) -> None:
    page = chapter(written(tmp_path))
    formulas = {page[f"A{found.row}"].value for line in page.iter_rows() for found in line if found.data_type == "f"}
    assert formulas == totals(edition()).keys()


def test_ranges_and_addresses_are_as_spreadsheets_write_them() -> None:
    assert address(4, 2) == "C5"
    assert runs(((7, 1), (4, 1), (5, 1), (5, 2))) == [Area((4, 1), (5, 1)), Area((7, 1), (7, 1)), Area((5, 2), (5, 2))]
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# Texts that look like formulas

DANGEROUS = ["+1+1", "-brak żłobków", "@SUM(A1)", "'=1+1", "''@x", "|calc"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_format_turns_a_text_into_a_formula(tmp_path: Path, text: str) -> None:
    filled = sheet({(REASON, 0): Value(State.VALUE, text=text)})
    page = chapter(written(tmp_path, filled=filled))
    found = page[f"G{row_of(page, REASON)}"]
    assert (found.data_type, found.value) == ("s", text)
    content = text_of(written(tmp_path, "ods", filled=filled), "content.xml")
    assert content.count("table:formula") == text_of(written(tmp_path, "ods"), "content.xml").count("table:formula")
    lines = written(tmp_path, "csv", filled=filled).read_text("utf-8-sig").splitlines()
    (line,) = [line for line in lines if REASON in line]
    value = next(csv.reader([line]))[4]
    assert not value.startswith(("=", "+", "-", "@", "\t", "\r"))
    (reading,) = read_long_csv(tmp_path / "form.csv", EDITION)
    assert reading.sheet.values == filled.values


@pytest.mark.parametrize("text", [*DANGEROUS, "=1+1", "\tx", "\r=1", "''+", "'quoted'", "plain", "", "1-1"])
def test_what_is_neutralised_comes_back(text: str) -> None:
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))


# ODS


def test_an_ods_begins_with_its_type_unpacked(tmp_path: Path) -> None:
    path = written(tmp_path, "ods")
    assert path.read_bytes()[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def test_the_same_form_gives_the_same_ods(tmp_path: Path) -> None:
    first, second = (written(tmp_path, "ods", filled=sheet(PEOPLE), name=name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_an_ods_is_locked_hidden_and_frozen_like_the_xlsx(tmp_path: Path) -> None:
    path = written(tmp_path, "ods")
    content, settings = text_of(path, "content.xml"), text_of(path, "settings.xml")
    assert content.count('table:protected="true"') == 4
    # On each sheet the column of keys and the row for the program.
    assert content.count('table:visibility="collapse"') == 8
    assert "of:is-true-formula(OR(IF(ISNUMBER([.E5]);AND([.E5]&gt;=0;" in content
    assert re.findall(r'"HorizontalSplitPosition" config:type="int">(\d)<', settings) == ["0", "4", "4", "0"]
    assert 'style:print-orientation="landscape"' in text_of(path, "styles.xml")


# CSV


def test_a_csv_lists_every_cell_also_the_empty_ones(tmp_path: Path) -> None:
    lines = written(tmp_path, "csv", filled=sheet(PEOPLE)).read_text("utf-8-sig").splitlines()
    assert lines[:4] == [
        "unit,year,row,column,value",
        "1419053,2014,population.total,2012,",
        "1419053,2014,population.total,2013,",
        "1419053,2014,population.total,2014,8279",
    ]
    assert len(lines) == 1 + sum(len(row.offsets) for row in edition().rows)


def test_a_polish_csv_has_semicolons_and_decimal_commas() -> None:
    form = edition_named("ozps-gmina-2025")
    row = next(row for row in form.rows if row.kind is Kind.MONEY)
    filled = Sheet(form, DROBIN, 2025, {(row.key, 0): number(120_405)})
    for lang, header, line in (
        ("pl", "jednostka;rok;wiersz;kolumna;wartość", f"{DROBIN};2025;{row.key};2025;1204,05"),
        ("en", "unit,year,row,column,value", f"{DROBIN},2025,{row.key},2025,1204.05"),
    ):
        lines = long_csv(form, unit=DROBIN, year=2025, filled=filled, lang=lang).splitlines()
        assert lines[0] == header
        assert [found for found in lines if f"{row.key}{line[7]}2025" in found] == [line]


# Writing


def test_values_are_numbers_symbols_and_texts() -> None:
    assert written_in_cell(number(7), Kind.COUNT) == 7
    assert written_in_cell(number(1205), Kind.FTE) == Decimal("12.05")
    assert [written_in_cell(value, Kind.COUNT) for value in (EMPTY, NO_INFORMATION, NOT_APPLICABLE)] == ["", ".", "x"]


def test_a_workbook_speaks_the_language_it_is_asked_for() -> None:
    for lang, title in (("pl", edition().label["pl"]), ("en", edition().label["en"])):
        book = template(edition(), unit=DROBIN, year=YEAR, filled=None, lang=lang)
        assert (book.title, book.lang) == (title, lang)


def test_a_text_longer_than_a_cell_of_xlsx_is_refused_and_the_file_before_it_stays(tmp_path: Path) -> None:
    long = sheet({(REASON, 0): Value(State.VALUE, text="a" * (LONGEST_TEXT + 1))})
    path = written(tmp_path, filled=sheet(PEOPLE))
    before = path.read_bytes()
    with pytest.raises(Unusable) as refused:
        written(tmp_path, filled=long)
    place = row_of(chapter(path), REASON)
    assert refused.value.report("en") == (
        f"form.xlsx, sheet “Chapter 2”, row {place}, column “G”:"
        " The text is longer than a cell of XLSX can hold. Choose .ods or .csv."
    )
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["form.xlsx"]
    assert read_template(written(tmp_path, "ods", filled=long)).sheet.values == long.values


@pytest.mark.parametrize("name", ["form.xls", "form", "form.pdf"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable) as refused:
        write_template(tmp_path / name, edition(), unit="", year=YEAR)
    assert refused.value.report("en") == (f"{name}: A template is written as .xlsx, .ods or .csv. Choose one of these.")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        write_template(tmp_path / "none" / "form.ods", edition(), unit="", year=YEAR)
    assert refused.value.report("en") == "form.ods: The file cannot be written."
