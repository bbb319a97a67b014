"""`drogowskaz backup`: one whole file of one moment, whoever writes meanwhile."""

import hashlib
import json
import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

from installations import Installation

from drogowskaz.config.copies.manifest import manifest_of


def manifest_in(file: Path) -> dict[str, object]:
    with tarfile.open(file) as tar:
        part = tar.extractfile("manifest.json")
        assert part is not None
        found: dict[str, object] = json.loads(part.read())
        return found


def test_a_backup_says_what_it_holds_and_is_closed_to_others(
    example_installation: Installation, tmp_path: Path
) -> None:
    told = example_installation.run("backup", "-o", str(tmp_path / "one.tar"))
    manifest = manifest_of(json.dumps(manifest_in(tmp_path / "one.tar")).encode())
    assert told.startswith(f"{tmp_path}/one.tar: {manifest.rows:,} rows".replace(",", "\N{NO-BREAK SPACE}"))
    assert (tmp_path / "one.tar").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in manifest.files] == ["packages/9901012/2025/ł 1.zip", "secret-key"]
    assert [path.name for path in tmp_path.iterdir()] == ["one.tar"]


def test_every_part_has_the_hash_of_the_manifest(backup: Path) -> None:
    manifest = manifest_of(json.dumps(manifest_in(backup)).encode())
    said = {f"tables/{one.name}.jsonl.gz": one.sha256 for one in manifest.tables}
    said |= {f"files/{one.name}": one.sha256 for one in manifest.files}
    with tarfile.open(backup) as tar:
        found = {
            member.name: hashlib.file_digest(tar.extractfile(member), "sha256").hexdigest()  # type: ignore[arg-type]
            for member in tar.getmembers()
        }
    assert {name: digest for name, digest in found.items() if not name.startswith("manifest")} == said


def test_two_backups_of_the_same_content_differ_only_in_their_moment(
    example_installation: Installation, backup: Path, tmp_path: Path
) -> None:
    example_installation.run("backup", "-o", str(tmp_path / "again.tar"))
    assert {**manifest_in(backup), "made_at": ""} == {**manifest_in(tmp_path / "again.tar"), "made_at": ""}


def test_a_second_run_with_the_same_name_is_refused_and_the_first_file_stays(
    example_installation: Installation, backup: Path
) -> None:
    before = backup.read_bytes()
    told = example_installation.run("backup", "-o", str(backup), code=2)
    assert "There is a file of this name already. Nothing is written over; choose another." in told
    assert backup.read_bytes() == before


def test_a_folder_gets_a_name_with_the_time_and_keeps_as_many_as_asked(
    example_installation: Installation, tmp_path: Path
) -> None:
    for name in ("drogowskaz-20200101-000000.tar", "drogowskaz-20200102-000000.tar", "other.tar"):
        (tmp_path / name).write_bytes(b"")
    told = example_installation.run("backup", "-o", str(tmp_path), "--keep", "2")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert "Thrown away: 1 older backup." in told
    assert len(kept) == 3
    assert kept[0] == "drogowskaz-20200102-000000.tar"
    assert kept[2] == "other.tar"


def test_a_folder_that_cannot_be_written_leaves_nothing(example_installation: Installation, tmp_path: Path) -> None:
    told = example_installation.run("backup", "-o", str(tmp_path / "absent" / "one.tar"), code=2)
    assert "The backup cannot be written: No such file or directory. Nothing was left behind." in told
    assert list(tmp_path.iterdir()) == []


def test_without_a_database_there_is_nothing_to_copy_and_none_is_made(tmp_path: Path) -> None:
    told = Installation(tmp_path / "data").run("backup", "-o", str(tmp_path / "one.tar"), code=2)
    assert "There is no database yet. Run: drogowskaz manage migrate" in told
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["data", "secret-key"]


def test_a_backup_made_while_somebody_writes_is_of_one_moment(
    example_installation: Installation, tmp_path: Path
) -> None:
    """Two tables are always changed together; in the backup they agree."""
    site, ended = example_installation.copy(tmp_path / "data"), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(site.folder / "drogowskaz.sqlite3", timeout=30)) as database:
            number = 0
            while not ended.is_set():
                number += 1
                with database:
                    database.execute("UPDATE organisations_organisation SET about = ?", [str(number)])
                    database.execute("UPDATE organisations_user SET name = ?", [str(number)])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        site.run("backup", "-o", str(tmp_path / "one.tar"))
    finally:
        ended.set()
        writer.join()
    back = Installation(tmp_path / "back")
    back.run("restore", str(tmp_path / "one.tar"))
    with closing(sqlite3.connect(back.folder / "drogowskaz.sqlite3")) as database:
        names = database.execute(
            "SELECT about FROM organisations_organisation UNION SELECT name FROM organisations_user"
        )
        (only,) = names.fetchall()
    assert int(only[0]) >= 1
