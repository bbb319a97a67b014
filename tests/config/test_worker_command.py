"""`drogowskaz worker`, and the worker inside `serve`."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from mailboxes import Watched
from pytest_django.fixtures import Settings

from drogowskaz.config.commands.worker import Background
from drogowskaz.notifications import actions
from drogowskaz.notifications.models import Message

CONTEXT = {"link": "https://gmina.example/konto/link/abc/", "host": "gmina.example"}


def post() -> Message:
    at = timezone.now()
    with transaction.atomic():
        letter = actions.post(
            event="organisations.sign_in_link",
            thing="1",
            address="zofia@example.org",
            at=at,
            context={**CONTEXT, "until": at},
        )
    assert letter is not None
    return letter


@pytest.fixture
def server(settings: Settings) -> type[Watched]:
    """A mail server that waits to be let, and the queue in the database as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = "mailboxes.Watched"
    Watched.begun.clear()
    Watched.let.clear()
    return Watched


@pytest.mark.django_db(transaction=True)
def test_the_worker_beside_the_site_sends_what_the_site_wrote(server: type[Watched]) -> None:
    letter = post()
    server.let.set()
    with Background():
        assert server.begun.wait(30)
    letter.refresh_from_db()
    assert letter.sent_at is not None
    assert [sent.to for sent in mail.outbox] == [["zofia@example.org"]]
    assert [*DBTaskResult.objects.values_list("status", flat=True)] == ["SUCCESSFUL"]


@pytest.mark.django_db(transaction=True)
def test_stopping_in_the_middle_of_a_letter_finishes_it(server: type[Watched]) -> None:
    letter = post()
    with Background() as worker:
        assert server.begun.wait(30)
        threading.Timer(0.2, server.let.set).start()
    assert not worker.thread.is_alive()
    letter.refresh_from_db()
    assert letter.sent_at is not None
    assert [*DBTaskResult.objects.values_list("status", flat=True)] == ["SUCCESSFUL"]


def test_the_site_with_its_worker_stops_cleanly_and_says_where_letters_are(tmp_path: Path) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = str(trial.getsockname()[1])
    environment = {
        **os.environ,
        "DROGOWSKAZ_DATA": str(tmp_path),
        "DROGOWSKAZ_DATABASE": f"sqlite:///{tmp_path}/site.sqlite3",
        "PYTHONUNBUFFERED": "1",
    }
    drogowskaz = [sys.executable, "-c", "import sys; from drogowskaz.config.cli import main; sys.exit(main())"]
    subprocess.run([*drogowskaz, "manage", "migrate", "-v0"], env=environment, check=True)
    words = [*drogowskaz, "--lang", "en", "serve", "--port", port]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as site:
        assert site.stdout is not None
        assert [site.stdout.readline() for _line in range(2)] == [
            f"Drogowskaz is at http://127.0.0.1:{port}/ – stop it with Ctrl+C.\n",
            f"Letters, with their links for signing in, are files in {tmp_path}/mail.\n",
        ]
        site.send_signal(signal.SIGINT)
        told = site.communicate(timeout=60)
    assert (site.returncode, *told) == (0, "", "")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_worker_of_its_own_starts_and_stops_cleanly(tmp_path: Path, ending: signal.Signals) -> None:
    environment = {
        **os.environ,
        "DROGOWSKAZ_DATA": str(tmp_path),
        "DROGOWSKAZ_DATABASE": f"sqlite:///{tmp_path}/worker.sqlite3",
        "PYTHONUNBUFFERED": "1",
    }
    drogowskaz = [sys.executable, "-c", "import sys; from drogowskaz.config.cli import main; sys.exit(main())"]
    subprocess.run([*drogowskaz, "manage", "migrate", "-v0"], env=environment, check=True)
    with subprocess.Popen(
        [*drogowskaz, "--lang", "en", "worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "The worker has started – stop it with Ctrl+C.\n"
        worker.send_signal(ending)
        told = worker.communicate(timeout=60)
    assert (worker.returncode, *told) == (0, "", "")
