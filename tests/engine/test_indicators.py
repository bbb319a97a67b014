"""Indicators: how they are read from an edition, computed for one unit and for many, and why some are not."""

from fractions import Fraction
from pathlib import Path

import pytest
from engine.ratios import ratios_folder

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.loader import load
from drogowskaz.engine.editions.schema import Direction, Edition
from drogowskaz.engine.expressions.nodes import BlockSum, Cell, Sum
from drogowskaz.engine.expressions.parser import Misspelt, parse, parse_term
from drogowskaz.engine.indicators import (
    because,
    by_group,
    figure,
    figure_text,
    figures,
    formula,
    reasons,
    rounded,
    territorial,
)
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, State, Value

YEAR = 2024
RESIDENTS, WORKERS, DIPLOMA = ("population.total", 0), ("staff.social_workers.persons", 0), ("diploma", 0)
Given = int | Value


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return load(ratios_folder(tmp_path))


def sheet(edition: Edition, given: dict[CellKey, Given], unit: str = "1206011") -> Sheet:
    values = {key: value if isinstance(value, Value) else Value(State.VALUE, value) for key, value in given.items()}
    return Sheet(edition, unit, YEAR, values)


def test_an_indicator_is_read_with_everything_that_is_shown_of_it(edition: Edition) -> None:
    load_, diploma, both = edition.indicators
    assert (load_.id, load_.group, load_.label["en"], load_.factor, load_.decimals) == (
        "load",
        "10.1",
        "Residents per worker",
        1,
        0,
    )
    assert (load_.unit, diploma.unit) == ({"pl": "osób", "en": "persons"}, {"pl": "%", "en": "%"})
    assert (load_.direction, diploma.direction, both.direction) == (
        Direction.HEAVIER,
        Direction.STRONGER,
        Direction.NEUTRAL,
    )
    assert (load_.norm["en"], diploma.norm) == ("1 for 2000", {})
    assert [one.certainty for one in edition.indicators] == [Certainty.CERTAIN, Certainty.WORKING, Certainty.INFERRED]
    assert edition.indicator_by_id == {"load": load_, "diploma": diploma, "both": both}


def test_an_indicator_has_the_columns_that_its_cells_without_a_column_share(edition: Edition) -> None:
    assert [one.offsets for one in edition.indicators] == [(-1, 0), (-1, 0), (0,)]


def test_indicators_stand_under_their_groups_in_the_order_of_the_form(tmp_path: Path) -> None:
    edition = load(ratios_folder(tmp_path, 'group: "10.1"', "group: ngo"))
    assert [(group, [one.id for one in members]) for group, members in by_group(edition)] == [
        ("10.1", ["diploma"]),
        ("context", ["both"]),
        ("ngo", ["load"]),
    ]


def test_an_edition_without_the_file_has_no_indicators(tmp_path: Path) -> None:
    folder = ratios_folder(tmp_path)
    (folder / "indicators.yaml").unlink()
    assert load(folder).indicators == ()


def test_a_cell_without_a_column_stands_for_every_column_in_a_term_only() -> None:
    one = Fraction(1)
    assert parse_term("{a.b}") == Cell("a.b", None) == parse_term("{a.b, c*}")
    assert parse_term("{a} - 2 * {b, c-1}") == Sum(((one, Cell("a", None)), (Fraction(-2), Cell("b", -1))))
    assert isinstance(parse_term("sum({@t, c0})"), BlockSum)
    with pytest.raises(Misspelt) as refused:
        parse("{a} = 1")
    assert refused.value.at == 3


@pytest.mark.parametrize("text", ["{a} = 1", "present({a})", "{@t, c0}"])
def test_a_claim_or_a_table_is_no_half_of_an_indicator(text: str) -> None:
    with pytest.raises(Misspelt) as refused:
        parse_term(text)
    assert refused.value.message == "A number is needed where the expression has a claim or a whole table."


@pytest.mark.parametrize(("old", "new", "line", "sentence"), [
    ('"{population.total}"', '"{population}"', 5, "The edition has no row “population”."),
    ('"{diploma}"', '"{why}"', 18, "The row “why” holds a text; an indicator needs numbers."),
    ('"{diploma}"', '"{diploma, c0, y-1}"', 18, "An indicator reads only the unit's own form of this year."),
    ('"{diploma}"', '"$NOWHERE * {diploma}"', 18, "There is no parameter “NOWHERE”."),
    ('"{diploma}"', '"{diploma} +"', 18, "The expression cannot be read from character 11 on."),
    ('"{diploma}"', '"{new, c-1}"', 18, "“new” has no numbers in the column c-1."),
    ('"sum({@people, c0})"', '"sum({@nothing, c0})"', 31, "The edition has no table “nothing”."),
    ('"sum({@people, c0})"', '"sum({@later, c-1})"', 31, "“@later” has no numbers in the column c-1."),
    ("id: diploma", "id: load", 15, "The indicator “load” stands twice."),
    ('group: "10.1"', "group: staff", 3,
        "“staff” is not one of: 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7, 10.8, 10.9, context, ngo, region."),
    ("factor: 100\n", "factor: 0\n", 20, "The factor of an indicator must be a number above zero."),
    ("factor: 100\n", "factor: many\n", 20, "The factor of an indicator must be a number above zero."),
    ("decimals: 2", "decimals: 7", 22, "“decimals” must be a whole number from 0 to 6."),
    ("    meaning: {pl: Jaka część., en: Which part.}\n", "", 15, "The key “meaning” is missing."),
    ("certainty: working\n", "certainty: working\n    colour: red\n", 26, "The key “colour” is not known here."),
    ("direction: neutral", "direction: up", 35, "“up” is not one of: higher-heavier, higher-stronger, neutral."),
    ("unit: {pl: osób, en: persons}", "unit: {pl: osób}", 8, "The key “en” is missing."),
])  # fmt: skip
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, sentence: str) -> None:
    with pytest.raises(Unusable) as refused:
        load(ratios_folder(tmp_path, old, new))
    assert str(refused.value) == f"ratios-2024/indicators.yaml, line {line}: {sentence}"


def test_an_indicator_of_constants_is_refused(tmp_path: Path) -> None:
    old = '"{population.total}"\n    denominator: "{staff.social_workers.persons}"'
    with pytest.raises(Unusable) as refused:
        load(ratios_folder(tmp_path, old, '"1"\n    denominator: "2"'))
    assert str(refused.value) == "ratios-2024/indicators.yaml, line 5: An indicator must speak of a cell or a table."


def test_a_value_is_exact_in_every_column(edition: Edition) -> None:
    filled = sheet(
        edition,
        {RESIDENTS: 8279, WORKERS: 6, (RESIDENTS[0], -1): 8300, (WORKERS[0], -1): 7, DIPLOMA: 5, (DIPLOMA[0], -1): 0},
    )
    assert {(one.indicator.id, one.offset): one.value for one in figures(filled)} == {
        ("load", -1): Fraction(8300, 7),
        ("load", 0): Fraction(8279, 6),
        ("diploma", -1): Fraction(0),
        ("diploma", 0): Fraction(500, 6),
        ("both", 0): None,
    }


def test_sums_factors_and_blocks_are_computed_in_shown_units(edition: Edition) -> None:
    values = {("new", 0): 9, DIPLOMA: 3, (WORKERS[0], -1): 5, RESIDENTS: 80, WORKERS: 6}
    values |= {("staff.social_workers.fte", 0): 550, ("social_work.families", 0): 5}
    found = figure(edition.indicator_by_id["both"], sheet(edition, values))
    assert (found.numerator, found.denominator) == (Fraction(10), Fraction(199, 2))
    assert found.value == 1000 * Fraction(20, 199)


@pytest.mark.parametrize(("workers", "reason"), [
    (None, "workers (2024) is empty"),
    (NO_INFORMATION, "workers (2024) has a dot (no information)"),
    (NOT_APPLICABLE, "workers (2024) has an x (not applicable)"),
    (0, "workers (2024) is zero"),
])  # fmt: skip
def test_what_is_not_computable_says_because_of_what(edition: Edition, workers: Given | None, reason: str) -> None:
    given: dict[CellKey, Given] = {RESIDENTS: 8279, (RESIDENTS[0], -1): 8300, (WORKERS[0], -1): 7}
    filled = sheet(edition, given if workers is None else {**given, WORKERS: workers})
    found = figures(filled)
    load_ = edition.indicator_by_id["load"]
    assert [one.value for one in found if one.indicator is load_] == [Fraction(8300, 7), None]
    assert because(figure(load_, filled), filled, "en") == reason
    assert reasons(filled, load_, found, "en") == f"Not computable (2024) because {reason}."


def test_a_computed_indicator_needs_no_reason(edition: Edition) -> None:
    filled = sheet(edition, {RESIDENTS: 10, WORKERS: 2, (RESIDENTS[0], -1): 10, (WORKERS[0], -1): 2})
    assert reasons(filled, edition.indicator_by_id["load"], figures(filled), "en") == ""


def test_only_the_first_few_missing_cells_are_named(edition: Edition) -> None:
    nothing = sheet(edition, {})
    both = figure(edition.indicator_by_id["both"], nothing)
    assert because(both, nothing, "en") == (
        "“New” (2024) is empty; “With a diploma” (2024) is empty; workers (2023) is empty and 4 more"
    )
    assert len(both.cells) == 7


def test_a_parameter_not_known_for_the_year_is_the_reason(tmp_path: Path) -> None:
    edition = load(ratios_folder(tmp_path, '"{diploma}"', '"$SEX_DIFF_MAX * {diploma}"'))
    diploma = edition.indicator_by_id["diploma"]
    assert figure(diploma, sheet(edition, {DIPLOMA: 10, WORKERS: 4})).value == 50
    old = load(ratios_folder(tmp_path / "old", '"{diploma}"', '"$SW_INHABITANTS * {diploma}"'))
    early = Sheet(old, "1206011", 1990, {DIPLOMA: Value(State.VALUE, 10), WORKERS: Value(State.VALUE, 4)})
    found = figure(old.indicator_by_id["diploma"], early)
    assert (found.value, because(found, early, "en")) == (None, "the parameter SW_INHABITANTS is not known for 1990")


@pytest.mark.parametrize(("number", "decimals", "text"), [
    (Fraction(3333, 2), 0, "1\xa0667"),
    (Fraction(3331, 2), 0, "1\xa0666"),
    (Fraction(72), 2, "72,00"),
    (Fraction(12345, 1000), 2, "12,35"),
    (Fraction(12344999, 1000000), 2, "12,34"),
    (Fraction(-5, 1000), 2, "\N{MINUS SIGN}0,01"),
    (Fraction(-4, 1000), 2, "0,00"),
    (Fraction(1, 16), 3, "0,063"),
])  # fmt: skip
def test_a_figure_is_shown_rounded_half_up_with_all_its_decimal_places(
    number: Fraction, decimals: int, text: str
) -> None:
    assert figure_text(number, decimals, "pl") == text
    assert figure_text(number, decimals, "en") == text.replace(",", ".")


def test_a_half_is_rounded_away_from_zero() -> None:
    assert [rounded(Fraction(n, 2), 0) for n in (1, 3, -1, -3)] == [1, 2, -1, -2]


def test_the_formula_is_told_by_the_names_of_the_rows(edition: Edition) -> None:
    assert [formula(one, edition, "en") for one in edition.indicators] == [
        "residents ÷ workers",
        "100 × “With a diploma” ÷ workers",
        "1\xa0000 × (“New” + 2 × “With a diploma” − workers) ÷ all rows of “People”",
    ]


def test_the_figure_of_a_territory_is_a_ratio_of_sums_and_not_a_mean(edition: Edition) -> None:
    sheets = [
        sheet(edition, {DIPLOMA: 1, WORKERS: 2}, "1206011"),
        sheet(edition, {DIPLOMA: 9, WORKERS: 90}, "1206022"),
    ]
    found = territorial(edition.indicator_by_id["diploma"], sheets)
    assert found.value == 100 * Fraction(10, 92)
    assert (found.numerator, found.denominator, found.reporting, found.counted) == (10, 92, 2, 2)


def test_units_with_an_unknown_half_are_left_out_of_both_sums_and_counted(edition: Edition) -> None:
    sheets = [
        sheet(edition, {DIPLOMA: 1, WORKERS: 2}, "1206011"),
        sheet(edition, {DIPLOMA: 50}, "1206022"),
        sheet(edition, {WORKERS: 50}, "1206032"),
        sheet(edition, {DIPLOMA: NO_INFORMATION, WORKERS: 50}, "1206042"),
        sheet(edition, {DIPLOMA: 0, WORKERS: 0}, "1206052"),
    ]
    found = territorial(edition.indicator_by_id["diploma"], sheets)
    assert (found.value, found.numerator, found.denominator) == (50, 1, 2)
    assert (found.reporting, found.counted) == (5, 2)


def test_units_of_several_editions_go_together_by_the_name_of_the_indicator(edition: Edition, tmp_path: Path) -> None:
    city = load(ratios_folder(tmp_path / "city", "level: gmina", "level: city", name="ratios-city"))
    thousands = load(ratios_folder(tmp_path / "thousands", "factor: 100\n", "factor: 1000\n", name="ratios-thousand"))
    without = load(ratios_folder(tmp_path / "without", "id: diploma", "id: degree", name="ratios-without"))
    sheets = [
        sheet(edition, {DIPLOMA: 1, WORKERS: 2}, "1206011"),
        sheet(city, {DIPLOMA: 3, WORKERS: 4}, "1261011"),
        sheet(thousands, {DIPLOMA: 3, WORKERS: 4}, "1206022"),
        sheet(without, {DIPLOMA: 3, WORKERS: 4}, "1206032"),
        sheet(edition, {DIPLOMA: 2, WORKERS: 2}, "1206042"),
    ]
    found = territorial(edition.indicator_by_id["diploma"], sheets)
    assert (found.numerator, found.denominator, found.reporting, found.counted) == (6, 8, 5, 3)


def test_without_units_that_could_be_counted_there_is_no_figure(edition: Edition) -> None:
    diploma = edition.indicator_by_id["diploma"]
    assert territorial(diploma, []).value is None
    assert territorial(diploma, [sheet(edition, {DIPLOMA: 3, WORKERS: 4})], offset=1).counted == 0


def test_a_unit_counts_once_and_in_one_year(edition: Edition) -> None:
    diploma = edition.indicator_by_id["diploma"]
    one = sheet(edition, {DIPLOMA: 1, WORKERS: 2})
    with pytest.raises(AssertionError, match="a unit counts once"):
        territorial(diploma, [one, one])
    with pytest.raises(AssertionError, match="a figure belongs to one year"):
        territorial(diploma, [one, Sheet(edition, "1206022", 2023, one.values)])
