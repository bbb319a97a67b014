"""`drogowskaz restore`: the same rows and files, or nothing and a sentence."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from installations import Installation

Parts = dict[str, bytes]


def read(file: Path) -> Parts:
    with tarfile.open(file) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar.getmembers()}  # type: ignore[union-attr]


def write(file: Path, parts: Parts) -> Path:
    with tarfile.open(file, "w") as tar:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return file


def told_otherwise(parts: Parts, change: Callable[[dict[str, Any]], None]) -> Parts:
    """The same backup with another manifest, sealed as its maker would have."""
    said = json.loads(parts["manifest.json"])
    change(said)
    text = json.dumps(said).encode()
    seal = hashlib.sha256(text).hexdigest().encode() + b"\n"
    return {**parts, "manifest.json": text, "manifest.sha256": seal}


def test_what_is_restored_is_byte_for_byte_what_was_there(
    example_installation: Installation, backup: Path, tmp_path: Path
) -> None:
    back = Installation(tmp_path / "data")
    told = back.run("restore", str(backup))
    assert "2 files; all of it read back." in told
    assert back.dump() == example_installation.dump()
    assert back.files() == example_installation.files()
    assert not [path for path in back.folder.iterdir() if path.name.startswith(".")]


def test_an_installation_with_data_is_not_touched(example_installation: Installation, backup: Path) -> None:
    before = example_installation.dump(), example_installation.files()
    told = example_installation.run("restore", str(backup), code=2)
    assert "There is data here already: assessments_assessment" in told
    assert (example_installation.dump(), example_installation.files()) == before


def test_with_force_what_was_there_is_put_aside_whole(
    example_installation: Installation, backup: Path, tmp_path: Path
) -> None:
    other = example_installation.copy(tmp_path / "data")
    other.python("from drogowskaz.organisations.models import User; User.objects.all().update(name='Inna')")
    (other.folder / "packages" / "other.zip").write_bytes(b"other")
    before = other.dump(), other.files()
    other.run("restore", str(backup), "--force")
    (aside,) = other.folder.glob("before-*")
    assert (Installation(aside).dump(), Installation(aside).files()) == before
    shutil.rmtree(aside)
    assert (other.dump(), other.files()) == (example_installation.dump(), example_installation.files())


@pytest.mark.parametrize("part", ["tables/organisations_user.jsonl.gz", "files/secret-key", "manifest.json"])
def test_one_changed_byte_is_refused_and_nothing_is_made(backup: Path, tmp_path: Path, part: str) -> None:
    parts = read(backup)
    spoilt = bytearray(parts[part])
    spoilt[len(spoilt) // 2] ^= 1
    file = write(tmp_path / "spoilt.tar", {**parts, part: bytes(spoilt)})
    told = Installation(tmp_path / "data").run("restore", str(file), code=2)
    assert told == (
        f"spoilt.tar: The backup is damaged: its part “{part}” is not what was written. Take another backup.\n"
    )
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_a_cut_backup_a_missing_part_and_a_part_too_many_are_refused(backup: Path, tmp_path: Path) -> None:
    parts, data = read(backup), Installation(tmp_path / "data")
    (tmp_path / "cut.tar").write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    missing = {name: content for name, content in parts.items() if name != "files/secret-key"}
    write(tmp_path / "missing.tar", missing)
    write(tmp_path / "more.tar", {**parts, "files/more": b""})
    assert "The backup is damaged" in data.run("restore", str(tmp_path / "cut.tar"), code=2)
    assert "its part “files/secret-key”" in data.run("restore", str(tmp_path / "missing.tar"), code=2)
    assert "its part “files/more”" in data.run("restore", str(tmp_path / "more.tar"), code=2)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\0" * 10240])
def test_what_is_no_backup_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "picture.tar").write_bytes(content)
    told = Installation(tmp_path / "data").run("restore", str(tmp_path / "picture.tar"), code=2)
    assert "picture.tar: " in told
    assert "Traceback" not in told


def test_a_file_that_would_leave_the_folder_is_refused(backup: Path, tmp_path: Path) -> None:
    def climb(said: dict[str, Any]) -> None:
        said["files"].append({"name": "../out", "sha256": hashlib.sha256(b"x").hexdigest(), "size": 1, "mode": 0o600})

    file = write(tmp_path / "evil.tar", {**told_otherwise(read(backup), climb), "files/../out": b"x"})
    assert "its part “files/../out”" in Installation(tmp_path / "data").run("restore", str(file), code=2)
    assert not (tmp_path / "out").exists()


def test_a_backup_of_a_newer_version_is_refused(backup: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "newer.tar", told_otherwise(read(backup), lambda said: said.update(version="99.0.0")))
    told = Installation(tmp_path / "data").run("restore", str(file), code=2)
    assert "The backup was made by a newer version of the program (99.0.0)" in told
    assert "Install the newer version and restore with it." in told


def test_a_backup_with_a_migration_nobody_here_knows_is_refused(backup: Path, tmp_path: Path) -> None:
    def learn(said: dict[str, Any]) -> None:
        said["migrations"].append(["assessments", "9999_later"])

    file = write(tmp_path / "later.tar", told_otherwise(read(backup), learn))
    told = Installation(tmp_path / "data").run("restore", str(file), code=2)
    assert "it knows “assessments.9999_later”, this one does not." in told


def test_a_backup_of_an_older_version_is_restored_and_brought_up_to_date(tmp_path: Path) -> None:
    old = Installation(tmp_path / "old")
    old.run("manage", "migrate", "-v0")
    old.run("manage", "migrate", "audit", "0002", "-v0")
    entry = "INSERT INTO audit_entry VALUES (7, '2026-01-02 03:04:05', 'operator', 'a', 'b', 'c', '{\"z\": 1}', NULL)"
    old.python(f"from django.db import connection; connection.cursor().execute({entry!r})")
    old.run("backup", "-o", str(tmp_path / "old.tar"))
    new = Installation(tmp_path / "new")
    told = new.run("restore", str(tmp_path / "old.tar"))
    assert "the database has been brought up to date." in told
    shown = (
        "from drogowskaz.audit.models import Entry; print(*Entry.objects.values_list('pk', 'at', 'details', 'mark'))"
    )
    assert (
        new.python(shown) == "(7, datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc), {'z': 1}, '')\n"
    )
    assert "No migrations to apply" in new.run("manage", "migrate")


def test_a_row_that_points_at_nothing_leaves_the_installation_empty(backup: Path, tmp_path: Path) -> None:
    parts, name = read(backup), "tables/organisations_membership.jsonl.gz"
    rows = [json.loads(line) for line in gzip.decompress(parts[name]).splitlines()]
    rows[0][-2] = 4444
    packed = gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows))

    def fit(said: dict[str, Any]) -> None:
        (table,) = (one for one in said["tables"] if one["name"] == "organisations_membership")
        table.update(sha256=hashlib.sha256(packed).hexdigest(), size=len(packed))

    file = write(tmp_path / "loose.tar", told_otherwise({**parts, name: packed}, fit))
    back = Installation(tmp_path / "data")
    assert "A row of the backup points at nothing" in back.run("restore", str(file), code=2)
    assert [path.name for path in back.folder.iterdir()] == ["secret-key"]


def test_a_running_site_is_not_restored_under_its_feet(
    example_installation: Installation, backup: Path, tmp_path: Path
) -> None:
    busy = example_installation.copy(tmp_path / "data")
    busy.python(
        "from drogowskaz.config import heartbeat; from django.utils import timezone; heartbeat.beat(at=timezone.now())"
    )
    before = busy.dump()
    told = busy.run("restore", str(backup), "--force", code=2)
    assert "The site is running. Stop it and its worker first; after a power cut wait three minutes." in told
    assert busy.dump() == before


def test_with_the_key_in_the_environment_the_folder_is_made_and_the_key_is_asked_to_be_kept(
    example_installation: Installation, tmp_path: Path
) -> None:
    file = f"sqlite:///{tmp_path}/other/place.sqlite3"
    keyed = Installation(tmp_path / "data", file)
    keyed.environment["DROGOWSKAZ_SECRET_KEY"] = "only for tests"
    assert "There is no database yet." in keyed.run("doctor", code=2)
    keyed.run("restore", str(without_key(example_installation, tmp_path)))
    told = keyed.run("backup", "-o", str(tmp_path / "again.tar"))
    assert "The secret key is in DROGOWSKAZ_SECRET_KEY and not in the backup: keep it yourself." in told
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["place.sqlite3"]


def without_key(site: Installation, folder: Path) -> Path:
    """A backup of an installation whose key is elsewhere."""
    other = site.copy(folder / "keyless")
    (other.folder / "secret-key").unlink()
    other.environment["DROGOWSKAZ_SECRET_KEY"] = "only for tests"
    other.run("backup", "-o", str(folder / "keyless.tar"))
    return folder / "keyless.tar"
