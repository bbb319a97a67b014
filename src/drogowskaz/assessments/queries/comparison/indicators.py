"""The indicators of two forms side by side, each with its meaning. They are shown as they are, without differences:
a figure is rounded, and what two rounded figures differ by says less than it seems to."""

from dataclasses import dataclass

from drogowskaz.assessments.queries.comparison.pairs import Two
from drogowskaz.assessments.queries.indicators import ShownIndicator, indicator_groups
from drogowskaz.assessments.queries.publication import Copy


@dataclass(frozen=True)
class Reading:
    """An indicator of one form in its assessed year: `text` is the figure or the mark, empty where there is none."""

    year: int
    text: str
    reason: str


@dataclass(frozen=True)
class ComparedIndicator:
    """An indicator of the base form's edition; a reading is None where a form does not have it or counts it in
    another way."""

    shown: ShownIndicator
    first: Reading | None
    second: Reading | None


@dataclass(frozen=True)
class ComparedGroup:
    """A group of chapter 10."""

    label: str
    indicators: tuple[ComparedIndicator, ...]


def compared_indicators(two: Two, lang: str) -> tuple[ComparedGroup, ...]:
    """The indicators of the base form under their groups, in the order of the form."""
    others = {one.indicator.id: one for group in indicator_groups(two.other, {}, lang) for one in group.indicators}
    return tuple(
        ComparedGroup(group.label, tuple(_compared(one, others.get(one.indicator.id), two) for one in group.indicators))
        for group in indicator_groups(two.base, {}, lang)
    )


def _compared(own: ShownIndicator, other: ShownIndicator | None, two: Two) -> ComparedIndicator:
    mine, same = own.indicator, other.indicator if other else None
    alike = same is not None and (same.numerator, same.denominator, same.factor) == (
        mine.numerator,
        mine.denominator,
        mine.factor,
    )
    readings = _reading(own, two.base), _reading(other, two.other) if other and alike else None
    first, second = readings if two.first is two.base else reversed(readings)
    return ComparedIndicator(own, first, second)


def _reading(shown: ShownIndicator, copy: Copy) -> Reading | None:
    year = copy.sheet.year
    told = next((one for one in shown.figures if one is not None and one[0] == year), None)
    return Reading(year, told[1], shown.reason) if told else None
