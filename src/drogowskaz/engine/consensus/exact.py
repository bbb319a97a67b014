"""An exact test of whether parts differ in how many are for, and its correction over many statements.

It is Fisher's test for two parts and that of Freeman and Halton for more: with the numbers of voices in each part and
of those for in all of them given, how likely is a table at most as likely as the one that is there?
"""

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

MOST_TABLES = 300_000
"""So many are gone through one by one; beyond them tables are drawn."""
DRAWN = 9_999
NEAR = 1e-7
"""Two likelihoods that differ by less are the same but for the rounding of floats."""

Floats = NDArray[np.float64]


def difference(hits: Sequence[int], trials: Sequence[int], seed: int = 0) -> float | None:
    """The p of `hits` out of `trials` in each part; None where fewer than two parts have any trials.

    The order of the parts does not matter, nor which of the two sides counts as hits.
    """
    parts = sorted((trial, hit) for hit, trial in zip(hits, trials, strict=True) if trial)
    if len(parts) < 2:
        return None
    sizes, found = np.array(parts).T
    if prod(size + 1 for size in sizes[:-1].tolist()) <= MOST_TABLES:
        return _all_tables(sizes, found)
    return _drawn_tables(sizes, found, seed)


def holm(levels: Sequence[float | None]) -> list[float | None]:
    """The p of each test corrected for all of them by Holm's method; what is None was no test."""
    tested = sorted((level, place) for place, level in enumerate(levels) if level is not None)
    corrected: list[float | None] = [None] * len(levels)
    highest = 0.0
    for rank, (level, place) in enumerate(tested):
        highest = max(highest, min(1.0, level * (len(tested) - rank)))
        corrected[place] = highest
    return corrected


def _likelihood(sizes: NDArray[np.int64], tables: NDArray[np.int64]) -> Floats:
    """The logarithm of the likelihood of each table (a row), but for what is the same for all of them."""
    ways = gammaln(sizes + 1) - gammaln(tables + 1) - gammaln(sizes - tables + 1)
    return np.asarray(ways.sum(axis=-1), np.float64)


def _all_tables(sizes: NDArray[np.int64], found: NDArray[np.int64]) -> float:
    """All tables: the part with most voices takes what the others leave."""
    ranges = [np.arange(size + 1) for size in sizes[:-1].tolist()]
    others = np.stack([axis.ravel() for axis in np.meshgrid(*ranges, indexing="ij")], axis=-1)
    rest = found.sum() - others.sum(axis=1)
    possible = (rest >= 0) & (rest <= sizes[-1])
    tables = np.column_stack([others[possible], rest[possible]])
    likelihood = _likelihood(sizes, tables)
    weights = np.exp(likelihood - likelihood.max())
    extreme = likelihood <= _likelihood(sizes, found) + NEAR
    return min(1.0, float(weights[extreme].sum() / weights.sum()))


def _drawn_tables(sizes: NDArray[np.int64], found: NDArray[np.int64], seed: int) -> float:
    """Tables drawn at random with the same sums; the one that is there counts as one of them."""
    tables = np.random.default_rng(seed).multivariate_hypergeometric(sizes, int(found.sum()), DRAWN)
    extreme = _likelihood(sizes, tables) <= _likelihood(sizes, found) + NEAR
    return float((1 + extreme.sum()) / (1 + DRAWN))
