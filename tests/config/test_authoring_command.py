"""`drogowskaz edition import` and `edition invent` at the command line."""

from pathlib import Path

import pytest

from drogowskaz.config.cli import UNUSABLE, main
from drogowskaz.engine.editions.loader import EDITIONS

ANNEXE = (
    "section,key,label_pl,label_en,type,unit,required,maps_to_row,help_pl,help_en,section_pl,section_en,repeats\n"
    "N1,n1.a,Ile,How many,integer,person,yes,people|women,Policz.,Count.,Coś,Thing,yes\n"
)


def test_an_annexe_becomes_a_folder_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "annexe.csv").write_text(ANNEXE, "utf-8")
    words = ["--lang", "en", "edition", "import", "--into", str(tmp_path), "--edition", "small"]
    assert (
        main(
            [
                *words,
                "--annexe",
                str(tmp_path / "annexe.csv"),
                "--label-pl",
                "Mały",
                "--label-en",
                "Small",
                "--basis",
                "Z głowy",
            ]
        )
        == 0
    )
    assert capsys.readouterr().out == f"Made: {tmp_path / 'small'}\n"
    assert (tmp_path / "small" / "annexe.yaml").read_text("utf-8") == (
        "annexe: small\n"
        "label: {pl: Mały, en: Small}\n"
        "basis: Z głowy\n"
        "sections:\n"
        "  - section: N1\n"
        "    label: {pl: Coś, en: Thing}\n"
        "    repeats: true\n"
        "    fields:\n"
        "    - key: n1.a\n"
        "      label: {pl: Ile, en: How many}\n"
        "      type: integer\n"
        "      unit: person\n"
        "      required: true\n"
        "      feeds: [people, women]\n"
        "      help: {pl: Policz., en: Count.}\n"
    )


def test_nothing_to_import_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--lang", "en", "edition", "import", "--into", str(tmp_path), "--edition", "small"]
    assert main(words) == UNUSABLE
    assert capsys.readouterr().err == "Give a table of rows, or an annexe with --annexe.\n"
    assert main([*words, "rows.csv"]) == UNUSABLE
    assert capsys.readouterr().err == "A table of rows needs --level and --year.\n"


def test_the_invented_gmina_is_what_the_command_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "invented.yaml"
    assert main(["--lang", "en", "edition", "invent", "ozps-gmina-2025", "-o", str(target)]) == 0
    assert capsys.readouterr().out == f"Made: {target}\n"
    assert main(["--lang", "en", "check", "--stage", "sign", str(target)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("nothing stands out · ")
    shipped = EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml"
    assert shipped.read_text("utf-8").splitlines()[:5] == target.read_text("utf-8").splitlines()[:5]
