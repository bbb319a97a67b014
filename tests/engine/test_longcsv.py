"""Long CSV: what a spreadsheet may write, and each mistake with its line and column."""

from pathlib import Path

import pytest

from drogowskaz.engine.editions.loader import edition_ids
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, State, Value

HEADER = "unit,year,row,column,value"
DROBIN = "1419053"
LINE = f"{DROBIN},2014,population.total,2014,8279"
NOT_UTF8 = "The file is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8”."


def written(tmp_path: Path, *lines: str | bytes, ending: bytes = b"\n") -> Path:
    path = tmp_path / "form.csv"
    path.write_bytes(ending.join(line.encode() if isinstance(line, str) else line for line in lines) + ending)
    return path


def refusal(path: Path, edition: str | None = None) -> list[str]:
    with pytest.raises(Unusable) as refused:
        read_long_csv(path, edition)
    return refused.value.report("en").splitlines()


def cells(reading: Reading) -> dict[CellKey, int]:
    assert all(value.state is State.VALUE for value in reading.sheet.values.values())
    return {key: value.number for key, value in reading.sheet.values.items()}


def test_a_form_is_read_into_the_edition_that_fits_its_unit_and_year(tmp_path: Path) -> None:
    (reading,) = read_long_csv(written(tmp_path, HEADER, LINE))
    assert (reading.sheet.edition.id, reading.sheet.unit, reading.sheet.year) == ("ozps-gmina-2014", DROBIN, 2014)
    assert cells(reading) == {("population.total", 0): 8279}
    assert (reading.source, reading.name, reading.expected) == (None, {}, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_delimiter_line_ending_and_byte_order_mark_is_read(
    tmp_path: Path, delimiter: str, ending: bytes, mark: bytes
) -> None:
    lines = [line.replace(",", delimiter).encode() for line in (HEADER, LINE)]
    (reading,) = read_long_csv(written(tmp_path, mark + lines[0], lines[1], ending=ending))
    assert cells(reading) == {("population.total", 0): 8279}


@pytest.mark.parametrize(("header", "line"), [
    ("jednostka;rok;wiersz;kolumna;wartość", f"{DROBIN};2014;2/1;2014;8279"),
    (" Jednostka ; ROK ; Wiersz ; Kolumna ; Wartość ", f" {DROBIN} ; 2014 ; 2/1 ; y ; 8279 "),
    ("value,column,row,year,unit", f"8279,y,2/1,2014,{DROBIN}"),
    ('"unit","year","row","column","value"', f'"{DROBIN}","2014","population.total","y","8 279"'),
    (HEADER, f"{DROBIN},2014,population.total,2014,8\N{NO-BREAK SPACE}279"),
    (HEADER, f"{DROBIN},2014,population.total,2014,8\N{NARROW NO-BREAK SPACE}279"),
    (HEADER, f'{DROBIN},2014,population.total,2014,"8279,00"'),
])  # fmt: skip
def test_the_header_may_be_polish_in_any_order_and_the_number_grouped(tmp_path: Path, header: str, line: str) -> None:
    (reading,) = read_long_csv(written(tmp_path, header, line))
    assert cells(reading) == {("population.total", 0): 8279}


def test_a_column_is_a_calendar_year_or_counted_from_the_assessed_one(tmp_path: Path) -> None:
    columns = ["y-2", "y-1", "y", "y+1", "y+2", "2012", "2013", "2014", "2015", "2016"]
    rows = ["2/1"] * 5 + ["2/2"] * 5
    lines = [f"{DROBIN},2014,{row},{column},{n}" for n, (row, column) in enumerate(zip(rows, columns, strict=True))]
    (reading,) = read_long_csv(written(tmp_path, HEADER, *lines))
    assert cells(reading) == {
        **{("population.total", n - 2): n for n in range(5)},
        **{("population.women.total", n - 2): n + 5 for n in range(5)},
    }


def test_a_partly_filled_form_keeps_its_symbols_and_leaves_the_rest_empty(tmp_path: Path) -> None:
    lines = [
        f"{DROBIN},2014,2/1,y,.",
        f"{DROBIN},2014,2/2,y,x",
        f"{DROBIN},2014,2/3,y,",
        "",
        ",,,,",
        f'{DROBIN},2014,childcare.nursery.refusal_text,y,"brak żłobków, od lat"',
    ]
    (reading,) = read_long_csv(written(tmp_path, HEADER, *lines))
    assert reading.sheet.values == {
        ("population.total", 0): NO_INFORMATION,
        ("population.women.total", 0): NOT_APPLICABLE,
        ("childcare.nursery.refusal_text", 0): Value(State.VALUE, text="brak żłobków, od lat"),
    }


def test_a_text_over_two_lines_is_one_cell_and_the_lines_after_it_keep_their_numbers(tmp_path: Path) -> None:
    lines = [f'{DROBIN},2014,preschool.refusal_text,y,"brak\nmiejsc"', f"{DROBIN},2014,2/1,y,many"]
    assert refusal(written(tmp_path, HEADER, *lines)) == [
        "form.csv, line 4, column “value”: “many” is not a number. Write digits only, or one of the symbols: 0, dot, x."
    ]


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    (reading,) = read_long_csv(
        written(tmp_path, HEADER, f"{DROBIN},2014,preschool.refusal_text,y,brak\N{LINE SEPARATOR}miejsc\x0btu")
    )
    assert reading.sheet.value("preschool.refusal_text", 0).text == "brak\N{LINE SEPARATOR}miejsc\x0btu"


def test_several_units_and_years_may_stand_in_one_file_in_any_order(tmp_path: Path) -> None:
    lines = [
        f"{DROBIN},2014,2/1,2014,8279",
        "0601022,2014,2/1,2014,10",
        f"{DROBIN},2015,2/1,2014,8200",
        f"{DROBIN},2014,2/2,2014,4149",
    ]
    readings = read_long_csv(written(tmp_path, HEADER, *lines))
    assert [(one.sheet.unit, one.sheet.year, cells(one)) for one in readings] == [
        (DROBIN, 2014, {("population.total", 0): 8279, ("population.women.total", 0): 4149}),
        ("0601022", 2014, {("population.total", 0): 10}),
        (DROBIN, 2015, {("population.total", -1): 8200}),
    ]


@pytest.mark.parametrize(("line", "place", "sentence"), [
    (f"{DROBIN},,2/1,y,1", "column “year”", "The year is missing."),
    (f"{DROBIN},14,2/1,y,1", "column “year”", "“14” is not a year."),
    (f"{DROBIN},٢٠١٤,2/1,y,1", "column “year”", "“٢٠١٤” is not a year."),
    (f"{DROBIN},2016,2/1,y,1", "column “unit”",
        "No edition is known for 1419053 and the year 2016. Name one with --edition."),
    ("1419,2014,2/1,y,1", "column “unit”", "No edition is known for 1419 and the year 2014. Name one with --edition."),
    ("0663011,2014,2/1,y,1", "column “unit”",
        "No edition is known for 0663011 and the year 2014. Name one with --edition."),
    ("1419054,2014,2/1,y,1", "column “unit”", "“1419054” is not a TERYT code of a unit that makes an assessment."),
    ("Drobin,2014,2/1,y,1", "column “unit”", "“Drobin” is not a TERYT code of a unit that makes an assessment."),
    (",2014,2/1,y,1", "column “unit”", "“” is not a TERYT code of a unit that makes an assessment."),
    (f"{DROBIN},2014,2/99,y,1", "column “row”", "The edition “ozps-gmina-2014” has no row “2/99”."),
    (f"{DROBIN},2014,population.cats,y,1", "column “row”",
        "The edition “ozps-gmina-2014” has no row “population.cats”."),
    (f"{DROBIN},2014,2/1,c0,1", "column “column”", "“c0” is not a column. Write a year, or y-2, y-1, y, y+1, y+2."),
    (f"{DROBIN},2014,2/1,y+3,1", "column “column”",
        "The row “population.total” has no column 2017. It has: 2012, 2013, 2014, 2015, 2016."),
    (f"{DROBIN},2014,preschool.refusal_text,2013,a", "column “column”",
        "The row “preschool.refusal_text” has no column 2013. It has: 2014."),
    (f"{DROBIN},2014,2/1,y,brak", "column “value”",
        "“brak” is not a number. Write digits only, or one of the symbols: 0, dot, x."),
    (f"{DROBIN},2014,2/1,y,-3", "column “value”", "“-3” is negative, and this row cannot be below zero."),
    (f"{DROBIN},2014,2/1,y,1000000000", "column “value”",
        "“1000000000” is impossibly large for this row. Check the number of digits."),
    (f"{DROBIN},2014,2/1,y,{'9' * 9000}", "column “value”",
        f"“{'9' * 40}…” is impossibly large for this row. Check the number of digits."),
    (f"{DROBIN},2014,2/1,y,=SUM(A1)", "column “value”",
        "“=SUM(A1)” is a formula. Save the file with values instead of formulas."),
    (f"{DROBIN},2014,2/1,y,=1+2", "column “value”",
        "“=1+2” is a formula. Save the file with values instead of formulas."),
    (f'{DROBIN},2014,2/1,y,"1,5"', "column “value”", "“1,5” is a fraction, and this row takes whole numbers only."),
    (f"{DROBIN},2014,2/1,y,8.279", "column “value”",
        "“8.279” is ambiguous: thousands or a fraction? Write thousands without a dot or comma."),
    (f"{DROBIN},2014,2/1,y,–", "column “value”",
        "“–” is ambiguous. Write 0 for none, a dot for no information, x for not applicable."),
    (f"{DROBIN},2014,2/1,y,8,279", None,
        "The line has 6 fields instead of 5. Put a value with a comma in quotation marks."),
    (f"{DROBIN};2014;2/1;y;8279", None,
        "The line has 1 fields instead of 5. Put a value with a comma in quotation marks."),
    (f'{DROBIN},2014,2/1,y,"8279', None, "The line is not valid CSV: a quotation mark is not closed."),
])  # fmt: skip
def test_a_line_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, line: str, place: str | None, sentence: str
) -> None:
    where = f"form.csv, line 3, {place}: " if place else "form.csv, line 3: "
    assert refusal(written(tmp_path, HEADER, LINE.replace("2/1", "2/9").replace("population.total", "2/9"), line)) == [
        where + sentence
    ]


@pytest.mark.parametrize(("content", "sentence"), [
    ("", "form.csv: The file is empty."),
    (" \n \n", "form.csv: The file is empty."),
    (HEADER, "form.csv: The file has a header and no cells."),
    (f"{HEADER}\n,,,,\n", "form.csv: The file has a header and no cells."),
    (LINE, "form.csv, line 1: The first line must name the columns unit, year, row, column, value. "
        "It has: 1419053, 2014, population.total, 2014, 8279."),
    ("unit,year,row,value\n1,2,3,4",
        "form.csv, line 1: The first line must name the columns unit, year, row, column, value. "
        "It has: unit, year, row, value."),
    ("unit,year,row,column,value,note\n",
        "form.csv, line 1: The first line must name the columns unit, year, row, column, "
        "value. It has: unit, year, row, column, value, note."),
    ("unit,unit,row,column,value\n", "form.csv, line 1: The first line must name the columns unit, year, row, column, "
        "value. It has: unit, unit, row, column, value."),
    ("unit,year,row,column,\n",
        "form.csv, line 1: The first line must name the columns unit, year, row, column, value. "
        "It has: unit, year, row, column, ."),
    (f"{HEADER}\n{LINE}\0\n", "form.csv: The file is not a text file."),
    (b"PK\x03\x04\x14\x00\x06\x00", "form.csv: The file is not a text file."),
    (b"\x89PNG\r\n\x1a\n\x00", f"form.csv, line 1: {NOT_UTF8}"),
    (f"{HEADER}\n{LINE}\n{DROBIN},2014,preschool.refusal_text,y,za mało miejsc\n".encode("cp1250"),
        f"form.csv, line 3: {NOT_UTF8}"),
    (HEADER.encode("utf-16"), f"form.csv, line 1: {NOT_UTF8}"),
])  # fmt: skip
def test_a_file_that_is_no_long_csv_is_refused(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    path = tmp_path / "form.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert refusal(path) == [sentence]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.csv") == ["absent.csv: The file cannot be opened."]


def test_a_cell_that_stands_twice_is_refused_with_both_lines_however_it_is_addressed(tmp_path: Path) -> None:
    lines = [LINE, f"{DROBIN},2014,2/1,y,", f"{DROBIN},2014,2/2,y,", f"{DROBIN},2014,2/2,2014,5"]
    assert refusal(written(tmp_path, HEADER, *lines)) == [
        "form.csv, line 3: The cell “2/1”, 2014 stands twice: here and in line 2.",
        "form.csv, line 5: The cell “2/2”, 2014 stands twice: here and in line 4.",
    ]


def test_all_problems_of_a_file_are_told_and_a_bad_unit_only_once(tmp_path: Path) -> None:
    lines = [
        f"{DROBIN},2014,2/99,y,1",
        f"{DROBIN},2014,2/1,y,1,2",
        "Drobin,2014,2/1,y,1",
        "Drobin,2014,2/2,y,1",
        f"{DROBIN},2014,2/2,y,-1",
        f'{DROBIN},2014,2/3,y,"1',
    ]
    assert refusal(written(tmp_path, HEADER, *lines)) == [
        "form.csv, line 2, column “row”: The edition “ozps-gmina-2014” has no row “2/99”.",
        "form.csv, line 3: The line has 6 fields instead of 5. Put a value with a comma in quotation marks.",
        "form.csv, line 4, column “unit”: “Drobin” is not a TERYT code of a unit that makes an assessment.",
        "form.csv, line 6, column “value”: “-1” is negative, and this row cannot be below zero.",
        "form.csv, line 7: The line is not valid CSV: a quotation mark is not closed.",
    ]


def test_forty_problems_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, HEADER, *(f"{DROBIN},2014,2/{n},y,1" for n in range(100, 150))))
    assert len(told) == 41
    assert told[40] == "… and 10 more problems of this kind."


def test_the_edition_that_is_named_must_fit_unit_and_year(tmp_path: Path) -> None:
    assert cells(read_long_csv(written(tmp_path, HEADER, LINE), "ozps-gmina-2014")[0]) == {
        ("population.total", 0): 8279
    }
    lines = ["1419,2014,2/1,y,1", f"{DROBIN},2020,2/1,y,1", "abc,2014,2/1,y,1"]
    assert refusal(written(tmp_path, HEADER, *lines), "ozps-gmina-2014") == [
        "form.csv, line 2, column “unit”: The edition “ozps-gmina-2014” is for another kind of unit than 1419.",
        "form.csv, line 3, column “unit”: The edition “ozps-gmina-2014” is not for the year 2020. "
        "It is for: 2014, 2015.",
        "form.csv, line 4, column “unit”: “abc” is not a TERYT code of a unit that makes an assessment.",
    ]


def test_another_edition_is_refused_by_name(tmp_path: Path) -> None:
    known = ", ".join(edition_ids())
    sentence = f"There is no edition “ozps-gmina-2099”. Known editions: {known}."
    assert refusal(written(tmp_path, HEADER, LINE), "ozps-gmina-2099") == [sentence]
