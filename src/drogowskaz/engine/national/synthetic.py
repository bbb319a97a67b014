"""The frozen forms of an invented country, to try out and to measure what is done with a real one.

The same edition, numbers of units and years and seed give the same files.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.national import filling, gaps
from drogowskaz.engine.national.bench import levels_of
from drogowskaz.engine.national.folder import Progress
from drogowskaz.engine.national.parts import packed, part_name, text_slots
from drogowskaz.engine.national.places import invented_units
from drogowskaz.engine.national.units import FILE, units_text
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import State
from drogowskaz.engine.words import _

STRIP = 256
"""Forms made at once."""
TEXT = "Tekst zmyślony na próbę."


@dataclass(frozen=True)
class Made:
    """What was written."""

    units: int
    years: tuple[int, ...]
    parts: int


def synth(edition: Edition, units: int, years: int, seed: int, out: Path, progress: Progress | None = None) -> Made:
    """Write the forms of so many units for the last years of the edition into a new folder, with `units.csv`.

    A few units give no form. Raises Unusable when the folder is not empty or cannot be written, and for more units
    or years than there are.
    """
    wanted = edition.years[-years:]
    if years < 1 or len(wanted) < years:
        message = _("The edition “{edition}” has {has} assessed years, not {years}.")
        raise unusable(message, edition=edition.id, has=len(edition.years), years=years)
    country = invented_units(levels_of(edition), units)
    try:
        if out.exists() and any(out.iterdir()):
            raise unusable(_("The folder is not empty. Choose another, or delete what is in it."), Place(out.name))
        out.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            parts = _write(edition, country, wanted, seed, draft, progress)
            draft.chmod(0o755)
            os.replace(draft, out)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError:
        raise unusable(_("The folder cannot be written."), Place(out.name)) from None
    return Made(len(country), wanted, parts)


def _write(
    edition: Edition,
    country: dict[str, tuple[str, Level]],
    years: tuple[int, ...],
    seed: int,
    folder: Path,
    progress: Progress | None,
) -> int:
    """The parts of all units and years; how many there are."""
    (folder / FILE).write_text(units_text(country), "utf-8")
    codes, done = [*country], 0
    for block, first in enumerate(range(0, len(codes), STRIP)):
        here = codes[first : first + STRIP]
        of = filling.units(edition, [country[code][1] for code in here], seed=seed, block=block)
        for year in years:
            if progress:
                progress(first * len(years), len(codes) * len(years))
            done += _forms(of, here, year, folder)
    if progress:
        progress(len(codes) * len(years), len(codes) * len(years))
    return done


def _forms(of: filling.Units, codes: list[str], year: int, folder: Path) -> int:
    edition = of.edition
    chance = np.random.default_rng([*of.seed, 3, year])
    numbers = np.ascontiguousarray(filling.numbers(of, year).transpose(1, 0, 2))
    states = gaps.states(edition, len(codes), chance)
    gaps.mistype(edition, numbers, states, chance)
    numbers *= states == State.VALUE
    given = chance.random(len(codes)) >= gaps.ABSENT
    said = text_slots(edition)
    for place in np.flatnonzero(given).tolist():
        held = states[place].reshape(-1)
        texts = {cell: TEXT for cell, at in said.items() if held[at] == State.VALUE}
        content = packed(edition, codes[place], year, numbers[place].reshape(-1), held, texts)
        (folder / part_name(codes[place], year)).write_bytes(content)
    return int(np.count_nonzero(given))
