"""The results of a national run as a folder of files, written whole or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.national import tables
from drogowskaz.engine.national.folder import Country
from drogowskaz.engine.national.run import Results, timed
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _

SUMMARY = "summary.json"
FORMAT = "drogowskaz-national-1"
TABLES: Mapping[str, Callable[[Results], pl.DataFrame]] = {
    "findings": tables.findings,
    "checks": tables.checks,
    "forms": tables.forms,
    "indicators": tables.indicators,
    "territorial": tables.territorial,
    "totals": tables.totals,
}
IN_CSV: Mapping[str, pl.Expr] = {
    "findings": pl.lit(True),
    "checks": pl.lit(True),
    "forms": pl.lit(True),
    "territorial": pl.col("level") != "powiat",
    "totals": pl.col("level") != "powiat",
}
"""What of the tables is also written as CSV: no more lines than a spreadsheet opens."""
OF_INDICATORS = ("indicators", "territorial")
TOGETHER = 2
"""Tables made at once; most of the work is outside of Python."""
FILES = {SUMMARY, *(f"{name}.parquet" for name in TABLES), *(f"{name}.csv" for name in IN_CSV)}


def write_results(results: Results, folder: Path, country: Country | None = None, *, csv: bool = True) -> None:
    """Write every table and a summary; results of an earlier run in the folder are replaced.

    Raises Unusable when the folder holds anything else or cannot be written.
    """
    try:
        if folder.exists() and not {path.name for path in folder.iterdir()} <= FILES:
            message = _("The folder holds other files than results. Choose another for the results.")
            raise unusable(message, Place(folder.name))
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _write(results, draft / "new", country, csv)
            if folder.exists():
                os.replace(folder, draft / "old")
            os.replace(draft / "new", folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError:
        raise unusable(_("The folder cannot be written."), Place(folder.name)) from None


def _write(results: Results, folder: Path, country: Country | None, csv: bool) -> None:
    folder.mkdir()
    wanted = [name for name in TABLES if results.matrix.edition.indicators or name not in OF_INDICATORS]
    with timed(results.seconds, "parquet"), ThreadPoolExecutor(TOGETHER) as pool:
        frames = dict(zip(wanted, pool.map(lambda name: write_parquet(results, name, folder), wanted), strict=True))
    if csv:
        with timed(results.seconds, "csv"):
            for name, kept in IN_CSV.items():
                if name in frames:
                    frames[name].filter(kept).write_csv(folder / f"{name}.csv")
    told = json.dumps(summary(results, frames, country), ensure_ascii=False, indent=2)
    (folder / SUMMARY).write_text(told + "\n", "utf-8")


def write_parquet(results: Results, name: str, folder: Path) -> pl.DataFrame:
    """Write one of TABLES into a folder, and give it."""
    frame = TABLES[name](results)
    frame.write_parquet(folder / f"{name}.parquet", compression="snappy")
    return frame


def summary(results: Results, frames: Mapping[str, pl.DataFrame], country: Country | None) -> dict[str, Any]:
    """What was counted, from what and how long it took, as plain data."""
    matrix = results.matrix
    found = {
        "format": FORMAT,
        "edition": matrix.edition.id,
        "artefacts": {str(year): compiled(matrix.edition, year).sha256 for year in matrix.years},
        "forms": matrix.forms,
        "findings": by_severity(results),
        "checks": by_kind(results),
        "lines": {name: len(frame) for name, frame in frames.items()},
        "beyond_64_bits": tables.beyond(results),
        "seconds": {phase: round(seconds, 3) for phase, seconds in results.seconds.items()},
    }
    if country:
        found["parts"] = {
            "files": country.files,
            "frozen_with_other_checks": country.other_rules,
            "refused": [problem.sentence("pl") for problem in country.refused],
        }
        found["coverage"] = [
            {
                "year": one.year,
                "present": one.present,
                "expected": one.expected,
                "missing": [code for code, _name in one.missing],
                "not_listed": list(one.unlisted),
            }
            for one in country.coverage
        ]
    return found


def by_severity(results: Results) -> dict[str, int]:
    """How many findings of each severity."""
    counts = dict.fromkeys(tables.SEVERITIES, 0)
    for one in results.checked:
        for severity, found in zip(one.program.severities, tables.by_check(one).tolist(), strict=True):
            counts[severity] += found
    return counts


def by_kind(results: Results) -> dict[str, int]:
    """How many checks of each kind there are."""
    found = tables.kinds(results.checked[0].program)
    return {kind: int((found == place).sum()) for place, kind in enumerate(tables.KINDS)}
