"""Invented numbers for many forms at once: skewed as real ones are, growing over the years, adding up as they must.

A number belongs to a unit, a row and a calendar year, so that a form and the next year's form tell the same past.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.editions.schema import Edition, Parts
from drogowskaz.engine.national.plan import Ceiling, Family, plan
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import MOST_DIGITS, Kind

Numbers = NDArray[np.int64]
RESIDENTS = {
    Level.GMINA: (7_500, 0.75),
    Level.CITY: (100_000, 0.6),
    Level.POWIAT: (75_000, 0.45),
    Level.VOIVODESHIP: (2_100_000, 0.5),
}
"""The median unit and the spread of the logarithm: a few large ones and many small."""
A_HEAD = {Kind.COUNT: (-4.5, -0.7), Kind.MONEY: (0.0, 3.0), Kind.FTE: (-4.5, -3.2)}
"""What a row counts for each resident, as a power of ten: the rarest and the most usual row."""
STEPS = {Kind.COUNT: 1, Kind.MONEY: 100, Kind.FTE: 25}
"""People write whole złoty and quarters of a post."""
GROWTH = (-0.03, 0.07)
UNIT_SPREAD = 0.35
"""How far units of one size differ in a row."""
YEAR_SPREAD = 0.03
"""How far a year is from the trend."""
SOME_OF = (0.3, 0.9)
"""How much of the whole the parts of „w tym” make up together."""
BESIDE = (0.02, 0.2)
"""How large a row is that only stands under another."""
FIRST_YEAR = 2010
PASSES = 3
"""How often the checks of an edition are gone through; they pull at each other, and the last word is not perfect."""
HEADROOM = 1000
"""No number starts nearer to the greatest plausible one than this, so that growth never passes it."""


@dataclass(frozen=True, eq=False)
class Units:
    """Some units and what does not change with the years: their size and how they differ from others of that size."""

    edition: Edition
    seed: tuple[int, int]
    base: NDArray[np.float64]
    """Of shape (roots, units), in stored numbers of the first year."""
    growth: NDArray[np.float64]
    weights: NDArray[np.float64]
    """Of shape (rows, units), between 0.2 and 1: how families are divided."""


def units(edition: Edition, levels: list[Level], *, seed: int, block: int) -> Units:
    """Units of these levels; `block` tells them from those of other calls."""
    rows = [edition.rows[root] for root in plan(edition).roots]
    of_rows = np.random.default_rng([seed, 0])
    low, high = np.array([A_HEAD[row.kind] for row in rows]).reshape(-1, 2).T
    a_head = 10 ** of_rows.uniform(low, high)
    growth = 1 + of_rows.uniform(*GROWTH, len(rows))
    chance = np.random.default_rng([seed, 1, block])
    median, spread = np.array([RESIDENTS[level] for level in levels]).T
    residents = median * np.exp(spread * chance.standard_normal(len(levels)))
    scales = np.array([row.kind.scale for row in rows])
    differ = np.exp(UNIT_SPREAD * chance.standard_normal((len(rows), len(levels))))
    weights = chance.uniform(0.2, 1, (len(edition.rows), len(levels)))
    base = (a_head * scales)[:, None] * residents * differ
    return Units(edition, (seed, block), base, growth, weights)


def numbers(of: Units, year: int) -> Numbers:
    """Of shape (rows, units, columns): the forms for one assessed year, with a number in every cell."""
    edition = of.edition
    found = np.zeros((len(edition.rows), of.base.shape[1], len(edition.offsets)), np.int64)
    order = plan(edition)
    for column, offset in enumerate(edition.offsets):
        found[[*order.roots], :, column] = _roots(of, year + offset, foreseen=offset > 0)
    for family in order.families:
        _divide(found, family, of.weights)
    for _again in range(PASSES):
        for ceiling in order.ceilings:
            if _lowered(found, ceiling, of.weights):
                _divide_under(found, {*ceiling.rows}, order.families, of.weights)
        for copy in order.copies:
            found[copy.row] = found[[*copy.of]].sum(axis=0)
            _divide_under(found, {copy.row}, order.families, of.weights)
    return found


def _divide_under(found: Numbers, rows: set[int], families: tuple[Family, ...], weights: NDArray[np.float64]) -> None:
    """Fill again what follows from these rows."""
    for family in families:
        if family.whole in rows:
            _divide(found, family, weights)
            rows |= {*family.members}


def _lowered(found: Numbers, ceiling: Ceiling, weights: NDArray[np.float64]) -> bool:
    """Bring rows down where their sum passes what it may not; whether anything was."""
    rows = [*ceiling.rows]
    most = sum(found[place] * float(factor) for place, factor in ceiling.under)
    whole = found[rows].sum(axis=0)
    over = whole > most
    if over.any():
        share = _between(SOME_OF, weights[rows[0]])[:, None] * most / np.maximum(whole, 1)
        found[rows] = np.where(over, found[rows] * share, found[rows]).astype(np.int64)
    return bool(over.any())


def _between(ends: tuple[float, float], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """A weight, which lies between 0.2 and 1, as lying between other ends."""
    low, high = ends
    return low + (high - low) * (weight - 0.2) / 0.8


def _roots(of: Units, year: int, *, foreseen: bool) -> Numbers:
    """The rows that follow from no other, in one calendar year; what is foreseen keeps to the trend."""
    edition = of.edition
    rows = [edition.rows[root] for root in plan(edition).roots]
    steps = np.array([STEPS[row.kind] for row in rows])[:, None]
    most = np.array([edition.largest.get(row.kind, 10**MOST_DIGITS) * row.kind.scale for row in rows])[:, None]
    trend = of.base * of.growth[:, None] ** (year - FIRST_YEAR)
    if not foreseen:
        trend *= 1 + YEAR_SPREAD * np.random.default_rng([*of.seed, 2, year]).standard_normal(trend.shape)
    whole = np.minimum(np.maximum(trend, 0), most / HEADROOM).astype(np.int64)
    found: Numbers = whole // steps * steps
    return found


def _divide(found: Numbers, family: Family, weights: NDArray[np.float64]) -> None:
    """Fill the members from their whole: exactly (ALL), to less than it (SOME), or each to a small share."""
    whole = found[family.whole]
    members = [*family.members]
    share = weights[members]
    if family.parts is Parts.NONE:
        share = _between(BESIDE, share)
    else:
        share = share / share.sum(axis=0)
        if family.parts is Parts.SOME:
            share = share * _between(SOME_OF, weights[family.whole])
    found[members] = (whole * share[:, :, None]).astype(np.int64)
    if family.parts is Parts.ALL:
        found[members[-1]] = whole - found[members[:-1]].sum(axis=0)
