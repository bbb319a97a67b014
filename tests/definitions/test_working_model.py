"""The editions of 2025 against the working model they were made from, and what they promise about themselves."""

import csv
from pathlib import Path

import pytest

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.loader import edition_named, editions_for
from drogowskaz.engine.editions.schema import Edition, Stage
from drogowskaz.engine.parameters import parameters
from drogowskaz.engine.teryt import Level

ROWS = {"gmina": 519, "powiat": 319, "city": 623, "voivodeship": 57}
WRITTEN = {"gmina": 500, "powiat": 271, "city": 568, "voivodeship": 48}
INDICATORS = {"gmina": 80, "powiat": 33, "city": 96, "voivodeship": 8}
LEVELS = tuple(ROWS)


def edition(level: str) -> Edition:
    return edition_named(f"ozps-{level}-2025")


@pytest.fixture(scope="session")
def model(shared: Path) -> Path:
    return shared.parent / "design" / "working-model"


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("level", LEVELS)
def test_an_edition_holds_the_rows_of_the_model_in_its_order(level: str, model: Path) -> None:
    wanted = [
        line["key"]
        for line in lines(model / "rows.csv")
        if level in line["edition_scope"].split("|") and int(line["since"]) <= 2025 <= int(line["until"] or 2025)
    ]
    found = [row.key for row in edition(level).rows]
    tables = {line["key"]: line["table"] for line in lines(model / "rows.csv")}
    assert sorted(found) == sorted(wanted)
    for table in edition(level).tables:
        assert [key for key in found if tables[key] == table] == [key for key in wanted if tables[key] == table]


@pytest.mark.parametrize("level", LEVELS)
def test_an_edition_has_the_size_it_is_known_for(level: str) -> None:
    found = edition(level)
    written = [check for check in found.checks if not check.generated]
    assert (len(found.rows), len(written), len(found.indicators)) == (ROWS[level], WRITTEN[level], INDICATORS[level])


def test_printed_numbers_stand_only_in_chapter_2_of_the_gmina() -> None:
    assert sorted(edition("gmina").row_by_print) == sorted(f"2/{number}" for number in range(1, 25))
    for level in ("powiat", "city", "voivodeship"):
        assert edition(level).row_by_print == {}
        assert [row.key for row in edition(level).rows if row.certainty is Certainty.CERTAIN] == []


def test_chapter_2_of_the_gmina_reads_as_in_the_edition_2014() -> None:
    old, new = edition_named("ozps-gmina-2014"), edition("gmina")
    told = {row.key: (row.number, row.label, row.short, row.unit, row.sensitive) for row in old.rows}
    assert {key: told[key] for key in told if key in new.row_by_key} == {
        row.key: (row.number, row.label, row.short, row.unit, row.sensitive) for row in new.rows if row.key in told
    }
    assert told.keys() - new.row_by_key.keys() == set()


def test_the_city_asks_what_a_gmina_and_what_a_powiat_is_asked() -> None:
    only_gmina = {"inst.dps_local.units", "inst.dps_local.places"}
    asked = {row.key for level in ("gmina", "powiat") for row in edition(level).rows}
    assert {row.key for row in edition("city").rows} == asked - only_gmina


@pytest.mark.parametrize("level", LEVELS)
def test_completeness_is_asked_at_the_signing_and_nothing_else_is(level: str) -> None:
    for check in edition(level).checks:
        asks_to_fill = check.id.startswith(("need.", "filled.")) or check.id == "ngo.active_filled"
        assert (check.stage is Stage.SIGN) == asks_to_fill, check.id


def test_only_the_balance_of_migration_may_be_below_zero() -> None:
    for level in LEVELS:
        assert [row.key for row in edition(level).rows if row.negative] == ["context.migration_balance"]


@pytest.mark.parametrize(
    ("key", "sensitive"),
    [
        ("reasons.alcoholism.persons", True),
        ("own.shelter.persons", True),
        ("refusals.reason_income", True),
        ("inst.shelter.users", True),
        ("ngo.persons", True),
        ("own.shelter.amount", False),
        ("inst.shelter.places", False),
        ("staff.social_workers.persons", False),
        ("community.actions", False),
        ("population.total", False),
    ],
)
def test_rows_about_people_helped_are_sensitive(key: str, sensitive: bool) -> None:
    assert edition("gmina").row_by_key[key].sensitive is sensitive


LATER = {
    "CONSENSUS_GROUPS_FROM",
    "CONSULTATION_ANNOUNCED",
    "CONSULTATION_LASTS",
    "CONTRIBUTION_ADDRESS_KEPT",
    "COUNCIL_OPINION",
    "MEETING_REGISTRATIONS_KEPT",
}
"""Numbers of ours that came after the model."""


def test_every_parameter_of_the_model_is_dated_and_sourced(model: Path) -> None:
    wanted = {(line["code"], line["value"], line["valid_from"]) for line in lines(model / "parameters.csv")}
    found = {
        (one.code, str(float(one.value)), one.since.isoformat() if one.since else "")
        for one in parameters()
        if one.code not in LATER
    }
    assert found == {(code, str(float(value)), since) for code, value, since in wanted}
    assert [one.code for one in parameters() if not one.basis] == []


@pytest.mark.parametrize("level", Level)
def test_a_unit_of_any_level_finds_its_edition_of_2025(level: Level) -> None:
    assert editions_for(level, 2025) == (f"ozps-{level}-2025",)


def test_a_year_of_which_no_form_is_known_has_none() -> None:
    assert editions_for(Level.GMINA, 2020) == ()
    assert editions_for(Level.POWIAT, 2016) == (), "the observatory is not a form to be filled in"


def test_the_observatory_computes_the_six_published_indicators() -> None:
    observed = edition_named("observatory-powiat")
    assert [one.id for one in observed.indicators] == [f"ioss-{n}" for n in (17, 27, 220, 221, 222, 257)]
    assert (observed.years[0], observed.years[-1], len(observed.rows)) == (2007, 2024, 7)


def test_words_of_our_notes_do_not_reach_the_reader() -> None:
    for level in LEVELS:
        for row in edition(level).rows:
            assert not any(mark in row.basis for mark in ("[", "§", ".md", ".csv", "DRO14", "LWO14")), row.basis
