"""What every engine is asked, and how its answers are put so that they can be compared to the last number."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CHECKS, INDICATORS, TOTALS = "checks", "indicators", "totals"
LEVELS = ("powiat", "voivodeship", "country")


@dataclass(frozen=True)
class Work:
    """One thing to be done: `run` is timed, `told` makes the answer comparable and is not."""

    run: Callable[[], Any]
    told: Callable[[Any], Any]


Engine = dict[str, Work]
"""An engine that holds the country in memory, ready to do CHECKS, INDICATORS and TOTALS."""


def checked(findings: Sequence[int], asked: Sequence[int]) -> dict[str, list[int]]:
    """Of every check in the order of the edition: how often it does not hold, and how often it could be answered."""
    return {"findings": [int(count) for count in findings], "asked": [int(count) for count in asked]}


def figured(known: Sequence[int], sums: Sequence[int]) -> dict[str, list[int]]:
    """Of every half of an indicator (numerator, denominator, numerator …): in how many columns of forms it is known,
    and the sum of those."""
    return {"known": [int(count) for count in known], "sums": [int(number) for number in sums]}


def summed(sums: NDArray[Any], units: NDArray[Any]) -> str:
    """A name for the totals of all cells over the territories of LEVELS (first all powiats, by code) and for how many
    units they are of; arrays of shape (cells, territories)."""
    digest = hashlib.sha256()
    for array in (sums, units):
        digest.update(np.ascontiguousarray(array, "<i8").tobytes())
    return digest.hexdigest()


def by_cell(lines: NDArray[Any], columns: int) -> NDArray[Any]:
    """Lines by territory and column with a number for each row, as an array of shape (cells, territories)."""
    return lines.reshape(-1, columns, lines.shape[1]).transpose(2, 1, 0).reshape(columns * lines.shape[1], -1)
