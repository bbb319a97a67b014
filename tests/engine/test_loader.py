"""Editions as files: what loads, and each thing that does not, with its file and line."""

from pathlib import Path

import pytest
from engine.folders import edition_folder

from drogowskaz.engine.editions.loader import edition_ids, edition_named, editions_for, load
from drogowskaz.engine.editions.schema import Missing, Parts, Severity
from drogowskaz.engine.expressions.parser import parse
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind


def refusal(folder: Path) -> str:
    with pytest.raises(Unusable) as refused:
        load(folder)
    return refused.value.report("en")


def test_a_sound_folder_becomes_an_edition(tmp_path: Path) -> None:
    edition = load(edition_folder(tmp_path))
    assert (edition.id, edition.level, edition.years) == ("tiny-2014", Level.GMINA, (2014, 2015))
    assert [(row.key, row.kind, row.offsets, row.parts) for row in edition.rows] == [
        ("all", Kind.COUNT, (-1, 0), Parts.NONE),
        ("women", Kind.COUNT, (-1, 0), Parts.ALL),
        ("men", Kind.COUNT, (-1, 0), Parts.ALL),
        ("why", Kind.TEXT, (0,), Parts.NONE),
    ]
    assert list(edition.row_by_print) == ["2/1"]
    assert edition.offsets == (-1, 0)
    assert edition.chapter_of(edition.row_by_key["why"]).number == "2"


def test_checks_are_those_of_the_rows_and_then_the_written_ones(tmp_path: Path) -> None:
    tree, written = load(edition_folder(tmp_path)).checks
    assert (tree.id, tree.generated, tree.offsets, tree.row) == ("tree.all.all", True, (-1, 0), "all")
    assert tree.claim == parse("{all, c*} = {women, c*} + {men, c*}")
    assert (written.id, written.generated, written.offsets, written.row) == ("women", False, (-1, 0), "women")
    assert (written.missing, written.severity) == (Missing.SKIP_ANY, Severity.ERROR)


def test_the_same_folder_is_the_same_edition(tmp_path: Path) -> None:
    folder = edition_folder(tmp_path)
    assert load(folder) is load(folder)


def test_an_edition_without_checks_of_its_own_has_those_of_its_rows(tmp_path: Path) -> None:
    folder = edition_folder(tmp_path)
    (folder / "checks.yaml").unlink()
    assert [check.id for check in load(folder).checks] == ["tree.all.all"]


def test_editions_are_found_by_name_level_and_year() -> None:
    assert edition_ids() == (
        "observatory-powiat",
        "ozps-city-2025",
        "ozps-gmina-2014",
        "ozps-gmina-2025",
        "ozps-powiat-2025",
        "ozps-voivodeship-2025",
    )
    assert edition_named("ozps-gmina-2014").id == "ozps-gmina-2014"
    found = [
        editions_for(level, year) for level, year in ((Level.GMINA, 2014), (Level.GMINA, 2016), (Level.CITY, 2014))
    ]
    assert found == [("ozps-gmina-2014",), (), ()]


def test_an_edition_nobody_knows_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Unusable) as refused:
        edition_named("../ozps-gmina-2014")
    known = ", ".join(edition_ids())
    assert refused.value.report("en") == f"There is no edition “../ozps-gmina-2014”. Known editions: {known}."


E, P, N = "edition.yaml", "tables/people.yaml", "tables/notes.yaml"
WOMEN = "{key: women, parent: all, parts: all,"


@pytest.mark.parametrize(("file", "old", "new", "sentence"), [
    (E, "edition: tiny-2014\n", "", f"{E}, line 1: The key “edition” is missing."),
    (E, "edition: tiny-2014", "edition: other", f"{E}, line 1: The edition is named “other”, its folder otherwise."),
    (E, "level: gmina\n", "", f"{E}, line 1: The key “level” is missing."),
    (E, "level: gmina", "level: town", f"{E}, line 2: “town” is not one of: gmina, powiat, city, voivodeship."),
    (E, "years: [2014, 2015]\n", "", f"{E}, line 1: The key “years” is missing."),
    (E, "years: [2014, 2015]", "years: [this one]", f"{E}, line 3: “years” must be a list of years."),
    (E, "label: {pl: Mała, en: Tiny}\n", "", f"{E}, line 1: The key “label” is missing."),
    (E, "en: Tiny", "en: ''", f"{E}, line 4: The key “en” is missing."),
    (E, "basis: a test", "basis: a test\nbase: b", f"{E}, line 6: The key “base” is not known here."),
    (E, "[c-1, c0]", "[c-1, 2014]", f"{E}, line 7: A column is written c-2, c-1, c0, c+1 or c+2."),
    (E, "[c-1, c0]", "[c-1, c+3]", f"{E}, line 7: A column is written c-2, c-1, c0, c+1 or c+2."),
    (E, "[c-1, c0]", "[c0, c0]", f"{E}, line 7: The set “two” needs its columns in order, each once."),
    (E, "[c-1, c0]", "[c0, c-1]", f"{E}, line 7: The set “two” needs its columns in order, each once."),
    (E, "[c-1, c0]", "[]", f"{E}, line 7: The set “two” needs its columns in order, each once."),
    (E, "count: 40000000, ", "", f"{E}, line 1: The greatest plausible number of kind “count” is missing."),
    (E, "count: 40000000", "count: 0", f"{E}, line 1: The greatest plausible number of kind “count” is missing."),
    (E, "fte: 1000000", "fte: 1000000, fet: 2", f"{E}, line 9: The key “fet” is not known here."),
    (E, "certainty: certain", "certainty: sure", f"{E}, line 13: “sure” is not one of: certain, inferred, working."),
    (E, "    label: {pl: Rozdział, en: Chapter}\n", "", f"{E}, line 11: The key “label” is missing."),
    (E, "tables: [people, notes]", "tables: [people]",
        f"{E}, line 11: Chapter 2 and its tables do not agree about the table “notes”."),
    (E, "tables: [people, notes]", "tables: [people, notes, more]",
        f"{E}, line 11: Chapter 2 and its tables do not agree about the table “more”."),
    (E, "tables: [people, notes]",
        "tables: [people, notes]\n  - {number: '2', label: {pl: A, en: B}, tables: [people, notes]}",
        f"{E}, line 10: The chapter 2 stands twice."),
    (P, "table: people", "table: notes", "tables/people.yaml, line 1: The table “notes” stands twice."),
    (P, "columns: two", "columns: three", f"{P}, line 4: The set of columns “three” is not in edition.yaml."),
    (P, "label: {pl: Ludzie, en: People}\n", "", f"{P}, line 1: The key “label” is missing."),
    (P, "key: men", "key: women", f"{P}, line 8: The row “women” stands twice."),
    (P, "key: men", "kee: men", f"{P}, line 8: The key “kee” is not known here."),
    (P, "parent: all", "parent: everyone", f"{P}, line 7: The parent “everyone” is not a row of this table."),
    (P, "parent: all", "parent: women", f"{P}, line 7: The row “women” is a part of itself."),
    (P, "parent: all, ", "", f"{P}, line 7: A part needs the row it is a part of."),
    (P, "parts: all", "parts: most", f"{P}, line 7: “most” is not one of: all, some, none."),
    (P, WOMEN, f"{WOMEN} kind: money,", f"{P}, line 7: A part and its whole must be numbers of one kind."),
    (P, WOMEN, f"{WOMEN} kind: text,", f"{P}, line 7: A part and its whole must be numbers of one kind."),
    (P, WOMEN, f"{WOMEN} number: 2,", f"{P}, line 7: A printed number stands only on a row that is certain."),
    (P, WOMEN, f"{WOMEN} number: 1, certainty: certain,", f"{E}, line 1: Chapter 2 prints the row number 1 twice."),
    (P, WOMEN, f"{WOMEN} number: one,", f"{P}, line 7: “number” must be a whole number."),
    (P, WOMEN, f"{WOMEN} ngo: 5,", f"{P}, line 7: “ngo” must be a whole number from 0 to 4."),
    (P, WOMEN, f"{WOMEN} sensitive: maybe,", f"{P}, line 7: “sensitive” must be true or false."),
    (P, "label: {pl: Kobiety, en: Women}, ", "", f"{P}, line 7: The key “label” is missing."),
    (P, "unit: person, ", "", f"{P}, line 6: The key “unit” is missing."),
    (P, "rows:\n", "rows:\n  - women\n", f"{P}, line 6: Each item of “rows” must be a mapping."),
    (N, "key: why", "key: men", f"{E}, line 1: The row “men” stands in two tables."),
    (N, "rows:", "rows: [", f"{N}, line 6: The file is not valid YAML."),
])  # fmt: skip
def test_a_broken_edition_is_refused_with_its_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, sentence: str
) -> None:
    assert sentence in refusal(edition_folder(tmp_path, file, old, new)).replace("tiny-2014/", "").splitlines()


C = "checks.yaml"
EXPECT = '"{women, c*} <= {all, c*}"'


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("id: women\n", "is: women\n", "line 2: The key “id” is missing."),
    ("id: women", "id: tree.all.all",
        "line 2: Names beginning with “tree.” belong to the checks that follow from the rows."),
    (EXPECT, "''", "line 3: The key “expect” is missing."),
    (EXPECT, "'{women, c0} <> 3'", "line 3: The expression cannot be read from character 14 on."),
    (EXPECT, "'{women, c0}'", "line 3: A check must claim something: use a comparison, present, absent or same."),
    (EXPECT, "'{girls, c0} <= {all, c0}'", "line 3: The edition has no row “girls”."),
    (EXPECT, "'same({@girls, c0}, {@girls, c-1})'", "line 3: The edition has no table “girls”."),
    (EXPECT, "'{women, c0} < $NO_SUCH * {all, c0}'", "line 3: There is no parameter “NO_SUCH”."),
    (EXPECT, "'{women, c+1} <= {all, c0}'", "line 3: “women” has no numbers in the column c+1."),
    (EXPECT, "'sum({@people, c+2}) > 0'", "line 3: “@people” has no numbers in the column c+2."),
    (EXPECT, "'sum({@notes, c0}) > 0'", "line 3: “@notes” has no numbers in the column c0."),
    (EXPECT, "'{why, c0} > 0'", "line 3: The row “why” holds a text; only “present” and “absent” can ask about it."),
    (EXPECT, "'1 = 1'", "line 3: A check must speak of a cell or a table."),
    ("basis: b", "at: girls\n    basis: b", "line 6: The edition has no row “girls”."),
    ("    basis: b\n", "", "line 2: The key “basis” is missing."),
    ("    message: {pl: Za dużo., en: Too many.}\n", "", "line 2: The key “message” is missing."),
    ("en: Too many.", "en: ''", "line 4: The key “en” is missing."),
    ("    passing: women = 1; all = 2\n", "", "line 2: The key “passing” is missing."),
    ("basis: b", "missing: nothing\n    basis: b", "line 6: “nothing” is not one of: skip-any, zero-unless-all, zero."),
    ("basis: b", "severity: bad\n    basis: b", "line 6: “bad” is not one of: error, justify, warning, note."),
    ("basis: b", "basis: b\n    colour: b", "line 7: The key “colour” is not known here."),
    ("checks:", "checkz:", "line 1: The key “checkz” is not known here."),
])  # fmt: skip
def test_a_broken_check_is_refused_with_its_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert f"tiny-2014/{C}, {sentence}" in refusal(edition_folder(tmp_path, C, old, new)).splitlines()


def test_two_checks_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = edition_folder(tmp_path)
    text = (folder / C).read_text("utf-8")
    (folder / C).write_text(text + text.partition("\n")[2], "utf-8")
    assert refusal(folder) == "tiny-2014/checks.yaml, line 9: The check “women” stands twice."


def test_cells_that_share_no_column_are_refused(tmp_path: Path) -> None:
    folder = edition_folder(tmp_path, E, "one: [c0]", "one: [c+1]")
    text = (folder / C).read_text("utf-8")
    (folder / C).write_text(text.replace(EXPECT, "'if(present({why, c*}), {women, c*} > 0)'"), "utf-8")
    assert refusal(folder) == "tiny-2014/checks.yaml, line 3: The cells of this check share no column."


def test_a_table_of_a_chapter_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    folder = edition_folder(tmp_path, N, 'chapter: "2"', 'chapter: "12"')
    assert refusal(folder).splitlines() == [
        "tiny-2014/edition.yaml, line 11: Chapter 2 and its tables do not agree about the table “notes”.",
        "tiny-2014/edition.yaml, line 1: A table names chapter 12, which the edition does not have.",
    ]


def test_all_problems_of_an_edition_are_told_at_once(tmp_path: Path) -> None:
    folder = edition_folder(tmp_path, P, "key: men", "key: women")
    (folder / N).write_text((folder / N).read_text("utf-8").replace("kind: text", "kind: poem"), "utf-8")
    (folder / E).write_text((folder / E).read_text("utf-8").replace("edition: tiny-2014", "edition: other"), "utf-8")
    assert refusal(folder).splitlines() == [
        "tiny-2014/tables/notes.yaml, line 6: “poem” is not one of: count, money, fte, text.",
        "tiny-2014/tables/people.yaml, line 8: The row “women” stands twice.",
        "tiny-2014/edition.yaml, line 1: The edition is named “other”, its folder otherwise.",
        "tiny-2014/edition.yaml, line 1: The row “women” stands in two tables.",
    ]


def test_a_folder_without_an_edition_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent") == "absent/edition.yaml: The file cannot be opened."


def test_a_check_is_asked_in_the_columns_that_all_its_wildcards_share(tmp_path: Path) -> None:
    claims = {
        "'{women, c*} <= {all, c*}'": (-1, 0),
        "'if(present({why, c*}), {women, c*} > 0)'": (0,),
        "'{women, c-1} <= {all, c0}'": (0,),
        "'{women, c*} <= {all, c-1}'": (-1, 0),
        "'not same({@people, c0}, {@people, c-1})'": (0,),
    }
    for place, (expect, offsets) in enumerate(claims.items()):
        edition = load(edition_folder(tmp_path / str(place), C, EXPECT, expect))
        assert edition.checks[-1].offsets == offsets


@pytest.mark.parametrize(("expect", "extra", "row"), [
    ("'{women, c*} <= {all, c*}'", "", "women"),
    ("'{women, c*} <= {all, c*}'", "at: all", "all"),
    ("'sum({@people, c0}) > {all, c0}'", "", None),
])  # fmt: skip
def test_a_finding_stands_at_the_named_row_or_the_first_cell_or_the_block(
    tmp_path: Path, expect: str, extra: str, row: str | None
) -> None:
    folder = edition_folder(tmp_path, C, EXPECT, f"{expect}\n    {extra}")
    check = load(folder).checks[-1]
    assert (check.table, check.row) == ("people", row)
