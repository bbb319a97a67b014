"""A template is read by its keys, whatever happened to its shape, and gives back exactly what was written."""

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
    put,
    random_sheet,
    rewritten,
    row_of,
    sheet,
    written,
)
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from drogowskaz.documents.spreadsheets.files import write_template
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.files.spreadsheets.stamp import Stamp, read_stamp, rows_hash, totals
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, SPACES, State, Value

FORMS = [("ozps-gmina-2014", 2014), ("ozps-gmina-2025", 2025)]
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), st.sampled_from("\n\t '=+@-")
    ),
    min_size=1,
)
FILLED = {
    ("population.total", 0): number(8279),
    ("population.women.total", 0): number(4149),
    ("population.men.total", 0): number(4130),
    ("labour.unemployed.total", -2): number(0),
    ("labour.unemployed.total", 2): NO_INFORMATION,
    ("labour.unemployed.longterm", 0): NOT_APPLICABLE,
    ("childcare.nursery.refusal_text", 0): Value(State.VALUE, text="brak żłobków"),
}


def read(path: Path) -> Sheet:
    if path.suffix == ".csv":
        (reading,) = read_long_csv(path, EDITION)
        return reading.sheet
    return read_template(path).sheet


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_a_filled_template_gives_back_its_sheet(tmp_path: Path, ending: str) -> None:
    found = read(written(tmp_path, ending, filled=sheet(FILLED)))
    assert (found.edition.id, found.unit, found.year) == (EDITION, DROBIN, YEAR)
    assert found.values == FILLED


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_an_empty_template_is_an_empty_sheet(tmp_path: Path, ending: str) -> None:
    assert read(written(tmp_path, ending)).values == {}


@pytest.mark.parametrize(("name", "year"), FORMS)
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**9), text=TEXTS, lang=st.sampled_from(["pl", "en"]))
@example(seed=1, text="_x0041_ <b>&amp;", lang="pl")
@example(seed=2, text="'-a\n\n +b\t\tc   d", lang="pl")
@example(seed=3, text="@SUM(A1)", lang="en")
@example(seed=4, text="2014", lang="en")
def test_any_form_goes_from_xlsx_to_ods_to_csv_and_stays_itself(
    tmp_path_factory: pytest.TempPathFactory, name: str, year: int, seed: int, text: str, lang: str
) -> None:
    text = text.strip().strip(SPACES).strip()
    assume(text and not text.startswith("="))
    form = edition_named(name)
    first = found = random_sheet(form, seed, text, unit=DROBIN, year=year)
    for ending in ("xlsx", "ods", "csv"):
        path = tmp_path_factory.mktemp("round") / f"form.{ending}"
        write_template(path, form, unit=DROBIN, year=year, filled=found, lang=lang)
        found = read_template(path).sheet if ending != "csv" else read_long_csv(path, name)[0].sheet
        assert found.values == first.values, ending


def test_moved_rows_and_tables_are_read_where_they_are(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book[CHAPTER]
        total, men = row_of(page, "labour.unemployed.total"), row_of(page, "population.men.age65plus")
        cells = [(page.cell(total, column), page.cell(men, column)) for column in range(1, 12)]
        for one, other in cells:
            one.value, other.value = other.value, one.value

    filled = {("labour.unemployed.total", 0): number(483), ("population.men.age65plus", 0): number(426)}
    assert read(changed(written(tmp_path, filled=sheet(filled)), change)).values == filled


def test_columns_put_between_and_sheets_in_another_order_change_nothing(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[CHAPTER].insert_cols(1, 2)
        book[CHAPTER].insert_cols(8)
        book[ABOUT].insert_cols(2)
        book[ABOUT].insert_rows(1, 3)
        book.move_sheet(ABOUT, 1)

    filled = {("labour.unemployed.total", offset): number(480 + offset) for offset in range(-2, 3)}
    assert read(changed(written(tmp_path, filled=sheet(filled)), change)).values == filled


def test_labels_and_names_of_sheets_may_be_changed(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book[CHAPTER]
        page[f"C{row_of(page, 'labour.unemployed.total')}"] = "Jobless"
        page.title = "Mine"

    filled = {("labour.unemployed.total", 0): number(483)}
    assert read(changed(written(tmp_path, filled=sheet(filled)), change)).values == filled


def test_sheets_of_ones_own_are_left_alone_with_their_formulas_and_errors(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        own = book.create_sheet("My sums", 0)
        own["A1"], own["B2"], own["C3"] = "population.total", "=1/0", True
        own.merge_cells("D1:F9")
        own.sheet_state = "hidden"

    filled = {("labour.unemployed.total", 0): number(483)}
    assert read(changed(written(tmp_path, filled=sheet(filled)), change)).values == filled


def test_a_hidden_sheet_of_the_template_still_counts(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[CHAPTER].sheet_state = "hidden"

    filled = {("labour.unemployed.total", 0): number(483)}
    assert read(changed(written(tmp_path, filled=sheet(filled)), change)).values == filled


def test_a_unit_written_in_by_hand_is_the_unit(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book[ABOUT]
        page[f"C{row_of(page, 'unit')}"] = DROBIN

    assert read(changed(written(tmp_path, unit=""), change)).unit == DROBIN


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (483, number(483)),
        (483.0, number(483)),
        ("483", number(483)),
        ("1 204", number(1204)),
        ("1\N{NO-BREAK SPACE}204", number(1204)),
        (" . ", NO_INFORMATION),
        ("X", NOT_APPLICABLE),
        (0, number(0)),
        ("0", number(0)),
    ],
)
def test_what_people_type_is_read(tmp_path: Path, value: object, read_as: Value) -> None:
    path = changed(written(tmp_path), put("labour.unemployed.total", 2014, value))
    assert read(path).values == {("labour.unemployed.total", 0): read_as}


def test_a_number_in_a_row_of_text_is_a_text(tmp_path: Path) -> None:
    path = changed(written(tmp_path), put("childcare.nursery.refusal_text", 2014, 12))
    assert read(path).values == {("childcare.nursery.refusal_text", 0): Value(State.VALUE, text="12")}


def test_the_noise_of_a_sum_of_amounts_is_not_a_third_decimal(tmp_path: Path) -> None:
    form = edition_named("ozps-gmina-2025")
    row = next(row for row in form.rows if row.kind.scale == 100)
    path = tmp_path / "money.xlsx"
    filled = Sheet(form, DROBIN, 2025, {(row.key, 0): number(30)})
    write_template(path, form, unit=DROBIN, year=2025, filled=filled, lang="en")
    chapter = [chapter for chapter in form.chapters if chapter.rows].index(form.chapter_of(row)) + 2
    rewritten(path, f"xl/worksheets/sheet{chapter}.xml", "<v>0.3</v>", "<v>0.30000000000000004</v>")
    assert read(path).values == filled.values


def test_a_typed_total_wins_over_the_formula(tmp_path: Path) -> None:
    filled = {("population.women.total", 0): number(4149), ("population.men.total", 0): number(4130)}
    path = changed(written(tmp_path, filled=sheet(filled)), put("population.total", 2014, 8280))
    assert read(path).values == {**filled, ("population.total", 0): number(8280)}


def test_the_stamp_is_read_as_it_is_written() -> None:
    for unit in (DROBIN, ""):
        stamp = Stamp("drogowskaz:form", EDITION, YEAR, unit, rows_hash(edition()))
        assert read_stamp(f" {stamp} ") == stamp
    assert read_stamp("drogowskaz:form edition=x year=20 unit= rows=a") is None


def test_totals_are_the_rows_with_all_their_parts() -> None:
    found = totals(edition())
    assert found["population.total"] == ("population.women.total", "population.men.total")
    assert "labour.unemployed.total" not in found
