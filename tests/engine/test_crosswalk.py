"""The ways of rows between editions, and the problems of entries that cannot be."""

from pathlib import Path

import pytest
from engine.two_editions import NEW, OLD, edition_folder, entry_text, two_editions

from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.crosswalk.loader import (
    crosswalk_in,
    crosswalk_of,
    crosswalk_problems,
    earlier_editions,
    way_between,
)
from drogowskaz.engine.crosswalk.story import story, unknown
from drogowskaz.engine.crosswalk.ways import Crosswalk, with_entries
from drogowskaz.engine.editions.loader import EDITIONS, edition_ids, load
from drogowskaz.engine.problems import Unusable

REASON = {"pl": "inaczej", "en": "otherwise"}


def found(folder: Path) -> Crosswalk:
    crosswalk = crosswalk_in(folder)
    assert crosswalk is not None
    return crosswalk


def ways(crosswalk: Crosswalk) -> set[tuple[str | None, str | None, str]]:
    return {(way.old, way.new, way.relation.value) for way in crosswalk.ways}


def sentences(refused: pytest.ExceptionInfo[Unusable]) -> list[str]:
    return [problem.sentence("en") for problem in refused.value.problems]


def test_rows_without_an_entry_stay_the_same(tmp_path: Path) -> None:
    assert ways(found(two_editions(tmp_path, "a b", "a b"))) == {("a", "a", "same"), ("b", "b", "same")}


def test_every_relation_leads_both_ways(tmp_path: Path) -> None:
    crosswalk = found(
        two_editions(
            tmp_path,
            "same ren mov whole one two gone",
            "same ren2 mov2 part1 part2 both fresh",
            entry_text("same", "same", "same", 2015, breaks=True),
            entry_text("ren", "ren2", "renamed", 2015),
            entry_text("mov", "mov2", "moved", 2016),
            entry_text("whole", "[part1, part2]", "split", 2016),
            entry_text("[one, two]", "both", "merged", 2015),
            entry_text("", "fresh", "new", 2016),
            entry_text("gone", "", "removed", 2016),
        )
    )
    assert ways(crosswalk) == {
        ("same", "same", "same"),
        ("ren", "ren2", "renamed"),
        ("mov", "mov2", "moved"),
        ("whole", "part1", "split"),
        ("whole", "part2", "split"),
        ("one", "both", "merged"),
        ("two", "both", "merged"),
        (None, "fresh", "new"),
        ("gone", None, "removed"),
    }
    assert {way for key in crosswalk.old.row_by_key for way in crosswalk.out_of(key)} == {
        way for way in crosswalk.ways if way.old
    }
    assert {way for key in crosswalk.new.row_by_key for way in crosswalk.into(key)} == {
        way for way in crosswalk.ways if way.new
    }


def test_a_row_is_followed_through_the_keys_it_had_in_between(tmp_path: Path) -> None:
    lines = (
        entry_text("a", "b", "moved", 2015),
        entry_text("b", "c", "renamed", 2016),
        entry_text("", "d", "new", 2015),
    )
    crosswalk = found(two_editions(tmp_path, "a", "c d", *lines))
    (way,) = crosswalk.out_of("a")
    assert (way.new, way.relation, way.keys) == ("c", Relation.MOVED, {"a", "b", "c"})
    assert crosswalk.through("b") == (way,)
    assert story(way, crosswalk, "en") == [
        "2015: “a” moves and is “b” from now on. Reason 2015.",
        "2016: “b” is called “c” from now on. Reason 2016.",
    ]


def test_a_row_that_came_back_under_its_key_is_the_same_row_with_a_break(tmp_path: Path) -> None:
    lines = entry_text("a", "", "removed", 2015), entry_text("", "a", "new", 2016)
    (way,) = found(two_editions(tmp_path, "a", "a", *lines)).ways
    assert (way.old, way.new, way.relation) == ("a", "a", Relation.SAME)
    assert [step.cuts for step in way.steps] == [True, False]


def test_a_row_that_came_and_went_between_the_editions_is_still_found(tmp_path: Path) -> None:
    lines = entry_text("", "short", "new", 2015), entry_text("short", "", "removed", 2016)
    (way,) = found(two_editions(tmp_path, "a", "a", *lines)).through("short")
    assert (way.old, way.new, len(way.steps)) == (None, None, 2)


def test_a_row_that_was_not_read_in_the_earlier_form_is_named_so(tmp_path: Path) -> None:
    crosswalk = found(two_editions(tmp_path, "a", "a c", entry_text("b", "c", "moved", 2015), head="unread: [b]\n"))
    (way,) = crosswalk.into("c")
    assert story(way, crosswalk, "en") == [
        "The form had the row “b” before, but it is not in tiny-2014: no print of it could be read.",
        "2015: “b” moves and is “c” from now on. Reason 2015.",
    ]


def test_a_row_of_the_earlier_edition_is_not_unread(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        crosswalk_in(two_editions(tmp_path, "a", "a", head="unread: [a]\n"))
    assert sentences(refused) == [
        "tiny-2016/crosswalk.yaml, line 1: “a” stands under “unread” and is a row of tiny-2014."
    ]


def test_of_a_row_that_nothing_tells_about_nothing_is_claimed(tmp_path: Path) -> None:
    crosswalk = found(two_editions(tmp_path, "a", "a z"))
    assert crosswalk.into("z") == ()
    assert unknown("z", crosswalk, "en") == "“z” is not in tiny-2014, and no entry says whether the form had it then."


PLACE = "tiny-2016/crosswalk.yaml, line"


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        ([("a", "b", "same", 2015)], ["3: “same” needs one key, the same in “old” and in “new”."]),
        ([("a", "a", "renamed", 2015)], ["3: “renamed” needs two different keys, in “old” and in “new”."]),
        ([("a", "", "moved", 2015)], ["3: “moved” needs a key in “old” and a key in “new”."]),
        ([("a", "n", "new", 2015)], ["3: “new” needs a key in “new” and none in “old”."]),
        ([("", "a", "removed", 2015)], ["3: “removed” needs a key in “old” and none in “new”."]),
        ([("a", "a", "same", 2014)], ["3: The year 2014 must be after 2014 and not after 2016."]),
        ([("a", "a", "same", 2017)], ["3: The year 2017 must be after 2014 and not after 2016."]),
        (
            [("q", "", "removed", 2015)],
            ["3: Before 2015 there is no row “q”: it is not in tiny-2014 and no earlier entry makes it."],
        ),
        (
            [("a", "b", "renamed", 2015)],
            ["3: In 2015 there already is a row “b”. Say also what becomes of that row."],
        ),
        (
            [("a", "x", "renamed", 2015), ("x", "a", "renamed", 2016)],
            [
                "3: The entries lead in a circle: “x” becomes “a” again.",
                "4: The entries lead in a circle: “a” becomes “x” again.",
            ],
        ),
        ([("a", "a", "split", 2015)], ["3: “a” is divided in 2015 into one row only. Name all its parts."]),
        ([("a", "a", "merged", 2015)], ["3: “a” is joined in 2015 from one row only. Name all its parts."]),
        (
            [("a", "a", "same", 2015), ("a", "a", "same", 2015)],
            [f"{line}: Two entries of 2015 say what becomes of one row." for line in (3, 4)],
        ),
        (
            [("a", "a", "split", 2015), ("a", "z", "moved", 2015)],
            [
                "4: “a” leads to several rows in 2015: each of these entries must be “split”.",
                "4: The row “z” is not in tiny-2016, and no entry says what became of it.",
            ],
        ),
        (
            [("a", "a", "same", 2015), ("b", "a", "merged", 2015)],
            ["3: “a” comes from several rows in 2015: each of these entries must be “merged”."],
        ),
        ([("", "z", "new", 2016)], ["3: The row “z” is not in tiny-2016, and no entry says what became of it."]),
    ],
)
def test_an_entry_that_cannot_be_is_told_with_file_and_line(
    tmp_path: Path, entries: list[tuple[str, str, str, int]], problems: list[str]
) -> None:
    folder = two_editions(tmp_path, "a b", "a b", *(entry_text(*entry) for entry in entries))
    with pytest.raises(Unusable) as refused:
        crosswalk_in(folder)
    assert sentences(refused) == [f"{PLACE} {problem}" for problem in problems]


def test_a_row_that_would_be_dropped_silently_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        crosswalk_in(two_editions(tmp_path, "a b", "a"))
    assert sentences(refused) == [f"{PLACE} 1: The row “b” is not in tiny-2016, and no entry says what became of it."]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("old: a, new: a, relation: same, reason: {pl: p, en: p}", "The key “year” is missing."),
        ("old: a, new: a, relation: same, year: 2015", "The key “reason” is missing."),
        ("old: a, new: a, year: 2015, reason: {pl: p, en: p}, was: b", "The key “was” is not known here."),
        (
            "old: a, new: a, relation: like, year: 2015, reason: {pl: p, en: p}",
            "“like” is not one of: same, renamed, moved, split, merged, new, removed.",
        ),
    ],
)
def test_an_entry_with_a_missing_or_unknown_word_is_told_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(Unusable) as refused:
        crosswalk_in(two_editions(tmp_path, "a", "a", f"  - {{{line}}}\n"))
    assert sentences(refused) == [f"{PLACE} 3: {problem}"]


@pytest.mark.parametrize("name", ["nowhere", NEW])
def test_a_crosswalk_from_nowhere_or_from_itself_is_refused(tmp_path: Path, name: str) -> None:
    folder = two_editions(tmp_path, "a", "a")
    (folder / "crosswalk.yaml").write_text(f"from: {name}\nentries: []\n", "utf-8")
    with pytest.raises(Unusable) as refused:
        crosswalk_in(folder)
    assert sentences(refused) == [f"{PLACE} 1: There is no earlier edition “{name}”."]


def test_crosswalks_that_lead_back_to_where_they_started_are_refused(tmp_path: Path) -> None:
    two_editions(tmp_path, "a", "a")
    (tmp_path / OLD / "crosswalk.yaml").write_text(f"from: {NEW}\nentries: []\n", "utf-8")
    with pytest.raises(Unusable) as refused:
        earlier_editions(NEW, tmp_path)
    assert sentences(refused) == ["The crosswalks of tiny-2016, tiny-2014 lead in a circle."]


def test_an_edition_without_a_crosswalk_has_none(tmp_path: Path) -> None:
    assert crosswalk_in(edition_folder(tmp_path, OLD, "a")) is None
    assert earlier_editions(OLD, tmp_path) == ()


def test_three_editions_are_walked_one_after_the_other(tmp_path: Path) -> None:
    lines = entry_text("a", "b", "renamed", 2015), entry_text("gone", "", "removed", 2016)
    two_editions(tmp_path, "a gone", "b", *lines)
    last = edition_folder(tmp_path, "tiny-2018", "c fresh")
    later = entry_text("b", "c", "moved", 2018) + entry_text("", "fresh", "new", 2017)
    (last / "crosswalk.yaml").write_text(f"from: {NEW}\nentries:\n{later}", "utf-8")
    assert earlier_editions("tiny-2018", tmp_path) == (NEW, OLD)
    whole = way_between(load(tmp_path / OLD), load(last), folder=tmp_path)
    assert ways(whole) == {("a", "c", "moved"), ("gone", None, "removed"), (None, "fresh", "new")}


def test_from_an_edition_to_itself_nothing_changes(tmp_path: Path) -> None:
    edition = load(edition_folder(tmp_path, OLD, "a b"))
    assert ways(way_between(edition, edition, folder=tmp_path)) == {("a", "a", "same"), ("b", "b", "same")}


def test_backwards_in_time_there_is_no_way(tmp_path: Path) -> None:
    folder = two_editions(tmp_path, "a", "a")
    with pytest.raises(Unusable) as refused:
        way_between(load(folder), load(tmp_path / OLD), folder=tmp_path)
    assert sentences(refused) == ["No crosswalk leads from tiny-2016 to tiny-2014."]


def test_a_published_entry_stands_instead_of_those_of_its_year_about_the_same_rows(tmp_path: Path) -> None:
    lines = entry_text("a", "c", "renamed", 2015), entry_text("b", "d", "moved", 2016)
    crosswalk = found(two_editions(tmp_path, "a b", "c d", *lines))
    corrected = with_entries(
        crosswalk,
        [Entry("a", "x", Relation.RENAMED, 2015, REASON), Entry("x", "c", Relation.MOVED, 2016, REASON)],
    )
    assert ways(corrected) == {("a", "c", "moved"), ("b", "d", "moved")}


def test_a_published_entry_that_contradicts_the_others_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        with_entries(found(two_editions(tmp_path, "a b", "a b")), [Entry("a", "b", Relation.RENAMED, 2015, REASON)])
    assert sentences(refused) == ["In 2015 there already is a row “b”. Say also what becomes of that row."]


def test_a_published_entry_is_used_on_the_way_between_editions(tmp_path: Path) -> None:
    folder = two_editions(tmp_path, "a", "a")
    older, newer = (Entry("a", "a", Relation.SAME, 2015, REASON, breaks=breaks) for breaks in (False, True))
    extra = {NEW: [[older], [newer]]}
    (way,) = way_between(load(tmp_path / OLD), load(folder), extra, tmp_path).ways
    assert [(step.reason, step.cuts) for step in way.steps] == [(REASON, True)]


def test_the_linter_is_given_the_problems_of_a_crosswalk_and_none_of_a_sound_or_absent_one(tmp_path: Path) -> None:
    folder = two_editions(tmp_path, "a", "a", entry_text("q", "", "removed", 2015))
    assert [problem.sentence("en") for problem in crosswalk_problems(folder)] == [
        f"{PLACE} 3: Before 2015 there is no row “q”: it is not in tiny-2014 and no earlier entry makes it."
    ]
    assert crosswalk_problems(tmp_path / OLD) == ()


def test_every_shipped_crosswalk_is_sound_and_accounts_for_every_row_of_the_earlier_edition() -> None:
    for name in edition_ids():
        assert crosswalk_problems(EDITIONS / name) == ()
        crosswalk = crosswalk_of(name)
        if crosswalk is not None:
            assert [key for key in crosswalk.old.row_by_key if not crosswalk.out_of(key)] == []
