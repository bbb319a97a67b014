"""Everything about a unit in one file: complete, readable, and only for its administrator."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from people import NOON

from drogowskaz.assessments.models import Assessment, Cell
from drogowskaz.audit.models import Entry
from drogowskaz.config.cli import main
from drogowskaz.engine.workflow import Refused
from drogowskaz.home.actions import export_unit
from drogowskaz.home.queries.export import ELSEWHERE, belonging
from drogowskaz.organisations.enums import Kind, Reach, Role
from drogowskaz.organisations.models import Grant, Invitation, Organisation, User
from drogowskaz.territory.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

OUTSIDE = {"User", "Source", "CrosswalkEntry", "Watch"}
"""People are named, sources follow what cites them, the rest belongs to no unit."""


@pytest.fixture
def gmina() -> Unit:
    return Unit.objects.get(code="9901012")


def holder(role: Role, unit: Unit, address: str = "ewa@example.org") -> User:
    person = User.objects.create_user(address, name="Ewa Przykładowa")
    Grant.objects.create(person=person, role=role, reach=Reach.UNIT, unit=unit, valid_from=dt.date(2026, 1, 1))
    return person


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def rows(file: zipfile.ZipFile, label: str) -> list[dict[str, object]]:
    return json.loads(file.read(f"dane/{label}.json"))


def test_every_model_is_in_the_file_or_known_to_stand_outside(gmina: Unit) -> None:
    ours = {model for model in apps.get_models() if model.__module__.startswith("drogowskaz.")}
    within = {model for model in ours if model._meta.app_label not in ELSEWHERE}
    inside = {model.__name__ for model in belonging([gmina])}
    assert {model.__name__ for model in within} - inside == OUTSIDE


def test_the_form_reads_back_by_the_check_command_and_nothing_of_others_is_there(
    gmina: Unit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = opened(export_unit(unit=gmina, actor=None, at=NOON, lang="pl"))
    names = [name for name in file.namelist() if name.startswith("oceny/")]
    assert names == ["oceny/2025.csv", "oceny/2026.csv"]
    (tmp_path / "2025.csv").write_bytes(file.read("oceny/2025.csv"))
    assert main(["check", str(tmp_path / "2025.csv"), "--edition", "ozps-gmina-2025", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["filled"] == Cell.objects.filter(assessment__year=2025).count()
    forms = Assessment.objects.filter(unit=gmina).order_by("pk").values_list("pk", flat=True)
    assert [one["pk"] for one in rows(file, "assessments.Assessment")] == list(forms)


def test_organisations_people_sources_and_the_log_go_along_and_secrets_do_not(gmina: Unit) -> None:
    ewa = holder(Role.TENANT_ADMIN, gmina)
    circle = Organisation.objects.create(name="Koło Próbne", kind=Kind.KGW, unit=gmina, created_at=NOON, created_by=ewa)
    Invitation.objects.create(
        email="jan@example.org",
        organisation=circle,
        position="member",
        token_digest="very secret",
        invited_at=NOON,
        expires_at=NOON,
    )
    content = export_unit(unit=gmina, actor=ewa, at=NOON, lang="pl")
    file = opened(content)
    assert "Koło Próbne" in [one["fields"]["name"] for one in rows(file, "organisations.Organisation")]  # type: ignore[index]
    assert "jan@example.org" in [one["fields"]["email"] for one in rows(file, "organisations.Invitation")]  # type: ignore[index]
    assert json.loads(file.read("osoby.json"))[str(ewa.pk)] == "Ewa Przykładowa"
    assert "Zmyślony przykład" in rows(file, "assessments.Source")[0]["fields"]["title"]  # type: ignore[index]
    verbs = [one["fields"]["verb"] for one in json.loads(file.read("dziennik.json"))]
    assert verbs[:2] == ["assessment.loaded", "assessment.published"]
    everything = b"".join(file.read(name) for name in file.namelist())
    assert (b"very secret" in everything, b"ewa@example.org" in everything) == (False, False)


def test_taking_everything_leaves_a_trace(gmina: Unit) -> None:
    export_unit(unit=gmina, actor=holder(Role.TENANT_ADMIN, gmina), at=NOON, lang="pl")
    assert Entry.objects.filter(verb="unit.exported", thing_id=str(gmina.pk)).count() == 1


@pytest.mark.parametrize("role", [Role.DATA_EDITOR, Role.APPROVER])
def test_others_of_the_unit_cannot_take_everything(gmina: Unit, role: Role) -> None:
    with pytest.raises(Refused):
        export_unit(unit=gmina, actor=holder(role, gmina), at=NOON, lang="pl")


def test_the_administrator_gets_a_file_and_an_outsider_and_a_visitor_do_not(gmina: Unit, client: Client) -> None:
    address = "/jednostka/9901012/wszystko.zip"
    refused = [client.post(address).status_code]
    client.force_login(User.objects.create_user("obca@example.org", name="Obca"))
    refused.append(client.post(address).status_code)
    client.force_login(holder(Role.TENANT_ADMIN, gmina))
    answer = client.post(address)
    assert (refused, answer.status_code, answer["Content-Type"]) == ([403, 403], 200, "application/zip")
    assert client.get(address).status_code == 405
