"""Engines run one after another in processes of their own, several times over, and what came out together.

Rounds go through all engines, so that a busy moment of the machine does not fall on one of them alone.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from country import forget_matrix
from turn import ABSENT
from whole import WHOLE

HERE = Path(__file__).parent
Tell = Callable[[str], None]


@dataclass
class Times:
    """Seconds of one work, round by round."""

    rounds: list[list[float]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The median of all turns of all rounds."""
        return median(seconds for turns in self.rounds for seconds in turns)

    @property
    def spread(self) -> tuple[float, float]:
        """The medians of the quickest and of the slowest round."""
        middles = [median(turns) for turns in self.rounds]
        return min(middles), max(middles)


@dataclass
class Measured:
    """An engine over all rounds. Memory in bytes: before the checks and the most during them."""

    engine: str
    works: dict[str, Times] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    ready: Times = field(default_factory=Times)
    held: int = 0
    peak: int = 0

    def add(self, turn: dict[str, Any]) -> None:
        """Take in one process of the engine; the same question must have the same answer every time."""
        for name, work in turn["works"].items():
            self.works.setdefault(name, Times()).rounds.append(work["times"])
            assert self.told.setdefault(name, work["told"]) == work["told"], f"{self.engine} says one thing and another"
        self.ready.rounds.append([turn["ready"]])
        self.held, self.peak = max(self.held, turn["held"]), max(self.peak, turn["peak"])


def engines(names: Sequence[str], folder: Path, *, rounds: int, turns: int, tell: Tell) -> dict[str, Measured]:
    """Every engine that is installed."""
    found: dict[str, Measured] = {}
    absent: set[str] = set()
    for number in range(rounds):
        for name in names:
            if name not in absent:
                tell(f"round {number + 1} of {rounds}: {name}")
                turn = _process("turn.py", name, folder, turns)
                if turn is None:
                    absent.add(name)
                else:
                    found.setdefault(name, Measured(name)).add(turn)
    return found


@dataclass
class Whole:
    """The whole run with one engine. `first` is a process that reads every part, `again` one that finds the matrix
    of an earlier run; `warm` has it in memory. `phases` are those of `warm`."""

    first: Times = field(default_factory=Times)
    again: Times = field(default_factory=Times)
    warm: Times = field(default_factory=Times)
    everything: Times = field(default_factory=Times)
    reading: Times = field(default_factory=Times)
    phases: dict[str, Times] = field(default_factory=dict)
    forms: int = 0
    findings: int = 0
    peak: int = 0


def whole_runs(names: Sequence[str], parts: Path, *, rounds: int, turns: int, tell: Tell) -> dict[str, Whole]:
    """The whole run with every engine that is installed."""
    found = {name: Whole() for name in names}
    with tempfile.TemporaryDirectory() as out:
        for number in range(rounds):
            for name, whole in found.items():
                tell(f"round {number + 1} of {rounds}: the whole run with {name}")
                _add_whole(whole, name, parts, Path(out), turns)
    return found


def _add_whole(whole: Whole, name: str, parts: Path, out: Path, turns: int) -> None:
    forget_matrix(parts)
    for cold in (whole.first, whole.again):
        begun = time.perf_counter()
        alone = _process("whole.py", parts, name, out, 0)
        cold.rounds.append([time.perf_counter() - begun])
        if cold is whole.first:
            whole.reading.rounds.append([alone["cold"]["reading"]])
    told = _process("whole.py", parts, name, out, turns)
    for phase in told["warm"][0]:
        times = whole.phases.setdefault(phase, Times())
        times.rounds.append([run[phase] for run in told["warm"]])
    whole.warm = whole.phases[WHOLE]
    whole.everything.rounds.append(told["everything"])
    whole.forms, whole.findings = told["forms"], told["findings"]
    whole.peak = max(whole.peak, told["peak"])


def _process(program: str, *words: object) -> Any:
    """What the program prints; None where its engine is not installed."""
    command = [sys.executable, str(HERE / program), *(str(word) for word in words)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == ABSENT:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
