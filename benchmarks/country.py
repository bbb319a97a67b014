"""The invented country that the national benchmark is about: made once, kept in `var/bench`, the same every time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drogowskaz.engine.national.bench import bench_edition
from drogowskaz.engine.national.cache import FOLDER
from drogowskaz.engine.national.folder import read_folder
from drogowskaz.engine.national.parts import layout
from drogowskaz.engine.national.synthetic import synth

KEPT = Path(__file__).parent.parent / "var" / "bench"
SEED = 1
UNITS = 2793
"""The local units of the country: gminas, powiats and cities with powiat rights."""
PARTS, TABLE = "parts", "wide.parquet"
"""In a folder of the benchmark: the frozen forms, and the wide table made of them."""


def country(units: int) -> Path:
    """The folder with one year of so many units, as parts and as the wide table of the rivals."""
    # Only this makes the table, and the rivals' processes import this module for its names.
    from rivals.wide import write_wide  # noqa: PLC0415

    edition = bench_edition()
    folder = KEPT / f"{units}-{SEED}-{layout(edition)[:8]}"
    if not (folder / PARTS).exists():
        synth(edition, units, 1, SEED, folder / PARTS)
    if not (folder / TABLE).exists():
        write_wide(read_folder(folder / PARTS, edition).matrix, folder / TABLE)
    return folder


@contextmanager
def passing(units: int, years: int) -> Iterator[Path]:
    """The parts of so many units and years, gone afterwards: they take more than a gigabyte."""
    folder = KEPT / f"passing-{units}-{years}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        synth(bench_edition(), units, years, SEED, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def forget_matrix(parts: Path) -> None:
    """Take away the matrix that an earlier run kept beside the parts, so that every part is read again."""
    shutil.rmtree(parts / FOLDER, ignore_errors=True)
