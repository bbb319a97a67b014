"""The results of a national run as tables for Parquet and CSV.

Names stand as places in a list until the very end: a country has hundreds of thousands of findings, and texts are
made only when somebody asks for one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from drogowskaz.engine.compiled.program import Program
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.national.levels import LEVELS, level_of_territory
from drogowskaz.engine.national.run import Checked, Figures, Results, Territorial
from drogowskaz.engine.sheets import INT64

KINDS = ("equality", "inequality", "other")
SEVERITIES = tuple(severity.value for severity in Severity)
Columns = dict[str, NDArray[Any]]


def findings(results: Results) -> pl.DataFrame:
    """A line for each finding, by year; within a panel by check and column."""
    units = _units(results)
    program = results.checked[0].program
    names = {"unit": units, "check": program.check_ids, "severity": SEVERITIES}
    return _frame([_findings(one, units) for one in results.checked], names)


def _findings(one: Checked, units: Sequence[str]) -> Columns:
    program, question = one.program, one.broken.question
    return {
        "unit": _places(one.panel.units, units)[one.broken.form],
        "year": np.full(len(question), one.panel.year, np.int16),
        "check": program.check.astype(np.uint32)[question],
        "column": (one.panel.year + program.column).astype(np.int16)[question],
        "severity": _severities(program)[program.check][question],
        "difference": one.difference,
    }


def checks(results: Results) -> pl.DataFrame:
    """A line for each check and year: in how many cells of the country it was asked and does not hold."""
    found: list[Columns] = []
    for year in results.matrix.years:
        here = [one for one in results.checked if one.panel.year == year]
        program = here[0].program
        forms = sum(len(one.panel.forms) for one in here)
        asked = sum(one.broken.asked for one in here)
        false = sum(np.bincount(one.broken.question, minlength=program.questions) for one in here)
        count = len(program.check_ids)
        found.append(
            {
                "year": np.full(count, year, np.int16),
                "check": np.arange(count, dtype=np.uint32),
                "severity": _severities(program),
                "kind": kinds(program),
                "asked": _by_check(program, asked),
                "not_computable": _by_check(program, forms - asked),
                "findings": _by_check(program, false),
            }
        )
    names = {"check": results.checked[0].program.check_ids, "severity": SEVERITIES, "kind": KINDS}
    return _frame(found, names)


def by_check(one: Checked) -> NDArray[np.int64]:
    """How many findings each check has in a panel."""
    return np.bincount(one.program.check[one.broken.question], minlength=len(one.program.check_ids))


def _severities(program: Program) -> NDArray[np.uint32]:
    """Of every check the place of its severity in SEVERITIES."""
    return np.array([SEVERITIES.index(severity) for severity in program.severities], np.uint32)


def _by_check(program: Program, counts: Any) -> NDArray[np.int64]:
    found = np.zeros(len(program.check_ids), np.int64)
    np.add.at(found, program.check, counts)
    return found


def kinds(program: Program) -> NDArray[np.uint32]:
    """Of every check its place in KINDS: whether it compares with an equals sign, otherwise, or is no comparison."""
    relation = np.full(program.nodes, KINDS.index("other"), np.uint32)
    for sign, first, last in program.relations:
        relation[first:last] = KINDS.index("equality" if sign == "=" else "inequality")
    found = np.full(len(program.check_ids), KINDS.index("other"), np.uint32)
    found[program.check] = relation[program.node] if program.nodes else KINDS.index("other")
    return found


def forms(results: Results) -> pl.DataFrame:
    """A line for each form: its seal, the checks it was frozen with and its findings of each severity."""
    found = []
    for one in results.checked:
        panel, program = one.panel, one.program
        gravity = _severities(program)[program.check].astype(np.int64)
        place = one.broken.form * len(SEVERITIES) + gravity[one.broken.question]
        counts = np.bincount(place, minlength=len(panel.forms) * len(SEVERITIES)).reshape(-1, len(SEVERITIES))
        found.append(
            pl.DataFrame(
                {
                    "unit": panel.units,
                    "year": np.full(len(panel.forms), panel.year, np.int16),
                    "sha256": [form.seal for form in panel.forms],
                    "artefact": [form.artefact for form in panel.forms],
                    **{name: counts[:, column] for column, name in enumerate(SEVERITIES)},
                }
            )
        )
    return pl.concat(found)


def indicators(results: Results) -> pl.DataFrame:
    """A line for each indicator, column and unit where it can be computed. `value` is rounded as computers do: exact
    figures are those of a single form."""
    units = _units(results)
    names = {"unit": units, "indicator": _indicator_ids(results)}
    return _frame([_indicators(one, units) for one in results.figures], names)


def _indicators(one: Figures, units: Sequence[str]) -> Columns:
    values = _ratios(one.program, one.numerator.totals, one.denominator.totals)
    known = one.known & np.isfinite(values)
    indicator, form = np.nonzero(known)
    ids, columns = _indicator_columns(one.program, one.panel.year)
    return {
        "unit": _places(one.panel.units, units)[form],
        "year": np.full(len(form), one.panel.year, np.int16),
        "indicator": ids[indicator],
        "column": columns[indicator],
        "value": values[known],
    }


def territorial(results: Results) -> pl.DataFrame:
    """A line for each indicator, column and territory: the halves as whole numbers to be divided by their scales, and
    how many units they are of. Halves that no 64 bits hold are missing."""
    territories = _territories(results)
    names = {"territory": territories, "level": LEVELS, "indicator": _indicator_ids(results)}
    return _frame([_territorial(one, territories) for one in results.territorial], names)


def _territorial(one: Territorial, territories: Sequence[str]) -> Columns:
    values = _ratios(one.program, one.numerators, one.denominators)
    shape = values.shape
    ids, columns = (np.repeat(array, shape[1]) for array in _indicator_columns(one.program, one.year))
    scales = [_whole(rows.denominator) for rows in (one.program.numerators, one.program.denominators)]
    return {
        **_where(one.territories, territories, one.year, shape),
        "indicator": ids,
        "column": columns,
        "numerator": one.numerators.reshape(-1),
        "numerator_scale": np.repeat(scales[0], shape[1]),
        "denominator": one.denominators.reshape(-1),
        "denominator_scale": np.repeat(scales[1], shape[1]),
        "units": one.units.reshape(-1),
        "value": values.reshape(-1),
    }


def totals(results: Results) -> pl.DataFrame:
    """A line for each cell of the form that any unit of a territory filled with a number. `sum` is a whole number to
    be divided by `scale`; one that no 64 bits hold is missing (see `beyond`)."""
    edition = results.matrix.edition
    territories = _territories(results)
    row, column = np.divmod(np.arange(results.matrix.cells), len(edition.offsets))
    scale = np.array([one.kind.scale for one in edition.rows], np.int16)[row]
    found: list[Columns] = []
    for one in results.totals:
        shape = one.sums.shape
        filled = one.units.reshape(-1) > 0
        columns = {
            **_where(one.territories, territories, one.year, shape),
            "row": np.repeat(row.astype(np.uint32), shape[1]),
            "column": np.repeat((one.year + np.array(edition.offsets, np.int16))[column].astype(np.int16), shape[1]),
            "sum": one.sums.reshape(-1),
            "scale": np.repeat(scale, shape[1]),
            "units": one.units.reshape(-1),
        }
        # Nearly always every cell of the form was filled in somewhere, and copying would be for nothing.
        found.append(columns if filled.all() else {name: array[filled] for name, array in columns.items()})
    names = {"territory": territories, "level": LEVELS, "row": [one.key for one in edition.rows]}
    return _frame(found, names)


def beyond(results: Results) -> list[dict[str, str | int]]:
    """The totals that no 64 bits hold, whole, as texts."""
    edition = results.matrix.edition
    return [
        {
            "year": one.year,
            "territory": one.territories[place],
            "row": edition.rows[cell // len(edition.offsets)].key,
            "column": one.year + edition.offsets[cell % len(edition.offsets)],
            "sum": str(one.sums[cell, place]),
        }
        for one in results.totals
        if one.sums.dtype == object
        for cell, place in np.argwhere(np.abs(one.sums) > INT64).tolist()
    ]


def _ratios(program: Program, numerators: NDArray[Any], denominators: NDArray[Any]) -> NDArray[np.float64]:
    """The values of indicators from their halves in stored numbers; not finite where there is none."""
    scales = zip(
        program.indicator_factors, program.denominators.denominator, program.numerators.denominator, strict=True
    )
    factors = np.array([float(factor * below / above) for factor, below, above in scales])
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = numerators.astype(np.float64) * factors[:, None] / denominators.astype(np.float64)
    return found


def _whole(numbers: Sequence[int]) -> NDArray[Any]:
    """Whole numbers as int64 where they all fit, else as Python's own."""
    fits = all(abs(number) <= INT64 for number in numbers)
    return np.array(numbers, np.int64 if fits else object)


def _indicator_ids(results: Results) -> list[str]:
    return list(dict.fromkeys(results.figures[0].program.indicator_ids))


def _indicator_columns(program: Program, year: int) -> tuple[NDArray[np.uint32], NDArray[np.int16]]:
    """Of every indicator asked in a column: its place among the names, and the column as a year."""
    ids = list(dict.fromkeys(program.indicator_ids))
    return _places(program.indicator_ids, ids), (year + program.indicator_columns).astype(np.int16)


def _units(results: Results) -> list[str]:
    return sorted({unit for panel in results.matrix.panels for unit in panel.units})


def _territories(results: Results) -> list[str]:
    return list(dict.fromkeys(code for one in results.totals for code in one.territories))


def _where(here: Sequence[str], territories: Sequence[str], year: int, shape: tuple[int, ...]) -> Columns:
    """Territory, level and year of an array of shape (rows, territories), row after row."""
    levels = np.array([LEVELS.index(level_of_territory(code)) for code in here], np.uint32)
    return {
        "territory": np.tile(_places(here, territories), shape[0]),
        "level": np.tile(levels, shape[0]),
        "year": np.full(shape[0] * shape[1], year, np.int16),
    }


def _places(here: Sequence[str], names: Sequence[str]) -> NDArray[np.uint32]:
    places = {name: place for place, name in enumerate(names)}
    return np.array([places[name] for name in here], np.uint32)


def _frame(pieces: Sequence[Columns], names: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """The pieces one under another; columns that have names hold places in them."""
    columns = {}
    for name in pieces[0]:
        whole = pieces[0][name] if len(pieces) == 1 else np.concatenate([piece[name] for piece in pieces])
        if name in names:
            columns[name] = named(names[name], whole)
        elif whole.dtype == object:
            fitting = [number if abs(number) <= INT64 else None for number in whole.tolist()]
            columns[name] = pl.Series(fitting, dtype=pl.Int64)
        else:
            series = pl.Series(whole)
            columns[name] = series.fill_nan(None) if series.dtype == pl.Float64 else series
    return pl.DataFrame(columns)


def named(names: Sequence[str], places: NDArray[np.uint32]) -> pl.Series:
    """The names at these places, as a column that keeps each name once."""
    return pl.Series(names, dtype=pl.Categorical).gather(pl.Series(places))
