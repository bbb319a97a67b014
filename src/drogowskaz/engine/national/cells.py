"""The cells of a whole matrix as Parquet, for programs that know nothing of parts: one line for each filled cell."""

import os
from pathlib import Path

import numpy as np
import polars as pl

from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.national.matrix import Matrix, Panel
from drogowskaz.engine.national.tables import named
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.values import Kind, State
from drogowskaz.engine.words import _

STATES = {State.VALUE: "value", State.NO_INFORMATION: "no_information", State.NOT_APPLICABLE: "not_applicable"}


def write_cells(matrix: Matrix, folder: Path) -> tuple[Path, ...]:
    """Write a file for each panel, `cells-<year>-<first unit>.parquet`, and give their names.

    `number` is a whole number to be divided by `scale`, and missing where the state is not `value` and in text rows.
    Empty cells have no line. Raises Unusable when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_write(matrix, panel, folder) for panel in matrix.panels)
    except OSError:
        raise unusable(_("The folder cannot be written."), Place(folder.name)) from None


def _write(matrix: Matrix, panel: Panel, folder: Path) -> Path:
    path = folder / f"cells-{panel.year}-{panel.forms[0].unit}.parquet"
    draft = path.with_name(f".{path.name}.draft")
    cells(matrix, panel).write_parquet(draft, compression="zstd")
    os.replace(draft, path)
    return path


def cells(matrix: Matrix, panel: Panel) -> pl.DataFrame:
    """The filled cells of a panel, by row, column and unit."""
    edition, width = matrix.edition, len(matrix.edition.offsets)
    flags = panel.flags[: matrix.cells]
    cell, form = np.nonzero(flags != FLAGS[State.EMPTY])
    row = cell // width
    scale = np.array([one.kind.scale for one in edition.rows], np.int16)
    states = np.zeros(256, np.uint32)
    states[[FLAGS[state] for state in STATES]] = range(len(STATES))
    state = states[flags[cell, form]]
    columns = (panel.year + np.array(edition.offsets, np.int16)).astype(np.int16)
    counted = np.array([one.kind is not Kind.TEXT for one in edition.rows])
    held = (state == 0) & counted[row]
    return pl.DataFrame(
        {
            "unit": named(panel.units, form.astype(np.uint32)),
            "year": np.full(len(cell), panel.year, np.int16),
            "row": named([one.key for one in edition.rows], row.astype(np.uint32)),
            "column": columns[cell % width],
            "state": named([*STATES.values()], state),
            "number": pl.Series(panel.numbers[cell, form]),
            "scale": scale[row],
        }
    ).with_columns(pl.when(pl.Series(held)).then("number").alias("number"))
