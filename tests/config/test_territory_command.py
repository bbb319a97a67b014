"""`drogowskaz territory import FILE`."""

from pathlib import Path
from typing import Any

import pytest
from territory.files import DAY, EARLIER, LUKOW, compact

from drogowskaz.audit.models import Entry
from drogowskaz.config.commands.territory import import_file
from drogowskaz.territory.formats.changes import HEADER
from drogowskaz.territory.models import Boundary, RegisterImport, Succession, Unit

pytestmark = pytest.mark.django_db

MAP = """{"type": "Topology", "arcs": [[[20, 50], [21, 50], [21, 51], [20, 50]]], "objects": {"units": {"type":
"GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"code": "06"}}]}}}"""
UNUSABLE = {
    "empty": ("", "bad: The file is empty."),
    "other": ("a,b\n1,2", "bad, line 1: This is no file we know"),
    "no code": ("code,name,kind,parent_code,valid_on\n6,x,powiat,,2026-01-01", "bad, line 2, column “code”: “6”"),
    "older": (compact(LUKOW, EARLIER), "bad: The register is of 2024-01-01, but one of 2026-01-01"),
    "orphan": (compact({"0605032": "Dzwola"}), "bad, line 2: The unit 0605032 lies in 0605, which is neither"),
    "change": (f"{HEADER}\nmoved,,,,,,", "bad, line 2, column “change”: “moved” is no change we know."),
    "no JSON": ("{", "bad, line 1, column “2”: The line is not valid JSON."),
    "bad arc": (MAP.replace("[[0]]", "[[5]]"), "bad: The geometry of 06 names an arc that is not there: 5"),
}


@pytest.fixture
def terc(tmp_path: Path) -> Path:
    path = tmp_path / "terc.csv"
    path.write_text(compact(LUKOW), "utf-8")
    return path


def everything() -> list[list[Any]]:
    """All that an import can write."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Unit, Succession, Boundary, RegisterImport, Entry)
    ]


def test_a_register_is_imported_and_the_report_printed(terc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_file(terc, dry_run=False, lang="en") == 0
    assert capsys.readouterr() == (
        "terc.csv: register of units on Jan. 1, 2026.\n"
        "New: 1 voivodeship, 2 powiats and cities, 3 gminas.\n"
        "This is a part of the register, so nothing was closed for missing from it.\n",
        "",
    )
    assert (Unit.objects.count(), RegisterImport.objects.get().state_on) == (6, DAY)
    assert Entry.objects.get().actor_name == "operator"


def test_a_dry_run_prints_the_report_and_writes_nothing(terc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_file(terc, dry_run=True, lang="en") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "This was a trial: nothing was written."
    assert everything() == [[], [], [], [], []]


def test_a_second_import_says_that_there_was_nothing_to_change(terc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_file(terc, dry_run=False, lang="en")
    before = everything()
    capsys.readouterr()
    assert import_file(terc, dry_run=False, lang="en") == 0
    assert capsys.readouterr().out.splitlines()[1] == "There was nothing to change."
    assert everything() == before


def test_a_list_of_changes_is_known_by_its_content(
    terc: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_file(terc, dry_run=False, lang="en")
    capsys.readouterr()
    path = tmp_path / "list"
    path.write_text(f"{HEADER}\nrename,0611042,0611042,Dawna,Krzywda,,2024-01-01/2026-01-01\n", "utf-8")
    assert import_file(path, dry_run=False, lang="en") == 0
    assert capsys.readouterr().out == (
        "list: list of changes.\nFormer units added: 1 gmina.\nJoined to what they were before: 1 gmina.\n"
    )
    assert Succession.objects.get().old.name == "Dawna"


def test_boundaries_are_known_by_their_content_and_name_their_file(
    terc: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_file(terc, dry_run=False, lang="en")
    capsys.readouterr()
    path = tmp_path / "map"
    path.write_text(MAP, "utf-8")
    assert import_file(path, dry_run=False, lang="en") == 0
    assert capsys.readouterr().out == "map: boundaries.\nWith a new outline: 1 voivodeship.\n"
    assert (Boundary.objects.get().unit.code, Boundary.objects.get().source) == ("06", "map")


def test_in_polish_the_date_is_polish(terc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_file(terc, dry_run=True, lang="pl") == 0
    assert "1 stycznia 2026" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize("bad", UNUSABLE)
def test_a_bad_file_gives_its_sentence_and_exit_2_and_leaves_everything_as_it_was(
    terc: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    import_file(terc, dry_run=False, lang="en")
    before = everything()
    capsys.readouterr()
    content, sentence = UNUSABLE[bad]
    path = tmp_path / "bad"
    path.write_text(content, "utf-8")
    assert import_file(path, dry_run=False, lang="en") == 2
    out, err = capsys.readouterr()
    assert (out, err[: len(sentence)], err.splitlines()[-1]) == ("", sentence, "The register stays as it was.")
    assert everything() == before


def test_every_problem_of_a_file_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad"
    path.write_text(
        "code,name,kind,parent_code,valid_on\n06,,województwo,,2026-01-01\n0605,x,gmina,06,2026-01-01", "utf-8"
    )
    assert import_file(path, dry_run=False, lang="en") == 2
    assert capsys.readouterr().err.splitlines() == [
        "bad, line 2, column “name”: The name is missing.",
        "bad, line 3, column “kind”: The kind is “gmina”, but the code 0605 belongs to: powiat.",
        "The register stays as it was.",
    ]
