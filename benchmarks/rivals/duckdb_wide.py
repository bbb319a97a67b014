"""DuckDB over the wide table in memory, with all its threads."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from drogowskaz.engine.editions.schema import Edition
from rivals.answers import CHECKS, INDICATORS, TOTALS, Engine, Work, by_cell, checked, figured, summed
from rivals.rules import Parts, Rule, ratios, rules
from rivals.wide import PERIOD, POWIAT, VOIVODESHIP, lenient

LINES = 4096
"""In a group of rows. The country fits into one of the usual size, and one is worked on by one thread."""
UNITS = "units."
"""Before the name of a row: the column that counts the units behind a sum."""
Columns = dict[str, Any]
"""Arrays by name, masked where a column has nulls."""


def opened(table: Path, edition: Edition) -> Engine:
    """Ready to work over the table. Queries are prepared: to plan one takes as long as to run it."""
    database = duckdb.connect()
    database.execute(f"attach ':memory:' as country (row_group_size {LINES})")
    database.execute("use country")
    database.execute(f"create table wide as from read_parquet('{table}')")
    halves = [rows for ratio in ratios(edition) for rows in ratio.halves]
    keys = [row.key for row in edition.rows]
    queries = {CHECKS: _counts(rules(edition)), INDICATORS: _halves(halves), TOTALS: _totals(keys)}
    for work, query in queries.items():
        database.execute(f"prepare {work} as {query}")

    def checks() -> dict[str, list[int]]:
        row = database.execute(f"execute {CHECKS}").fetchone()
        assert row is not None, "a count is one line"
        asked, true = row[::2], row[1::2]
        return checked([of - (yes or 0) for of, yes in zip(asked, true, strict=True)], asked)

    def columns(work: str) -> Columns:
        return database.execute(f"execute {work}").fetchnumpy()

    return {
        CHECKS: Work(checks, lambda found: found),
        INDICATORS: Work(lambda: columns(INDICATORS), _figured),
        TOTALS: Work(lambda: columns(TOTALS), lambda found: _summed(found, keys, len(edition.offsets))),
    }


def _counts(asked: Sequence[Rule]) -> str:
    """How many answers every check has and how many of them are yes; each condition is worked out once."""
    counts = ", ".join(f"count(t{place}), sum(t{place}::integer)" for place in range(len(asked)))
    truths = ", ".join(f"{_truth(rule)} as t{place}" for place, rule in enumerate(asked))
    return f"select {counts} from (select {truths} from wide)"


def _truth(rule: Rule) -> str:
    said = f"({_side(rule.left, rule)} {rule.operator} {_side(rule.right, rule)})"
    if rule.needs_number:
        return f"case when coalesce({_listed(rule.rows)}) is not null then {said} end"
    return said


def _side(parts: Parts, rule: Rule) -> str:
    columns = ((factor, f'"{lenient(row) if rule.lenient else row}"') for factor, row in parts)
    return " + ".join(column if factor == 1 else f"{factor} * {column}" for factor, column in columns)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _halves(halves: Sequence[Sequence[str]]) -> str:
    sums = (" + ".join(f'"{row}"' for row in rows) for rows in halves)
    return f"select {', '.join(f'{total} as h{place}' for place, total in enumerate(sums))} from wide"


def _totals(keys: Sequence[str]) -> str:
    """Each level from the one below it; the levels above have no name for what lies in them."""
    own = ", ".join(f'sum("{key}")::bigint as "{key}", count("{key}") as "{UNITS}{key}"' for key in keys)
    above = ", ".join(f'sum("{name}")::bigint as "{name}"' for key in keys for name in (key, UNITS + key))
    return f"""
        with powiats as materialized (select {VOIVODESHIP}, {POWIAT}, {PERIOD}, {own} from wide group by all),
        voivodeships as materialized
          (select {VOIVODESHIP}, null as {POWIAT}, {PERIOD}, {above} from powiats group by all),
        country as
          (select null as {VOIVODESHIP}, null as {POWIAT}, {PERIOD}, {above} from voivodeships group by all)
        from powiats union all from voivodeships union all from country"""


def _figured(found: Columns) -> dict[str, list[int]]:
    halves = [np.ma.asarray(column) for column in found.values()]
    return figured([half.count() for half in halves], [half.filled(0).sum() for half in halves])


def _summed(found: Columns, keys: Sequence[str], columns: int) -> str:
    voivodeship, powiat = (np.ma.filled(found[name].astype(str), "") for name in (VOIVODESHIP, POWIAT))
    level = np.where(powiat != "", 0, np.where(voivodeship != "", 1, 2))
    order = np.lexsort((found[PERIOD], voivodeship, powiat, level))
    # A sum over territories where nobody gave a number is null.
    lines = (np.stack([np.ma.filled(found[before + key], 0)[order] for key in keys], 1) for before in ("", UNITS))
    return summed(*(by_cell(array, columns) for array in lines))
