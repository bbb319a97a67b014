"""`drogowskaz edition follow`: a row of 2014 to its row of 2025 and back."""

from pathlib import Path

import pytest
from engine.two_editions import entry_text, two_editions

from drogowskaz.config.cli import main
from drogowskaz.config.commands import crosswalk
from drogowskaz.engine.problems import Unusable


def followed(capsys: pytest.CaptureFixture[str], row: str, folder: Path, **named: str) -> list[str]:
    edition, to = named.get("edition"), named.get("to")
    assert crosswalk.run(row, edition=edition, to=to, lang="en", folder=folder) == 0
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = (
        entry_text("a", "b", "renamed", 2015),
        entry_text("b", "c", "moved", 2016),
        entry_text("gone", "", "removed", 2016),
        entry_text("", "fresh", "new", 2016),
        entry_text("", "short", "new", 2015),
        entry_text("short", "", "removed", 2016),
    )
    two_editions(tmp_path, "a gone same", "c fresh same unknown", *lines)
    return tmp_path


RENAMED = "  2015: “a” is called “b” from now on. Reason 2015."
MOVED = "  2016: “b” moves and is “c” from now on. Reason 2016."
IN_OLD, IN_NEW = "tiny-2014 · a · Row a (chapter 2)", "tiny-2016 · c · Row c (chapter 2)"


def test_a_row_is_followed_to_the_newest_edition(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert followed(capsys, "a", folder) == [IN_OLD, RENAMED, MOVED, f"→ {IN_NEW}"]


def test_a_row_of_the_newest_edition_is_followed_back(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert followed(capsys, "c", folder) == [IN_NEW, RENAMED, MOVED, f"← {IN_OLD}"]


def test_the_two_editions_can_be_named(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert followed(capsys, "same", folder, edition="tiny-2016", to="tiny-2014") == [
        "tiny-2016 · same · Row same (chapter 2)",
        "  The same row, under the same key, without any change that we know of.",
        "← tiny-2014 · same · Row same (chapter 2)",
    ]


def test_a_row_that_is_gone_or_came_later_says_so(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert followed(capsys, "gone", folder)[-1] == "→ not in tiny-2016"
    assert followed(capsys, "fresh", folder)[-1] == "← not in tiny-2014"
    assert followed(capsys, "unknown", folder)[1:] == [
        "  “unknown” is not in tiny-2014, and no entry says whether the form had it then."
    ]


def test_a_key_that_a_row_only_had_in_between_is_followed_too(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert followed(capsys, "b", folder) == ["b", RENAMED, MOVED, f"← {IN_OLD}"]
    assert followed(capsys, "short", folder)[0] == "short"


def test_an_unknown_row_or_edition_and_a_missing_way_are_told(folder: Path) -> None:
    for row, edition, to, sentence in (
        ("nothing", None, None, "No installed edition has the row “nothing”."),
        ("nothing", "tiny-2014", None, "The edition “tiny-2014” has no row “nothing”."),
    ):
        with pytest.raises(Unusable) as refused:
            crosswalk.run(row, edition=edition, to=to, lang="en", folder=folder)
        assert str(refused.value).startswith(sentence)


def test_population_of_2014_is_followed_to_2025_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    old = "ozps-gmina-2014 · population.total · Residents (persons) – total (chapter 2, row 1)"
    assert main(["--lang", "en", "edition", "follow", "population.total"]) == 0
    there = capsys.readouterr().out.splitlines()
    assert main(["--lang", "en", "edition", "follow", "population.total", "--edition", "ozps-gmina-2025"]) == 0
    back = capsys.readouterr().out.splitlines()
    assert there[0] == old
    assert there[-1] == "→ " + back[0]
    assert back[-1] == "← " + old
    assert there[1:-1] == back[1:-1]
    assert [line[:7] for line in there[1:-1]] == ["  2017:", "  2022:"]


def test_a_row_by_its_printed_number_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "edition", "follow", "2/1", "--edition", "ozps-gmina-2014"]) == 0
    assert capsys.readouterr().out.startswith("ozps-gmina-2014 · population.total · ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no.such.row"], "No installed edition has the row “no.such.row”. Look for it with: drogowskaz edition show"),
        (["population.total", "--edition", "ozps-nowhere"], "There is no edition “ozps-nowhere”. Known editions: "),
        (
            ["population.total", "--edition", "ozps-gmina-2014", "--to", "ozps-powiat-2025"],
            "No crosswalk leads from ozps-gmina-2014 to ozps-powiat-2025.",
        ),
    ],
)
def test_what_cannot_be_followed_is_told_and_the_command_fails(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["--lang", "en", "edition", "follow", *words]) == 2
    assert capsys.readouterr().err.startswith(sentence)
