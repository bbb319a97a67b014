"""Keep a small database of this version: `python tools/snapshot.py` writes tests/upgrades/<version>.sql.

Done once for each release, before the next migration. A test restores every snapshot, upgrades it and reads it.
"""

import os
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PREPARE = """
import django; django.setup()
from drogowskaz.config.commands.server import EXAMPLES, prepare
prepare(EXAMPLES[-1:])
"""
"""The real example only, so that the file stays small."""


def main() -> None:
    """Prepare the example in a folder of its own and write it down as SQL."""
    target = ROOT / "tests" / "upgrades" / f"{version('drogowskaz')}.sql"
    if target.exists():
        sys.exit(f"{target.name} is there already; a snapshot is never rewritten.")
    with TemporaryDirectory() as folder:
        settings = {"DROGOWSKAZ_DATA": folder, "DJANGO_SETTINGS_MODULE": "drogowskaz.config.settings"}
        subprocess.run([sys.executable, "-c", PREPARE], env={**os.environ, **settings}, check=True)
        database = sqlite3.connect(Path(folder) / "drogowskaz.sqlite3")
        target.write_text("\n".join(database.iterdump()) + "\n", "utf-8")
        database.close()


if __name__ == "__main__":
    main()
