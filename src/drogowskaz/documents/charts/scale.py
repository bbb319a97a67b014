"""From numbers to round ticks and to pixels. Ticks are exact; only places on the drawing are floats."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from drogowskaz.documents.content import Number

MOST_TICKS = 6


class Zero(Enum):
    """Whether an axis holds zero: for lengths always, for places only by chance, for lines where it costs little."""

    ALWAYS = "always"
    WHERE_IT_FITS = "where it fits"
    NEVER = "never"


NARROW = Fraction(3, 10)
"""Numbers that differ by less than this part of the greatest are shown without zero, so that a change can be seen."""

LEAST = Fraction(1, 20)
"""An axis without zero spans at least this part of the greatest number: one person fewer of 213 is no cliff."""


@dataclass(frozen=True)
class Scale:
    """An axis: round ticks in rising order, the first and last of which are its ends."""

    ticks: tuple[Number, ...]

    @property
    def from_zero(self) -> bool:
        return self.ticks[0] <= 0 <= self.ticks[-1]

    def part(self, number: Number) -> float:
        """Where a number stands between the ends, from 0 to 1."""
        low, high = Fraction(self.ticks[0]), Fraction(self.ticks[-1])
        return float((Fraction(number) - low) / (high - low))


def scale(numbers: Sequence[Number], zero: Zero) -> Scale:
    """The axis of these numbers."""
    low, high = min(map(Fraction, numbers), default=Fraction(0)), max(map(Fraction, numbers), default=Fraction(0))
    differing = (high - low) > NARROW * max(abs(low), abs(high))
    if zero is Zero.ALWAYS or (zero is Zero.WHERE_IT_FITS and differing):
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    elif zero is Zero.WHERE_IT_FITS:
        short = max(LEAST * max(abs(low), abs(high)) - (high - low), Fraction(0))
        low, high = low - short / 2, high + short / 2
    if low == high:
        low, high = (low - 1, high + 1) if low else (low, Fraction(1))
    step = _step(low, high, whole=all(Fraction(number).denominator == 1 for number in numbers))
    first, last = low // step, -(-high // step)
    return Scale(tuple(_number(step * place) for place in range(first, last + 1)))


def _step(low: Fraction, high: Fraction, *, whole: bool) -> Fraction:
    """The smallest round step that needs at most the ticks we want; whole numbers have whole steps."""
    power = Fraction(1)
    while power * 10 <= high - low:
        power *= 10
    while power > high - low:
        power /= 10
    for step in (power * rough / 10 for rough in (1, 2, 5, 10, 20, 25, 50, 100)):
        if (not whole or step.denominator == 1) and -(-high // step) - low // step < MOST_TICKS:
            return step
    return max(power * 10, Fraction(1) if whole else power)


def _number(exact: Fraction) -> Number:
    """Tick as a number with the decimal places it needs: powers of ten divide every step."""
    if exact.denominator == 1:
        return int(exact)
    return Decimal(exact.numerator) / Decimal(exact.denominator)
