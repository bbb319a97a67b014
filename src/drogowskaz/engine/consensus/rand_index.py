"""How alike two partitions of the same voices are, whatever their groups are called: the adjusted Rand index."""

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]


def adjusted_rand(one: Labels, other: Labels) -> float:
    """1 for the same partition, about 0 for two that have nothing to do with each other (Hubert and Arabie, 1985)."""
    _names, first = np.unique(one, return_inverse=True)
    _names, second = np.unique(other, return_inverse=True)
    table = np.zeros((first.max() + 1, second.max() + 1), np.int64)
    np.add.at(table, (first, second), 1)
    together = _pairs(table)
    by_first, by_second = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    expected = by_first * by_second / _pairs(np.array([len(one)]))
    most = (by_first + by_second) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def _pairs(counts: Labels) -> float:
    return float((counts * (counts - 1) / 2).sum())
