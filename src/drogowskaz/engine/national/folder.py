"""A folder of parts to a matrix: what is there, what is refused and why, and what is missing."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.national import cache
from drogowskaz.engine.national.bench import edition_for
from drogowskaz.engine.national.cache import File, Kept, signature_of
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.parts import ENDING, Part, read_part
from drogowskaz.engine.national.units import FILE, Coverage, coverage, read_units
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.words import _

SAMPLE = 25
"""Parts that are asked which edition the folder is of; a stray one among them does not decide."""
SAMPLE_BYTES = 65_536
STEP = 100
Progress = Callable[[int, int], None]
"""Is told how many parts are read, and how many there are to be read."""


@dataclass(frozen=True)
class Country:
    """A folder as it was read."""

    matrix: Matrix
    files: int
    """How many parts lie in the folder."""
    read: int
    """How many of them had to be read: the others were known from before."""
    refused: tuple[Problem, ...]
    coverage: tuple[Coverage, ...]
    other_rules: int
    """Forms that were frozen with other compiled checks than today's; they are checked with today's."""


def read_folder(folder: Path, edition: Edition | None = None, progress: Progress | None = None) -> Country:
    """Every usable part in the folder. Raises Unusable when there is none, or when the list of units is wrong.

    Without `edition` it is the one that most of the parts name; parts of others are refused.
    """
    read_at = time.time_ns()
    entries = _entries(folder)
    expected = read_units(folder / FILE)
    form = edition or _edition_of(folder, [*entries])
    kept = cache.load(folder, form)
    unchanged = {file.name for file in kept.files.values() if entries.get(file.name) == file.signature}
    refused: list[Problem] = []
    parts = _read(folder, [name for name in entries if name not in unchanged], form, refused, progress)
    new, disputed = _once(kept, unchanged, parts, refused)
    gone = {key for key, file in kept.files.items() if file.name not in unchanged or key in disputed} - new.keys()
    known = {(panel.year, one.unit): one.seal for panel in kept.matrix.panels for one in panel.forms}
    kept.matrix.change([part for key, (_name, part) in new.items() if known.get(key) != part.seal], gone)
    for key in gone:
        del kept.files[key]
    kept.files |= {key: File(name, entries[name]) for key, (name, _part) in new.items()}
    if new or gone:
        cache.save(folder, kept, read_at=read_at)
    if not kept.matrix.panels:
        raise Unusable(refused)
    return Country(
        matrix=kept.matrix,
        files=len(entries),
        read=len(parts),
        refused=tuple(refused),
        coverage=coverage(kept.matrix, expected),
        other_rules=_other_rules(kept.matrix),
    )


def _entries(folder: Path) -> dict[str, cache.Signature]:
    """The parts of the folder by name. Raises Unusable when there are none."""
    try:
        with os.scandir(folder) as found:
            parts = sorted((entry.name, signature_of(entry)) for entry in found if entry.name.endswith(ENDING))
    except OSError:
        raise unusable(_("The folder cannot be opened."), Place(folder.name)) from None
    if not parts:
        message = _("The folder has no frozen forms (files named *{ending}).")
        raise unusable(message, Place(folder.name), ending=ENDING)
    return dict(parts)


def _edition_of(folder: Path, names: Sequence[str]) -> Edition:
    """The edition that most of a sample of parts name. Raises Unusable when none names one."""
    step = max(1, len(names) // SAMPLE)
    named: Counter[str] = Counter()
    for name in names[::step]:
        try:
            with (folder / name).open("rb") as file:
                header = json.loads(file.read(SAMPLE_BYTES).split(b"\n")[1])
            named[str(header["edition"])] += 1
        except (OSError, ValueError, LookupError, TypeError):
            continue
    if not named:
        refused: list[Problem] = []
        _read(folder, names, None, refused, None)
        raise Unusable(refused)
    return edition_for(named.most_common(1)[0][0])


def _read(
    folder: Path, names: Sequence[str], edition: Edition | None, refused: list[Problem], progress: Progress | None
) -> list[tuple[str, Part]]:
    """The parts of these names; what is wrong with others goes to `refused`."""
    parts = []
    for place, name in enumerate(names):
        if progress and place % STEP == 0:
            progress(place, len(names))
        try:
            parts.append((name, read_part(folder / name, edition)))
        except Unusable as unfit:
            refused += unfit.problems
    if progress:
        progress(len(names), len(names))
    return parts


def _once(
    kept: Kept, unchanged: set[str], parts: Iterable[tuple[str, Part]], refused: list[Problem]
) -> tuple[dict[tuple[int, str], tuple[str, Part]], set[tuple[int, str]]]:
    """The parts by year and unit, and the units and years of which there are several: nobody knows which one counts,
    so none is used."""
    names: dict[tuple[int, str], list[str]] = {}
    for key, file in kept.files.items():
        if file.name in unchanged:
            names.setdefault(key, []).append(file.name)
    found = {}
    for name, part in parts:
        names.setdefault((part.year, part.unit), []).append(name)
        found[part.year, part.unit] = name, part
    disputed = {key for key, several in names.items() if len(several) > 1}
    for year, unit in sorted(disputed):
        message = _("Several files are of {unit} for {year}: {files}. None of them is used; leave only one.")
        files = ", ".join(sorted(names[year, unit]))
        refused.append(Problem(message, None, {"files": files, "unit": unit, "year": year}))
        found.pop((year, unit), None)
    return found, disputed


def _other_rules(matrix: Matrix) -> int:
    today = {year: compiled(matrix.edition, year).sha256 for year in matrix.years}
    return sum(form.artefact != today[panel.year] for panel in matrix.panels for form in panel.forms)
