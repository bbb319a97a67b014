"""What two forms differ by, in a few sentences and a picture; told without judging, in the order of the form."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from drogowskaz.assessments.queries.comparison.pairs import Pair, Two
from drogowskaz.assessments.queries.comparison.tables import Compared
from drogowskaz.documents.charts.draw import svg
from drogowskaz.documents.content import Chart, ChartKind, Number, Series
from drogowskaz.engine.measures import measures
from drogowskaz.engine.narrative.amounts import amount, percent
from drogowskaz.engine.narrative.summary import LEAST
from drogowskaz.engine.words import _, count, plural, say

MOST_TOLD = 3
MOST_DRAWN = 6
LEAST_DRAWN = 2
BARE = 20
"""A bar shorter than one part in so many of the longest cannot be read, so its row is left to the table."""
COMPARED = plural(
    "{n} row of this chapter has a number in both forms.", "{n} rows of this chapter have numbers in both forms."
)
SAME = plural("In {n} of them the number is the same.", "In {n} of them the numbers are the same.")
LARGEST = _("The largest differences in relation to the first number, in the order of the form: {list}.")
NONE_LARGE = _("No two numbers of at least {least} differ.")
NOTHING = _("No row of this chapter has a number that is shown in both forms, so nothing can be compared here.")
ITEM = _("{label}: {one} and {two} ({percent})")
TITLE = _("The first rows of this chapter side by side")
ALT = _("Bars in pairs: {first} and {second}. The same numbers stand in the table below.")


def summary(compared: Compared, two: Two, lang: str) -> tuple[str, ...]:
    """How many rows can be compared, how many are the same, and which three differ most for their size."""
    known = [(one, one.numbers) for one in compared.pairs]
    both = [(one, numbers) for one, numbers in known if numbers is not None]
    if not both:
        return (say(NOTHING, lang),)
    same = sum(first == second for _one, (first, second) in both)
    told = [count(COMPARED, len(both), lang)]
    if same:
        told.append(count(SAME, same, lang))
    large = [(one, numbers) for one, numbers in both if _is_news(one, numbers)]
    most = sorted(large, key=lambda one: -_part(one[1]))[:MOST_TOLD]
    listed = "; ".join(_item(one, numbers, lang) for one, numbers in large if (one, numbers) in most)
    told.append(say(LARGEST, lang, list=listed) if most else say(NONE_LARGE, lang, least=LEAST))
    return tuple(told)


def _is_news(one: Pair, numbers: tuple[Fraction, Fraction]) -> bool:
    """A whole, not a part of one, that differs and is large enough for a share to mean anything."""
    return one.row.parent is None and numbers[0] != numbers[1] and min(map(abs, numbers)) >= LEAST


def _part(numbers: tuple[Fraction, Fraction]) -> Fraction:
    return abs(numbers[1] - numbers[0]) / abs(numbers[0])


def _item(one: Pair, numbers: tuple[Fraction, Fraction], lang: str) -> str:
    first, second = (amount(number, one.row, lang) for number in numbers)
    part = percent(numbers[1] - numbers[0], abs(numbers[0]), lang, signed=True)
    return say(ITEM, lang, label=one.row.label[lang], one=first, two=second, percent=part)


def drawing(compared: Compared, two: Two, lang: str) -> str:
    """The first rows that are counted in the same thing, as bars in pairs; nothing where too few have numbers."""
    numbered = [one for one in compared.pairs if one.numbers and min(one.numbers) >= 0 and max(one.numbers) > 0]
    if not numbered:
        return ""
    unit, _rows = Counter(one.row.unit for one in numbered).most_common(1)[0]
    alike = [one for one in numbered if one.row.unit == unit]
    longest = max(max(one.numbers or ()) for one in alike)
    drawn = [one for one in alike if max(one.numbers or ()) * BARE >= longest][:MOST_DRAWN]
    if len(drawn) < LEAST_DRAWN:
        return ""
    names = two.name(two.first), two.name(two.second)
    data = zip(*(tuple(map(_exact, one.numbers or ())) for one in drawn), strict=True)
    chart = Chart(
        kind=ChartKind.BAR,
        title=say(TITLE, lang),
        alt=say(ALT, lang, first=names[0], second=names[1]),
        categories=tuple(one.row.short.get(lang) or one.row.label[lang] for one in drawn),
        series=tuple(Series(name, numbers) for name, numbers in zip(names, data, strict=True)),
        unit=measures()[unit].label[lang],
    )
    return svg(chart, lang)


def _exact(number: Fraction) -> Number:
    if number.denominator == 1:
        return int(number)
    return Decimal(number.numerator) / Decimal(number.denominator)
