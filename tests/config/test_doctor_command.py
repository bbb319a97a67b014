"""`drogowskaz doctor`: each check on something well and on something spoilt."""

import datetime as dt
import json
import socket
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.utils import timezone
from installations import Installation
from people import unit
from pytest_django.fixtures import Settings

from drogowskaz.audit.models import Entry
from drogowskaz.config import heartbeat
from drogowskaz.config.checkup import deployment, machine, work
from drogowskaz.config.checkup.finding import Finding, Grade
from drogowskaz.config.copies.files import NOTE
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.models import Tenancy, User
from drogowskaz.territory.models import RegisterImport

WELL, MIND, WRONG = Grade.WELL, Grade.MIND, Grade.WRONG


def letter(**fields: object) -> Message:
    at = timezone.now() - dt.timedelta(hours=2)
    return Message.objects.create(
        event="a.b", thing=str(len(fields)), address="a@example.org", language="pl", created_at=at, due_at=at, **fields
    )


def asked_for_advice(found: Finding) -> bool:
    """Whatever is not well says what to do, in both languages."""
    return found.grade == WELL or bool(found.advised("en"))


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.DATA = folder
    return folder


def test_a_folder_open_to_others_is_minded_and_a_key_open_to_others_is_wrong(data: Path) -> None:
    (data / "secret-key").touch(0o600)
    assert (machine.folder().grade, machine.key().grade) == (WELL, WELL)
    data.chmod(0o755)
    (data / "secret-key").chmod(0o640)
    assert (machine.folder().grade, machine.key().grade) == (MIND, WRONG)
    assert machine.key().advised("en") == f"Run: chmod 600 {data}/secret-key"


@pytest.mark.parametrize(("hours", "grade"), [(1, WELL), (47, WELL), (49, MIND), (200, WRONG)])
def test_the_age_of_the_last_backup_is_told(data: Path, hours: int, grade: Grade) -> None:
    at = timezone.now() - dt.timedelta(hours=hours)
    (data / NOTE).write_text(json.dumps({"at": at.isoformat(), "file": "x.tar"}))
    assert machine.backup().grade == grade


@pytest.mark.parametrize("note", [None, "", "{}", '{"at": "yesterday", "file": 1}'])
def test_a_note_that_is_absent_or_no_note_means_no_backup(data: Path, note: str | None) -> None:
    if note is not None:
        (data / NOTE).write_text(note)
    assert machine.backup().told("en") == "No backup has been made here yet."


def test_a_mail_server_that_answers_is_well_and_nothing_is_sent(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "127.0.0.1", False, ""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = trial.getsockname()[1]
    server = Controller(handler=object(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
    server.start()
    try:
        found = machine.mail()
    finally:
        server.stop()
    assert (found.grade, found.told("en")) == (WELL, f"The mail server 127.0.0.1:{settings.EMAIL_PORT} answers (250).")


def test_a_mail_server_that_is_away_and_one_that_is_not_named_are_told(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    assert machine.mail().told("en").startswith("The mail server 127.0.0.1:1 does not answer: ")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert machine.mail().grade == MIND


@pytest.mark.django_db
def test_a_worker_is_well_while_it_gives_signs_of_life() -> None:
    cache.delete(heartbeat.KEY)
    assert work.worker().grade == WRONG
    heartbeat.beat(at=timezone.now())
    assert work.worker().grade == WELL
    heartbeat.beat(at=timezone.now() - heartbeat.SILENT)
    assert work.worker().told("en").startswith("The worker was last alive at ")


@pytest.mark.django_db
def test_letters_given_up_are_minded_and_letters_overdue_are_wrong() -> None:
    assert work.letters().grade == WELL
    letter(given_up_at=timezone.now(), last_error="550")
    assert work.letters().told("en") == "Letters given up in the last week: 1."
    letter()
    assert work.letters().told("en") == "Letters that should have left an hour ago: 1."


@pytest.mark.django_db
def test_the_register_is_wrong_when_absent_and_minded_when_old() -> None:
    assert work.register().grade == WRONG
    told = {"content": "register", "file_name": "a", "imported_at": timezone.now(), "counts": {}}
    RegisterImport.objects.create(**told, state_on=dt.date(2020, 1, 1))
    assert work.register().told("en") == "The register of territorial units is of 2020-01-01."
    RegisterImport.objects.create(**told, state_on=timezone.localdate())
    assert work.register().grade == WELL


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "log", "clock"), [(0, WELL, WELL), (-2, MIND, WELL), (2, WELL, WRONG)])
def test_an_old_entry_without_a_seal_and_one_from_the_future_are_told(hours: int, log: Grade, clock: Grade) -> None:
    at = timezone.now() + dt.timedelta(hours=hours)
    Entry.objects.create(at=at, actor_name="operator", verb="a", thing="b", thing_id="1")
    assert (work.log().grade, work.clock().grade) == (log, clock)


@pytest.mark.django_db
def test_the_database_its_tables_and_its_durability_are_looked_at() -> None:
    assert {one().grade for one in (work.database, work.queue)} == {WELL}
    assert work.durability().told("en").startswith("What is saved")


@pytest.mark.django_db
def test_many_units_are_too_many_for_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployment, "MANY", 0)
    assert deployment.engine().grade == WELL
    Tenancy.objects.create(unit=unit(), activated_at=timezone.now())
    assert deployment.engine().grade == (MIND if deployment.connection.vendor == "sqlite" else WELL)


@pytest.mark.django_db
def test_somebody_has_to_administer_the_installation() -> None:
    assert deployment.operators().grade == MIND
    User.objects.create_user("ada@example.org", is_staff=True)
    assert deployment.operators().grade == WELL


@pytest.mark.parametrize(
    ("hosts", "grade"), [(["ozps.gmina.example"], WELL), (["127.0.0.1", "localhost"], WRONG), (["*"], WRONG)]
)
def test_the_site_answers_under_its_own_names(settings: Settings, hosts: list[str], grade: Grade) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert deployment.names().grade == grade
    assert asked_for_advice(deployment.names())


def test_https_and_faults_with_code_are_looked_at(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE, settings.DEBUG = True, False
    assert (deployment.https().grade, deployment.debug().grade) == (WELL, WELL)
    settings.SESSION_COOKIE_SECURE, settings.DEBUG = False, True
    assert (deployment.https().grade, deployment.debug().grade) == (WRONG, WRONG)


def test_an_installation_without_a_database_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    told = Installation(tmp_path / "data").run("doctor", "--format", "json", code=2)
    found = {one["check"]: one for one in json.loads(told)}
    assert found["database"] == {
        "check": "database",
        "name": "database",
        "grade": "wrong",
        "message": "There is no database yet.",
        "advice": "Run: drogowskaz manage migrate",
    }
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_a_database_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    away = Installation(tmp_path / "data", "postgresql://ewa:sekret@127.0.0.1:1/ozps")
    told = away.run("doctor", "--deploy", code=2)
    assert "database: The database does not answer: " in told
    assert "sekret" not in told
