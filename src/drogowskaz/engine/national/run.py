"""The national run, phase by phase: findings, indicators and totals of all the forms in a matrix."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.compiled import executor
from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.compiled.executor import Broken, Half
from drogowskaz.engine.compiled.program import Flags, Program
from drogowskaz.engine.national.levels import Sums, Totals, by_territory, totals
from drogowskaz.engine.national.matrix import Matrix, Panel
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.words import _

ENGINES = ("numpy", "numba")
Nodes = Callable[[Program, NDArray[np.int64], Flags], Flags]


@dataclass(frozen=True, eq=False)
class Checked:
    """The findings in one panel, of every stage: a frozen form has been signed."""

    panel: Panel
    program: Program
    broken: Broken
    difference: NDArray[np.float64]
    """Left side less right side of each finding in shown units, to sort by; nan where a check is no comparison."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Every indicator of every form in one panel, as halves of shape (indicators, forms)."""

    panel: Panel
    program: Program
    numerator: Half
    denominator: Half

    @property
    def known(self) -> NDArray[np.bool_]:
        return self.numerator.known & self.denominator.known


@dataclass(frozen=True, eq=False)
class Territorial:
    """Of one year: the sums of both halves over the units where both are known, of shape (indicators, territories),
    and how many such units there are."""

    year: int
    program: Program
    territories: tuple[str, ...]
    numerators: NDArray[Any]
    denominators: NDArray[Any]
    units: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Results:
    """All that is said about the forms of a matrix. `seconds` tells how long each phase took."""

    matrix: Matrix
    checked: tuple[Checked, ...]
    figures: tuple[Figures, ...]
    territorial: tuple[Territorial, ...]
    totals: tuple[Totals, ...]
    seconds: dict[str, float] = field(default_factory=dict)


def run_national(matrix: Matrix, engine: str = "numpy") -> Results:
    """Every phase over the whole matrix. Raises Unusable when the engine is not installed."""
    nodes = engine_named(engine)
    seconds: dict[str, float] = {}
    with timed(seconds, "compile"):
        for year in matrix.years:
            program_of(matrix, year)
    with timed(seconds, "checks"):
        broken = [(panel, find(matrix, panel, nodes)) for panel in matrix.panels]
    with timed(seconds, "differences"):
        checked = tuple(with_differences(matrix, panel, found) for panel, found in broken)
    with timed(seconds, "indicators"):
        figures = tuple(figures_of(matrix, panel) for panel in matrix.panels)
        together = territorial(matrix, figures)
    with timed(seconds, "totals"):
        summed = totals(matrix)
    return Results(matrix, checked, figures, together, summed, seconds)


@contextmanager
def timed(seconds: dict[str, float], phase: str) -> Iterator[None]:
    """Note how long the block takes."""
    begun = time.perf_counter()
    yield
    seconds[phase] = time.perf_counter() - begun


def engine_named(engine: str) -> Nodes:
    """What works out the checks. Raises Unusable when it is not installed."""
    if engine == "numpy":
        return executor.question_nodes
    try:
        # Machine code is an extra, and slow to load.
        from drogowskaz.engine.compiled import kernel  # noqa: PLC0415
    except ImportError:
        raise unusable(_("numba is not installed. Install drogowskaz[fast], or count with numpy.")) from None
    return kernel.question_nodes


def program_of(matrix: Matrix, year: int) -> Program:
    """The compiled checks of an assessed year."""
    return compiled(matrix.edition, year).program


def find(matrix: Matrix, panel: Panel, nodes: Nodes) -> Broken:
    """All findings in a panel."""
    return executor.broken(nodes(program_of(matrix, panel.year), panel.numbers, panel.flags))


def with_differences(matrix: Matrix, panel: Panel, found: Broken) -> Checked:
    """The findings with how far each is from holding."""
    program = program_of(matrix, panel.year)
    return Checked(panel, program, found, _differences(program, panel, found))


def _differences(program: Program, panel: Panel, found: Broken) -> NDArray[np.float64]:
    result = np.full(len(found.form), np.nan)
    starts = np.searchsorted(found.question, np.arange(program.questions + 1)).tolist()
    atoms, single = program.atoms, program.node < len(program.atoms)
    for question in np.flatnonzero(single & (np.diff(starts) > 0)).tolist():
        row, where = int(program.node[question]), slice(starts[question], starts[question + 1])
        inside = slice(atoms.ptr[row], atoms.ptr[row + 1])
        if row in atoms.wide or (atoms.place[inside] >= program.cells).any():
            continue
        forms = found.form[where]
        total = np.full(len(forms), atoms.constant[row])
        for place, factor in zip(atoms.place[inside].tolist(), atoms.factor[inside].tolist(), strict=True):
            total += panel.numbers[place][forms] * factor
        result[where] = total / atoms.denominator[row]
    return result


def figures_of(matrix: Matrix, panel: Panel) -> Figures:
    """Every indicator of every form in a panel."""
    program = program_of(matrix, panel.year)
    return Figures(panel, program, *executor.halves(program, panel.numbers, panel.flags))


def territorial(matrix: Matrix, figures: Sequence[Figures]) -> tuple[Territorial, ...]:
    """For every year the sums of numerators and of denominators: never a mean of ratios."""
    found = []
    for year in matrix.years:
        here = [one for one in figures if one.panel.year == year]
        tops = _added([(one.panel, np.where(one.known, one.numerator.totals, 0)) for one in here])
        bottoms = _added([(one.panel, np.where(one.known, one.denominator.totals, 0)) for one in here])
        units = _added([(one.panel, one.known) for one in here])
        territories = units.territories
        found.append(Territorial(year, here[0].program, territories, tops.values, bottoms.values, units.values))
    return tuple(found)


def _added(values: list[tuple[Panel, NDArray[Any]]]) -> Sums:
    """The sums over territories of values of shape (rows, forms), whatever their size."""
    most = np.max([np.abs(one.astype(np.float64)).max(axis=1, initial=0) for _panel, one in values], axis=0)
    return by_territory(values, most)
