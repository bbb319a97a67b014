"""The administrator of a small office: installs, imports TERYT, opens a campaign, backs up, loses everything, restores
it byte for byte, moves to PostgreSQL, and the site serves from both. Only commands, as typed."""

import json
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import postgresql
import pytest
from installations import DROGOWSKAZ, Installation

pytestmark = pytest.mark.journey_10

SEALED = "The log is whole: "
WELL = {"database", "migrations", "durability", "worker", "letters", "queue", "register", "log", "clock", "backup"}
"""What `doctor` must find well; a mail server and a closed disk no test machine has."""


@pytest.fixture
def empty_postgresql() -> Iterator[str]:
    postgresql.needed()
    server = postgresql.Server()
    server.start(fsync=True)
    try:
        yield server.address
    finally:
        server.stop()


@contextmanager
def serving(site: Installation) -> Iterator[int]:
    """The port of the site with its worker, for as long as the `with` lasts."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    words = [*DROGOWSKAZ, "serve", "--port", str(port)]
    with subprocess.Popen(words, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert b"Drogowskaz" in process.stdout.readline()
        try:
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def ask(port: int, address: str) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def wait_until_ready(port: int) -> str:
    """What the site answers once it listens and its worker has given a sign of life."""
    for _try in range(300):
        with suppress(OSError):
            status, told = ask(port, "/zdrowie/gotowosc/")
            if status == 200:
                return told
        time.sleep(0.1)
    pytest.fail("The site did not become ready.")


def look_around(site: Installation) -> None:
    """The site serves its pages and calls itself ready, and `doctor` finds it well while it runs."""
    with serving(site) as port:
        assert wait_until_ready(port) == '{"status": "ok", "failing": []}'
        status, page = ask(port, "/wojewodztwo/06/cykle/2025/")
        assert status == 200
        assert "Godziszów" in page
        found = {one["check"]: one["grade"] for one in json.loads(site.run("doctor", "--format", "json", code=1))}
    assert {name for name, grade in found.items() if grade == "well"} >= WELL
    assert "wrong" not in found.values()


def test_an_installation_is_made_lost_restored_and_moved(shared: Path, tmp_path: Path, empty_postgresql: str) -> None:
    site, file = Installation(tmp_path / "drogowskaz"), tmp_path / "copy.tar"

    site.run("manage", "migrate", "-v0")
    site.run("territory", "import", str(shared / "teryt_terc.csv"))
    assert "/zaproszenie/" in site.run("operator", "add", "ewa@gmina.example")
    assert "opened now 8, open before 0" in site.run("campaign", "open", "0605", "2025")
    (site.folder / "packages").mkdir()
    (site.folder / "packages" / "signed.zip").write_bytes(bytes(range(256)))
    site.run("backup", "-o", str(file))
    look_around(site)

    site.run("backup", "-o", str(tmp_path / "later.tar"))
    rows, files = site.dump(), site.files()
    shutil.rmtree(site.folder)
    site.run("restore", str(tmp_path / "later.tar"))
    assert (site.dump(), site.files()) == (rows, files)
    assert "There is data here already" in site.run("restore", str(file), code=2)

    assert "the same on both sides." in site.run("move", "--to", empty_postgresql)
    assert "is not empty" in site.run("move", "--to", empty_postgresql, code=2)
    moved = Installation(site.folder, empty_postgresql)
    moved.run("backup", "-o", str(tmp_path / "moved.tar"))
    look_around(moved)
    assert moved.run("verify", "audit").startswith(SEALED)
