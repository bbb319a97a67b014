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


DECIDED = """
import django; django.setup()
from drogowskaz.assessments.models import Decision, Offer
offer, decision = Offer.objects.get(), Decision.objects.get()
same = decision.taken.get() == offer == decision.offers.get()
print(offer.fate, decision.ruling, decision.number, decision.version, same)
"""


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem)
def test_a_database_of_an_older_version_is_upgraded_with_nothing_lost(snapshot: Path, tmp_path: Path) -> None:
    restored(snapshot, tmp_path).close()
    assert upgraded_and_asked(tmp_path, READ) == [
        "gmina Drobin 2014 120 ['ch2.late_gus', 'forecast.population']",
        "['0605053']",
    ]


def test_a_value_accepted_before_decisions_were_kept_is_a_decision(tmp_path: Path) -> None:
    database = restored(Path(__file__).parent / "0.5.0.sql", tmp_path)
    form, row, number, version = database.execute(
        "SELECT assessment_id, row, number, version FROM assessments_cell WHERE offset = 0 AND state = 1 LIMIT 1"
    ).fetchone()
    database.execute("UPDATE assessments_cell SET supplier = 'KGW' WHERE row = ? AND offset = 0", [row])
    database.execute(
        "INSERT INTO assessments_offer (assessment_id, row, offset, state, number, text, supplier, origin, at,"
        " accepted_at) VALUES (?, ?, 0, 1, ?, '', 'KGW', '', '2026-03-01 12:00:00', '2026-03-02 12:00:00')",
        [form, row, number],
    )
    database.commit()
    database.close()
    assert upgraded_and_asked(tmp_path, DECIDED) == [f"taken one {number} {version} True"]


def restored(snapshot: Path, folder: Path) -> sqlite3.Connection:
    """The database of a released version, in the folder."""
    database = sqlite3.connect(folder / "drogowskaz.sqlite3")
    database.executescript(snapshot.read_text("utf-8"))
    return database


def upgraded_and_asked(folder: Path, question: str) -> list[str]:
    """The lines an installation prints once the program of today has brought its database up to date."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {**kept, "DROGOWSKAZ_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "drogowskaz.config.settings"}
    program = str(Path(sys.executable).parent / "drogowskaz")
    subprocess.run([program, "manage", "migrate", "--verbosity", "0"], env=settings, check=True)
    done = subprocess.run([sys.executable, "-c", question], env=settings, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()
