"""pandas over the wide table: nullable integers for checks and indicators, plain ones for totals."""

import operator
from functools import reduce
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from drogowskaz.engine.editions.schema import Edition
from rivals.answers import CHECKS, INDICATORS, TOTALS, Engine, Work, by_cell, checked, figured, summed
from rivals.rules import Parts, Rule, ratios, rules
from rivals.wide import NAMES, PERIOD, POWIAT, VOIVODESHIP, lenient

COMPARE = {"=": operator.eq, "<=": operator.le}
Totals = list[tuple[pd.DataFrame, pd.DataFrame]]


def opened(table: Path, edition: Edition) -> Engine:
    """Ready to work over the table."""
    read = pl.read_parquet(table)
    frame = pd.DataFrame({column.name: _nullable(column) for column in read if column.name not in NAMES}, copy=False)
    keys = [row.key for row in edition.rows]
    places = pd.DataFrame({name: read[name].to_numpy() for name in (VOIVODESHIP, POWIAT, PERIOD)})
    # Blocks of plain numbers, and of ones where there is a number: pandas adds those up many columns at a time.
    numbers = pd.DataFrame(read.select(pl.col(keys).fill_null(0)).to_numpy(), columns=keys)
    held = pd.DataFrame(read.select(pl.col(keys).is_not_null().cast(pl.Int64)).to_numpy(), columns=keys)
    del read
    asked = rules(edition)
    halves = [rows for ratio in ratios(edition) for rows in ratio.halves]

    def checks() -> dict[str, list[int]]:
        findings, answered = [], []
        for rule in asked:
            truth = _truth(rule, frame)
            answered.append(int(truth.count()))
            findings.append(answered[-1] - int(truth.sum()))
        return checked(findings, answered)

    return {
        CHECKS: Work(checks, lambda found: found),
        INDICATORS: Work(lambda: [reduce(operator.add, (frame[row] for row in rows)) for rows in halves], _figured),
        TOTALS: Work(lambda: _totals(numbers, held, places), lambda found: _summed(found, len(edition.offsets))),
    }


def _nullable(column: pl.Series) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(column.fill_null(0).to_numpy().copy(), column.is_null().to_numpy().copy())


def _truth(rule: Rule, frame: pd.DataFrame) -> "pd.Series[bool]":
    said = COMPARE[rule.operator](_side(rule.left, rule, frame), _side(rule.right, rule, frame))
    if rule.needs_number:
        said = said.where(reduce(operator.or_, (frame[row].notna() for row in rule.rows)))
    return said


def _side(parts: Parts, rule: Rule, frame: pd.DataFrame) -> "pd.Series[int]":
    columns = ((factor, frame[lenient(row) if rule.lenient else row]) for factor, row in parts)
    return reduce(operator.add, (column if factor == 1 else factor * column for factor, column in columns))


def _figured(found: "list[pd.Series[int]]") -> dict[str, list[int]]:
    return figured([half.count() for half in found], [half.sum() for half in found])


def _totals(numbers: pd.DataFrame, held: pd.DataFrame, places: pd.DataFrame) -> Totals:
    """Each level from the one below it, sums beside counts."""
    by = [places[name] for name in (VOIVODESHIP, POWIAT, PERIOD)]
    found = [tuple(frame.groupby(by).sum() for frame in (numbers, held))]
    for kept in ([VOIVODESHIP, PERIOD], [PERIOD]):
        found.append(tuple(frame.groupby(level=kept).sum() for frame in found[-1]))
    return found


def _summed(found: Totals, columns: int) -> str:
    sums, units = (
        np.concatenate([by_cell(pair[part].to_numpy(), columns) for pair in found], axis=1) for part in (0, 1)
    )
    return summed(sums, units)
