"""The interval of a share by Wilson's formula, honest for a handful of voices too: never below 0 nor above 1."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""The normal quantile of 97.5 %, for intervals of 95 %."""


@dataclass(frozen=True)
class Interval:
    """Where a share lies with 95 % confidence, both ends from 0 to 1."""

    low: float
    high: float


def wilson(hits: int, trials: int) -> Interval:
    """The interval of the share `hits / trials`; `trials` is at least 1."""
    assert 0 <= hits <= trials, "a share of something"
    assert trials, "a share of something"
    share, square = hits / trials, Z * Z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = Z * sqrt(share * (1 - share) / trials + square / (4 * trials * trials)) / (1 + square / trials)
    # At the ends the formula gives exactly 0 and 1; the sums of floats are only near them.
    return Interval(0.0 if hits == 0 else max(0.0, middle - half), 1.0 if hits == trials else min(1.0, middle + half))
