"""The frozen forms of a region as one file: what the national run reads, byte for byte as they were signed."""

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from signatures import APRIL, Signed, ready

from drogowskaz.assessments.actions.verification import accept_form, return_form
from drogowskaz.assessments.queries.packages import content_of
from drogowskaz.engine.national.folder import read_folder

pytestmark = pytest.mark.django_db

ADDRESS = "/en/wojewodztwo/14/formularze/2014/zamrozone/"


@pytest.fixture
def made() -> Signed:
    return ready()


def client(made: Signed) -> Client:
    given = Client()
    given.force_login(made.rops)
    return given


def opened(made: Signed, which: str) -> zipfile.ZipFile:
    response = client(made).get(f"{ADDRESS}?ktore={which}")
    assert response["Content-Disposition"] == f'attachment; filename="{which}-14-2014.zip"'
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))  # type: ignore[arg-type]


def test_a_folder_of_the_unpacked_file_is_read_by_the_national_run(made: Signed, tmp_path: Path) -> None:
    package = made.sign_and_send()
    with opened(made, "przeslane") as file:
        assert sorted(file.namelist()) == ["1419053-2014.part", "CZYTAJ.txt", "units.csv"]
        file.extractall(tmp_path / "parts")
    with zipfile.ZipFile(io.BytesIO(content_of(package.sha256))) as signed:
        assert (tmp_path / "parts" / "1419053-2014.part").read_bytes() == signed.read("1419053-2014.part")
    country = read_folder(tmp_path / "parts")
    assert (country.matrix.forms, country.refused) == (1, ())
    assert [(one.present, one.missing) for one in country.coverage] == [(1, ())]


def test_accepted_ones_are_told_from_those_that_wait(made: Signed) -> None:
    made.sign_and_send()
    nothing = client(made).get(f"{ADDRESS}?ktore=przyjete")
    assert (nothing.status_code, "There is no such form yet" in nothing.content.decode()) == (404, True)
    accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    with opened(made, "przyjete") as file:
        assert "1419053-2014.part" in file.namelist()


def test_a_returned_form_is_there_as_it_was_sent(made: Signed) -> None:
    made.sign_and_send()
    return_form(assessment=made.again(), version=1, reason="Proszę sprawdzić.", actor=made.rops, at=APRIL)
    made.put("population.total", 3)
    with opened(made, "przeslane") as file:
        assert "1419053-2014.part" in file.namelist()


def test_what_was_only_signed_is_not_there(made: Signed) -> None:
    made.sign()
    page = client(made).get(ADDRESS)
    assert page.status_code == 200
    assert "?ktore" not in page.content.decode()
    assert client(made).get(f"{ADDRESS}?ktore=przeslane").status_code == 404
    assert client(made).get(f"{ADDRESS}?ktore=nie-ma").status_code == 404


def test_a_form_whose_file_is_missing_is_told_in_the_file(made: Signed, settings: Settings) -> None:
    made.sign_and_send()
    settings.DATA = settings.DATA / "elsewhere"
    with opened(made, "przeslane") as file:
        assert "1419053-2014.part" not in file.namelist()
        assert "Drobin" in file.read("CZYTAJ.txt").decode()
