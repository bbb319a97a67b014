"""What differs between two editions."""

from dataclasses import replace
from pathlib import Path

import pytest
from engine import random_forms, tiny
from engine.two_editions import entry_text, two_editions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.crosswalk.loader import crosswalk_in
from drogowskaz.engine.difference.compare import along, difference, difference_between
from drogowskaz.engine.difference.pieces import Change, Difference, Sort
from drogowskaz.engine.difference.text import text
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Aggregation, Edition, Measure, Missing, Parts, Row, Severity, Stage
from drogowskaz.engine.values import Kind

RANDOM = settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MIRROR = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
A, B, C, D = (tiny.row(key) for key in "abcd")


def form(*rows: Row, **given: object) -> Edition:
    return tiny.edition(*rows, **given)  # type: ignore[arg-type]


def told(found: Difference) -> list[tuple[str, str, list[str]]]:
    """Sort, key and changes of each piece."""
    return [(piece.sort.value, piece.key, [change.value for change in piece.changes]) for piece in found.pieces]


def aspects(found: Difference) -> list[tuple[str, str, str]]:
    (piece,) = found.pieces
    return [(aspect.name, aspect.before["en"], aspect.after["en"]) for aspect in piece.aspects]


def test_an_edition_does_not_differ_from_itself() -> None:
    assert text(difference(form(A, B), form(A, B)), "en") == "tiny → tiny\nThe two editions do not differ."


def test_rows_that_are_new_or_gone_are_told() -> None:
    assert told(difference(form(A, B), form(A, C, D))) == [
        ("row", "c", ["added"]),
        ("row", "d", ["added"]),
        ("row", "b", ["removed"]),
    ]


@pytest.mark.parametrize(
    ("changes", "aspect"),
    [
        ({"number": 7}, ("printed number", "", "7")),
        ({"unit": "family"}, ("counted in", "persons", "families")),
        ({"unit": "nowhere"}, ("counted in", "persons", "nowhere")),
        ({"offsets": (-1, 0, 1)}, ("columns", "c0", "c-1 c0 c+1")),
        ({"parent": "a"}, ("part of", "", "a")),
        ({"parts": Parts.ALL}, ("sum", "no sum", "its parts add up exactly")),
        ({"certainty": Certainty.INFERRED}, ("certainty", "certain", "inferred, to be checked")),
        ({"sensitive": True}, ("sensitive", "no", "yes")),
        ({"ngo": 2}, ("level of participation of organisations", "0", "2")),
        ({"source": "GUS"}, ("source of the data", "own", "GUS")),
        ({"negative": True}, ("may be below zero", "no", "yes")),
        ({"measure": Measure.FLOW}, ("what the number tells", "state on 31 December", "over the whole year")),
        ({"aggregation": Aggregation.NONE}, ("over several units", "added up", "not added up")),
        ({"label": {"pl": "Label of b", "en": "Other"}}, ("label in English", "Label of b", "Other")),
    ],
)
def test_a_row_that_is_otherwise_is_changed(changes: dict[str, object], aspect: tuple[str, str, str]) -> None:
    found = difference(form(A, B), form(A, replace(B, **changes)))  # type: ignore[arg-type]
    assert told(found)[:1] == [("row", "b", ["changed"])]
    assert aspects(found) == [aspect]


def test_another_polish_label_is_another_name() -> None:
    renamed = replace(B, label={"pl": "Inaczej", "en": "Label of b"})
    found = difference(form(A, B), form(A, renamed))
    assert told(found) == [("row", "b", ["renamed"])]
    assert aspects(found) == [("label", "Label of b", "Inaczej")]


def test_the_fewest_rows_are_told_as_moved_within_their_table() -> None:
    found = difference(form(A, B, C, D), form(D, A, B, C))
    assert told(found) == [("row", "d", ["moved"])]
    assert aspects(found) == [("stands after", "Label of c", "")]


def test_a_row_in_another_table_has_moved() -> None:
    stays = tiny.row("c", table="u")
    before, after = form(A, B, stays), form(A, replace(B, table="u"), stays)
    assert told(difference(before, after)) == [("row", "b", ["moved"])]
    assert aspects(difference(before, after)) == [("place", "chapter 2, table “Table t”", "chapter 2, table “Table u”")]


def test_chapters_and_tables_are_compared_by_number_and_key() -> None:
    plain = form(A, tiny.row("b", table="u"))
    (chapter,) = plain.chapters
    first, second = chapter.tables
    third = replace(chapter, number="3", label=tiny.both("Third"), tables=(replace(second, chapter="3"),))
    named = replace(chapter, label=tiny.both("Other"), tables=(replace(first, label=tiny.both("T")), second))
    split = replace(plain, chapters=(replace(chapter, tables=(first,)), third))
    assert told(difference(plain, split)) == [("chapter", "3", ["added"]), ("table", "u", ["moved"])]
    assert told(difference(split, plain)) == [("chapter", "3", ["removed"]), ("table", "u", ["moved"])]
    assert told(difference(plain, replace(plain, chapters=(named,)))) == [
        ("chapter", "2", ["renamed", "changed"]),
        ("table", "t", ["renamed", "changed"]),
    ]
    assert told(difference(plain, form(A)))[:1] == [("table", "u", ["removed"])]
    assert told(difference(form(A), plain))[:1] == [("table", "u", ["added"])]


CHECK = tiny.check("{a, c0} <= {b, c0}", at="a", passing="a = 1", failing="b = 1")


@pytest.mark.parametrize(
    ("changes", "aspect"),
    [
        ({"claim": tiny.check("{a, c0} < {b, c0}").claim}, ("expression", "{a, c0} <= {b, c0}", "{a, c0} < {b, c0}")),
        ({"severity": Severity.NOTE}, ("severity", "error", "note")),
        ({"message": {"pl": "Inna.", "en": "Message."}}, ("message", "Message.", "Inna.")),
        ({"message": {"pl": "Message.", "en": "Other."}}, ("message in English", "Message.", "Other.")),
        ({"instruction": {"pl": "Message.", "en": "Instruction."}}, ("instruction", "Instruction.", "Message.")),
        ({"missing": Missing.ZERO}, ("missing cells", "not computed", "taken as zero")),
        ({"stage": Stage.SIGN}, ("asked", "while filling in", "before signing")),
        ({"row": "b"}, ("shown at", "a", "b")),
        ({"row": None}, ("shown at", "a", "t")),
    ],
)
def test_a_check_that_asks_otherwise_is_changed(changes: dict[str, object], aspect: tuple[str, str, str]) -> None:
    found = difference(form(A, B, checks=(CHECK,)), form(A, B, checks=(replace(CHECK, **changes),)))  # type: ignore[arg-type]
    assert told(found) == [("check", "the.check", ["changed"])]
    assert aspects(found) == [aspect]


def test_checks_that_are_new_or_gone_are_told_and_those_of_sums_are_not() -> None:
    part = tiny.row("b", parent="a", parts=Parts.SOME)
    other = replace(CHECK, id="other")
    found = difference(form(A, part, checks=(CHECK,)), form(A, part, C, checks=(other,)))
    assert told(found) == [("row", "c", ["added"]), ("check", "other", ["added"]), ("check", "the.check", ["removed"])]


def test_a_row_with_another_key_is_the_same_row_where_the_crosswalk_says_so() -> None:
    before = form(A, B, tiny.row("c", parent="b"), checks=(CHECK,))
    asked = tiny.check("{a, c0} <= {z, c0}", at="a")
    after = form(A, replace(B, key="z"), tiny.row("c", parent="z"), checks=(asked,))
    assert told(difference(before, after, {"b": "z"})) == [("row", "z", ["renamed"])]
    assert aspects(difference(before, after, {"b": "z"})) == [("key", "b", "z")]
    assert told(difference(after, before, {"z": "b"})) == [("row", "b", ["renamed"])]


def test_a_key_that_another_row_took_over_does_not_stand_for_the_old_row() -> None:
    found = difference(form(A, B), form(A, B), {"a": "b"})
    assert [(sort, key) for sort, key, _changes in told(found)] == [("row", "a"), ("row", "b"), ("row", "b")]
    assert found.counts[Sort.ROW][Change.ADDED] == found.counts[Sort.ROW][Change.REMOVED] == 1


def test_what_the_crosswalk_divides_or_joins_is_not_one_row(tmp_path: Path) -> None:
    entries = [
        entry_text("b", "x", "renamed", 2016),
        entry_text("c", "d", "split", 2016),
        entry_text("c", "e", "split", 2016),
        entry_text("f", "", "removed", 2016),
    ]
    crosswalk = crosswalk_in(two_editions(tmp_path, "a b c f", "a x d e", *entries))
    assert crosswalk is not None
    assert along(crosswalk) == {"a": "a", "b": "x"}


def test_the_shipped_crosswalk_is_followed_both_ways() -> None:
    old, new = edition_named("ozps-gmina-2014"), edition_named("ozps-gmina-2025")
    there, back = difference_between(old, new), difference_between(new, old)
    assert counted(back) == mirrored(there)
    assert there.counts[Sort.ROW][Change.ADDED] == len(new.rows) - len(old.rows)
    assert there.counts[Sort.ROW][Change.REMOVED] == 0


@pytest.mark.parametrize("name", edition_ids())
def test_no_shipped_edition_differs_from_itself(name: str) -> None:
    assert difference_between(edition_named(name), edition_named(name)).pieces == ()


def test_editions_of_other_levels_can_be_compared_without_a_crosswalk() -> None:
    gmina, powiat = edition_named("ozps-gmina-2025"), edition_named("ozps-powiat-2025")
    shared = len({*gmina.row_by_key} & {*powiat.row_by_key})
    assert difference_between(gmina, powiat).counts[Sort.ROW][Change.REMOVED] == len(gmina.rows) - shared


def counted(found: Difference) -> dict[Sort, dict[Change, int]]:
    return found.counts


def mirrored(found: Difference) -> dict[Sort, dict[Change, int]]:
    """The counts as they must be in the other direction."""
    return {
        sort: {change: numbers[MIRROR.get(change, change)] for change in Change}
        for sort, numbers in found.counts.items()
    }


@RANDOM
@given(st.data())
def test_the_counts_of_both_directions_mirror_each_other(data: st.DataObject) -> None:
    one = data.draw(random_forms.editions())
    shuffled = data.draw(st.permutations(one.rows))
    kept = [row for row in shuffled if row.parent is None and data.draw(st.booleans())] or [tiny.row("z")]
    changed = [replace(row, ngo=data.draw(st.integers(0, 1))) for row in kept]
    other = form(*changed)
    assert counted(difference(other, one)) == mirrored(difference(one, other))
    assert difference(one, one).pieces == ()


def test_the_text_counts_first_and_then_goes_chapter_by_chapter() -> None:
    money = replace(A, key="m", kind=Kind.MONEY, unit="pln")
    found = difference(form(A, B, checks=(CHECK,)), form(replace(A, number=3), money, B))
    assert text(found, "en") == (
        "tiny → tiny\n"
        "rows: added 1, changed 1\n"
        "checks: removed 1\n"
        "\n"
        "2  Chapter\n"
        "  ~ rows – changed: Label of a [a]\n"
        "      printed number: none → 3\n"
        "  + rows – added: Label of a [m]\n"
        "  − checks – removed: Message. [the.check]"
    )
