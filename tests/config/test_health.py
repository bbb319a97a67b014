"""The two addresses for whoever watches the service."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from drogowskaz.config import heartbeat

READY = "/zdrowie/gotowosc/"


def answer(client: Client) -> tuple[int, dict[str, object]]:
    given = client.get(READY)
    return given.status_code, given.json()


@pytest.mark.django_db
def test_being_alive_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        given = client.get("/zdrowie/")
    assert (given.status_code, given.json()) == (200, {"status": "ok"})
    assert given["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.django_db
def test_the_site_is_ready_with_its_tables_and_a_worker(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    heartbeat.beat(at=timezone.now())
    with django_assert_max_num_queries(5):
        given = answer(client)
    assert given == (200, {"status": "ok", "failing": []})


@pytest.mark.django_db
@pytest.mark.parametrize("ago", [heartbeat.SILENT, dt.timedelta(days=3), None])
def test_without_a_living_worker_it_is_not_ready(client: Client, ago: dt.timedelta | None) -> None:
    heartbeat.stop()
    if ago is not None:
        heartbeat.beat(at=timezone.now() - ago)
    assert answer(client) == (503, {"status": "failing", "failing": ["worker"]})


@pytest.mark.django_db
def test_on_an_old_database_it_is_not_ready(client: Client) -> None:
    heartbeat.beat(at=timezone.now())
    MigrationRecorder(connection).record_unapplied("audit", "0003_seals")
    assert answer(client) == (503, {"status": "failing", "failing": ["migrations"]})


@pytest.mark.django_db
def test_without_its_tables_it_is_not_ready_and_says_no_more(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    status, told = answer(client)
    assert (status, told["status"]) == (503, "failing")
    assert "The check of worker failed." in caplog.text


@pytest.mark.django_db
def test_the_proxy_is_not_asked_for_https_here(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/zdrowie/").status_code == 200
    assert client.get("/").status_code == 301
