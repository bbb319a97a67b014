"""The linter: a planted mistake of each kind is found, and a sound edition has none."""

from dataclasses import replace
from pathlib import Path

import pytest
from engine import tiny
from engine.folders import edition_folder

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.checks.run import questions
from drogowskaz.engine.editions.loader import load
from drogowskaz.engine.editions.schema import Check, Edition, Missing, Parts, Row, Severity
from drogowskaz.engine.examples import answers_of, example
from drogowskaz.engine.lint import Counts, counts, lint
from drogowskaz.engine.measures import measures
from drogowskaz.engine.problems import Place, Problem, Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, Kind, State, Value

A, B = tiny.row("a", offsets=(-1, 0)), tiny.row("b", offsets=(-1, 0))
CLAIM = "{a, c*} <= {b, c*}"


def written(**changes: object) -> Check:
    given = {"at": "a", "offsets": (-1, 0), "passing": "a = 1; b = 1", "failing": "a = 2; b = 1", **changes}
    return tiny.check(str(given.pop("claim", CLAIM)), **given)  # type: ignore[arg-type]


def told(edition: Edition) -> list[str]:
    return [problem.sentence("en") for problem in lint(edition)]


def form(*rows: Row, **changes: object) -> Edition:
    return tiny.edition(*(rows or (A, B)), checks=(written(**changes),))


def test_a_sound_edition_has_no_problems() -> None:
    assert told(form()) == []


def test_a_sound_edition_read_from_files_has_no_problems_but_what_its_rows_lack(tmp_path: Path) -> None:
    assert told(load(edition_folder(tmp_path))) == [
        "tiny-2014/tables: The row “women” stands in a sum and needs a short name (short).",
        "tiny-2014/tables: The row “men” stands in a sum and needs a short name (short).",
    ]


EMPTY = "“{name}” has a label, message or instruction that is empty in the language “{lang}”."


def test_an_empty_label_is_found_wherever_it_stands() -> None:
    sound = form()
    blank = {"pl": " ", "en": "x"}
    chapter = sound.chapters[0]
    table = chapter.tables[0]
    row = replace(A, label={"pl": "x"})
    found = [
        told(replace(sound, label=blank)),
        told(replace(sound, chapters=(replace(chapter, label=blank),))),
        told(replace(sound, chapters=(replace(chapter, tables=(replace(table, label={}),)),))),
        told(form(row, B)),
        told(replace(sound, checks=(replace(sound.checks[0], message=blank),))),
        told(replace(sound, checks=(replace(sound.checks[0], instruction={}),))),
    ]
    assert found == [
        ["tiny/edition.yaml: " + EMPTY.format(name="tiny", lang="pl")],
        ["tiny/edition.yaml: " + EMPTY.format(name="2", lang="pl")],
        ["tiny/tables: " + EMPTY.format(name="t", lang=lang) for lang in ("pl", "en")],
        ["tiny/tables: " + EMPTY.format(name="a", lang="en")],
        ["tiny/checks.yaml: " + EMPTY.format(name="the.check", lang="pl")],
        ["tiny/checks.yaml: " + EMPTY.format(name="the.check", lang=lang) for lang in ("pl", "en")],
    ]


@pytest.mark.parametrize("key", ["A", "a b", "a-b", "1a", "a.", "ą", "a..b"])
def test_a_misspelt_key_is_found(key: str) -> None:
    sentence = f"The key “{key}” is misspelt: only a–z, 0–9, _ and dots, beginning with a letter."
    assert told(form(A, B, tiny.row(key))) == [f"tiny/tables: {sentence}"]
    assert told(form(id=key)) == [f"tiny/checks.yaml: {sentence}"]


@pytest.mark.parametrize(("row", "sentence"), [
    (tiny.row("c", unit="people"), "The row “c” is counted in “people”, which is not in units.yaml."),
    (tiny.row("c", unit="pln"), "The row “c” is counted in “pln”, which does not go with the kind “count”."),
    (tiny.row("c", kind=Kind.MONEY), "The row “c” is counted in “person”, which does not go with the kind “money”."),
    (tiny.row("c", unit="case", parent="a", parts=Parts.SOME, offsets=(-1, 0)),
        "The row “c” is counted in another unit than “a”, of which it is a part."),
    (tiny.row("c", parent="a", parts=Parts.SOME, offsets=(-1, 0), short=""),
        "The row “c” stands in a sum and needs a short name (short)."),
])  # fmt: skip
def test_a_mistake_in_a_row_is_found(row: Row, sentence: str) -> None:
    assert told(form(A, B, row)) == [f"tiny/tables: {sentence}"]


def test_a_row_that_only_stands_under_another_may_be_counted_in_its_own_unit() -> None:
    assert told(form(A, B, tiny.row("c", unit="case", parent="a"))) == []


def test_a_row_in_a_written_sum_needs_a_short_name_and_one_beside_it_does_not() -> None:
    rows = [tiny.row(key, short="", offsets=(-1, 0)) for key in "ab"]
    assert told(form(*rows, claim="{a, c0} <= 1 * {b, c0}", offsets=(0,))) == [
        "tiny/tables: The row “b” stands in a sum and needs a short name (short)."
    ]


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"passing": "a = 2; b = 1"}, "The check “the.check” does not hold in its example “passing”."),
    ({"passing": "a = 1; b = 1; a@c-1 = 3; b@c-1 = 2"},
        "The check “the.check” does not hold in its example “passing”."),
    ({"passing": "a = 1"}, "The check “the.check” cannot be computed in its example “passing”."),
    ({"passing": ""}, "The check “the.check” cannot be computed in its example “passing”."),
    ({"failing": "a = 1; b = 1"}, "The check “the.check” finds nothing in its example “failing”."),
    ({"failing": "a = 2"}, "The check “the.check” finds nothing in its example “failing”."),
    ({"failing": "-"}, "“-” is not a cell of an example. Write key = value or key@c-1 = value."),
    ({"failing": "a@ = 2; b = 1"}, "“a@ = 2” is not a cell of an example. Write key = value or key@c-1 = value."),
    ({"failing": "a = 2; girls = 1"}, "The edition has no row “girls”."),
    ({"failing": "a@c+1 = 2; b = 1"}, "The row “a” has no column “c+1”."),
    ({"failing": "a@2013 = 2; b = 1"}, "The row “a” has no column “2013”."),
    ({"failing": "a = 2; b = 1; a@c0 = 3"}, "The cell “a” stands twice in one example."),
    ({"failing": "a = many; b = 1"},
        "“many” is not a number. Write digits only, or one of the symbols: 0, dot, x."),
])  # fmt: skip
def test_an_example_that_does_not_do_what_it_says_is_found(changes: dict[str, object], sentence: str) -> None:
    assert told(form(**changes)) == [f"tiny/checks.yaml: {sentence}"]


def test_an_example_is_judged_by_its_own_check_alone() -> None:
    other = tiny.check("{a, c0} > 100", id="other", at="a", passing="a = 101", failing="a = 1")
    assert told(tiny.edition(A, B, checks=(written(), other))) == []


def test_a_parameter_unknown_in_a_year_of_the_edition_is_found() -> None:
    check = written(claim="{a, c0} <= $NEVER_SET", offsets=(0,))
    sentences = told(tiny.edition(A, B, checks=(check,), years=(2014, 2015)))
    assert sentences[:2] == [
        "tiny/checks.yaml: The check “the.check” needs the parameter “NEVER_SET”, which is not known for 2014.",
        "tiny/checks.yaml: The check “the.check” needs the parameter “NEVER_SET”, which is not known for 2015.",
    ]


def test_an_example_is_cells_in_the_assessed_year_unless_another_is_named() -> None:
    problems: list[Problem] = []
    edition = tiny.edition(A, B, tiny.row("why", kind=Kind.TEXT, unit="text"))
    sheet = example(" a = 1 204 ;b@c-1=. ;; why = no = no; a @ c-1 = 0", edition, Place("x"), problems)
    assert problems == []
    assert sheet.values == {
        ("a", 0): Value(State.VALUE, 1204),
        ("b", -1): NO_INFORMATION,
        ("why", 0): Value(State.VALUE, text="no = no"),
        ("a", -1): Value(State.VALUE, 0),
    }


def test_the_answers_of_a_check_stand_in_the_order_of_its_columns() -> None:
    edition = form(missing=Missing.ZERO)
    (check,) = edition.checks
    assert [question.offset for question in questions(edition)] == [-1, 0]
    sheet = Sheet(edition, "", tiny.YEAR, {("a", -1): Value(State.VALUE, 1), ("b", 0): NO_INFORMATION})
    assert answers_of(check, sheet) == [0, -1]


def test_an_edition_is_counted_and_its_unchecked_rows_are_told_without_being_problems() -> None:
    parts = tiny.row("part", parent="a", parts=Parts.SOME, offsets=(-1, 0))
    alone = replace(tiny.row("alone"), certainty=Certainty.WORKING)
    edition = form(A, B, parts, alone, severity=Severity.NOTE)
    counted = counts(edition)
    assert told(edition) == []
    assert counted == Counts(
        rows={Certainty.CERTAIN: 3, Certainty.WORKING: 1},
        kinds={Kind.COUNT: 4},
        cells=7,
        generated={Severity.ERROR: 1},
        written={Severity.NOTE: 1},
        unchecked=("alone",),
    )
    assert counted.sentence("en") == (
        "4 rows (certain: 3; our assumption, to be checked: 1), of them whole numbers: 4; 7 cells; "
        "1 check from the row tree (error: 1); 1 written check (note: 1); 1 row that no check touches"
    )


def test_an_edition_without_checks_is_counted_too() -> None:
    assert counts(tiny.edition(A)).sentence("en") == (
        "1 row (certain: 1), of them whole numbers: 1; 2 cells; 0 checks from the row tree; 0 written checks; "
        "1 row that no check touches"
    )


def test_a_measure_has_the_kind_of_its_numbers_and_a_name_in_both_languages() -> None:
    assert {measure.kind for measure in measures().values()} == {*Kind}
    assert all(measure.label["pl"] and measure.label["en"] for measure in measures().values())
    assert measures()["fte"].kind is Kind.FTE


def test_a_unit_without_its_forms_after_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.yaml"
    path.write_text("items:\n  - {unit: cat, kind: count, label: {pl: koty, en: cats}}\n", "utf-8")
    with pytest.raises(Unusable) as refused:
        measures(path)
    assert "units.yaml, line 2: “pl” needs 5 forms of the word." in refused.value.report("en")


def test_a_list_of_units_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "units.yaml"
    forms = "forms: {pl: [kot, kota, koty, kotów, kota], en: [cat, cats]}"
    path.write_text(f"items:\n  - {{unit: cat, kind: animal, label: {{pl: koty, en: cats}}, {forms}}}\n", "utf-8")
    with pytest.raises(Unusable) as refused:
        measures(path)
    sentence = "units.yaml, line 2: “animal” is not one of: count, money, fte, text."
    assert refused.value.report("en") == sentence


def test_two_rows_of_one_check_may_not_have_the_same_name_in_its_sentences() -> None:
    first, second = tiny.row("families", short="poverty"), tiny.row("persons", short="poverty")
    check = tiny.check(
        "{families, c0} <= {persons, c0}",
        at="families",
        passing="families = 1; persons = 2",
        failing="families = 2; persons = 1",
    )
    said = "tiny/checks.yaml: The check “the.check” speaks of two rows by the same name “poverty”: families, persons."
    assert told(tiny.edition(first, second, checks=(check,))) == [said, said]
