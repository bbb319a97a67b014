"""What is printed in the layout of CAS is read back as it was, whatever a form holds; Drobin as printed, and later."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from assessments.cas.printing import as_page, as_text
from engine.random_forms import sheets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.cas_comparing import Sort, compare
from drogowskaz.engine.files.cas_print import match_block
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value

DROBIN = read_case(DEFINITIONS / "editions" / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml").sheet


def random_sheet(draw: st.DrawFn, name: str) -> Sheet:
    edition = edition_named(name)
    drawn = draw(sheets(edition, edition.years[0]))
    return replace(drawn, unit="1419053")


@given(data=st.data(), backwards=st.booleans(), as_html=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_printed_form_is_read_back_equal(data: st.DataObject, backwards: bool, as_html: bool) -> None:
    sheet = data.draw(st.composite(random_sheet)("ozps-gmina-2014"))
    text = as_page(sheet, backwards=backwards) if as_html else as_text(sheet)
    match = match_block(text, edition=sheet.edition, unit=sheet.unit, year=sheet.year, name="druk")
    assert match.unmatched == ()
    assert dict(match.sheet.values) == dict(sheet.values)
    found = compare(sheet, match.sheet, match.lines.keys())
    assert (found.differences, found.unprinted, found.absent.is_nothing) == ((), 0, True)


@pytest.mark.parametrize("name", ["ozps-gmina-2025", "ozps-city-2025", "ozps-powiat-2025", "ozps-voivodeship-2025"])
def test_the_invented_form_of_every_edition_is_read_back_equal(name: str) -> None:
    sheet = read_case(DEFINITIONS / "editions" / name / "cases" / "wymyslona-2025.yaml").sheet
    for text in (as_page(sheet), as_page(sheet, backwards=True), as_text(sheet)):
        match = match_block(text, edition=sheet.edition, unit=sheet.unit, year=sheet.year, name="druk")
        assert (match.unmatched, dict(match.sheet.values)) == ((), dict(sheet.values))
        assert match.lines.keys() == sheet.edition.row_by_key.keys()


def test_drobin_as_printed_agrees_with_the_case_and_a_planted_later_difference_is_found(shared: Path) -> None:
    rows: dict[tuple[str, str], list[str]] = {}
    with (shared / "cases" / "drobin-2014.csv").open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            rows.setdefault((record["row"], record["label"]), []).append(record["value"])
    lines = [[*key, *values, *[""] * (5 - len(values))] for key, values in rows.items()]
    printed = "\n".join("\t".join(line) for line in lines)
    planted = [[*line[:4], "777", *line[5:]] if line[0] == "10" else line for line in lines]
    for text, expected in ((printed, []), ("\n".join("\t".join(line) for line in planted), ["777"])):
        match = match_block(text, edition=DROBIN.edition, unit=DROBIN.unit, year=2014, name="druk")
        found = compare(DROBIN, match.sheet, match.lines.keys())
        assert [str(one.theirs.number) for one in found.differences] == expected
        assert [(one.key, one.sort) for one in found.differences] == [
            (("labour.unemployed.total", 0), Sort.DIFFERENT) for _one in expected
        ]
        # The print mixes the reason of row 22 into its label, and has no row for the other.
        assert [table.key for table in found.absent.tables] == ["infrastructure_reasons"]


def test_an_empty_row_of_a_print_is_a_row_of_it() -> None:
    empty = Sheet(DROBIN.edition, DROBIN.unit, DROBIN.year)
    match = match_block(as_page(empty), edition=DROBIN.edition, unit=DROBIN.unit, year=2014, name="druk")
    found = compare(DROBIN, match.sheet, match.lines.keys())
    assert (found.equal, found.unprinted) == (0, 0)
    assert {one.sort for one in found.differences} == {Sort.ONLY_OURS}
    assert len(found.differences) == len(DROBIN.values)


def test_a_chapter_that_a_print_lacks_is_absent_as_a_chapter() -> None:
    sheet = read_case(DEFINITIONS / "editions" / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml").sheet
    three = {row.key for chapter in sheet.edition.chapters if chapter.number == "3" for row in chapter.rows}
    page = as_page(sheet, keep=lambda row: row.key not in three)
    match = match_block(page, edition=sheet.edition, unit=sheet.unit, year=2025, name="druk")
    found = compare(sheet, match.sheet, match.lines.keys())
    assert [chapter.number for chapter in found.absent.chapters] == ["3"]
    assert (found.differences, found.absent.tables, found.absent.rows) == ((), (), ())
    assert found.unprinted == sum(
        value.state is not State.EMPTY for key, value in sheet.values.items() if key[0] in three
    )


def test_a_text_that_breaks_its_lines_elsewhere_is_the_same_text() -> None:
    key = ("childcare.nursery.refusal_text", 0)
    ours = replace(DROBIN, values={key: Value(State.VALUE, text="brak\nżłobków")})
    theirs = replace(DROBIN, values={key: Value(State.VALUE, text="brak żłobków")})
    assert compare(ours, theirs, [key[0]]).differences == ()
