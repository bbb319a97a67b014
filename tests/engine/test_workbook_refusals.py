"""Each thing that can be wrong with a workbook has its sentence with sheet, row and column; nothing of it is kept."""

import datetime
import random
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from engine.workbooks import (
    ABOUT,
    CHAPTER,
    DROBIN,
    EDITION,
    YEAR,
    changed,
    edition,
    number,
    packed,
    put,
    refusal,
    rewritten,
    row_of,
    sheet,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from drogowskaz.documents.spreadsheets.files import write_template
from drogowskaz.engine.files.spreadsheets import marks, package
from drogowskaz.engine.files.spreadsheets.stamp import rows_hash
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.problems import Unusable

WHERE = "form.xlsx, sheet “Chapter 2”"
UNEMPLOYED = "labour.unemployed.total"
KEYLESS = (
    "The value stands in a line that is no row of the form, so it has no place."
    " Keep calculations of your own on a sheet of your own."
)
BOMB = "The file unpacks to more than a form can hold, so it was not opened. Save it anew."
DAMAGED_SHEET = "The file is damaged: a sheet in it cannot be read. Save it anew from a spreadsheet program."


# What a cell can hold that is no value


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("many", "“many” is not a number. Write digits only, or one of the symbols: 0, dot, x."),
        ("#DIV/0!", "The cell shows an error of a formula. Write the value."),
        (-5, "“-5” is negative, and this row cannot be below zero."),
        (0.5, "“0.5” is a fraction, and this row takes whole numbers only."),
        (1e15, "“1000000000000000” is impossibly large for this row. Check the number of digits."),
        (True, "The cell holds TRUE or FALSE. Write a number, or one of the symbols: 0, dot, x."),
        (datetime.date(2014, 1, 2), "The cell holds a date. Write the number, in a cell with the format of a number."),
        (datetime.time(8, 30), "The cell holds a date. Write the number, in a cell with the format of a number."),
        ("=480+3", "The cell holds a formula instead of a value. Write the value; only totals may be computed."),
    ],
)
def test_what_is_no_value_is_told_with_its_cell(tmp_path: Path, value: object, sentence: str) -> None:
    path = changed(written(tmp_path), put(UNEMPLOYED, 2014, value))
    assert refusal(path) == [f"{WHERE}, row 17, column “G”: {sentence}"]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    path = changed(changed(written(tmp_path), put(UNEMPLOYED, 2012, "?")), put(UNEMPLOYED, 2016, "!"))
    assert [line.split(": ")[0] for line in refusal(path)] == [
        f"{WHERE}, row 17, column “E”",
        f"{WHERE}, row 17, column “I”",
    ]


@pytest.mark.parametrize("code", ["0%", "0.00%", '#,##0.0" of "%'])
def test_a_percentage_is_no_number_of_the_row(tmp_path: Path, code: str) -> None:
    def change(book: Workbook) -> None:
        put(UNEMPLOYED, 2014, 1)(book)
        book[CHAPTER]["G17"].number_format = code

    sentence = "The cell is a percentage. Write the number itself, in a cell without a percent sign."
    assert refusal(changed(written(tmp_path), change)) == [f"{WHERE}, row 17, column “G”: {sentence}"]


def test_a_percent_sign_in_quotes_is_no_percentage(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        put(UNEMPLOYED, 2014, "?")(book)
        book[CHAPTER]["F17"] = 7
        book[CHAPTER]["F17"].number_format = '0"%"'

    assert len(refusal(changed(written(tmp_path), change))) == 1


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ('office:value-type="percentage" office:value="0.5"', "The cell is a percentage."),
        ('office:value-type="date" office:date-value="2014-01-02"', "The cell holds a date."),
        ('office:value-type="boolean" office:boolean-value="true"', "The cell holds TRUE or FALSE."),
        ('table:formula="of:=1+1" office:value-type="float" office:value="2"', "The cell holds a formula"),
        (
            'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
            ' table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"',
            "The cell shows an error of a formula.",
        ),
    ],
)
def test_what_is_no_value_in_ods_is_told_too(tmp_path: Path, cell: str, sentence: str) -> None:
    path = written(tmp_path, "ods", filled=sheet({(UNEMPLOYED, 0): number(483)}))
    (line,) = refusal(rewritten(path, "content.xml", 'office:value-type="float" office:value="483"', cell))
    assert line.startswith(f"form.ods, sheet “Chapter 2”, row 17, column “G”: {sentence}")


def test_a_total_that_nobody_computed_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    filled = {("population.women.total", 0): number(4149), ("population.men.total", 0): number(4130)}
    whole = {**filled, ("population.total", 0): number(8279)}
    path = changed(written(tmp_path, filled=sheet(whole)), lambda _book: None)
    sentence = "The total was not computed. Save the file from a spreadsheet program, or write the total."
    assert refusal(path) == [f"{WHERE}, row 5, column “G”: {sentence}"]


def test_merged_cells_over_values_are_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[CHAPTER].merge_cells("G17:H18")

    sentence = "The cell is merged with others, so it is unknown whose value it shows. Split the cells."
    places = [f"{WHERE}, row {row}, column “{column}”" for row in (17, 18) for column in "GH"]
    assert refusal(changed(written(tmp_path), change)) == [f"{place}: {sentence}" for place in places]


def test_merged_cells_of_ods_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "ods", filled=sheet({(UNEMPLOYED, 0): number(483)}))
    spanned = 'table:number-columns-spanned="2" office:value-type="float" office:value="483"'
    lines = refusal(rewritten(path, "content.xml", 'office:value-type="float" office:value="483"', spanned))
    assert [line.split(": ")[0] for line in lines] == [
        f"form.ods, sheet “Chapter 2”, row 17, column “{column}”" for column in "GH"
    ]


def test_a_value_in_a_line_without_a_key_is_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[CHAPTER]["G60"] = 5

    assert refusal(changed(written(tmp_path), change)) == [f"{WHERE}, row 60, column “G”: {KEYLESS}"]


def test_a_value_in_a_closed_cell_is_refused(tmp_path: Path) -> None:
    path = changed(written(tmp_path), put("childcare.nursery.refusal_text", 2012, "a reason"))
    (line,) = refusal(path)
    assert line.endswith(
        "column “E”: The row “childcare.nursery.refusal_text” has no column 2012. Delete what is written here."
    )


# What can be wrong with rows, columns and sheets


def set_key(old: str, new: str | None) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        page = book[CHAPTER]
        page[f"A{row_of(page, old)}"] = new

    return change


def test_an_unknown_key_and_the_row_it_replaced_are_told(tmp_path: Path) -> None:
    path = changed(written(tmp_path), set_key(UNEMPLOYED, "labour.jobless"))
    assert refusal(path) == [
        f"{WHERE}, row 17, column “A”: The edition “{EDITION}” has no row “labour.jobless”.",
        f"form.xlsx: The row “{UNEMPLOYED}” of chapter 2 is missing. Rows may be moved, not deleted.",
    ]


def test_a_row_that_stands_twice_is_told_with_both_places(tmp_path: Path) -> None:
    path = changed(written(tmp_path), set_key("labour.unemployed.longterm", UNEMPLOYED))
    assert refusal(path)[0] == (
        f"{WHERE}, row 18, column “A”: The row “{UNEMPLOYED}” stands twice: here and in the sheet “Chapter 2”, row 17."
    )


def test_a_missing_sheet_is_told_by_its_chapter(tmp_path: Path) -> None:
    path = changed(written(tmp_path), lambda book: book.remove(book[CHAPTER]))
    assert refusal(path) == [
        "form.xlsx: The sheet of chapter 2 is missing. Copy it back from an empty template.",
    ]


def test_a_missing_first_sheet_is_told(tmp_path: Path) -> None:
    path = changed(written(tmp_path), lambda book: book.remove(book[ABOUT]))
    assert refusal(path) == [
        "form.xlsx: The first sheet, with the edition and the unit, is missing. Copy it back from an empty template.",
    ]


def test_a_copied_sheet_doubles_its_rows(tmp_path: Path) -> None:
    path = changed(written(tmp_path), lambda book: book.copy_worksheet(book[CHAPTER]))
    assert refusal(path)[0] == (
        "form.xlsx, sheet “Chapter 2 Copy”, row 5, column “A”:"
        " The row “population.total” stands twice: here and in the sheet “Chapter 2”, row 5."
    )


def test_a_copied_first_sheet_is_told(tmp_path: Path) -> None:
    path = changed(written(tmp_path), lambda book: book.copy_worksheet(book[ABOUT]))
    assert refusal(path) == ["form.xlsx: The first sheet stands twice. Delete the copy."]


def test_a_deleted_column_is_told_for_each_row(tmp_path: Path) -> None:
    path = changed(written(tmp_path), lambda book: book[CHAPTER].delete_cols(5))
    lines = refusal(path)
    assert lines[0] == f"{WHERE}, row 5: The sheet has no column 2012. Copy the values into an empty template."


def test_a_copied_column_is_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[CHAPTER]["M1"] = "c0"

    sentence = "The column “c0” stands twice in the sheet. Delete the one that was copied."
    assert refusal(changed(written(tmp_path), change)) == [f"{WHERE}, row 1, column “M”: {sentence}"]


# Which edition, unit and year


def test_a_template_of_another_edition_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path), "ozps-gmina-2025") == [
        f"form.xlsx: The file is for the edition “{EDITION}”, not “ozps-gmina-2025”."
    ]


def test_a_template_of_an_unknown_edition_is_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for page in book:
            page["A1"] = page["A1"].value.replace(EDITION, "ozps-gmina-1999")

    assert refusal(changed(written(tmp_path), change))[0].startswith("There is no edition “ozps-gmina-1999”.")


def stamped(**fields: str) -> Callable[[Workbook], None]:
    """A change: the stamp of the chapter as another template has it."""

    def change(book: Workbook) -> None:
        stamp = book[CHAPTER]["A1"].value
        for name, value in fields.items():
            before, _name, rest = stamp.partition(f"{name}=")
            stamp = f"{before}{name}={value} {rest.partition(' ')[2]}".strip()
        book[CHAPTER]["A1"] = stamp

    return change


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"unit": "0601011"}, f"The file holds two units: {DROBIN} and 0601011. Give each unit a file of its own."),
        ({"year": "2015"}, "The file holds two assessed years: 2014 and 2015. Give each year a file of its own."),
        (
            {"edition": "ozps-gmina-2025"},
            f"The sheet is from a template of another edition than the sheet “{ABOUT}”.",
        ),
        ({"rows": "0"}, f"The sheet is from a template of another edition than the sheet “{ABOUT}”."),
    ],
)
def test_a_sheet_brought_from_another_template_is_refused(
    tmp_path: Path, fields: dict[str, str], sentence: str
) -> None:
    assert refusal(changed(written(tmp_path), stamped(**fields))) == [f"{WHERE}: {sentence}"]


def test_another_unit_written_into_the_first_sheet_is_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book[ABOUT]
        page[f"C{row_of(page, 'unit')}"] = "0601011"

    sentence = f"The template was made for the unit {DROBIN}, and this says 0601011. Make a template for each unit."
    assert refusal(changed(written(tmp_path), change)) == [f"form.xlsx, sheet “{ABOUT}”, row 5, column “C”: {sentence}"]


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        (None, "The TERYT code of the unit is missing. Write it here."),
        ("Drobin", "“Drobin” is not a TERYT code of a unit that makes an assessment."),
        (601011, "“601011” is not a TERYT code of a unit that makes an assessment."),
        ("1419", f"The edition “{EDITION}” is for another kind of unit than 1419."),
    ],
)
def test_a_unit_written_in_wrongly_is_told_with_its_cell(tmp_path: Path, unit: object, sentence: str) -> None:
    def change(book: Workbook) -> None:
        page = book[ABOUT]
        page[f"C{row_of(page, 'unit')}"] = unit

    assert refusal(changed(written(tmp_path, unit=""), change)) == [
        f"form.xlsx, sheet “{ABOUT}”, row 5, column “C”: {sentence}"
    ]


def test_a_template_made_from_other_rows_is_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for page in book:
            page["A1"] = page["A1"].value.replace(rows_hash(edition()), "0" * 64)

    assert refusal(changed(written(tmp_path), change)) == [
        f"form.xlsx: The template was made from other rows than the edition “{EDITION}” has now."
        " Make a new template and copy the values into it."
    ]


def test_a_year_that_the_edition_is_not_for_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_template(path, edition(), unit=DROBIN, year=2019, lang="en")
    assert refusal(path) == [
        f"form.xlsx, sheet “{ABOUT}”, row 5, column “C”:"
        f" The edition “{EDITION}” is not for the year 2019. It is for: 2014, 2015."
    ]


def test_a_workbook_that_is_no_template_is_refused(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "form.xlsx")
    assert refusal(tmp_path / "form.xlsx") == [
        "form.xlsx: The file is no template of this program. Make one with: drogowskaz edition template"
    ]


# What can be wrong with the file


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"not a zip at all", "The file is not a spreadsheet in the format .xlsx or .ods."),
        (b"PK\x03\x04 and no more", "The file is damaged: it cannot be unpacked whole."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "The file has a password or is in the old format .xls. Save it without a password as .xlsx or .ods.",
        ),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "form.xlsx").write_bytes(content)
    assert refusal(tmp_path / "form.xlsx") == [f"form.xlsx: {sentence}"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "form.xlsx") == ["form.xlsx: The file cannot be opened."]


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert refusal(path) == ["form.xlsx: The file is larger than 20 MB. A filled template is many times smaller."]


def with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    return packed(path, {**parts, name: content})


@pytest.mark.parametrize(
    ("ending", "name"),
    [("xlsx", "xl/vbaProject.bin"), ("xlsx", "xl/VBAPROJECT.BIN"), ("ods", "Basic/Standard/script-lb.xml")],
)
def test_a_workbook_with_macros_is_refused(tmp_path: Path, ending: str, name: str) -> None:
    path = with_part(written(tmp_path, ending), name, b"x")
    assert refusal(path) == [f"form.{ending}: The file holds macros. Save it as a plain workbook: .xlsx or .ods."]


def test_a_macro_workbook_without_its_macros_is_refused_by_its_type(tmp_path: Path) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    path = rewritten(
        written(tmp_path), "[Content_Types].xml", kind, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    assert refusal(path) == ["form.xlsx: The file holds macros. Save it as a plain workbook: .xlsx or .ods."]


def test_an_ods_with_a_password_is_refused(tmp_path: Path) -> None:
    end = "</manifest:manifest>"
    path = rewritten(written(tmp_path, "ods"), "META-INF/manifest.xml", end, f"<manifest:encryption-data/>{end}")
    assert refusal(path)[0].startswith("form.ods: The file has a password")


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    raw = bytearray(path.read_bytes())
    # Bit 0 of the flags in each header of the directory: the part is encrypted.
    place = raw.find(b"PK\x01\x02")
    while place >= 0:
        raw[place + 8] |= 1
        place = raw.find(b"PK\x01\x02", place + 1)
    path.write_bytes(raw)
    assert refusal(path)[0].startswith("form.xlsx: The file has a password")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_part(written(tmp_path), "xl/worksheets/sheet9.xml", b" " * (package.SMALL + 1))
    assert refusal(path) == [f"form.xlsx: {BOMB}"]


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    packed(path, {**parts, "xl/styles.xml": parts["xl/styles.xml"] + b" " * 5_000_000})
    raw = bytearray(path.read_bytes())
    true = struct.pack("<L", len(parts["xl/styles.xml"]) + 5_000_000)
    path.write_bytes(raw.replace(true, struct.pack("<L", len(parts["xl/styles.xml"]))))
    assert refusal(path) == ["form.xlsx: The file is damaged: it cannot be unpacked whole."]


def test_a_part_packed_in_an_uncommon_way_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/more.xml", b"<a/>")
    assert refusal(path) == ["form.xlsx: The file is damaged: it cannot be unpacked whole."]


@settings(max_examples=60, deadline=None)
@given(ending=st.sampled_from(["xlsx", "ods"]), packed_anew=st.booleans(), seed=st.integers(0, 10**9))
def test_a_file_damaged_anywhere_is_read_or_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, ending: str, packed_anew: bool, seed: int
) -> None:
    path = written(tmp_path_factory.mktemp("damaged"), ending, filled=sheet({(UNEMPLOYED, 0): number(483)}))
    source = random.Random(seed)
    if packed_anew:
        # The zip is sound, so that the damage reaches the readers of markup.
        with zipfile.ZipFile(path) as archive:
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
        name = source.choice([name for name in parts if name.endswith(("sheet2.xml", "content.xml", "workbook.xml"))])
        packed(path, {**parts, name: scratched(parts[name], source)})
    else:
        path.write_bytes(scratched(path.read_bytes(), source))
    with suppress(Unusable):
        assert read_template(path).sheet.year == YEAR


def scratched(content: bytes, source: random.Random) -> bytes:
    """The content with a few bytes changed, a piece cut out or put in twice."""
    raw = bytearray(content)
    first, last = sorted(source.randrange(len(raw)) for _end in range(2))
    match source.randrange(3):
        case 0:
            for _scratch in range(source.randint(1, 5)):
                raw[source.randrange(len(raw))] = source.randrange(256)
        case 1:
            del raw[first:last]
        case _:
            raw[first:first] = raw[first:last]
    return bytes(raw)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "form.xlsx", {f"xl/{number}.xml": b"" for number in range(package.MOST_PARTS + 1)})
    assert refusal(path) == [f"form.xlsx: {BOMB}"]


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(path) == ["form.xlsx: The file is damaged: it cannot be unpacked whole."]


DOCUMENT_TYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
PARTS = [
    ("xlsx", "xl/worksheets/sheet2.xml"),
    ("xlsx", "xl/workbook.xml"),
    ("xlsx", "xl/styles.xml"),
    ("ods", "content.xml"),
]


@pytest.mark.parametrize(("ending", "part"), PARTS)
@pytest.mark.parametrize("content", [DOCUMENT_TYPE, "<a><b></a>", ""])
def test_markup_that_is_damaged_or_hostile_is_refused(tmp_path: Path, ending: str, part: str, content: str) -> None:
    path = with_part(written(tmp_path, ending), part, content.encode())
    assert refusal(path) == [f"form.{ending}: {DAMAGED_SHEET}"]


@pytest.mark.parametrize(("ending", "part"), [PARTS[1], PARTS[3]])
def test_a_workbook_without_sheets_is_refused(tmp_path: Path, ending: str, part: str) -> None:
    path = with_part(written(tmp_path, ending), part, b"<a/>")
    assert refusal(path) == [f"form.{ending}: The file has no sheets."]


# Sheets that pretend to be immense


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "</table:table>",
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float"'
            ' office:value="1"/></table:table-row></table:table>',
            "Something stands here, far outside of the template. Delete it, and what is beyond it.",
        ),
        (
            "</table:table>",
            '<table:table-row><table:table-cell table:number-columns-repeated="1000000" office:value-type="float"'
            ' office:value="1"/></table:table-row></table:table>',
            "Something stands here, far outside of the template. Delete it, and what is beyond it.",
        ),
        (
            "</table:table>",
            '<table:table-row table:number-rows-repeated="999999999999"><table:table-cell/></table:table-row>'
            "</table:table>",
            DAMAGED_SHEET,
        ),
    ],
)
def test_an_ods_with_millions_of_repeated_cells_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    (line,) = refusal(rewritten(written(tmp_path, "ods"), "content.xml", old, new))
    assert line.endswith(sentence)


def test_the_empty_rest_of_a_sheet_may_be_repeated_to_its_end(tmp_path: Path) -> None:
    path = written(tmp_path, "ods", filled=sheet({(UNEMPLOYED, 0): number(-1)}))
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048000">{cells}</table:table-row>'
    (line,) = refusal(rewritten(path, "content.xml", "</table:table>", f"{rest}</table:table>"))
    assert line.endswith("“-1” is negative, and this row cannot be below zero.")


@pytest.mark.parametrize(("cell", "column"), [("A1000000", "A"), ("XFD5", "XFD")])
def test_a_cell_far_outside_of_the_template_is_told(tmp_path: Path, cell: str, column: str) -> None:
    def change(book: Workbook) -> None:
        book[CHAPTER][cell] = 1

    (line,) = refusal(changed(written(tmp_path), change))
    assert f"column “{column}”: Something stands here, far outside of the template." in line


def test_a_workbook_of_many_large_sheets_is_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for _sheet in range(1 + marks.MOST_AREA // (marks.MOST_ROWS * marks.MOST_COLUMNS // 8)):
            book.create_sheet().cell(marks.MOST_ROWS // 2, marks.MOST_COLUMNS // 4, 1)

    (line,) = refusal(changed(written(tmp_path), change))
    assert line.endswith("The workbook is larger than any form. Remove what is not of the template.")


def test_too_many_sheets_are_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for _sheet in range(marks.MOST_SHEETS):
            book.create_sheet()

    (line,) = refusal(changed(written(tmp_path), change))
    assert line.endswith("The workbook is larger than any form. Remove what is not of the template.")
