"""Which changes from one year to the next differ from those of units like it: robust, and a question, never a block."""

from collections.abc import Iterable
from math import log
from statistics import median

LEAST_NUMBER = 10
"""Smaller numbers jump by themselves: nothing is said of a change from or to them."""
FEWEST = 5
"""Units whose changes make a group."""
FAR = 3.5
"""Robust standard deviations from the middle of the group (Iglewicz and Hoaglin)."""
NARROWEST = 0.05
"""The least spread that is reckoned with, as a logarithm: in a group that moves together nothing else is far."""
SPREAD = 1.4826
"""What makes a median of deviations a standard deviation, for numbers spread normally."""


def change(before: int | None, now: int | None) -> float | None:
    """The logarithm of the ratio of two numbers; None where either is missing or too small to say anything."""
    if before is None or now is None or min(before, now) < LEAST_NUMBER:
        return None
    return log(now / before)


def stands_out(own: float | None, group: Iterable[float | None]) -> bool:
    """Whether a change lies far from the middle of the changes of the group, measured by their own spread."""
    known = [one for one in group if one is not None]
    if own is None or len(known) < FEWEST:
        return False
    middle = median(known)
    spread = SPREAD * median(abs(one - middle) for one in known)
    return abs(own - middle) > FAR * max(spread, NARROWEST)
