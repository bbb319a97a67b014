"""`edition import` from small tables: what becomes of them, and every way in which they are refused."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from drogowskaz.engine.authoring.importing import Named, Tables, import_edition
from drogowskaz.engine.authoring.invented import case_text, invent
from drogowskaz.engine.authoring.rows import OPTIONAL, REQUIRED, derived_short
from drogowskaz.engine.authoring.scope import Scope
from drogowskaz.engine.authoring.tables import CHECKS, CHECKS_OPTIONAL
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.crosswalk.loader import crosswalk_in
from drogowskaz.engine.editions.loader import EDITIONS, load
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import State

Fields = dict[str, str]
NAMED = Named("tiny-2025", {"pl": "Mała", "en": "Tiny"}, "Z głowy", "ozps-gmina-2014")
GMINA = Scope(Level.GMINA, 2025)


def row(key: str, **fields: str) -> Fields:
    common = {
        "edition_scope": "gmina|city",
        "chapter": "3",
        "table": "users",
        "key": key,
        "parts": "none",
        "label_pl": f"Wiersz {key}",
        "label_en": f"Row {key}",
        "unit": "person",
        "kind": "flow",
        "columns": "std",
        "aggregation": "sum",
        "source": "own",
        "ngo_level": "1",
        "certainty": "working",
        "basis": "Założenie",
        "since": "2014",
    }
    return common | fields


def check(name: str, expression: str, **fields: str) -> Fields:
    common = {
        "id": name,
        "scope": "gmina",
        "expression": expression,
        "missing": "skip-any",
        "severity": "error",
        "message_pl": "Źle. Popraw.",
        "message_en": "Wrong. Correct it.",
        "basis": "Logika",
        "pass_example": "people=2; women=1",
        "fail_example": "people=1; women=2",
    }
    return common | fields


PEOPLE = row("people", note="Każdy raz.", note_en="Each once.")
ROWS = [
    PEOPLE,
    row("women", parent_key="people", parts="all", label_pl="Kobiety (osoby)", label_en="Women (persons)"),
    row("men", parent_key="people", parts="all", label_pl="PFRON – mężczyźni", label_en="Men"),
    row("money", unit="pln", table="costs", chapter="7"),
    row("old", until="2020"),
    row("far", edition_scope="powiat"),
]
SUM = check("sum.women", "{women, c*} <= {people, c*}")
NEED = check("need.people", "not absent({people, c0})", pass_example="people=1", fail_example="women=1")
TITLES = [
    {"chapter": "3", "label_pl": "Ludzie", "label_en": "People", "certainty": "certain"},
    {"chapter": "3", "table": "users", "label_pl": "Tablica", "label_en": "Table"},
    {"chapter": "7", "label_pl": "Pieniądze", "label_en": "Money"},
    {"chapter": "7", "table": "costs", "label_pl": "Koszty", "label_en": "Costs"},
    {"chapter": "11", "label_pl": "Wnioski", "label_en": "Conclusions"},
]


def table(path: Path, names: tuple[str, ...], lines: list[Fields]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    return path


def rows_table(folder: Path, lines: list[Fields]) -> Path:
    return table(folder / "rows.csv", (*REQUIRED, *OPTIONAL), lines)


def checks_table(folder: Path, lines: list[Fields]) -> Path:
    return table(folder / "checks.csv", (*CHECKS, *CHECKS_OPTIONAL), lines)


def titles_table(folder: Path, lines: list[Fields]) -> Path:
    return table(
        folder / "titles.csv",
        ("chapter", "table", "label_pl", "label_en", "certainty", "note_pl", "note_en"),
        lines,
    )


def tables(folder: Path, rows: list[Fields], checks: list[Fields] | None = None) -> Tables:
    return Tables(
        rows=rows_table(folder, rows),
        checks=checks_table(folder, checks) if checks else None,
        titles=titles_table(folder, TITLES),
    )


def made(folder: Path, rows: list[Fields], checks: list[Fields] | None = None, scope: Scope = GMINA) -> Path:
    return import_edition(into=folder, named=NAMED, scope=scope, tables=tables(folder, rows, checks))


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises(Unusable) as refused:
        do()
    return refused.value.report("en")


def test_only_the_rows_of_the_level_and_year_become_the_edition(tmp_path: Path) -> None:
    edition = load(made(tmp_path, ROWS, [SUM, NEED]))
    assert [row.key for row in edition.rows] == ["people", "women", "men", "money"]
    assert (edition.level, edition.years) == (Level.GMINA, (2025,))
    assert [chapter.number for chapter in edition.chapters] == ["3", "7", "11"]


def test_rows_of_people_in_chapters_3_and_4_are_sensitive_unless_the_table_says_otherwise(tmp_path: Path) -> None:
    lines = [PEOPLE, row("teams", unit="case", sensitive="no"), row("hours", unit="hour"), row("money", unit="pln")]
    lines += [row("guests", chapter="7", table="costs", sensitive="yes"), row("staff", chapter="7", table="costs")]
    edition = load(made(tmp_path, lines))
    assert [row.key for row in edition.rows if row.sensitive] == ["people", "guests"]


def test_rows_that_stand_in_sums_get_a_short_name_from_their_label(tmp_path: Path) -> None:
    rows = load(made(tmp_path, ROWS)).row_by_key
    assert rows["women"].short == {"pl": "kobiety", "en": "women"}
    assert rows["men"].short == {"pl": "PFRON – mężczyźni", "en": "men"}
    assert rows["people"].short == {}


def test_a_short_name_loses_remarks_in_brackets_and_keeps_capitals_that_mean_something() -> None:
    assert derived_short("Wydatki (zł)") == "wydatki"
    assert derived_short("OPS – koszty") == "OPS – koszty"
    assert derived_short("„Senior+” – miejsca (31 XII)") == "„Senior+” – miejsca"


def test_a_message_of_several_sentences_is_split_into_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    said = check("sum.more", "{women, c0} <= {people, c0}", instruction_pl="Zrób to.", instruction_en="Do it.")
    checks = load(made(tmp_path, ROWS, [SUM, said])).check_by_id
    assert (checks["sum.women"].message["en"], checks["sum.women"].instruction["en"]) == ("Wrong.", "Correct it.")
    assert (checks["sum.more"].message["en"], checks["sum.more"].instruction["en"]) == ("Wrong. Correct it.", "Do it.")


def test_a_check_that_only_asks_for_something_to_be_filled_in_belongs_to_the_signing(tmp_path: Path) -> None:
    checks = load(made(tmp_path, ROWS, [SUM, NEED])).check_by_id
    assert {name: checks[name].stage for name in ("sum.women", "need.people")} == {
        "sum.women": Stage.ENTRY,
        "need.people": Stage.SIGN,
    }


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    first, second = (tmp_path / name for name in ("first", "second"))
    for folder in (first, second):
        folder.mkdir()
        made(folder, ROWS, [SUM, NEED])
    assert contents(first / NAMED.id) == contents(second / NAMED.id)
    assert sorted(contents(first / NAMED.id)) == [
        "CHANGES.md",
        "checks.yaml",
        "edition.yaml",
        "tables/costs.yaml",
        "tables/users.yaml",
    ]


def test_an_existing_folder_is_not_overwritten_unasked(tmp_path: Path) -> None:
    made(tmp_path, ROWS)
    before = (tmp_path / NAMED.id / "tables" / "users.yaml").read_bytes()
    said = refusal(lambda: made(tmp_path, [PEOPLE]))
    assert said == f"{tmp_path}: The folder “tiny-2025” is already there. Add --replace to make it anew."
    assert (tmp_path / NAMED.id / "tables" / "users.yaml").read_bytes() == before


def test_replacing_keeps_the_cases_and_the_log_of_changes(tmp_path: Path) -> None:
    folder = made(tmp_path, ROWS, [SUM])
    (folder / "cases").mkdir()
    (folder / "cases" / "mine.yaml").write_text("mine", "utf-8")
    (folder / "CHANGES.md").write_text("my log", "utf-8")
    import_edition(into=tmp_path, named=NAMED, scope=GMINA, tables=tables(tmp_path, [PEOPLE]), replace=True)
    assert (folder / "cases" / "mine.yaml").read_text("utf-8") == "mine"
    assert (folder / "CHANGES.md").read_text("utf-8") == "my log"
    assert not (folder / "checks.yaml").exists()
    assert not (folder / "tables" / "costs.yaml").exists()


def test_a_refused_replacement_leaves_the_folder_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    made(tmp_path, ROWS)
    given = tables(tmp_path, [row("people", unit="ducks")])
    refusal(lambda: import_edition(into=tmp_path, named=NAMED, scope=GMINA, tables=given, replace=True))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.csv", "tiny-2025", "titles.csv"]
    assert (tmp_path / NAMED.id / "tables" / "costs.yaml").exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([PEOPLE, PEOPLE], "line 3, column “key”: The row “people” stands twice: here and in line 2."),
        (
            [row("people", edition_scope="gmina|village")],
            "line 2, column “edition_scope”: “village” is not a kind of unit. Write some of these with | between them: "
            "gmina, powiat, city, voivodeship.",
        ),
        ([row("a", parent_key="b")], "line 2, column “parent_key”: The parent “b” is not a row of this form."),
        (
            [PEOPLE, row("a", parent_key="people", chapter="7", table="costs")],
            "line 3, column “parent_key”: The parent “people” stands in another table (users). "
            "Say how they relate in a check instead.",
        ),
        ([row("people", parts="most")], "line 2, column “parts”: “most” is not one of: all, some, none."),
        ([row("people", parts="all")], "line 2, column “parts”: A part needs the row it is a part of."),
        (
            [PEOPLE, row("a", parent_key="people", parts="all", unit="pln")],
            "line 3, column “parts”: A part and its whole must be numbers of one kind.",
        ),
        (
            [row("people", number="7")],
            "line 2, column “number”: A printed number stands only on a row that is certain.",
        ),
        ([row("people", number="1a")], "line 2, column “number”: “1a” is not a whole number."),
        ([row("people", ngo_level="7")], "line 2, column “ngo_level”: “ngo” must be a whole number from 0 to 4."),
        (
            [row("people", certainty="sure")],
            "line 2, column “certainty”: “sure” is not one of: certain, inferred, working.",
        ),
        ([row("people", columns="all")], "line 2, column “columns”: “all” is not one of: std, past, one."),
        ([row("people", label_en="")], "line 2, column “label_en”: The field is empty."),
        ([row("people", note="Raz.")], "line 2, column “note_en”: The text is missing in one of the languages."),
        ([row("people", sensitive="maybe")], "line 2, column “sensitive”: “maybe” must be yes or no."),
        ([row("people", until="2013")], "line 2, column “until”: The row ends before it begins."),
        (
            [row("people", table="else")],
            "line 2, column “table”: The table “else” of chapter 3 has no title in the file of titles.",
        ),
        (
            [PEOPLE, row("a", columns="past")],
            "line 3, column “columns”: All rows of the table “users” must have the same “columns”.",
        ),
        (
            [row("people", basis="=A1")],
            "line 2, column “basis”: “=A1” is a formula. Save the file with values instead of formulas.",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_a_row_is_told_with_its_line_and_column(tmp_path: Path, rows: list[Fields], said: str) -> None:
    assert refusal(lambda: made(tmp_path, rows)).splitlines()[0] == f"rows.csv, {said}"
    assert not (tmp_path / NAMED.id).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (check("a", "{women, c*} <="),
         "line 2, column “expression”: The expression cannot be read from character 13 on."),
        (check("a", "{women, c*} > 1", fail_example=""),
         "line 2, column “fail_example”: The key “failing” is missing."),
        (check("a", "{nobody, c*} > 1"), "line 2, column “expression”: The edition has no row “nobody”."),
        (check("a", "{women, c*} > $NOBODY"), "line 2, column “expression”: There is no parameter “NOBODY”."),
        (check("a", "{women, c*} > 1", at="x"), "line 2, column “at”: The edition has no row “x”."),
        (check("tree.a", "{women, c*} > 1"),
         "line 2, column “id”: Names beginning with “tree.” belong to the checks that follow from the rows."),
        (check("a", "{women, c*} > 1", severity="grave"),
         "line 2, column “severity”: “grave” is not one of: error, justify, warning, note."),
        (check("a", "{women, c*} > 1", scope="village"),
         "line 2, column “scope”: “village” is not a kind of unit. Write some of these with | between them: "
         "gmina, powiat, city, voivodeship."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_check_is_told_with_its_line_and_column(tmp_path: Path, wrong: Fields, said: str) -> None:
    assert refusal(lambda: made(tmp_path, ROWS, [wrong])) == f"checks.csv, {said}"
    assert not (tmp_path / NAMED.id).exists()


def test_a_check_written_twice_is_told_at_its_second_line(tmp_path: Path) -> None:
    said = refusal(lambda: made(tmp_path, ROWS, [SUM, NEED, SUM]))
    assert said == "checks.csv, line 4, column “id”: The check “sum.women” stands twice."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "rows.csv: The file is empty."),
        (b"key\n", "rows.csv, line 1: The heading “edition_scope” is missing."),
        ("klucz;wart\xf3\xb6\xe6\n".encode("latin-1"),
         "rows.csv, line 1: The file is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8”."),
        (b"key\0", "rows.csv: The file is not a text file."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, text: bytes, said: str) -> None:
    given = tables(tmp_path, ROWS)
    (tmp_path / "rows.csv").write_bytes(text)
    do = lambda: import_edition(into=tmp_path, named=NAMED, scope=GMINA, tables=given)  # noqa: E731
    assert refusal(do).splitlines()[0] == said


def test_an_unknown_a_repeated_and_a_missing_heading_are_all_told_at_once(tmp_path: Path) -> None:
    given = tables(tmp_path, ROWS)
    text = (tmp_path / "rows.csv").read_text("utf-8").replace("edition_scope,chapter", "chapter,colour", 1)
    (tmp_path / "rows.csv").write_text(text.replace("negative", "key", 1), "utf-8")
    said = refusal(lambda: import_edition(into=tmp_path, named=NAMED, scope=GMINA, tables=given)).splitlines()
    known = ", ".join((*REQUIRED, *OPTIONAL))
    assert said == [
        f"rows.csv, line 1, column “2”: The heading “colour” is not known. Known: {known}.",
        "rows.csv, line 1, column “25”: The heading “key” stands twice.",
        "rows.csv, line 1: The heading “edition_scope” is missing.",
    ]


def test_a_line_cut_short_and_an_open_quotation_mark_are_told_with_their_line(tmp_path: Path) -> None:
    given = tables(tmp_path, ROWS)
    text = (tmp_path / "rows.csv").read_text("utf-8")
    do = lambda: import_edition(into=tmp_path, named=NAMED, scope=GMINA, tables=given)  # noqa: E731
    (tmp_path / "rows.csv").write_text(text + "gmina,3\n", "utf-8")
    message = "The line has 2 fields, the header 25. Put a text with commas in quotation marks."
    assert refusal(do) == f"rows.csv, line 8: {message}"
    (tmp_path / "rows.csv").write_text(text + 'gmina,"3\n', "utf-8")
    assert refusal(do) == "rows.csv, line 8: The line is not valid CSV: a quotation mark is not closed."


def test_a_spreadsheet_that_parts_fields_with_semicolons_is_read_alike(tmp_path: Path) -> None:
    given = tables(tmp_path, ROWS)
    text = (tmp_path / "rows.csv").read_text("utf-8").replace(",", ";")
    (tmp_path / "rows.csv").write_text("\ufeff" + text, "utf-8")
    folder = import_edition(into=tmp_path, named=NAMED, scope=GMINA, tables=given)
    assert [row.key for row in load(folder).rows] == ["people", "women", "men", "money"]


def test_a_level_without_rows_is_refused(tmp_path: Path) -> None:
    said = refusal(lambda: made(tmp_path, ROWS, scope=Scope(Level.VOIVODESHIP, 2025)))
    assert said == "rows.csv: The file has no row for voivodeship and 2025."


def crosswalk_table(folder: Path, *entries: Fields) -> Path:
    names = ("scope", "old_key", "new_key", "relation", "year", "reason", "reason_en", "break")
    return table(folder / "crosswalk.csv", names, [{"reason": "Tak.", "reason_en": "So."} | one for one in entries])


def with_crosswalk(folder: Path, *entries: Fields) -> Path:
    # The form of 2014 without its rows of housing and so on: this edition keeps only the people.
    old = [row.key for row in load(EDITIONS / "ozps-gmina-2014").rows]
    gone = [{"old_key": key, "relation": "removed", "year": "2020"} for key in old if key != "population.total"]
    lines = [row("population.total"), row("people")]
    given = Tables(
        rows=rows_table(folder, lines),
        crosswalk=crosswalk_table(folder, *gone, *entries),
        titles=titles_table(folder, TITLES),
    )
    return import_edition(into=folder, named=NAMED, scope=GMINA, tables=given)


def test_a_crosswalk_names_rows_that_nobody_could_read_in_the_edition_before(tmp_path: Path) -> None:
    folder = with_crosswalk(tmp_path, {"old_key": "folk", "new_key": "people", "relation": "renamed", "year": "2018"})
    (tmp_path / "ozps-gmina-2014").symlink_to(EDITIONS / "ozps-gmina-2014")
    crosswalk = crosswalk_in(folder)
    assert crosswalk is not None
    assert crosswalk.unread == ("folk",)
    assert (crosswalk.old.id, crosswalk.new.id) == ("ozps-gmina-2014", "tiny-2025")


def test_a_mistake_in_a_crosswalk_is_told_with_its_line(tmp_path: Path) -> None:
    wrong = {"new_key": "nobody", "relation": "new", "year": "2018"}
    said = refusal(lambda: with_crosswalk(tmp_path, wrong))
    message = "The row “nobody” is not in tiny-2025, and no entry says what became of it."
    assert said == f"crosswalk.csv, line 35: {message}"


def test_a_reason_in_one_language_only_is_refused(tmp_path: Path) -> None:
    wrong = {"old_key": "folk", "new_key": "people", "relation": "renamed", "year": "2018", "reason_en": ""}
    said = refusal(lambda: with_crosswalk(tmp_path, wrong))
    assert said == "crosswalk.csv, line 35, column “reason_en”: The text is missing in one of the languages."


def test_an_invented_form_fills_every_cell_and_fails_no_check(tmp_path: Path) -> None:
    edition = load(made(tmp_path, ROWS, [SUM, NEED]))
    sheet = invent(edition, seed=1)
    assert {cell for cell, value in sheet.values.items() if value.state is State.VALUE} == {
        (row.key, offset) for row in edition.rows for offset in row.offsets
    }
    assert check_sheet(sheet, Stage.SIGN).of(Severity.ERROR) == ()


def test_the_same_seed_gives_the_same_form_and_another_seed_another(tmp_path: Path) -> None:
    edition = load(made(tmp_path, ROWS, [SUM]))
    texts = [case_text(invent(edition, seed=seed), seed=seed) for seed in (1, 1, 2)]
    assert texts[0] == texts[1]
    assert texts[0].splitlines()[1:] != texts[2].splitlines()[1:]


def test_checks_that_contradict_each_other_leave_no_room_for_an_invented_form(tmp_path: Path) -> None:
    clash = [check("more", "{women, c*} > {people, c*}")]
    edition = load(made(tmp_path, ROWS, clash))
    assert refusal(lambda: invent(edition, seed=1)) == "The checks of “tiny-2025” leave no room for an invented form."
