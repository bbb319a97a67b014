"""The whole country's checks, indicators and totals beside hand-written Polars, DuckDB, pandas and vtlengine.

    .venv/bin/python benchmarks/national.py [--units 2793] [--rounds 3] [--growth] [--quick] [--without vtl]

Prints what each took on the same invented country, whether the budgets are kept, and one line that sums it up. Ends
with 1 only where two engines count differently. `README.md` says what the lines mean.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import report
from country import PARTS, UNITS, country, passing
from rivals.answers import CHECKS
from rivals.ours import matrix_of
from rivals.vtl_compared import Slice, compared
from rounds import Measured, Whole, engines, whole_runs
from turn import FLOOR, OURS, RIVALS

from drogowskaz.engine.national.bench import bench_edition

VTL = "vtl"
GROWTH = ((UNITS, 1, "the country"), (3 * UNITS, 1, "three times the units"), (UNITS, 10, "ten years"))
"""Units and years. Codes of units do not suffice for ten countries, and years are what really comes to it."""
QUICK_UNITS = 300


@dataclass(frozen=True)
class Effort:
    """How often everything is done: `rounds` of fresh processes, `turns` in each after one to warm up."""

    rounds: int
    turns: int


THOROUGH, QUICK, GROWING = Effort(3, 7), Effort(1, 3), Effort(1, 3)


def main() -> int:
    """Measure, print, and compare the counts."""
    given = arguments(sys.argv[1:])
    effort = QUICK if given.quick else THOROUGH
    effort = replace(effort, rounds=given.rounds or effort.rounds)
    print(report.machine())
    tell("making or reading the country")
    folder = country(given.units)
    names = [name for name in (FLOOR, *OURS, *RIVALS) if name not in given.without]
    measured = engines(names, folder, rounds=effort.rounds, turns=effort.turns, tell=tell)
    floor = measured.pop(FLOOR)
    own = [name for name in OURS if name in measured]
    wholes = whole_runs(own, folder / PARTS, rounds=effort.rounds, turns=effort.turns, tell=tell)
    vtl = None if VTL in given.without else on_the_slice(folder)
    print(f"{wholes['numpy'].forms} forms, {wholes['numpy'].findings} findings in each\n")
    absent = {*names} - {FLOOR, *measured}
    print("\n".join([*report.works(floor, measured, absent), "", *report.whole_lines(wholes)]))
    if vtl:
        print("\n".join(report.vtl_lines(vtl)))
    if given.growth:
        print("\nmicroseconds for each form\n" + "\n".join(report.growth_lines(growth(own))))
    return conclude(given.units, floor, measured, wholes, vtl)


def arguments(words: Sequence[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--units", type=int, help=f"how many units the country has ({UNITS})")
    reader.add_argument("--growth", action="store_true", help="also three times the units, and ten years")
    reader.add_argument("--quick", action="store_true", help=f"{QUICK_UNITS} units, one round: to see that it works")
    reader.add_argument("--rounds", type=int, help=f"how many processes of every engine ({THOROUGH.rounds})")
    reader.add_argument("--without", default="", help="engines to leave out: vtl, polars, duckdb, pandas, numba")
    given = reader.parse_args(words)
    given.units = given.units or (QUICK_UNITS if given.quick else UNITS)
    given.without = [word for word in given.without.split(",") if word]
    unknown = {*given.without} - {VTL, *RIVALS, *OURS[1:]}
    if unknown:
        reader.error(f"there is no engine called {', '.join(sorted(unknown))} that could be left out")
    return given


def tell(what: str) -> None:
    """What is being done, for whoever waits."""
    print(f"… {what}", file=sys.stderr)


def on_the_slice(folder: Path) -> Slice | None:
    """vtlengine and ours; nothing where the environment of vtlengine cannot be made."""
    # It stands in the folder of what else is compared with vtlengine.
    from vtl.environment import ready  # noqa: PLC0415

    tell("vtlengine: its environment, then the slice")
    try:
        python = ready()
    except (OSError, subprocess.SubprocessError) as problem:
        print(f"vtlengine: not installed; benchmarks/vtl/environment.py installs it ({problem})")
        return None
    return compared(matrix_of(folder / PARTS, bench_edition()), folder / PARTS, python)


def growth(own: Sequence[str]) -> list[tuple[str, dict[str, Whole]]]:
    """The whole run over more and more forms."""
    found = []
    for units, years, what in GROWTH:
        tell(f"growth: {what}")
        with passing(units, years) as parts:
            found.append((what, whole_runs(own, parts, rounds=GROWING.rounds, turns=GROWING.turns, tell=tell)))
    return found


def conclude(
    units: int, floor: Measured, measured: dict[str, Measured], wholes: dict[str, Whole], vtl: Slice | None
) -> int:
    """The budgets, whether all count the same, and the line that sums it up."""
    found = report.budgets(floor.works[FLOOR], measured, wholes, vtl)
    print("\nbudgets" if units == UNITS else f"\nbudgets, which are for {UNITS} units and tell little about {units}")
    print("\n".join(f"  {budget.sentence()}" for budget in found))
    wrong = report.differences(measured)
    if vtl and not vtl.agree:
        wrong.append("vtlengine does not agree on the checks of the slice")
    checks = sum(measured["numpy"].told[CHECKS]["findings"])
    if checks != wholes["numpy"].findings:
        wrong.append("the whole run has other findings than the checks alone")
    print("\n" + "\n".join(wrong or [f"all {len(measured) + bool(vtl)} engines agree to the last number"]))
    kept = sum(budget.met for budget in found)
    quickest = min(measured.values(), key=lambda one: one.works[CHECKS].middle)
    print(
        f"national: {kept} of {len(found)} budgets kept; checks take "
        f"{measured['numpy'].works[CHECKS].middle * 1e3:.0f} ms with numpy, the quickest is "
        f"{report.NAMES[quickest.engine]} with {quickest.works[CHECKS].middle * 1e3:.0f} ms"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
