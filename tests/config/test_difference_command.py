"""`drogowskaz edition diff` and `edition lint --all`."""

import pytest

from drogowskaz.config.cli import main


def test_two_editions_are_compared_and_the_counts_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "edition", "diff", "ozps-gmina-2014", "ozps-gmina-2025"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ozps-gmina-2014 → ozps-gmina-2025"
    assert [line.split(":")[0] for line in lines[1 : lines.index("")]] == ["chapters", "tables", "rows", "checks"]


def test_an_edition_beside_itself_does_not_differ(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "edition", "diff", "ozps-gmina-2014", "ozps-gmina-2014"]) == 0
    assert capsys.readouterr().out == "ozps-gmina-2014 → ozps-gmina-2014\nThe two editions do not differ.\n"


def test_an_unknown_edition_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "edition", "diff", "ozps-gmina-2014", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("There is no edition “nowhere”. Known editions: ")


def test_the_linter_can_also_tell_what_is_no_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "edition", "lint", "ozps-gmina-2014"]) == 0
    plain = capsys.readouterr().out.splitlines()
    assert main(["--lang", "en", "edition", "lint", "--all", "ozps-gmina-2014"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        *plain,
        "  A form of 126 cells on which every check holds was found.",
        "  Rows that no check touches: housing.municipal.applications, housing.evictions_without_social, "
        "childcare.day_carers, clubs.senior, hospices, foreigner_centres.",
    ]
