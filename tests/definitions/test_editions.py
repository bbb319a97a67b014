"""Every edition we ship loads, is sound, and finds in its own cases exactly what they say."""

from pathlib import Path

import pytest

from drogowskaz.engine.annexes import annexe_ids
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.loader import EDITIONS, edition_ids, edition_named
from drogowskaz.engine.expressions.nodes import column
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.lint import counts, lint

CASES = [pytest.param(path, id=f"{path.parts[-3]}/{path.stem}") for path in sorted(EDITIONS.glob("*/cases/*.yaml"))]


@pytest.mark.parametrize("name", edition_ids())
def test_the_edition_has_no_mistake_the_linter_knows(name: str) -> None:
    assert [problem.sentence("en") for problem in lint(edition_named(name))] == []


@pytest.mark.parametrize("name", edition_ids())
def test_the_edition_has_its_log_of_changes_and_at_least_one_case(name: str) -> None:
    assert (EDITIONS / name / "CHANGES.md").read_text("utf-8").startswith("# ")
    assert list((EDITIONS / name / "cases").glob("*.yaml"))


@pytest.mark.parametrize("name", edition_ids())
def test_every_folder_among_the_editions_is_one(name: str) -> None:
    assert {path.name for path in EDITIONS.iterdir() if path.is_dir()} == {*edition_ids(), *annexe_ids()}
    assert edition_named(name).id == name


@pytest.mark.parametrize("path", CASES)
def test_the_case_gives_exactly_the_findings_it_names(path: Path) -> None:
    reading = read_case(path)
    assert reading.expected is not None, "a shipped case names its findings, if only as an empty list"
    found = [f"{finding.check.id} {column(finding.offset)}" for finding in check_sheet(reading.sheet).findings]
    assert sorted(found) == sorted(reading.expected)


@pytest.mark.parametrize("path", CASES)
def test_the_case_belongs_to_the_edition_it_lies_in_and_names_its_source(path: Path) -> None:
    reading = read_case(path, path.parts[-3])
    # No voivodeship has the number 99: such a unit is invented, and its numbers were read nowhere.
    assert (reading.source is None) == reading.sheet.unit.startswith("99")
    assert reading.name["pl"]


def test_the_gmina_edition_holds_what_was_read_from_the_prints() -> None:
    edition = edition_named("ozps-gmina-2014")
    printed = [row.number for row in edition.rows if row.number is not None]
    assert sorted(printed) == list(range(1, 25))
    assert " ".join(chapter.number for chapter in edition.chapters) == "1 2 3 3.1 4 5 6 7 8 9 10 11"
    assert [chapter.number for chapter in edition.chapters if chapter.tables] == ["2"]
    assert sum(counts(edition).rows.values()) == len(edition.rows)
