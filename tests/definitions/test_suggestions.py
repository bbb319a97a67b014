"""Every planted mistake of severity error can be undone by the fewest cells, alone and in company."""

from dataclasses import replace

import pytest
from definitions.test_planted_errors import CASE, PLANTINGS, Planting, planted

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.suggestions.suggestion import suggest

COMBINED = (
    ("a total is mistyped", "a budget chapter is 10 000 off"),
    ("an age group is mistyped", "a kind of decision is short of one"),
    ("a total is mistyped", "an age group is mistyped", "a house has two owners"),
    ("a reason is counted twice", "a worker stands in two positions", "more live in villages than at all"),
    ("a total is wrong only in a forecast", "more social dwellings than municipal ones"),
    ("a part of the money of organisations is off", "a budget chapter is 10 000 off", "a house has two owners"),
    ("a worker stands in two positions", "a total is mistyped", "a reason is counted twice", "a house has two owners"),
    ("more live in villages than at all", "a kind of decision is short of one", "a total is wrong only in a forecast"),
    (
        "a total is mistyped",
        "an age group is mistyped",
        "a kind of decision is short of one",
        "a reason is counted twice",
        "a budget chapter is 10 000 off",
    ),
    (
        "a total is wrong only in a forecast",
        "a worker stands in two positions",
        "a part of the money of organisations is off",
        "a house has two owners",
        "more live in villages than at all",
        "more social dwellings than municipal ones",
    ),
)


@pytest.fixture(scope="module")
def clean() -> Sheet:
    return read_case(CASE).sheet


def errors(sheet: Sheet) -> int:
    return len(check_sheet(sheet, Stage.SIGN).of(Severity.ERROR))


@pytest.mark.parametrize("planting", PLANTINGS, ids=lambda planting: planting.mistake)
def test_a_planted_mistake_is_undone_by_no_more_cells_than_it_touched(planting: Planting, clean: Sheet) -> None:
    sheet = planted(planting, clean)
    found = suggest(sheet, Stage.SIGN)
    touched = sum(sheet.value(*cell) != clean.value(*cell) for cell in {*sheet.values, *clean.values})
    assert found.unrepaired == ()
    assert errors(found.applied()) == 0
    assert len(found.changes) <= touched
    assert bool(found.changes) == bool(errors(sheet)), "only errors ask for a change"


def test_sixty_planted_mistakes_and_more_are_errors(clean: Sheet) -> None:
    assert sum(bool(errors(planted(planting, clean))) for planting in PLANTINGS) >= 60


@pytest.mark.parametrize("mistakes", COMBINED, ids=lambda mistakes: f"{len(mistakes)} mistakes")
def test_several_mistakes_are_undone_together(mistakes: tuple[str, ...], clean: Sheet) -> None:
    sheet = clean
    for mistake in mistakes:
        sheet = planted(next(planting for planting in PLANTINGS if planting.mistake == mistake), sheet)
    found = suggest(sheet, Stage.SIGN)
    touched = sum(sheet.value(*cell) != clean.value(*cell) for cell in {*sheet.values, *clean.values})
    assert errors(sheet) >= len(mistakes)
    assert errors(found.applied()) == 0
    assert len(found.changes) <= touched
    assert found.proven


def test_an_empty_form_has_nothing_to_undo_while_it_is_being_filled(clean: Sheet) -> None:
    found = suggest(replace(clean, values={}), Stage.ENTRY)
    assert (found.changes, found.unrepaired) == ((), ())
