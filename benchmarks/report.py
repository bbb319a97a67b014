"""What was measured, as tables and as a verdict on each budget."""

import os
import platform
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rivals.answers import CHECKS, INDICATORS, TOTALS
from rivals.vtl_compared import Slice
from rounds import Measured, Times, Whole
from turn import FLOOR, OURS, RIVALS
from whole import WHOLE

NAMES = {"numpy": "ours, numpy", "numba": "ours, numba", "polars": "Polars", "duckdb": "DuckDB", "pandas": "pandas"}
REMARKS = {
    "numpy": "one core; also lists every finding with its form",
    "numba": "one core; also lists every finding with its form",
    "polars": "all cores; truth of every check, then counts",
    "duckdb": "all cores; prepared query, counts only",
    "pandas": "one core; nullable integers, counts only",
}
EXTRAS = {"numba": "fast", "duckdb": "bench", "pandas": "bench"}
PHASES = ("checks", "differences", "indicators", "totals", "writing")
MEGA = 1e6


@dataclass(frozen=True)
class Budget:
    """A promise: `found` is to be at most `limit`, or with `least` at least."""

    what: str
    found: float
    limit: float
    unit: str
    least: bool = False

    @property
    def met(self) -> bool:
        return self.found >= self.limit if self.least else self.found <= self.limit

    def sentence(self) -> str:
        """`numpy: checks: 10.7 × the floor, budget ≤ 15: met, 29 % to spare`."""
        off = abs(self.found / self.limit - 1)
        verdict = f"met, {off:.0%} to spare" if self.met else f"MISSED by {off:.0%}"
        sign = "≥" if self.least else "≤"
        return f"{self.what}: {_short(self.found)} {self.unit}, budget {sign} {self.limit:g}: {verdict}"


def budgets(floor: Times, engines: Mapping[str, Measured], wholes: Mapping[str, Whole], vtl: Slice | None
            ) -> list[Budget]:  # fmt: skip
    """Those whose both sides were measured."""
    found = []
    limits = {"numpy": (15, 5, 0.7, 3.0), "numba": (3, 15, 0.3, None)}
    for name, (floors, rivals, warm, cold) in limits.items():
        if name not in engines:
            continue
        checks = engines[name].works[CHECKS].middle
        found.append(Budget(f"{name}: checks", checks / floor.middle, floors, "× the floor"))
        for rival in ("duckdb", "pandas"):
            if rival in engines:
                times = engines[rival].works[CHECKS].middle / checks
                found.append(Budget(f"{name}: checks, against {NAMES[rival]}", times, rivals, "× as quick", least=True))
        found.append(Budget(f"{name}: whole run, warm", wholes[name].warm.middle, warm, "s"))
        if cold:
            found.append(Budget(f"{name}: whole run, cold, every part read", wholes[name].first.middle, cold, "s"))
    if vtl:
        times = (vtl.seconds - vtl.alone) / vtl.ours
        found.append(Budget("against vtlengine on the slice", times, 500, "× as quick", least=True))
    return found


def machine() -> str:
    """What it ran on, without a name: processor, cores, memory, versions."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    versions = ", ".join(f"{name} {_version(name)}" for name in ("numpy", "numba", *RIVALS))
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}; "
        f"{versions}; load {load}"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def works(floor: Measured, engines: Mapping[str, Measured], absent: Container[str]) -> Iterator[str]:
    """The table of engines, one block for each work; `absent` are those that are not installed."""
    yield _line("", "median", "spread of rounds", "× floor", "× numpy", "memory", "remark")
    base = floor.works[FLOOR]
    yield _row("floor: the numbers summed once", base, base, None, floor, "one core")
    for work in (CHECKS, INDICATORS, TOTALS):
        yield ""
        # Only the checks have machine code of their own.
        for name in (*OURS, *RIVALS) if work == CHECKS else ("numpy", *RIVALS):
            if name in engines:
                own = engines["numpy"].works[work]
                measured = engines[name] if work == CHECKS else None
                remark = REMARKS[name] if work == CHECKS else ""
                yield _row(f"{work}: {NAMES[name]}", engines[name].works[work], base, own, measured, remark)
            elif work == CHECKS and name in absent:
                yield f"{work}: {NAMES[name]}: not installed; pip install 'drogowskaz[{EXTRAS[name]}]'"
    yield ""
    yield "to load: " + ", ".join(f"{NAMES[name]} {one.ready.middle:.2f} s" for name, one in engines.items())


def _row(name: str, times: Times, floor: Times, own: Times | None, memory: Measured | None, remark: str) -> str:
    low, high = times.spread
    held = f"{memory.held / MEGA:.0f} → {memory.peak / MEGA:.0f} MB" if memory else ""
    return _line(
        name,
        f"{times.middle * 1e3:.1f} ms",
        f"{low * 1e3:.1f} … {high * 1e3:.1f}",
        _short(times.middle / floor.middle),
        _short(times.middle / own.middle) if own else "",
        held,
        remark,
    )


def _line(name: str, middle: str, spread: str, floors: str, own: str, memory: str, remark: str) -> str:
    return f"{name:<33}{middle:>11}{spread:>19}{floors:>10}{own:>10}{memory:>16}  {remark}".rstrip()


def whole_lines(wholes: Mapping[str, Whole]) -> Iterator[str]:
    """The whole run, cold and warm, with the phases of the warm one."""
    for name, whole in wholes.items():
        yield (
            f"whole run, {NAMES[name]}: cold {_spread(whole.first)} (reading {whole.reading.middle:.2f} of them); cold "
            f"with the matrix kept beside the parts {_spread(whole.again)}; warm {_spread(whole.warm)}; "
            f"peak memory {whole.peak / MEGA:.0f} MB"
        )
        phases = ", ".join(f"{phase} {whole.phases[phase].middle * 1e3:.0f}" for phase in PHASES)
        yield f"  warm, milliseconds: {phases}; with all six tables written {_spread(whole.everything)}"


def _spread(times: Times) -> str:
    low, high = times.spread
    return f"{times.middle:.2f} s ({low:.2f} … {high:.2f})"


def vtl_lines(vtl: Slice) -> Iterator[str]:
    """The slice: both sides, and the three ways to compare them."""
    yield (
        f"vtlengine {vtl.version} (on DuckDB), {vtl.units} forms, {vtl.said} of the {vtl.rules} rules, as hierarchical "
        f"rulesets: {vtl.seconds:.1f} s, of which {vtl.alone:.1f} for a single form; memory {vtl.peak / MEGA:.0f} MB"
    )
    yield (
        f"  ours, numpy, the same: {vtl.ours * 1e3:.2f} ms; from the files with the rules lowered anew "
        f"{vtl.fresh * 1e3:.0f} ms. Ratios: {vtl.seconds / vtl.ours:.0f}; {vtl.seconds / vtl.fresh:.0f} from the "
        f"files; {(vtl.seconds - vtl.alone) / vtl.ours:.0f} without what a single form takes"
    )


def growth_lines(points: Sequence[tuple[str, Mapping[str, Whole]]]) -> Iterator[str]:
    """Microseconds for each form, so that work which grows faster than the forms is seen."""
    heads = ("forms", "reading", "checks", "indicators", "totals", "whole", "memory")
    yield f"{'':<36}" + "".join(f"{head:>12}" for head in heads)
    for what, wholes in points:
        for name, whole in wholes.items():
            works = [whole.phases[phase] for phase in ("checks", "indicators", "totals", WHOLE)]
            each = [times.middle / whole.forms * 1e6 for times in (whole.reading, *works)]
            told = [f"{whole.forms}", *(f"{one:.1f}" for one in each), f"{whole.peak / MEGA:.0f} MB"]
            yield f"{f'{what}, {name}':<36}" + "".join(f"{one:>12}" for one in told)


def differences(engines: Mapping[str, Measured]) -> list[str]:
    """What an engine answered otherwise than numpy, one sentence each."""
    own = engines["numpy"].told
    found = []
    for name, measured in engines.items():
        for work, told in measured.told.items():
            if told != own[work]:
                found.append(f"{NAMES[name]} does not agree on {work}")
    return found


def _short(number: float) -> str:
    """Three digits that count."""
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"
