"""Scans on the disk: looked at, taken along by a unit, never left half-written."""

import io
import zipfile

import pytest
from cycles import DECEMBER, opened
from participation.paper.files import PDF, png

from drogowskaz.assessments.models import Cycle
from drogowskaz.config.cli import main
from drogowskaz.home.queries.export import exported
from drogowskaz.participation.actions.paper import PaperDescription, Scan, register_paper
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Confirmation, Paper
from drogowskaz.participation.queries.paper import scan_file

pytestmark = pytest.mark.django_db


def kept(cycle: Cycle, content: bytes = PDF, title: str = "Pismo") -> Paper:
    described = PaperDescription(PaperKind.LETTER_IN, title, DECEMBER.date())
    return register_paper(cycle=cycle, description=described, scan=Scan("a", content), actor=None, at=DECEMBER)


def test_scans_that_nobody_touched_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    cycle = opened()
    kept(cycle)
    kept(cycle, png())
    assert main(["--lang", "en", "verify", "papers"]) == 0
    assert capsys.readouterr().out == "Every scan is as it was registered: 2 scans.\n"


def test_a_changed_and_a_missing_scan_are_found_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    cycle = opened()
    changed, missing = kept(cycle), kept(cycle, png())
    scan_file(changed.sha256, changed.media_type).write_bytes(PDF + b"\n")
    scan_file(missing.sha256, missing.media_type).unlink()
    assert main(["--lang", "en", "verify", "papers"]) == 1
    told = capsys.readouterr().out
    assert f"{changed.sha256}.pdf: The scan was changed" in told
    assert f"{missing.sha256}.png: The scan is missing" in told


def test_a_unit_takes_its_scans_along_but_no_key_to_a_link() -> None:
    cycle = opened()
    paper = kept(cycle)
    Confirmation.objects.create(
        cycle=cycle, paper=paper, email="a@example.org", lang="pl", subject="x", sentences=["y"], thing="t",
        thing_id="1", token_digest="tajne", asked_at=DECEMBER, expires_at=DECEMBER,
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(exported(cycle.unit, [cycle.unit], "dziś", "pl"))) as file:
        assert file.read("pisma/2026-1.pdf") == PDF
        assert "tajne" not in file.read("dane/participation.Confirmation.json").decode()
        assert "Pismo" in file.read("dane/participation.Paper.json").decode()
