"""What the units of a powiat, a voivodeship and the country have together, exactly.

The units themselves are the matrix. A sum is of the units that gave a number; how many did stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.compiled.lowering import most_stored
from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.schema import Aggregation, Edition
from drogowskaz.engine.national.matrix import Matrix, Panel
from drogowskaz.engine.sheets import INT64
from drogowskaz.engine.values import Kind, State

COUNTRY = "PL"
VOIVODESHIP, POWIAT = 2, 4
"""How many digits of a unit's code name the territory it lies in; a city with powiat rights counts as a powiat."""
LEVELS = ("powiat", "voivodeship", "country")
HELD = FLAGS[State.VALUE]


def level_of_territory(code: str) -> str:
    """One of LEVELS, by the code."""
    return "country" if code == COUNTRY else LEVELS[0] if len(code) == POWIAT else LEVELS[1]


@dataclass(frozen=True, eq=False)
class Sums:
    """`values` of shape (rows, territories): all powiats, all voivodeships, then the country."""

    territories: tuple[str, ...]
    values: NDArray[Any]


@dataclass(frozen=True, eq=False)
class Totals:
    """Of one year: the sum of every cell in stored numbers, and how many `units` have a number in it.

    The sums are Python's own integers where int64 might not hold them.
    """

    year: int
    territories: tuple[str, ...]
    sums: NDArray[Any]
    units: NDArray[np.int32]


def totals(matrix: Matrix) -> tuple[Totals, ...]:
    """For every year. Rows that are not to be added up (texts, those the edition marks so) have no units."""
    added = _added(matrix.edition)
    most = _largest(matrix.edition)
    found = []
    for year in matrix.years:
        here = [panel for panel in matrix.panels if panel.year == year]
        sums = by_territory([(panel, panel.numbers[: matrix.cells]) for panel in here], most)
        held = [(panel, panel.flags[: matrix.cells] == HELD) for panel in here]
        counts = by_territory(held, np.ones_like(most))
        sums.values[~added] = 0
        counts.values[~added] = 0
        found.append(Totals(year, sums.territories, sums.values, counts.values))
    return tuple(found)


@cache
def _largest(edition: Edition) -> NDArray[np.float64]:
    """The greatest plausible stored number of every cell; not exact, for it only bounds."""
    return np.array([float(most_stored(edition, row.kind)) for row in edition.rows for _offset in edition.offsets])


@cache
def _added(edition: Edition) -> NDArray[np.bool_]:
    """Of every cell, whether the numbers of several units are added up."""
    summed = [row.kind is not Kind.TEXT and row.aggregation is Aggregation.SUM for row in edition.rows]
    return np.repeat(np.array(summed, np.bool_), len(edition.offsets))


def by_territory(values: Sequence[tuple[Panel, NDArray[Any]]], most: NDArray[np.float64]) -> Sums:
    """The sums over the forms of one year. The values of each panel have the shape (rows, forms); no value of a row is
    further from zero than its `most`. Truths are counted."""
    # Rows whose sums might pass int64 are added up in Python's integers; the margin covers what a float rounds off.
    wide = most * sum(len(panel.forms) for panel, _values in values) > INT64 * 0.99
    codes: list[str] = []
    pieces = []
    for panel, one in values:
        found, starts = _runs([unit[:POWIAT] for unit in panel.units])
        codes += found
        pieces.append(_reduced(one, starts, wide))
    powiats, starts = _runs(codes)
    joined = pieces[0]
    if len(pieces) > 1:
        # A powiat may lie in two panels.
        joined = _reduced(np.concatenate(pieces, axis=1), starts, wide)
    voivodeships, starts = _runs([code[:VOIVODESHIP] for code in powiats])
    above = _reduced(joined, starts, wide)
    country = _reduced(above, np.zeros(1, np.int64), wide)
    # The forms of voivodeships themselves lie in no powiat.
    kept = [place for place, code in enumerate(powiats) if len(code) == POWIAT]
    names = (*(powiats[place] for place in kept), *voivodeships, COUNTRY)
    return Sums(names, np.concatenate([joined[:, kept], above, country], axis=1))


def _runs(codes: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The codes without repetition, and where each begins; equal ones stand together."""
    starts = [place for place, code in enumerate(codes) if place == 0 or code != codes[place - 1]]
    return [codes[place] for place in starts], np.array(starts, np.int64)


def _reduced(values: NDArray[Any], starts: NDArray[np.int64], wide: NDArray[np.bool_]) -> NDArray[Any]:
    """The sums of the runs of columns that begin at `starts`."""
    kind = np.int32 if values.dtype == np.bool_ else values.dtype
    found: NDArray[Any] = np.add.reduceat(values, starts, axis=1, dtype=kind)
    if wide.any() and found.dtype == np.int64:
        found = found.astype(object)
        found[wide] = np.add.reduceat(values[wide].astype(object), starts, axis=1)
    return found
