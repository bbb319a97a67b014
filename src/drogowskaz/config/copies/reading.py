"""Opening a backup: every byte is compared with the manifest before anybody acts on it."""

import hashlib
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from drogowskaz.config.copies.archive import BLOCK, FILES, MANIFEST, SEAL, TABLES, Archive
from drogowskaz.config.copies.manifest import FORMAT, Manifest, is_newer, manifest_of, own_version
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _

DAMAGE = (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError, zlib.error)
"""What reading something broken can raise."""


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A whole backup that this program can read. Raises Unusable: no backup, damaged, or of a newer version."""
    if not path.is_file():
        raise unusable(_("There is no such file."), Place(str(path)))
    try:
        tar = tarfile.open(path, "r:")  # noqa: SIM115  (closed by the `with` below)
    except DAMAGE:
        raise unusable(
            _("This is not a backup made by drogowskaz backup, or its beginning is damaged."), _at(path)
        ) from None
    with tar:
        try:
            text = _sealed(tar)
            manifest = manifest_of(text)
        except DAMAGE:
            raise _damaged(path, MANIFEST) from None
        _refuse_newer(manifest, path)
        _compare(tar, manifest, path)
        yield Archive(tar, manifest)


def _at(path: Path) -> Place:
    return Place(path.name)


def _damaged(path: Path, part: str) -> Exception:
    message = _("The backup is damaged: its part “{part}” is not what was written. Take another backup.")
    return unusable(message, _at(path), part=part)


def _sealed(tar: tarfile.TarFile) -> bytes:
    """The manifest, once it fits its own digest."""
    found = []
    for name in (MANIFEST, SEAL):
        part = tar.extractfile(name)
        if part is None:
            raise ValueError(name)
        found.append(part.read())
    text, seal = found
    if hashlib.sha256(text).hexdigest().encode() + b"\n" != seal:
        raise ValueError(MANIFEST)
    return text


def _refuse_newer(manifest: Manifest, path: Path) -> None:
    if manifest.format > FORMAT or is_newer(manifest.version, own_version()):
        message = _(
            "The backup was made by a newer version of the program ({newer}); this one is {own}."
            " Install the newer version and restore with it."
        )
        raise unusable(message, _at(path), newer=manifest.version, own=own_version())


def _compare(tar: tarfile.TarFile, manifest: Manifest, path: Path) -> None:
    """Every part is there once, is what the manifest says, and nothing else is."""
    parts = {f"{TABLES}{table.name}.jsonl.gz": (table.sha256, table.size) for table in manifest.tables}
    parts |= {FILES + file.name: (file.sha256, file.size) for file in manifest.files}
    for name in parts:
        if ".." in PurePosixPath(name).parts or "//" in name:
            raise _damaged(path, name)
    try:
        members = tar.getmembers()
    except DAMAGE:
        raise _damaged(path, MANIFEST) from None
    names = [member.name for member in members]
    if sorted(names) != sorted([MANIFEST, SEAL, *parts]):
        missing = sorted(set(parts) ^ (set(names) - {MANIFEST, SEAL})) or sorted(names)
        raise _damaged(path, missing[0])
    for member in members:
        if member.name in parts and _found(tar, member) != parts[member.name]:
            raise _damaged(path, member.name)


def _found(tar: tarfile.TarFile, member: tarfile.TarInfo) -> tuple[str, int]:
    """The SHA-256 and the size of a part as it can be read; of what cannot be read, none."""
    found, size = hashlib.sha256(), 0
    try:
        part = tar.extractfile(member)
        while part is not None and (block := part.read(BLOCK)):
            found.update(block)
            size += len(block)
    except DAMAGE:
        return "", 0
    return found.hexdigest(), size
