"""What the numbers of a form say, in English here; the Polish sentences are the catalogue's."""

from collections.abc import Mapping

import pytest
from engine import tiny
from engine.random_forms import editions, sheets
from hypothesis import given, settings
from hypothesis import strategies as st

from drogowskaz.engine.editions.loader import EDITIONS, edition_named
from drogowskaz.engine.editions.schema import Parts
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.narrative.drafts import Draft, about, drafts
from drogowskaz.engine.narrative.summary import LEAST, groups, headlines, largest_changes
from drogowskaz.engine.sheets import Sheet

YEARS = (-1, 0, 1)
NBSP = "\N{NO-BREAK SPACE}"
WHOLE = tiny.row("whole", offsets=YEARS)
PARTS = [tiny.row(f"p{place}", offsets=YEARS, parent="whole", parts=Parts.ALL) for place in range(6)]


def sheet_of(cells: Mapping[str, object], *rows) -> Sheet:
    return tiny.sheet(tiny.edition(WHOLE, *rows), dict(cells))


def told(cells: Mapping[str, object], *rows) -> str:
    return about(WHOLE, sheet_of(cells, *rows), "en").text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (10, "Label of whole: 12 persons in 2014, 2 persons more than the year before (+20%)."),
        (16, "Label of whole: 12 persons in 2014, 4 persons less than the year before (−25%)."),
        (12, "Label of whole: 12 persons in 2014, the same as the year before."),
        (0, "Label of whole: 12 persons in 2014, none the year before."),
        (".", "Label of whole: 12 persons in 2014."),
        ("x", "Label of whole: 12 persons in 2014."),
    ],
)
def test_a_number_is_told_with_its_change(before: object, sentence: str) -> None:
    assert told({"whole": 12, "whole@c-1": before}) == sentence


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (".", "Label of whole: no information for 2014 (a dot on the form)."),
        ("x", "Label of whole: does not apply in 2014 (an x on the form)."),
        (None, "Label of whole: not filled in for 2014."),
    ],
)
def test_what_is_not_known_is_said_and_never_taken_for_zero(state: object, sentence: str) -> None:
    assert told({} if state is None else {"whole": state}) == sentence


def test_what_is_expected_follows() -> None:
    assert told({"whole": 3, "whole@c1": 4}) == "Label of whole: 3 persons in 2014. Expected in 2015: 4 persons."


def test_the_largest_parts_are_named_with_their_shares_in_the_order_of_the_form() -> None:
    cells = {"whole": 100, **{f"p{place}": number for place, number in enumerate([5, 30, 5, 20, 25, 15])}}
    text = told(cells, *PARTS)
    assert text.endswith("Of these: p1 30 (30%); p3 20 (20%); p4 25 (25%); p5 15 (15%); 2 others.")


def test_parts_are_not_told_when_one_of_them_is_not_known() -> None:
    assert "Of these" not in told({"whole": 100, "p0": 100, "p1": "."}, *PARTS[:2])


def test_rows_without_anything_in_both_years_share_one_sentence() -> None:
    other = tiny.row("other", offsets=YEARS)
    sheet = sheet_of({"whole": 0, "whole@c-1": 0, "other": 0, "other@c-1": 0}, other)
    found = drafts(sheet.edition.tables["t"], sheet, "en")
    assert [draft.text for draft in found] == ["None in 2014, as in the year before: Label of whole; Label of other."]
    assert ("other", -1) in found[0].cells


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_draft_tells_only_numbers_of_the_cells_it_names(data: st.DataObject) -> None:
    edition = data.draw(editions())
    sheet = data.draw(sheets(edition))
    for table in edition.tables.values():
        for draft in drafts(table, sheet, "en"):
            kept = {key: value for key, value in sheet.values.items() if key in draft.cells}
            alone = Sheet(edition, sheet.unit, sheet.year, kept)
            again = [one.text for one in drafts(table, alone, "en")]
            assert not draft.cells or draft.text in again


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_the_summary_of_a_real_form_tells_only_what_its_edition_has(lang: str) -> None:
    sheet = read_case(EDITIONS / "ozps-gmina-2014/cases/drobin-2014.yaml").sheet
    titles = [title for title, _drafts in headlines(sheet, lang)]
    assert titles == [groups()[0].label[lang], groups()[3].label[lang]]


def test_every_row_of_the_summary_is_in_the_form_of_the_gmina() -> None:
    known = edition_named("ozps-gmina-2025").row_by_key
    assert [key for group in groups() for key in group.rows if key not in known] == []


def test_the_largest_changes_leave_out_small_numbers() -> None:
    rows = [tiny.row(f"r{place}", offsets=YEARS) for place in range(3)]
    cells = {"r0": LEAST - 1, "r0@c-1": 2 * LEAST, "r1": 2 * LEAST, "r1@c-1": LEAST, "r2": 110, "r2@c-1": 100}
    found: tuple[Draft, ...] = largest_changes(tiny.sheet(tiny.edition(*rows), dict(cells)), "en")
    assert [draft.cells[0] for draft in found] == [("r1", 0), ("r2", 0)]
