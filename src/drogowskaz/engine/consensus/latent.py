"""The main directions of the choices: principal components, for many copies of the ballots at once.

A block of copies has the shape copies × voices × statements; a missing choice is not a number (NaN).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DIRECTIONS = 2

Block = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scores:
    """Where the voices of each copy stand along the main directions (copies × directions × voices), and the share of
    all differences these hold."""

    places: Block
    explained: NDArray[np.float64]


def filled(block: Block) -> Block:
    """A missing choice takes the mean of the statement, so that it pulls its voice nowhere."""
    known = ~np.isnan(block)
    counted = np.maximum(known.sum(axis=1, keepdims=True), 1)
    means = np.where(known, block, 0.0).sum(axis=1, keepdims=True) / counted
    return np.where(known, block, means)


def scores(block: Block) -> Scores:
    """The two main directions of each copy."""
    whole = filled(block)
    centred = whole - whole.mean(axis=1, keepdims=True)
    values, vectors = np.linalg.eigh(centred.transpose(0, 2, 1) @ centred)
    main = values[:, -DIRECTIONS:].sum(axis=1)
    everything = values.sum(axis=1)
    share = np.divide(main, everything, out=np.zeros_like(main), where=everything > 0)
    return Scores((centred @ vectors[:, :, : -DIRECTIONS - 1 : -1]).transpose(0, 2, 1).copy(), share)
