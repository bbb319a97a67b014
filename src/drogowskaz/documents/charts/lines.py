"""A line chart: one line for each series over the years, broken where a number is missing, dashed into a forecast."""

from collections.abc import Sequence

from drogowskaz.documents.charts.axes import HEIGHT, Ground, axis_words, drawn_ground, ground
from drogowskaz.documents.charts.legend import SAMPLE, Sample, gaps, legend
from drogowskaz.documents.charts.lettering import LINE, SMALL, width
from drogowskaz.documents.charts.palette import Palette
from drogowskaz.documents.charts.scale import Zero, scale
from drogowskaz.documents.charts.strokes import Drawing, box, gap, line, point, text, told
from drogowskaz.documents.content import Chart, Missing, Series
from drogowskaz.documents.figures import categories, numbers, shown

DASH = "5 4"
LIFT = 10
"""Pixels between a point and its number."""


def lines(chart: Chart, room: float, palette: Palette, lang: str) -> Drawing:
    """The chart as wide as the room."""
    data = [datum for one in chart.series for datum in one.data]
    axis = scale(numbers(data), Zero.WHERE_IT_FITS)
    several = len(chart.series) > 1
    entries = [(_sample(place, palette), one.name) for place, one in enumerate(chart.series) if several]
    strokes, top = legend([*entries, *gaps(data, palette, lang)], room, palette)
    words = axis_words(chart, axis, lang)
    if words:
        strokes.append(text(0, top + SMALL, words, palette.muted, size=SMALL))
        top += LINE
    on = ground(axis, len(chart.categories), top + LINE, room, lang)
    strokes += drawn_ground(on, chart, palette, lang)
    for place, one in enumerate(chart.series):
        strokes += _line(one, place, on, chart, palette)
        strokes += _points(one, place, on, chart, palette)
    if not several:
        strokes += _labels(chart.series[0], on, palette, lang)
    strokes += _slices(on, chart, palette, lang)
    return Drawing(tuple(strokes), on.bottom + LINE + 8)


def _sample(place: int, palette: Palette) -> Sample:
    colour = palette.series[place % len(palette.series)]
    return lambda x, y: (
        line((x + 1, y), (x + SAMPLE - 6, y), colour, 2.2) + point(place, x + SAMPLE / 2 - 3, y, colour, palette.sheet)
    )


def _line(one: Series, place: int, on: Ground, chart: Chart, palette: Palette) -> list[str]:
    colour = palette.series[place % len(palette.series)]
    real = len(chart.categories) - chart.forecast
    strokes = []
    for after in range(1, len(one.data)):
        start, end = one.data[after - 1], one.data[after]
        if not isinstance(start, Missing) and not isinstance(end, Missing):
            dash = DASH if after >= real else ""
            ends = (on.x(after - 1), on.y(start)), (on.x(after), on.y(end))
            strokes.append(line(*ends, colour, 2.2, dash))
    return strokes


def _points(one: Series, place: int, on: Ground, chart: Chart, palette: Palette) -> list[str]:
    """A point for each number, hollow for a forecast, and a mark at the foot where there is none."""
    colour = palette.series[place % len(palette.series)]
    real = len(chart.categories) - chart.forecast
    strokes = []
    for category, datum in enumerate(one.data):
        if isinstance(datum, Missing):
            beside = (place - (len(chart.series) - 1) / 2) * 12
            strokes.append(gap(datum, on.x(category) + beside, on.bottom - 9, colour))
        else:
            hollow = category >= real
            strokes.append(point(place, on.x(category), on.y(datum), colour, palette.sheet, hollow=hollow))
    return strokes


def _labels(one: Series, on: Ground, palette: Palette, lang: str) -> list[str]:
    """The numbers at the points of a lonely line, where all of them have room; below in a dip, otherwise above."""
    said = [shown(datum, lang) for datum in one.data if not isinstance(datum, Missing)]
    if max((width(number, SMALL) for number in said), default=0) > on.slot - 4:
        return []
    strokes = []
    for category, datum in enumerate(one.data):
        if not isinstance(datum, Missing):
            dip = _dips(one, category) and on.y(datum) + LIFT + SMALL < on.bottom
            y = on.y(datum) + (LIFT + SMALL * 0.8 if dip else -LIFT)
            strokes.append(text(on.x(category), y, shown(datum, lang), palette.ink, anchor="middle", size=SMALL))
    return strokes


def _dips(one: Series, category: int) -> bool:
    """Is a point the lowest of itself and its neighbours, at least one of which is higher?"""
    here = one.data[category]
    beside = numbers(one.data[max(category - 1, 0) : category] + one.data[category + 1 : category + 2])
    assert not isinstance(here, Missing), "only numbers have labels"
    return bool(beside) and all(here <= number for number in beside) and any(here < number for number in beside)


def _slices(on: Ground, chart: Chart, palette: Palette, lang: str) -> list[str]:
    """What a pointer or the keyboard finds: each category with all its numbers."""
    slices = []
    for category, name in enumerate(categories(chart, lang)):
        area = box(
            on.left + on.slot * category, on.top, on.slot, HEIGHT, fill=palette.sheet, fill_opacity=0, stroke="none"
        )
        slices.append(told(slice_words(name, chart.series, category, lang), area, palette=palette))
    return slices


def slice_words(name: str, series: Sequence[Series], category: int, lang: str) -> str:
    """`2014: women 640, men 510`."""
    if len(series) == 1:
        return f"{name}: {shown(series[0].data[category], lang)}"
    return f"{name}: " + ", ".join(f"{one.name} {shown(one.data[category], lang)}" for one in series)
