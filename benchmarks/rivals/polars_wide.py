"""Polars over the wide table, with all its threads."""

import operator
from functools import reduce
from pathlib import Path

import numpy as np
import polars as pl

from drogowskaz.engine.editions.schema import Edition
from rivals.answers import CHECKS, INDICATORS, TOTALS, Engine, Work, by_cell, checked, figured, summed
from rivals.rules import Parts, Ratio, Rule, ratios, rules
from rivals.wide import PERIOD, POWIAT, VOIVODESHIP, lenient

UNITS = "units."
"""Before the name of a row: the column that counts the units behind a sum."""
COMPARE = {"=": operator.eq, "<=": operator.le}


def opened(table: Path, edition: Edition) -> Engine:
    """Ready to work over the table."""
    frame = pl.read_parquet(table).rechunk()
    truths = [truth(rule) for rule in rules(edition)]
    halves = [_half(f"{ratio.id} {side}", rows) for ratio in ratios(edition) for side, rows in _sides(ratio)]
    keys = [row.key for row in edition.rows]

    def checks() -> dict[str, list[int]]:
        """The truth of every check in every line, then the counts; quicker than to ask for the counts alone."""
        found = frame.select(truths)
        asked = [column.len() - column.null_count() for column in found]
        return checked([of - int(column.sum()) for of, column in zip(asked, found, strict=True)], asked)

    return {
        CHECKS: Work(checks, lambda found: found),
        INDICATORS: Work(lambda: frame.select(halves), _figured),
        TOTALS: Work(lambda: _totals(frame, keys), lambda found: _summed(found, keys, len(edition.offsets))),
    }


def truth(rule: Rule) -> pl.Expr:
    """The rule as an expression: true, false, or null where it cannot be said."""
    said: pl.Expr = COMPARE[rule.operator](_side(rule.left, rule), _side(rule.right, rule))
    if rule.needs_number:
        said = pl.when(pl.any_horizontal(pl.col(row).is_not_null() for row in rule.rows)).then(said)
    return said.alias(rule.id)


def _side(parts: Parts, rule: Rule) -> pl.Expr:
    columns = ((factor, pl.col(lenient(row) if rule.lenient else row)) for factor, row in parts)
    return reduce(operator.add, (column if factor == 1 else column * factor for factor, column in columns))


def _sides(ratio: Ratio) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("above", ratio.numerator), ("below", ratio.denominator)


def _half(name: str, rows: tuple[str, ...]) -> pl.Expr:
    return reduce(operator.add, (pl.col(row) for row in rows)).alias(name)


def _figured(found: pl.DataFrame) -> dict[str, list[int]]:
    return figured([column.count() for column in found], [int(column.sum()) for column in found])


def _totals(frame: pl.DataFrame, keys: list[str]) -> list[pl.DataFrame]:
    """Each level from the one below it."""
    own = [*(pl.col(key).sum() for key in keys), *(pl.col(key).count().alias(UNITS + key) for key in keys)]
    above = [pl.col([*keys, *(UNITS + key for key in keys)]).sum()]
    powiats = frame.group_by(VOIVODESHIP, POWIAT, PERIOD).agg(own)
    voivodeships = powiats.group_by(VOIVODESHIP, PERIOD).agg(above)
    return [powiats, voivodeships, voivodeships.group_by(PERIOD).agg(above)]


def _summed(found: list[pl.DataFrame], keys: list[str], columns: int) -> str:
    levels = [level.sort([name for name in (POWIAT, VOIVODESHIP, PERIOD) if name in level.columns]) for level in found]
    sums, units = (
        np.concatenate([by_cell(level.select(names).to_numpy(), columns) for level in levels], axis=1)
        for names in (keys, [UNITS + key for key in keys])
    )
    return summed(sums, units)
