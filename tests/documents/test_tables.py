"""A document as sheets of numbers, opened by programs that had no part in writing them."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from documents.conftest import Office
from documents.sample import (
    BARS,
    FORMULA,
    LINE,
    LINES,
    LONG,
    MAP,
    MONEY,
    PAIRS,
    PEOPLE,
    STACKED,
    STRIP,
    WORST,
    document,
    hostile,
)
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from drogowskaz.documents.content import Cell, Document, Heading, Missing, Row, Table, heads
from drogowskaz.documents.plain import plain
from drogowskaz.documents.sheets import long_csv, ods, xlsx
from drogowskaz.documents.sheets.outline import column_names, sheets
from drogowskaz.engine.files.formulas import restore
from drogowskaz.engine.problems import Unusable

ENGLISH = replace(document(), lang="en")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CONTENT = {"xlsx": xlsx.render, "ods": ods.render}


@pytest.fixture(scope="module")
def made() -> bytes:
    return xlsx.render(ENGLISH)


@pytest.fixture(scope="module")
def book(made: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def cells(book: Workbook) -> list[object]:
    return [cell.value for page in book for row in page.iter_rows() for cell in row if cell.value is not None]


def charts(data: bytes) -> list[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        return [ElementTree.fromstring(archive.read(name)) for name in sorted(names)]


def told(*blocks: object) -> Document:
    return Document("Title", (Heading(1, "Chapter", "c"), *blocks), lang="en")  # type: ignore[arg-type]


def test_each_chapter_has_sheets_of_its_own_after_the_contents(book: Workbook) -> None:
    assert book.sheetnames == [
        "Contents",
        "1. Dane o korzystających z pomo",
        "1. Dane o korzystający – charts",
        "2. Zasoby gminy",
        "2. Zasoby gminy – charts",
        "3. Na tle innych",
        "3. Na tle innych – charts",
    ]
    assert max(map(len, book.sheetnames)) <= 31


def test_the_contents_lead_to_every_table_and_picture(book: Workbook) -> None:
    linked = [cell for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink is not None]
    named = {cell.value: cell.hyperlink.location for cell in linked}
    assert list(named) == [
        "Table 1", "Chart 1", "Chart 2", "Table 2", "Chart 3", "Chart 4", "Chart 5", "Table 3", "Chart 6", "Map 1",
    ]  # fmt: skip
    for name, location in named.items():
        sheet, place = str(location).rsplit("!", 1)
        assert str(book[sheet.strip("'")][place].value).startswith(f"{name}. ")


def test_tables_with_the_same_head_stand_on_one_sheet_under_one_head() -> None:
    other = replace(PEOPLE, caption="Inna", body=PEOPLE.body[:1])
    found = sheets(told(PEOPLE, other, MONEY))
    assert [[part.name for part in sheet.parts] for sheet in found] == [["Table 1", "Table 2"], ["Table 3"]]
    page = openpyxl.load_workbook(io.BytesIO(xlsx.render(told(PEOPLE, other))))["Chapter"]
    assert sum(cell.value == "Wyszczególnienie" for row in page.iter_rows() for cell in row) == 1


def test_numbers_are_numbers_with_the_decimal_places_of_the_print(book: Workbook) -> None:
    page = book["2. Zasoby gminy – charts"]
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == 1204.5]
    assert cell.number_format == "#,##0.0"
    (people,) = [cell for row in book.worksheets[1].iter_rows() for cell in row if cell.value == 9173]
    assert people.number_format == "#,##0"


def test_the_head_and_the_labels_stay_in_sight_and_are_printed_on_every_page(book: Workbook) -> None:
    page = book["2. Zasoby gminy"]
    assert page.freeze_panes == "B5"
    assert page.print_title_rows == "$3:$4"
    assert (page.page_setup.fitToHeight, page.page_setup.paperSize) == (0, 9)


def test_a_head_over_several_columns_and_rows_is_merged(book: Workbook) -> None:
    merged = {str(area) for area in book["2. Zasoby gminy"].merged_cells.ranges}
    assert {"A3:A4", "B3:C3", "D3:E3", "F3:F4"} <= merged


def test_labels_are_indented_by_their_level(book: Workbook) -> None:
    page = book.worksheets[1]
    levels = {cell.value: cell.alignment.indent for cell in next(page.iter_cols(max_col=1))}
    assert (levels["Ogółem"], levels["Kobiety"], levels["w wieku 0–17 lat"]) == (0, 1, 2)


def test_charts_are_of_the_kinds_they_are_on_paper_and_take_their_numbers_from_the_cells(made: bytes) -> None:
    kinds = [
        [node.tag.removeprefix(CHART) for node in chart.iter() if node.tag.endswith("Chart")] for chart in charts(made)
    ]
    assert kinds == [["lineChart"], ["barChart"], ["lineChart"], ["barChart"], ["barChart"]]
    for chart, shown in zip(charts(made), (LINE, STACKED, LINES, PAIRS, BARS), strict=True):
        formulas = [node.text or "" for node in chart.iter(f"{CHART}f")]
        assert len([formula for formula in formulas if "!$" in formula]) == len(formulas) >= 3 * len(shown.series)


def test_a_chart_draws_the_numbers_of_its_series(made: bytes, book: Workbook) -> None:
    lines = charts(made)[2]
    for series, shown in zip(lines.iter(f"{CHART}ser"), LINES.series, strict=True):
        name, _years, values = (node.text or "" for node in series.iter(f"{CHART}f"))
        sheet, area = values.rsplit("!", 1)
        row = book[sheet.strip("'")][area.replace("$", "")][0]
        assert [cell.value for cell in row] == [None if isinstance(one, Missing) else one for one in shown.data]
        sheet, place = name.rsplit("!", 1)
        assert book[sheet.strip("'")][place.replace("$", "")].value == shown.name


def test_a_missing_number_is_a_gap_and_the_reason_stands_below(made: bytes, book: Workbook) -> None:
    told_otherwise = [node.get("val") for chart in charts(made) for node in chart.iter(f"{CHART}dispBlanksAs")]
    assert told_otherwise == [], "programs leave a gap unless they are told otherwise"
    assert "Empty cells – no data: Kobiety, 2023." in cells(book)
    assert "Empty cells – withheld: Mężczyźni, 2022." in cells(book)


def test_charts_and_pictures_have_alternative_texts(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        drawings = [
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing")
        ]
    for figure in (LINE, LINES, BARS, PAIRS, STACKED, STRIP, MAP):
        assert sum(f'descr="{figure.title}. {figure.alt}"' in drawing for drawing in drawings) == 1


def test_the_file_and_every_sheet_say_what_the_document_is(book: Workbook) -> None:
    assert (book.properties.title, book.properties.creator) == (document().title, "OPS Dąbrówka")
    for page in book:
        assert page.oddHeader.left.text == "Invented example: Gmina i liczby są zmyślone."
        assert page.oddFooter.left.text == "Ocena zasobów pomocy społecznej, Dąbrówka 2024"


def test_ods_has_the_same_sheets_and_cells_but_for_the_drawings(book: Workbook) -> None:
    found = CalamineWorkbook.from_filelike(io.BytesIO(ods.render(ENGLISH)))
    assert found.sheet_names == book.sheetnames
    for name in ("1. Dane o korzystających z pomo", "2. Zasoby gminy"):
        here = [[value for value in row if value != ""] for row in found.get_sheet_by_name(name).to_python()]
        there = [[cell.value for cell in row if cell.value is not None] for row in book[name].iter_rows()]
        assert [row for row in here if row] == [row for row in there if row]


def test_ods_shows_numbers_as_print_does() -> None:
    with zipfile.ZipFile(io.BytesIO(ods.render(document()))) as archive:
        text = archive.read("content.xml").decode()
        assert archive.namelist()[0] == "mimetype"
    assert 'office:value="1204.5"><text:p>1\N{NO-BREAK SPACE}204,5</text:p>' in text
    assert "table:table-header-rows" in text


def test_csv_has_a_line_for_every_cell_with_its_table_row_column_and_unit() -> None:
    lines = list(csv.DictReader(io.StringIO(long_csv.render(document()).decode("utf-8-sig")), delimiter=";"))
    (women,) = [
        line
        for line in lines
        if (line["wiersz"], line["kolumna"]) == ("Kobiety", "2024") and line["tabela"].startswith("Tabela 1")
    ]
    assert (women["wartość"], women["jednostka"]) == ("4592", "osoby")
    planned = [line["wartość"] for line in lines if line["kolumna"] == "Plan, 2026"]
    assert planned == ["913", "423", "1323", "253"]
    assert next(line["wartość"] for line in lines if line["tabela"].startswith("Wykres 5")) == "1204,5"


def test_csv_in_english_has_commas_points_and_english_names() -> None:
    rows = (Row("a", (Cell("−1 204,50", Decimal("-1204.50")),)),)
    text = long_csv.render(told(Table("T", heads("r", "c"), rows, unit="zł"))).decode("utf-8-sig")
    assert text.splitlines() == ["table,row,column,value,unit", "Table 1. T,a,c,-1204.50,zł"]


def test_the_same_content_gives_the_same_files(made: bytes) -> None:
    assert xlsx.render(ENGLISH) == made
    assert ods.render(ENGLISH) == ods.render(ENGLISH)


def test_columns_under_several_heads_have_the_names_of_all() -> None:
    assert column_names(MONEY) == ["Wykonanie, 2023", "Wykonanie, 2024", "Plan, 2025", "Plan, 2026", "Uwagi"]


def test_sheets_whose_chapters_have_the_same_name_are_told_apart() -> None:
    chapters = (Heading(1, "[a]: *b*", "a"), PEOPLE, Heading(1, "a b", "b"), PEOPLE, Heading(1, "History", "c"), PEOPLE)
    assert [sheet.name for sheet in sheets(Document("T", chapters))] == ["a b", "a b 2", "History 2"]


@pytest.mark.parametrize("ending", CONTENT)
def test_a_document_without_numbers_has_its_contents_only(ending: str) -> None:
    found = CalamineWorkbook.from_filelike(io.BytesIO(CONTENT[ending](Document("T", (), lang="en"))))
    assert found.sheet_names == ["Contents"]


@pytest.mark.parametrize("worst", WORST, ids=range(len(WORST)))
def test_the_worst_texts_are_texts_in_xlsx(worst: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(hostile(worst))))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}, "no formula"
    assert cells(book).count(plain(worst) or None) > 8 or not worst
    links = [cell.hyperlink for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert all(link.target is None for link in links), "no way out"


@pytest.mark.parametrize("worst", WORST, ids=range(len(WORST)))
def test_the_worst_texts_are_texts_in_ods(worst: str) -> None:
    data = ods.render(hostile(worst))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    assert "table:formula" not in content
    found = CalamineWorkbook.from_filelike(io.BytesIO(data))
    said = [value for name in found.sheet_names for row in found.get_sheet_by_name(name).to_python() for value in row]
    wanted = " ".join(plain(worst).split())
    assert sum(" ".join(str(value).split()) == wanted for value in said) > 8


@pytest.mark.parametrize("worst", WORST, ids=range(len(WORST)))
def test_the_worst_texts_are_no_formulas_in_csv(worst: str) -> None:
    lines = list(csv.reader(io.StringIO(long_csv.render(hostile(worst)).decode("utf-8-sig")), delimiter=";"))
    fields = [field for line in lines for field in line]
    assert not [
        field for field in fields if field[:1] in tuple("=+@\t\r") or (field[:1] == "-" and not field[1:2].isdigit())
    ]
    assert plain(worst) in [restore(field) for field in fields]
    assert {len(line) for line in lines} == {5}


def test_titles_of_native_charts_are_references_so_that_no_text_is_run() -> None:
    for chart in charts(xlsx.render(hostile(FORMULA))):
        formulas = [node.text or "" for node in chart.iter(f"{CHART}f")]
        assert formulas
        assert all(re.fullmatch(r"'[^']+'!\$[A-Z]\$\d+(:\$[A-Z]\$\d+)?", formula) for formula in formulas)


def test_a_text_that_no_cell_of_xlsx_can_hold_is_refused_and_ods_takes_it() -> None:
    long = told(Table("T", heads("a", "b"), (Row("r", (Cell("x" * 32_768),)),)))
    with pytest.raises(Unusable, match="longer than a cell of XLSX can hold") as refused:
        xlsx.render(long)
    assert "sheet “Chapter”, row 5, column “B”" in refused.value.report("en")
    found = CalamineWorkbook.from_filelike(io.BytesIO(ods.render(long)))
    assert found.get_sheet_by_name("Chapter").to_python()[4][1] == "x" * 32_768


@pytest.mark.parametrize("ending", CONTENT)
def test_libreoffice_opens_the_sheets_and_finds_their_numbers(tmp_path: Path, office: Office, ending: str) -> None:
    (tmp_path / f"a.{ending}").write_bytes(CONTENT[ending](ENGLISH))
    other = "ods" if ending == "xlsx" else "xlsx"
    found = CalamineWorkbook.from_path(str(office(tmp_path / f"a.{ending}", other)))
    assert len(found.sheet_names) == 7
    values = [value for name in found.sheet_names for row in found.get_sheet_by_name(name).to_python() for value in row]
    assert {9173, 1204.5, 412, "Trzy nowe osoby od maja; koszt rośnie z cennikiem powiatu."} <= set(values)


@pytest.mark.parametrize("ending", CONTENT)
def test_libreoffice_runs_nothing_of_the_worst_texts(tmp_path: Path, office: Office, ending: str) -> None:
    worst = " ".join(text for text in WORST if text and text not in LONG)
    (tmp_path / f"a.{ending}").write_bytes(CONTENT[ending](hostile(f"{FORMULA} {worst}")))
    found = CalamineWorkbook.from_path(str(office(tmp_path / f"a.{ending}", "xlsx" if ending == "ods" else "ods")))
    values = [value for name in found.sheet_names for row in found.get_sheet_by_name(name).to_python() for value in row]
    assert sum(str(value).startswith('=HYPERLINK("https://example.org","x") #panic') for value in values) > 8
