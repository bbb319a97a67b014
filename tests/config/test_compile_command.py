"""`drogowskaz edition compile` and `drogowskaz export`: whole files or none, and what is said about them."""

import hashlib
import json
from pathlib import Path

import pytest

from drogowskaz.config.cli import OK, UNUSABLE, main
from drogowskaz.config.commands import export
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.problems import Unusable

EDITION = "ozps-gmina-2014"
COUNTS = "Checks: linear 13, logical 2, presence 2, copy 2."
CASE = EDITIONS / EDITION / "cases" / "drobin-2014.yaml"


def compiled(*words: str) -> int:
    return main(["--lang", "en", "edition", "compile", EDITION, *words])


def test_the_artefact_is_written_with_its_name_and_the_kinds_of_its_checks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gmina.json"
    assert compiled("-o", str(path), "--year", "2014") == OK
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert capsys.readouterr().out == f"gmina.json: SHA-256 {sha256} · {COUNTS}\n"
    assert json.loads(path.read_bytes())["edition"] == EDITION


def test_without_a_file_the_bytes_are_on_the_screen_and_the_rest_on_the_error_output(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert compiled() == OK
    out, err = capfdbinary.readouterr()
    assert err.decode() == f"SHA-256 {hashlib.sha256(out).hexdigest()} · {COUNTS}\n"


def test_the_sentences_are_in_the_language_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    compiled("--as", "text")
    assert capsys.readouterr().out.splitlines()[0] == "tree.population.total.all [error] residents = women + men"
    main(["edition", "compile", EDITION, "--as", "text"])
    assert (
        capsys.readouterr().out.splitlines()[0] == "tree.population.total.all [błąd] mieszkańcy = kobiety + mężczyźni"
    )


def test_the_vtl_is_for_the_year_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    compiled("--as", "vtl", "--year", "2014")
    assert 'OWN := NUMBERS[sub FREQ = "A", FORM_YEAR = 2014];' in capsys.readouterr().out
    compiled("--as", "vtl")
    assert 'OWN := NUMBERS[sub FREQ = "A", FORM_YEAR = 2015];' in capsys.readouterr().out


def test_the_structure_says_what_its_data_refer_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gmina.xml"
    compiled("--as", "sdmx", "-o", str(path))
    assert capsys.readouterr().out.startswith("gmina.xml: DROGOWSKAZ:OZPS_GMINA_2014(1.0.0) · ")
    assert path.read_bytes().startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<mes:Structure ")


def test_a_year_that_the_edition_is_not_for_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert compiled("--year", "2025") == UNUSABLE
    assert capsys.readouterr().err == "The edition “ozps-gmina-2014” is not for the year 2025. It is for: 2014, 2015.\n"


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compiled("-o", str(tmp_path / "missing" / "gmina.json")) == UNUSABLE
    assert capsys.readouterr().err == "gmina.json: The file cannot be written.\n"
    assert [*tmp_path.iterdir()] == []


def test_a_filled_form_is_exported_as_observations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drobin.csv"
    assert export.run(CASE, path, edition=None, lang="en") == OK
    assert capsys.readouterr().out == "drobin.csv: 120 cells filled in\n"
    written = path.read_bytes().decode().split("\r\n")
    assert (
        written[1]
        == "dataflow,DROGOWSKAZ:OZPS_GMINA_2014(1.0.0),A,1419053,2014,population__total,2012,8316,A,PERSON,0,"
    )
    assert len(written) == 1 + 120 + 1


def test_an_export_goes_to_the_screen_when_no_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    export.run(CASE, None, edition=None, lang="en")
    out, err = capsys.readouterr()
    assert (out.count("\n"), err) == (121, "120 cells filled in\n")


def test_a_file_that_is_no_form_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with pytest.raises(Unusable, match="Files of this kind are not read"):
        export.run(tmp_path / "form.pdf", path, edition=None, lang="en")
    assert not path.exists()
