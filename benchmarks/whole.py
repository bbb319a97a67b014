"""The whole national run in a process of its own, from the frozen forms to the findings on the disk.

    .venv/bin/python benchmarks/whole.py FOLDER ENGINE OUT TURNS

reads the parts in FOLDER, checks, computes indicators and totals and writes the findings and the counts of every check
to OUT, as Parquet; then TURNS times the same with the matrix in memory. Prints one line of JSON with the phases. Who
starts it measures the whole process.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import memory

from drogowskaz.engine.national.bench import bench_edition
from drogowskaz.engine.national.folder import read_folder
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.run import Results, run_national, timed
from drogowskaz.engine.national.writing import write_results

WHOLE = "whole"


def once(matrix: Matrix, engine: str, out: Path) -> tuple[dict[str, float], int]:
    """One run over the matrix: its phases with the WHOLE, and the number of findings."""
    begun = time.perf_counter()
    results = run_national(matrix, engine)
    with timed(results.seconds, "writing"):
        _write(results, out)
    seconds = {**results.seconds, WHOLE: time.perf_counter() - begun}
    return seconds, sum(len(one.broken.form) for one in results.checked)


def _write(results: Results, out: Path) -> None:
    """What must be on the disk after a run: every finding, and what became of every check."""
    # Polars is slow to load, and the phases before do without it.
    from drogowskaz.engine.national import tables  # noqa: PLC0415

    for name, table in (("findings", tables.findings), ("checks", tables.checks)):
        table(results).write_parquet(out / f"{name}.parquet", compression="snappy")


def everything(matrix: Matrix, engine: str, out: Path) -> float:
    """Seconds of a run that writes all six tables, as `drogowskaz national run` does, but no CSV."""
    begun = time.perf_counter()
    write_results(run_national(matrix, engine), out / "everything", csv=False)
    return time.perf_counter() - begun


def main() -> None:
    folder, engine, target, turns = sys.argv[1:]
    out = Path(target)
    out.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    edition = bench_edition()
    matrix = read_folder(Path(folder), edition).matrix
    reading = time.perf_counter() - begun
    seconds, findings = once(matrix, engine, out)
    told: dict[str, Any] = {"forms": matrix.forms, "findings": findings, "cold": {"reading": reading, **seconds}}
    if int(turns):
        told["warm"] = [once(matrix, engine, out)[0] for _turn in range(int(turns))]
        told["everything"] = [everything(matrix, engine, out) for _turn in range(int(turns))]
    print(json.dumps({**told, "peak": memory.peak()}))


if __name__ == "__main__":
    main()
