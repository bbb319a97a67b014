"""The planted mistakes, alone and together: their errors are repaired, in no more cells than were spoilt."""

from dataclasses import replace
from pathlib import Path

import pytest
from definitions.test_planted_errors import CASE, PLANTINGS, Planting, planted

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.suggestions.suggestion import suggest
from drogowskaz.engine.values import State, Value

TOGETHER = (
    ("a total is mistyped", "an age group is mistyped"),
    ("a kind of decision is short of one", "a reason is counted twice"),
    ("more unemployed than people of working age", "an age group is mistyped", "a total is mistyped"),
    ("a whole is written in place of women", "the very old outnumber the old"),
    ("an age group is mistyped", "more users than residents", "no residents"),
    ("persons without a family", "one reason exceeds all users", "families and persons are swapped"),
    ("fewer social workers than the law asks", "grades of social workers do not add up", "teams without members"),
    ("no social workers, not even a dot", "carers take all posts of the centre", "a worker stands in two positions"),
    (
        "a budget chapter is 10 000 off",
        "organisations got more than the chapter has",
        "two chapters tell another amount",
        "a chapter exceeds the budget",
        "the state pays more than was spent",
    ),
    (
        "too few persons for families of that size",
        "large families do not agree",
        "single households do not agree",
        "more single persons than households",
        "families outnumber their members",
        "money without benefits",
    ),
)
BY_MISTAKE = {planting.mistake: planting for planting in PLANTINGS}
CASES = sorted(EDITIONS.glob("*/cases/*.yaml"))


@pytest.fixture(scope="module")
def clean() -> Sheet:
    sheet = read_case(CASE).sheet
    last = {(row, 0): value for (row, offset), value in sheet.values.items() if offset == -1}
    return replace(sheet, last=last)


def errors(sheet: Sheet) -> list[str]:
    return [finding.check.id for finding in check_sheet(sheet, Stage.SIGN).of(Severity.ERROR)]


def spoilt(sheet: Sheet, clean: Sheet) -> int:
    """How many cells hold something else than in the clean form."""
    return sum(sheet.value(*key) != value for key, value in clean.values.items())


def assert_repaired(sheet: Sheet, clean: Sheet) -> None:
    found = suggest(sheet, Stage.SIGN)
    assert errors(found.applied()) == []
    assert (found.proven, found.unrepaired) == (True, ())
    assert bool(errors(sheet)) <= len(found.changes) <= spoilt(sheet, clean)


@pytest.mark.parametrize("planting", PLANTINGS, ids=lambda planting: planting.mistake)
def test_a_planted_mistake_is_repaired_or_there_is_nothing_to_repair(planting: Planting, clean: Sheet) -> None:
    assert_repaired(planted(planting, clean), clean)
    if clean.edition.check_by_id[planting.check].severity is Severity.ERROR:
        assert suggest(planted(planting, clean), Stage.SIGN).changes


@pytest.mark.parametrize("mistakes", TOGETHER, ids=lambda mistakes: f"{len(mistakes)}: {mistakes[0]}")
def test_mistakes_planted_together_are_repaired(mistakes: tuple[str, ...], clean: Sheet) -> None:
    sheet = clean
    for mistake in mistakes:
        sheet = planted(BY_MISTAKE[mistake], sheet)
    assert errors(sheet)
    assert_repaired(sheet, clean)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.parent.name}: {case.stem}")
def test_a_number_multiplied_by_a_thousand_is_one_cell_in_every_edition(case: Path) -> None:
    clean = read_case(case).sheet
    numbers = {key: value.number for key, value in clean.values.items() if value.number}
    sheets = (
        replace(clean, values={**clean.values, key: Value(State.VALUE, 1000 * number)})
        for key, number in numbers.items()
    )
    sheet = next(sheet for sheet in sheets if errors(sheet))
    assert_repaired(sheet, clean)
    assert len(suggest(sheet, Stage.SIGN).changes) == 1
