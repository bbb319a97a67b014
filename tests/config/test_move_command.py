"""`drogowskaz move` and backups across the two engines."""

import itertools
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from installations import DROGOWSKAZ, Installation

COUNT = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"


def tables_in(address: str) -> int:
    with psycopg.connect(address) as connection:
        found = connection.execute(COUNT).fetchone()
    assert found is not None
    return int(found[0])


def test_everything_moves_and_the_site_goes_on_there(
    example_installation: Installation, empty_database: str, tmp_path: Path
) -> None:
    told = example_installation.run("move", "--to", empty_database)
    assert "the same on both sides." in told
    assert f"Set DROGOWSKAZ_DATABASE={empty_database} and start the site and its worker." in told
    moved = Installation(example_installation.folder, empty_database)
    assert moved.run("verify", "audit").startswith("The log is whole")
    added = "from drogowskaz.organisations.models import User; print(User.objects.create_user('n@example.org').pk)"
    last = "from drogowskaz.organisations.models import User; print(User.objects.order_by('-pk').first().pk)"
    assert int(moved.python(added)) == int(example_installation.python(last)) + 1


def test_a_second_move_finds_the_database_taken_and_leaves_it_alone(
    example_installation: Installation, empty_database: str
) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
    told = example_installation.run("move", "--to", empty_database, code=2)
    assert "The new database is not empty: it has the table “recipes”." in told
    assert tables_in(empty_database) == 1


@pytest.mark.parametrize("address", ["sqlite:///other.sqlite3", "postgresql://", "mysql://a/b", "nowhere"])
def test_an_address_that_is_none_is_told(example_installation: Installation, address: str) -> None:
    told = example_installation.run("move", "--to", address, code=2)
    assert told == "Give the new database as postgresql://user:password@host:port/name.\n"


def test_a_server_that_is_not_there_is_told_without_the_password(example_installation: Installation) -> None:
    told = example_installation.run("move", "--to", "postgresql://ewa:sekret@127.0.0.1:1/ozps", code=2)
    assert "The new database cannot be reached:" in told
    assert "sekret" not in told


def test_a_move_that_is_interrupted_leaves_the_database_empty(
    example_installation: Installation, empty_database: str
) -> None:
    words = [*DROGOWSKAZ, "move", "--to", empty_database]
    with subprocess.Popen(words, env=example_installation.environment, stderr=subprocess.DEVNULL) as moving:
        with psycopg.connect(empty_database, autocommit=True) as connection:
            locks = "SELECT count(*) > 100 FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
            while connection.execute(locks).fetchone() == (False,) and moving.poll() is None:
                time.sleep(0.05)
            assert moving.poll() is None, "the move ended before it could be interrupted"
        moving.send_signal(signal.SIGKILL)
    assert moving.returncode == -signal.SIGKILL
    assert tables_in(empty_database) == 0


def test_a_value_that_postgresql_does_not_take_is_told_and_nothing_is_kept(
    example_installation: Installation, empty_database: str, tmp_path: Path
) -> None:
    other = example_installation.copy(tmp_path / "data")
    other.python(r"from drogowskaz.organisations.models import User; User.objects.update(name='a\x00b')")
    told = other.run("move", "--to", empty_database, code=2)
    assert "The new database does not take the rows:" in told
    assert tables_in(empty_database) == 0


def test_a_backup_of_one_engine_is_restored_on_the_other_and_back(
    example_installation: Installation, backup: Path, empty_database: str, tmp_path: Path
) -> None:
    there = Installation(tmp_path / "there", empty_database)
    there.run("restore", str(backup))
    assert there.files() == example_installation.files()
    there.run("backup", "-o", str(tmp_path / "there.tar"))
    assert "There is data here already" in there.run("restore", str(tmp_path / "there.tar"), code=2)
    there.run("restore", str(tmp_path / "there.tar"), "--force")
    assert len([*there.folder.glob("before-*/before.tar")]) == 1
    sums = (
        "from drogowskaz.config.copies.databases import *; from drogowskaz.config.copies.rows import *\n"
        "print([(t.name, sum_of(t, 'default')) for t in map(Table, models_at(migrations_of('default')))])"
    )
    assert there.python(sums) == example_installation.python(sums)


def test_what_the_site_writes_meanwhile_is_told(
    example_installation: Installation, empty_database: str, tmp_path: Path
) -> None:
    site, ended = example_installation.copy(tmp_path / "data"), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(site.folder / "drogowskaz.sqlite3", timeout=30)) as database:
            for number in itertools.count():
                with database:
                    database.execute("UPDATE organisations_user SET name = ?", [str(number)])
                if ended.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        told = site.run("move", "--to", empty_database, code=1)
    finally:
        ended.set()
        writer.join()
    assert "While this was copied the site wrote: organisations_user. What was written after " in told
    assert "Set DROGOWSKAZ_DATABASE" not in told


@pytest.mark.parametrize("words", [(), ("--force",)])
def test_tables_of_another_program_are_never_dropped(
    backup: Path, empty_database: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
    told = Installation(tmp_path / "data", empty_database).run("restore", str(backup), *words, code=2)
    assert "The database has tables of another program: recipes." in told
    assert tables_in(empty_database) == 1
