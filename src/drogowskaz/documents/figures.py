"""Charts and maps in words and numbers: how a number is written, and the table that comes with every picture."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

from drogowskaz.documents.content import (
    Cell,
    Chart,
    ChartKind,
    Datum,
    Figure,
    Head,
    Map,
    Missing,
    Number,
    Row,
    Strip,
    Table,
    heads,
)
from drogowskaz.engine.polish import sort_key
from drogowskaz.engine.words import _, count, grouped, plural, say

WORDS = {
    Missing.NO_DATA: _("no data"),
    Missing.NOT_APPLICABLE: _("not applicable"),
    Missing.WITHHELD: _("withheld"),
}
UNITS = plural("{n} unit", "{n} units")
MOST_ACROSS = 7
"""Columns of years that paper takes beside the names."""


def places(number: Number) -> int:
    """Decimal places a number asks for."""
    if isinstance(number, int):
        return 0
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "a number of a document is finite"
    return max(0, -exponent)


def shown(datum: Datum, lang: str) -> str:
    """A datum as print shows it: `1 204,5`, or the word for what is missing."""
    if isinstance(datum, Missing):
        return say(WORDS[datum], lang)
    return digits(datum, lang, places(datum))


def digits(number: Number, lang: str, decimals: int) -> str:
    """A number with exactly so many decimal places, rounded half up, its thousands apart: `1 204,50`."""
    smallest = int(abs(Fraction(number)) * 10**decimals + Fraction(1, 2))
    whole, part = divmod(smallest, 10**decimals)
    mark = "," if lang == "pl" else "."
    said = grouped(whole) + (f"{mark}{part:0{decimals}}" if decimals else "")
    return f"\N{MINUS SIGN}{said}" if number < 0 and smallest else said


def numbers(data: Iterable[Datum]) -> list[Number]:
    """Those of the data that are numbers."""
    return [datum for datum in data if not isinstance(datum, Missing)]


def share(part: Number, whole: Number) -> Decimal:
    """Per cent with one decimal place; the whole is above zero."""
    exact = Fraction(part) / Fraction(whole) * 1000
    return Decimal(int(exact + Fraction(1, 2))).scaleb(-1)


def shares(data: Sequence[Datum]) -> list[Decimal] | None:
    """The data as shares of their sum; None where one is missing or below zero, or the sum is nothing."""
    parts = numbers(data)
    if len(parts) < len(data) or any(part < 0 for part in parts) or not any(parts):
        return None
    whole = sum(map(Decimal, parts), Decimal(0))
    return [share(part, whole) for part in parts]


def quartiles(group: Sequence[Number]) -> tuple[Number, Number, Number]:
    """The lower quartile, the median and the upper quartile: medians of the whole and of its halves, the middle one
    belonging to both."""
    ordered = sorted(group)
    half = (len(ordered) + 1) // 2
    return _median(ordered[:half]), _median(ordered), _median(ordered[-half:])


def _median(ordered: Sequence[Number]) -> Number:
    decimals = max(places(number) for number in ordered)
    exact = median(Fraction(number) for number in ordered)
    if exact.denominator == 1 and not decimals:
        return int(exact)
    step = Decimal(1).scaleb(-max(decimals, 1))
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)


def categories(chart: Chart, lang: str) -> list[str]:
    """The names of the categories; forecasts say so."""
    real = len(chart.categories) - chart.forecast
    return [
        name if place < real else say(_("{name} (forecast)"), lang, name=name)
        for place, name in enumerate(chart.categories)
    ]


def table_of(figure: Figure, lang: str) -> Table:
    """The numbers of a picture as a table."""
    caption = say(_("Numbers: {title}"), lang, title=figure.title)
    if isinstance(figure, Chart):
        return Table(caption, *_charted(figure, lang), unit=figure.unit)
    if isinstance(figure, Strip):
        head = heads(say(_("Units"), lang), figure.unit or say(_("Value"), lang))
        return Table(caption, head, tuple(_strip_rows(figure, lang)), unit=figure.unit)
    head = heads(say(_("Unit"), lang), figure.unit or say(_("Value"), lang))
    return Table(caption, head, tuple(_area_rows(figure, lang)), unit=figure.unit)


def cell(datum: Datum, lang: str) -> Cell:
    """A datum in a table."""
    return Cell(shown(datum, lang), None if isinstance(datum, Missing) else datum)


def goes_across(chart: Chart) -> bool:
    """Do the categories of a chart stand side by side in its table, or one under the other?"""
    return chart.kind is ChartKind.LINE and len(chart.categories) <= MOST_ACROSS


def _charted(chart: Chart, lang: str) -> tuple[tuple[tuple[Head, ...], ...], tuple[Row, ...]]:
    """Years go across like in the form; many categories go down, and so do those of bars."""
    names, corner = categories(chart, lang), chart.unit or say(_("Category"), lang)
    if goes_across(chart):
        rows = [Row(one.name, tuple(cell(datum, lang) for datum in one.data)) for one in chart.series]
        return heads(corner, *names), tuple(rows)
    rows = [Row(name, tuple(_cells(chart, place, lang))) for place, name in enumerate(names)]
    return heads(corner, *(one.name for one in chart.series)), tuple(rows)


def _cells(chart: Chart, category: int, lang: str) -> Iterable[Cell]:
    """The numbers of a category; parts of a whole with their share in brackets."""
    data = [one.data[category] for one in chart.series]
    parts = shares(data) if chart.kind is ChartKind.STACKED else None
    for place, datum in enumerate(data):
        plain = cell(datum, lang)
        yield plain if parts is None else Cell(f"{plain.text} ({shown(parts[place], lang)}%)", plain.number)


def _strip_rows(strip: Strip, lang: str) -> Iterable[Row]:
    yield Row(strip.name, (cell(strip.own, lang),), strong=True)
    group, units = numbers(strip.others), say(_("units"), lang)
    if group:
        lower, middle, upper = quartiles(group)
        yield Row(say(_("Median of the group"), lang), (cell(middle, lang),))
        yield Row(say(_("Lower quartile of the group"), lang), (cell(lower, lang),))
        yield Row(say(_("Upper quartile of the group"), lang), (cell(upper, lang),))
        yield Row(say(_("Lowest in the group"), lang), (cell(min(group), lang),))
        yield Row(say(_("Highest in the group"), lang), (cell(max(group), lang),))
    yield Row(
        say(_("In the group with a value"), lang), (Cell(count(UNITS, len(group), lang), len(group)),), unit=units
    )
    for missing in Missing:
        without = sum(datum is missing for datum in strip.others)
        if without:
            label = say(_("In the group: {reason}"), lang, reason=say(WORDS[missing], lang))
            yield Row(label, (Cell(count(UNITS, without, lang), without),), unit=units)


def _area_rows(drawn: Map, lang: str) -> Iterable[Row]:
    for area in sorted(drawn.areas, key=lambda area: sort_key(area.name)):
        yield Row(area.name, (cell(area.datum, lang),), strong=area.own)
