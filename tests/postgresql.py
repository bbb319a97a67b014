"""A PostgreSQL server of our own for one test run: Debian's programs, a folder that disappears, a socket only."""

import getpass
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pytest


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    other = shutil.which("initdb")
    return Path(other).resolve().parent if other else None


def needed() -> None:
    """Skip the test that asks where PostgreSQL is not installed; fail it where the run says it may not be skipped."""
    if programs() is None:
        reason = "PostgreSQL is not installed (Debian: apt-get install postgresql)."
        if "postgresql" in os.environ.get("DROGOWSKAZ_TESTS_REQUIRE", "").split(","):
            pytest.fail(f"{reason} DROGOWSKAZ_TESTS_REQUIRE names postgresql.")
        pytest.skip(reason)


class Server:
    """Started with `start`, gone with `stop`. `address` fits DROGOWSKAZ_DATABASE."""

    def __init__(self) -> None:
        self.bin = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="drogowskaz-pg-"))
        # initdb refuses root, so as root the server runs as Debian's user of that name.
        self.user = "postgres" if os.getuid() == 0 else getpass.getuser()
        self.address = f"postgresql://{self.user}@/postgres?host={self.folder}"

    def start(self, *, fsync: bool = False) -> None:
        """With `fsync` a commit is on the disk when it is told, as in earnest; tests do without."""
        assert self.bin, "PostgreSQL is not installed"
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        self._run(["initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        options = f"-k {self.folder} -c listen_addresses= -c fsync={'on' if fsync else 'off'} -c max_connections=50"
        self._run(["pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start"])

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection to it that needs no transaction."""
        return psycopg.connect(self.address, autocommit=True)

    def stop(self) -> None:
        if self.bin and (self.folder / "data").exists():
            self._run(["pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop"], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, command: list[str], *, check: bool = True) -> None:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        whole = [*as_user, str(self.bin / command[0]), *command[1:]] if self.bin else command
        done = subprocess.run(whole, capture_output=True, text=True, cwd=self.folder, check=False)
        if check and done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def end_others(database: dict[str, Any]) -> None:
    """End every idle connection to the databases of the tests."""
    whose = f"host={database['HOST']} user={database['USER']} dbname=postgres"
    idle = "datname LIKE 'test_%' AND state = 'idle'"
    with psycopg.connect(whose, autocommit=True) as connection:
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {idle}")
