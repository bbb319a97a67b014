"""One engine in a process of its own, so that its memory and its warming up are its own.

    .venv/bin/python benchmarks/turn.py ENGINE FOLDER TURNS

prints one line of JSON: how long each work took in every turn, what it answered, and how much memory it needed.
"""

import gc
import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import memory
from country import PARTS, TABLE
from rivals.answers import CHECKS, Engine, Work

from drogowskaz.engine.national.bench import bench_edition
from drogowskaz.engine.problems import Unusable

FLOOR = "floor"
OURS = ("numpy", "numba")
RIVALS = ("polars", "duckdb", "pandas")
ABSENT = 3
"""The exit code that says that the engine is not installed."""


def opened(name: str, folder: Path) -> Engine:
    """The engine with the country in memory. Raises ModuleNotFoundError or Unusable when it is not installed."""
    edition = bench_edition()
    # Only the engine that is to run is loaded: the memory of the others is not its own.
    if name in RIVALS:
        rival: Engine = import_module(f"rivals.{name}_wide").opened(folder / TABLE, edition)
        return rival
    ours = import_module("rivals.ours")
    matrix = ours.matrix_of(folder / PARTS, edition)
    if name == FLOOR:
        return {FLOOR: Work(lambda: ours.floor(matrix), lambda found: found)}
    own: Engine = ours.opened(matrix, name)
    return own


def turns(work: Work, count: int) -> dict[str, Any]:
    """The work once to warm up and then so many times; `first` is the time of the warming up."""
    times = []
    for _turn in range(count + 1):
        begun = time.perf_counter()
        found = work.run()
        times.append(time.perf_counter() - begun)
    return {"first": times[0], "times": times[1:], "told": work.told(found)}


def measured(name: str, folder: Path, count: int) -> dict[str, Any]:
    """Everything about one engine; memory is that of the checks."""
    begun = time.perf_counter()
    engine = opened(name, folder)
    ready = time.perf_counter() - begun
    gc.collect()
    memory.forget_peak()
    held = most = memory.resident()
    works = {}
    for work in engine:
        works[work] = turns(engine[work], count)
        if work in (CHECKS, FLOOR):
            most = memory.peak()
    return {"engine": name, "ready": ready, "held": held, "peak": most, "works": works}


def main() -> int:
    name, folder, count = sys.argv[1:]
    try:
        print(json.dumps(measured(name, Path(folder), int(count))))
    except ModuleNotFoundError as missing:
        if missing.name not in RIVALS:
            raise
        return ABSENT
    except Unusable as unfit:
        print(unfit.report("en"), file=sys.stderr)
        return ABSENT
    return 0


if __name__ == "__main__":
    sys.exit(main())
