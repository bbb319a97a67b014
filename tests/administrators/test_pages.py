"""Every command of the pages for administrators works, in their order, on a machine in a folder."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import postgresql
import pytest
from administrators.cloning import ROOT
from administrators.machine import PAGES, STAND_INS, Machine, blocks

from drogowskaz.engine.parameters import DEFINITIONS

OURS = {"drogowskaz-web.service", "drogowskaz-worker.service", "drogowskaz-backup.service", "drogowskaz-backup.timer"}


@pytest.fixture
def server() -> Iterator[postgresql.Server]:
    postgresql.needed()
    made = postgresql.Server()
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def machine(server: postgresql.Server) -> Iterator[Machine]:
    folder = Path(tempfile.mkdtemp(prefix="dm-"))
    made = Machine(folder, server)
    shutil.copy(DEFINITIONS / "territory" / "demo.csv", folder / "tmp" / "TERC.csv")
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


def test_a_site_is_installed_watched_backed_up_restored_and_upgraded_as_the_pages_say(machine: Machine) -> None:
    said = {
        page: [machine.run(commands) for _heading, commands in blocks(page)]
        for page in ("install.md", "running.md", "backup.md", "upgrade.md")
    }
    installed = "\n".join(said["install.md"])
    assert "/zaproszenie/" in installed
    assert '{"status": "ok", "failing": []}' in installed
    assert len(said["install.md"]) > 8
    assert "Traceback" not in str(said)
    log = (machine.folder / "drogowskaz-web.log").read_text()
    assert '"path": "/zdrowie/gotowosc/"' in log


def test_an_office_on_sqlite_moves_to_postgresql_as_the_page_says(machine: Machine) -> None:
    for heading, commands in blocks("install.md"):
        if heading not in ("Database", "nginx and the certificate", "Look"):
            machine.run(commands)
        if heading == "Settings":
            machine.run("sed -i /^DROGOWSKAZ_DATABASE=/d /etc/drogowskaz/environment")
    assert (machine.folder / "var/lib/drogowskaz/drogowskaz.sqlite3").exists()
    said = [machine.run(commands) for _heading, commands in blocks("postgresql.md")]
    assert f"DROGOWSKAZ_DATABASE=postgresql:///ozps?host={machine.server.folder}" in said[0]
    assert "PostgreSQL 1" in said[1]


def test_every_program_that_is_replaced_is_named_with_its_reason_and_used() -> None:
    commands = "\n".join(text for page in PAGES.glob("*.md") for _heading, text in blocks(page.name))
    assert [name for name in STAND_INS if not re.search(rf"\b{name}\b", commands)] == []


def test_the_units_are_understood_by_systemd(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed (Debian: apt-get install systemd).")
    assert {path.name for path in (ROOT / "deploy").glob("drogowskaz-*.*")} == OURS
    for name in OURS:
        # The programs themselves are not on this machine, so that something that is stands for them.
        text = re.sub(r"^(Exec\w+=)\S+", r"\g<1>/bin/true", (ROOT / "deploy" / name).read_text("utf-8"), flags=re.M)
        (tmp_path / name).write_text(text, "utf-8")
    for name in sorted(OURS):
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True, check=False
        )
        told = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "drogowskaz" in line]
        assert (done.returncode, told) == (0, []), done.stderr


def test_nginx_understands_its_site(tmp_path: Path, server: postgresql.Server) -> None:
    if shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx).")
    machine = Machine(tmp_path, server)
    for heading, commands in blocks("install.md"):
        if heading == "The program" or (heading == "nginx and the certificate" and "openssl" in commands):
            machine.run(commands)
