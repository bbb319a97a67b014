"""Linear programmes, mostly over whole numbers, given to HiGHS through scipy. No other module knows the solver.

scipy takes half a second to be read, which a page or a command that solves nothing must not wait for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

OPTIMAL, INFEASIBLE = 0, 2
"""What scipy calls these outcomes."""


@dataclass(frozen=True)
class Sums:
    """Conditions `least <= sum <= most`, one an entry of both (infinite where there is no end). Part i of a sum is the
    variable `columns[i]`, taken `factors[i]` times, in the sum `rows[i]`."""

    factors: Sequence[float] | NDArray[np.float64]
    rows: Sequence[int]
    columns: Sequence[int]
    least: ArrayLike
    most: ArrayLike


@dataclass(frozen=True)
class Found:
    """`numbers`, one for each variable, or None when the solver has none; whether it has shown that there are none, or
    that these are the best within the gap it was allowed."""

    numbers: NDArray[np.float64] | None
    impossible: bool
    best: bool


def cheapest(
    costs: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    conditions: Sequence[Sums] = (),
    *,
    whole: ArrayLike = True,
    gap: float = 0.0,
    seconds: float = np.inf,
    nodes: int | None = None,
) -> Found:
    """Numbers between `low` and `high` that meet the conditions and cost least, or within the relative `gap` of it.

    `whole` says, for all variables or for each, whether they must be whole. The search gives up after so many seconds
    or nodes of its tree.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    price = np.asarray(costs, float)
    constraints = [
        LinearConstraint(
            csr_array(
                (np.asarray(one.factors, float), (one.rows, one.columns)), shape=(np.size(one.least), len(price))
            ),
            np.asarray(one.least, float),
            np.asarray(one.most, float),
        )
        for one in conditions
    ]
    found = milp(
        price,
        integrality=np.asarray(whole, np.int64),
        bounds=Bounds(np.asarray(low, float), np.asarray(high, float)),
        constraints=constraints,
        options={"mip_rel_gap": gap, "time_limit": seconds, **({} if nodes is None else {"node_limit": nodes})},
    )
    return Found(found.x, bool(found.status == INFEASIBLE), bool(found.status == OPTIMAL and found.x is not None))
