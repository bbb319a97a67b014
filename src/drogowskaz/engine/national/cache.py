"""A matrix kept beside the parts it was read from, so that the next run reads only the parts that changed.

It may be deleted at any time. A file of parts counts as unchanged by its size and times; one that had been written
shortly before it was read is read again, because a file system counts time coarsely.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.national.bench import levels_of
from drogowskaz.engine.national.fitting import bounds
from drogowskaz.engine.national.matrix import Form, Matrix, Panel
from drogowskaz.engine.national.parts import layout

FOLDER = ".matrix"
INDEX = "index.json"
FORMAT = "drogowskaz-matrix-1"
ENDING = ".panel"
SETTLED = 2_000_000_000
"""Nanoseconds; the coarsest file system (FAT) counts in two seconds."""
Signature = tuple[int, int, int]
"""Size, time of the contents and time of the entry of a file, in nanoseconds."""


@dataclass(frozen=True)
class File:
    """The part a form was read from."""

    name: str
    signature: Signature


@dataclass
class Kept:
    """A matrix with the files its forms were read from, by year and unit."""

    matrix: Matrix
    files: dict[tuple[int, str], File] = field(default_factory=dict)


def signature_of(entry: os.DirEntry[str]) -> Signature:
    """By what a file is known to be unchanged."""
    found = entry.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def load(folder: Path, edition: Edition) -> Kept:
    """What was kept for this folder and edition; an empty matrix when nothing usable is there."""
    try:
        return _load(folder / FOLDER, edition)
    except (OSError, ValueError, KeyError, TypeError):
        return Kept(Matrix(edition))


def _load(place: Path, edition: Edition) -> Kept:
    index = json.loads((place / INDEX).read_bytes())
    kept = Kept(Matrix(edition))
    if (index["format"], index["edition"], index["taken"]) != (FORMAT, edition.id, _taken(edition)):
        return kept
    for told in index["panels"]:
        panel = _panel(place / told["file"], told, kept.matrix)
        kept.matrix.panels.append(panel)
        for unit, _seal, _artefact, name, size, changed, entered in told["forms"]:
            kept.files[panel.year, unit] = File(name, (size, changed, entered))
    for panel in kept.matrix.panels:
        kept.matrix.fill_others(panel)
    return kept


def _panel(path: Path, told: Mapping[str, Any], matrix: Matrix) -> Panel:
    """A panel from its file. Raises ValueError when the file is not the one the index tells of."""
    forms = [Form(unit, seal, artefact) for unit, seal, artefact, *_file in told["forms"]]
    shape = len(matrix.edition.planes) * matrix.cells, len(forms)
    numbers, flags = np.empty(shape, "<i8"), np.empty(shape, np.uint8)
    with path.open("rb", buffering=0) as file:
        read = [file.readinto(_bytes(array[: matrix.cells])) for array in (numbers, flags)]
        whole = read == [8 * len(forms) * matrix.cells, len(forms) * matrix.cells]
        if not whole or file.read(1) or _crc(numbers, flags, matrix.cells) != told["crc32"]:
            raise ValueError(path.name)
    return Panel(told["year"], forms, numbers.astype(np.int64, copy=False), flags, path.name)


def _bytes(array: np.ndarray[Any, Any]) -> memoryview:
    return array.data.cast("B")


def _crc(numbers: np.ndarray[Any, Any], flags: np.ndarray[Any, Any], cells: int) -> int:
    return zlib.crc32(_bytes(flags[:cells]), zlib.crc32(_bytes(numbers[:cells])))


def save(folder: Path, kept: Kept, *, read_at: int) -> None:
    """Keep the matrix whose parts were looked at in the moment `read_at` (nanoseconds). Panels that are kept already
    are not written again. Where nothing can be written, nothing is kept."""
    try:
        _save(folder / FOLDER, kept, read_at)
    except OSError:
        # A folder that is only for reading: the next run reads all parts again.
        return


def _save(place: Path, kept: Kept, read_at: int) -> None:
    place.mkdir(exist_ok=True)
    cells, panels = kept.matrix.cells, []
    for panel in kept.matrix.panels:
        numbers = panel.numbers.astype("<i8", copy=False)
        if not panel.saved:
            name = f"{panel.year}-{panel.forms[0].unit}-{_crc(numbers, panel.flags, cells):08x}{ENDING}"
            _written(place / name, _bytes(numbers[:cells]), _bytes(panel.flags[:cells]))
            panel.saved = name
        forms = [_told(form, kept.files[panel.year, form.unit], read_at) for form in panel.forms]
        crc = int(panel.saved.removesuffix(ENDING).rpartition("-")[2], 16)
        panels.append({"file": panel.saved, "crc32": crc, "year": panel.year, "forms": forms})
    edition = kept.matrix.edition
    index = {"format": FORMAT, "edition": edition.id, "taken": _taken(edition), "panels": panels}
    _written(place / INDEX, json.dumps(index, separators=(",", ":")).encode())
    names = {panel.saved for panel in kept.matrix.panels}
    for path in place.glob(f"*{ENDING}"):
        if path.name not in names:
            path.unlink()


def _taken(edition: Edition) -> str:
    """A name for what parts of the edition are taken: its rows and years, and what its cells may hold."""
    allowed = bounds(edition)
    told = f"{layout(edition)} {edition.years} {levels_of(edition)}".encode()
    return hashlib.sha256(told + allowed.low.tobytes() + allowed.span.tobytes()).hexdigest()


def _told(form: Form, file: File, read_at: int) -> list[str | int]:
    size, changed, entered = file.signature
    if max(changed, entered) > read_at - SETTLED:
        size = -1
    return [form.unit, form.seal, form.artefact, file.name, size, changed, entered]


def _written(path: Path, *pieces: bytes | memoryview) -> None:
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    os.replace(draft, path)
