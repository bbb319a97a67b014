"""An installation of its own: a folder, a database, and the commands of the program as people run them."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parent.parent
DROGOWSKAZ = [sys.executable, "-c", "import sys; from drogowskaz.config.cli import main; sys.exit(main())"]
PREPARE = "import django; django.setup(); from drogowskaz.config.commands.server import prepare; prepare()"


class Installation:
    """`folder` is its data folder; `database` an address for DROGOWSKAZ_DATABASE, SQLite in the folder when none."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DROGOWSKAZ_")}
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "drogowskaz.config.settings",
            **kept,
            "DROGOWSKAZ_DATA": str(folder),
            "PYTHONUNBUFFERED": "1",
            **({"DROGOWSKAZ_DATABASE": database} if database else {}),
        }

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command in English and give what it said; it must end with this exit code."""
        done = self._done([*DROGOWSKAZ, "--lang", "en", *words])
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def prepare(self) -> None:
        """The example data."""
        done = self._done([sys.executable, "-c", PREPARE])
        assert done.returncode == 0, done.stderr

    def python(self, text: str) -> str:
        """What a few lines of Python print with the models at hand."""
        done = self._done([sys.executable, "-c", f"import django; django.setup()\n{text}"])
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _done(self, words: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False, timeout=300)

    def dump(self) -> list[str]:
        """Every table, index and row of the SQLite database, but for the cache, in an order of its own."""
        with closing(sqlite3.connect(self.folder / "drogowskaz.sqlite3")) as database:
            return sorted(line for line in database.iterdump() if not line.startswith('INSERT INTO "cache"'))

    def files(self) -> dict[str, bytes]:
        """The files that a backup keeps, by name."""
        found = {path.relative_to(self.folder).as_posix(): path for path in self.folder.rglob("*") if path.is_file()}
        return {
            name: path.read_bytes()
            for name, path in found.items()
            if not name.startswith(("drogowskaz.sqlite3", "last-backup.json", "charts/", "documents/", "mail/"))
        }

    def copy(self, folder: Path) -> "Installation":
        """The same installation in another folder."""
        shutil.copytree(self.folder, folder)
        return Installation(folder)
