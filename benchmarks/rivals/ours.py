"""Ours: the compiled artefact over the matrix, with numpy or with numba."""

from pathlib import Path

import numpy as np

from drogowskaz.engine.compiled import executor
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.national.folder import read_folder
from drogowskaz.engine.national.levels import Totals, totals
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.run import engine_named, find, program_of
from rivals.answers import CHECKS, INDICATORS, TOTALS, Engine, Work, checked, figured, summed


def matrix_of(parts: Path, edition: Edition) -> Matrix:
    """The whole folder, which must all be usable."""
    country = read_folder(parts, edition)
    assert not country.refused, "a part of the benchmark was refused"
    return country.matrix


def opened(matrix: Matrix, engine: str) -> Engine:
    """Ready to work with `numpy` or `numba`. Raises Unusable when the engine is not installed."""
    nodes = engine_named(engine)
    programs = {id(panel): program_of(matrix, panel.year) for panel in matrix.panels}
    count = len(matrix.edition.checks)

    def checks() -> dict[str, list[int]]:
        """The truth of every check in every form, all findings with their forms, and the counts."""
        findings, asked = np.zeros(count, np.int64), np.zeros(count, np.int64)
        for panel in matrix.panels:
            check, broken = programs[id(panel)].check, find(matrix, panel, nodes)
            findings += np.bincount(check[broken.question], minlength=count)
            np.add.at(asked, check, broken.asked)
        return checked(findings, asked)

    def halves() -> list[tuple[executor.Half, executor.Half]]:
        return [executor.halves(programs[id(panel)], panel.numbers, panel.flags) for panel in matrix.panels]

    return {
        CHECKS: Work(checks, lambda found: found),
        INDICATORS: Work(halves, lambda found: _figured(matrix, found)),
        TOTALS: Work(lambda: totals(matrix), _summed),
    }


def floor(matrix: Matrix) -> int:
    """Read every number once: no check can be quicker."""
    return sum(int(panel.numbers.sum()) for panel in matrix.panels)


def _figured(matrix: Matrix, found: list[tuple[executor.Half, executor.Half]]) -> dict[str, list[int]]:
    columns = len(matrix.edition.offsets)
    known = sum(np.stack([half.known.sum(axis=1) for half in pair], axis=1) for pair in found)
    sums = sum(np.stack([(half.totals * half.known).sum(axis=1) for half in pair], axis=1) for pair in found)
    # By indicator, then by column: a ratio of the rivals is over all columns.
    known, sums = (np.asarray(array).reshape(-1, columns, 2).sum(axis=1).reshape(-1) for array in (known, sums))
    return figured(known, sums)


def _summed(found: tuple[Totals, ...]) -> str:
    (year,) = found
    return summed(year.sums, year.units)
