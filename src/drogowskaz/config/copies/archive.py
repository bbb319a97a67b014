"""A backup as one file: a tar with the manifest first, then a compressed part for each table, then the files.

Nothing in it depends on who made it or on the clock, but for the moment in the manifest: the same content is the
same file.
"""

import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.db.models import Model

from drogowskaz.config.copies.files import kept_files
from drogowskaz.config.copies.manifest import FilePart, Manifest, TablePart
from drogowskaz.config.copies.progress import counting
from drogowskaz.config.copies.rows import Row, Sum, Table

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
BLOCK = 1 << 20
TABLES, FILES = "tables/", "files/"


def stage_table(model: type[Model], alias: str, folder: Path) -> TablePart:
    """Write the part of one table into the folder, row by row."""
    table = Table(model)
    found, path = Sum(table), folder / f"{table.name}.jsonl.gz"
    with path.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as packed:
        for row in found.watching(table.rows(alias)):
            packed.write(table.line(row))
    rows, digest = found.told
    return TablePart(
        name=table.name, columns=table.columns, rows=rows, digest=digest, last=table.last(alias),
        sha256=_hash_of(path), size=path.stat().st_size,
    )  # fmt: skip


def stage_files(data: Path, database: Path | None, folder: Path) -> list[FilePart]:
    """Copy the kept files into the folder as they are at this moment; one that has just gone is not kept."""
    parts = []
    for name, path in kept_files(data, database):
        try:
            mode, content = path.stat().st_mode & 0o777, path.open("rb")
        except FileNotFoundError:
            continue
        staged = folder / name
        staged.parent.mkdir(parents=True, exist_ok=True)
        with content, staged.open("wb") as copy:
            while block := content.read(BLOCK):
                copy.write(block)
        parts.append(FilePart(name=name, sha256=_hash_of(staged), size=staged.stat().st_size, mode=mode))
    return parts


def pack(output: Path, manifest: Manifest, tables: Path, files: Path) -> None:
    """Put the staged parts together into a file that only its owner reads, and see it onto the disk."""
    text = manifest.text()
    handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, MANIFEST, io.BytesIO(text), len(text))
            seal = hashlib.sha256(text).hexdigest().encode() + b"\n"
            _add(tar, SEAL, io.BytesIO(seal), len(seal))
            for table in manifest.tables:
                with (tables / f"{table.name}.jsonl.gz").open("rb") as part:
                    _add(tar, f"{TABLES}{table.name}.jsonl.gz", part, table.size)
            for file in manifest.files:
                with (files / file.name).open("rb") as part:
                    _add(tar, FILES + file.name, part, file.size)
        raw.flush()
        os.fsync(raw.fileno())


def _add(tar: tarfile.TarFile, name: str, content: BinaryIO, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, content)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Archive:
    """A backup that is open for reading, every byte of which has been compared with its manifest."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar, self.manifest = tar, manifest

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table. Raises what damaged content raises."""
        with self._part(f"{TABLES}{table.name}.jsonl.gz") as raw, gzip.GzipFile(fileobj=raw) as packed:
            yield from counting(map(table.row, packed), table.name)

    def unpack(self, folder: Path) -> None:
        """Put the files into a folder, under their names and with their permissions."""
        for file in self.manifest.files:
            target = folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with self._part(FILES + file.name) as part:
                handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file.mode)
                with os.fdopen(handle, "wb") as copy:
                    while block := part.read(BLOCK):
                        copy.write(block)
                    os.fchmod(copy.fileno(), file.mode)

    def _part(self, name: str) -> BinaryIO:
        content = self._tar.extractfile(name)
        if content is None:
            raise ValueError(f"{name} is no file")
        return content  # type: ignore[return-value]
