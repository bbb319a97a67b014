"""The first page of a backup: what made it, of which moment, and what every part of it must be."""

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

FORMAT = 1
"""The form of a backup. A program reads its own and every earlier one."""


@dataclass(frozen=True)
class TablePart:
    """The rows of one table: their number and digest as `rows.Sum` finds them, the last key given out, and the
    SHA-256 and size in bytes of the part itself."""

    name: str
    columns: list[str]
    rows: int
    digest: str
    last: int
    sha256: str
    size: int


@dataclass(frozen=True)
class FilePart:
    """One file of the data folder: its name inside it, and the SHA-256, size in bytes and permissions."""

    name: str
    sha256: str
    size: int
    mode: int


@dataclass(frozen=True)
class Manifest:
    """`made_at` is the moment of the database, `migrations` how far it had come."""

    made_at: str
    version: str
    engine: str
    migrations: list[tuple[str, str]]
    tables: list[TablePart]
    files: list[FilePart]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def text(self) -> bytes:
        return (json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n").encode()


def manifest_of(text: bytes) -> Manifest:
    """Read it back. Raises ValueError, KeyError or TypeError when it is none, also when its format is unknown."""
    said: dict[str, Any] = json.loads(text)
    return Manifest(
        made_at=said["made_at"],
        version=said["version"],
        engine=said["engine"],
        migrations=[(application, name) for application, name in said["migrations"]],
        tables=[TablePart(**one) for one in said["tables"]],
        files=[FilePart(**one) for one in said["files"]],
        format=said["format"],
    )


def own_version() -> str:
    """The version of the installed program."""
    return version("drogowskaz")


def is_newer(one: str, other: str) -> bool:
    """Whether the first of two versions is the later one. Raises ValueError for what is no version."""
    return [int(part) for part in one.split(".")] > [int(part) for part in other.split(".")]
