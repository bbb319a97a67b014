"""The country as one wide table, as other tools like it: a line for each form and column, two columns for each row.

The strict one holds numbers only, so that sums over it are null where any cell holds none. The lenient one has zero in
empty cells and in those that are not applicable, and is null at a dot: with it plain arithmetic treats missing cells as
the checks ask, and nobody needs masks.
"""

import os
from pathlib import Path

import numpy as np
import polars as pl

from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.national.matrix import Matrix, Panel
from drogowskaz.engine.values import State

UNIT, POWIAT, VOIVODESHIP, PERIOD = "unit", "powiat", "voivodeship", "period"
NAMES = (UNIT, POWIAT, VOIVODESHIP, PERIOD)
"""The columns that are not cells. PERIOD is the column of the form, in years from the assessed one."""


def lenient(row: str) -> str:
    """The name of a row's lenient column; the strict one is called as the row."""
    return f"{row}.or0"


def wide(matrix: Matrix) -> pl.DataFrame:
    """The forms of one year."""
    assert len(matrix.years) == 1, "the table is of one year"
    return pl.concat([_wide(matrix, panel) for panel in matrix.panels]).rechunk()


def _wide(matrix: Matrix, panel: Panel) -> pl.DataFrame:
    rows, offsets = matrix.edition.rows, matrix.edition.offsets
    shape = len(rows), len(offsets) * len(panel.forms)
    numbers, flags = panel.numbers[: matrix.cells].reshape(shape), panel.flags[: matrix.cells].reshape(shape)
    units = panel.units * len(offsets)
    columns = {
        UNIT: pl.Series(units),
        POWIAT: pl.Series([unit[:4] for unit in units]),
        VOIVODESHIP: pl.Series([unit[:2] for unit in units]),
        PERIOD: pl.Series(np.repeat(np.array(offsets, np.int8), len(panel.forms))),
    }
    held, dot = flags == FLAGS[State.VALUE], flags == FLAGS[State.NO_INFORMATION]
    for place, row in enumerate(rows):
        columns[row.key] = _with_nulls(numbers[place], ~held[place])
    for place, row in enumerate(rows):
        columns[lenient(row.key)] = _with_nulls(numbers[place], dot[place])
    return pl.DataFrame(columns)


def _with_nulls(numbers: np.ndarray, missing: np.ndarray) -> pl.Series:
    return pl.select(pl.when(pl.Series(~missing)).then(pl.Series(numbers))).to_series()


def write_wide(matrix: Matrix, path: Path) -> None:
    """Keep the table as Parquet."""
    draft = path.with_name(f".{path.name}.draft")
    wide(matrix).write_parquet(draft)
    os.replace(draft, path)
