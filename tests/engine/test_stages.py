"""Which stage of an assessment something belongs to: what we propose, and what is refused."""

from pathlib import Path

import pytest

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.stages import WHOLE, stages

ONE = """stages:
  - key: first
    label: {pl: Pierwszy, en: First}
    about: {pl: o czymś, en: about it}
chapters:
  - chapter: '1'
    stage: first
    source: Z głowy
kinds:
  - kind: need
    stage: first
    source: Z głowy
acts:
  - act: vote
    source: Z głowy
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "stages.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_chapter_stands_for_its_parts_and_goes_before_the_kind(tmp_path: Path) -> None:
    found = stages(written(tmp_path, ONE))
    assert [found.of_chapter(one) for one in ("1", "1.2", "10")] == ["first", "first", WHOLE]
    assert [found.of_contribution(*one) for one in (("10", "need"), ("", "need"), ("", "remark"))] == [
        WHOLE,
        "first",
        WHOLE,
    ]
    assert found.of_act("vote") == WHOLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ONE.replace("stage: first", "stage: last", 1), "stages.yaml, line 7: There is no stage “last”."),
        (ONE.replace("    source: Z głowy\n", "", 1), "stages.yaml, line 6: The key “source” is missing."),
        (ONE.replace(", en: First", ""), "stages.yaml, line 3: The key “en” is missing."),
        (ONE + "  - act: vote\n    source: Inaczej\n", "stages.yaml, line 16: “vote” belongs to two stages."),
        (ONE.replace("acts:", "colour: red\nacts:"), "stages.yaml, line 13: The key “colour” is not known here."),
        (
            ONE.replace("chapters:", "  - key: first\n    label: {pl: a, en: a}\n    about: {pl: a, en: a}\nchapters:"),
            "stages.yaml, line 1: The stage “first” stands twice.",
        ),
        (
            ONE.replace("    about: {pl: o czymś, en: about it}\n", ""),
            "stages.yaml, line 2: The key “about” is missing.",
        ),
    ],
    ids=["no-such-stage", "source", "language", "twice", "unknown", "stage-twice", "about"],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Unusable) as refused:
        stages(written(tmp_path, text))
    assert said in refused.value.report("en").splitlines()


CHAPTERS = {
    "1": WHOLE,
    **dict.fromkeys(("2", "3", "4"), "diagnosis"),
    **dict.fromkeys(("5", "6", "7", "8", "9"), "infrastructure"),
    **dict.fromkeys(("10", "11"), "conclusions"),
}


def test_what_we_ship_is_our_assumption_with_a_source() -> None:
    found = stages()
    assert [one.key for one in found.stages] == ["diagnosis", "infrastructure", "conclusions"]
    assert {number: found.of_chapter(number) for number in CHAPTERS} == CHAPTERS
    told = (*found.chapters, *found.kinds, *found.acts)
    assert {one.certainty for one in told} == {Certainty.WORKING}
    assert all(one.source for one in told)


@pytest.mark.parametrize("edition", [name for name in edition_ids() if name.startswith("ozps-") and "2025" in name])
def test_every_chapter_of_the_official_forms_but_the_introduction_has_a_stage(edition: str) -> None:
    found = {one.number: stages().of_chapter(one.number) for one in edition_named(edition).chapters}
    assert [number for number, stage in found.items() if stage == WHOLE] == ["1"]
