"""Which files of the data folder are kept in a copy: all that cannot be made again."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

NOTE = "last-backup.json"
"""The note a backup leaves for `doctor`."""
LEFT_OUT = frozenset({"charts", "documents", "mail", NOTE})
"""Charts and documents the site makes itself; letters that are files have left; a note speaks of another backup."""
OTHER = re.compile(r".*\.sqlite3(-wal|-shm|-journal)?|drogowskaz-.*\.tar")
"""Databases, whose rows are copied, and backups."""
BEFORE = "before-"
"""Begins the names of folders in which a restoring puts what was there; a copy does not hold copies."""


def kept_files(folder: Path, database: Path | None) -> Iterator[tuple[str, Path]]:
    """The name inside the folder and the path of each kept file, in order of names.

    `database` is SQLite's file, whose rows are copied as rows. Links and sockets are nobody's data.
    """
    beside = {f"{database}{ending}" for ending in ("", "-wal", "-shm", "-journal")} if database else set()
    found = []
    for place, folders, names in os.walk(folder):
        if Path(place) == folder:
            folders[:] = [name for name in folders if not is_left_out(name)]
            names = [name for name in names if not is_left_out(name)]
        for name in names:
            path = Path(place) / name
            if str(path) not in beside and stat.S_ISREG(path.lstat().st_mode):
                found.append((path.relative_to(folder).as_posix(), path))
    yield from sorted(found)


def is_left_out(name: str) -> bool:
    """Whether something at the top of the data folder is not kept: hidden folders of work in hand, other copies, and
    databases, also one that was left for PostgreSQL."""
    return name in LEFT_OUT or name.startswith((BEFORE, ".")) or OTHER.fullmatch(name) is not None
