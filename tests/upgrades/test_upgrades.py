"""A database of every released version comes up to date and still says what it said.

Each snapshot holds the example of its version: SQL text of a SQLite database, written by tools/snapshot.py.
"""

import os
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

SNAPSHOTS = sorted(Path(__file__).parent.glob("*.sql"))
READ = """
import django; django.setup()
from django.contrib.auth.models import AnonymousUser
from drogowskaz.assessments.queries import readable, sheet_of
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.territory.queries import search
for one in readable(AnonymousUser()):
    result = check_sheet(sheet_of(one))
    print(one.unit.full_name, one.year, result.sheet.filled, [finding.check.id for finding in result.findings])
print([unit.code for unit in search("janow lub")])
"""


def test_the_present_version_has_its_snapshot() -> None:
    assert version("drogowskaz") in {path.stem for path in SNAPSHOTS}


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem)
def test_a_database_of_an_older_version_is_upgraded_with_nothing_lost(snapshot: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "drogowskaz.sqlite3")
    database.executescript(snapshot.read_text("utf-8"))
    database.close()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {**kept, "DROGOWSKAZ_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "drogowskaz.config.settings"}
    program = str(Path(sys.executable).parent / "drogowskaz")
    subprocess.run([program, "manage", "migrate", "--verbosity", "0"], env=settings, check=True)
    done = subprocess.run([sys.executable, "-c", READ], env=settings, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "gmina Drobin 2014 120 ['ch2.late_gus', 'forecast.population']",
        "['0605053']",
    ]
