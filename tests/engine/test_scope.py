"""How far organisations can take part: what we propose for each chapter, and what is refused."""

from pathlib import Path

import pytest

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.scope import defaults, scope_of

ONE = """chapters:
  - chapter: '1'
    level: 1
    up_to: 2
    gives: {pl: Coś, en: Thing}
    certainty: working
    source: Z głowy
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "scope.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_proposal_says_what_organisations_give(tmp_path: Path) -> None:
    (one,) = defaults(written(tmp_path, ONE))
    assert (one.chapter, one.level, one.up_to, one.gives, one.condition, one.certainty) == (
        "1",
        1,
        2,
        {"pl": "Coś", "en": "Thing"},
        {"pl": "", "en": ""},
        Certainty.WORKING,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ONE + ONE.split("\n", 1)[1], "scope.yaml, line 8: The chapter “1” has two proposals."),
        (ONE.replace("level: 1", "level: 5"), "scope.yaml, line 3: “level” must be a whole number from 0 to 4."),
        (ONE.replace("up_to: 2", "up_to: 0"), "scope.yaml, line 4: The highest level is below the proposed one."),
        (ONE.replace(", en: Thing", ""), "scope.yaml, line 5: A text stands in one language only."),
        (ONE.replace("    source: Z głowy\n", ""), "scope.yaml, line 2: The key “source” is missing."),
        (ONE + "    colour: red\n", "scope.yaml, line 8: The key “colour” is not known here."),
    ],
    ids=["twice", "level", "order", "language", "source", "unknown"],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Unusable) as refused:
        defaults(written(tmp_path, text))
    assert refused.value.report("en").splitlines()[0] == said


def test_what_we_ship_is_our_assumption_with_a_source_for_eleven_chapters() -> None:
    assert [one.chapter for one in defaults()] == [str(number) for number in range(1, 12)]
    assert {one.certainty for one in defaults()} == {Certainty.WORKING}
    assert all(one.source and one.gives["pl"] and one.gives["en"] for one in defaults())


@pytest.mark.parametrize("edition", [name for name in edition_ids() if name.startswith("ozps")])
def test_every_official_form_has_a_proposal_for_each_of_its_chapters(edition: str) -> None:
    found = scope_of(edition_named(edition))
    assert [one.chapter.number for one in found] == [str(number) for number in range(1, 12)]
    assert all(one.default for one in found)


def test_rows_of_the_parts_of_a_chapter_count_with_it() -> None:
    edition = edition_named("ozps-gmina-2025")
    staff = next(one for one in scope_of(edition) if one.chapter.number == "6")
    assert {row.key for row in staff.rows} == {
        row.key
        for chapter in edition.chapters
        if chapter.number in ("6", "6.1", "6.2")
        for row in chapter.rows
        if row.ngo >= 2
    }
    assert staff.rows
