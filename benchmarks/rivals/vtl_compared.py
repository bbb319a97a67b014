"""vtlengine and ours on the same slice of the country and the same of its rules."""

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from drogowskaz.engine.compiled import executor
from drogowskaz.engine.compiled.artefact import program_of
from drogowskaz.engine.compiled.program import Program
from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.parts import part_name, read_part
from rivals.rules import Rule, rules
from rivals.vtl_rules import sayable, slice_of, write_slice

INSIDE = Path(__file__).parent.parent / "vtl_slice.py"
UNITS = 100
BACKEND = "duckdb"
"""The quicker of vtlengine's two for more than a few units."""
TURNS = 15


@dataclass(frozen=True)
class Slice:
    """Seconds of both sides. `alone` is what vtlengine takes for a single unit: mostly the rules themselves. `fresh` is
    ours from the files, the rules lowered anew, as vtlengine begins each time."""

    units: int
    said: int
    rules: int
    version: str
    seconds: float
    alone: float
    ours: float
    fresh: float
    findings: int
    agree: bool
    peak: int


def compared(matrix: Matrix, parts: Path, python: Path) -> Slice:
    """Both over the slice. `python` is the interpreter of vtlengine's environment."""
    asked = rules(matrix.edition)
    said = sayable(asked)
    here = slice_of(matrix, UNITS)
    theirs, one = (_theirs(python, some, said) for some in (here, slice_of(matrix, 1)))
    program = _program(here, said)
    own = _counts(here, program)
    times = [_seconds(lambda: _counts(here, program)) for _turn in range(TURNS)]
    fresh = [_seconds(lambda: _afresh(here, said, parts)) for _turn in range(TURNS)]
    return Slice(
        units=here.forms,
        said=len(said),
        rules=len(asked),
        version=theirs["version"],
        seconds=theirs["seconds"],
        alone=one["seconds"],
        ours=median(times),
        fresh=median(fresh),
        findings=sum(own.values()),
        agree=own == theirs["findings"],
        peak=theirs["peak"],
    )


def _theirs(python: Path, matrix: Matrix, said: Sequence[Rule]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        write_slice(matrix, said, Path(name))
        done = subprocess.run([python, INSIDE, name, BACKEND], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _program(matrix: Matrix, said: Sequence[Rule]) -> Program:
    names = {rule.id for rule in said}
    asked = (question for question in questions(matrix.edition) if question.check.id in names)
    return program_of(matrix.edition, matrix.years[0], asked)


def _counts(matrix: Matrix, program: Program) -> dict[str, int]:
    """How often each rule does not hold, for those that ever do not."""
    (panel,) = matrix.panels
    broken = executor.broken(executor.question_nodes(program, panel.numbers, panel.flags))
    counts = np.bincount(program.check[broken.question], minlength=len(program.check_ids)).tolist()
    return {name: count for name, count in zip(program.check_ids, counts, strict=True) if count}


def _afresh(matrix: Matrix, said: Sequence[Rule], parts: Path) -> dict[str, int]:
    (panel,) = matrix.panels
    again = Matrix(matrix.edition)
    again.change(read_part(parts / part_name(unit, panel.year), matrix.edition) for unit in panel.units)
    return _counts(again, _program(again, said))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
