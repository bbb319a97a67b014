"""Bars: upright where the names of the categories are short, lying where they are long or many."""

from drogowskaz.documents.charts.axes import HEIGHT, Ground, axis_words, drawn_ground, ground
from drogowskaz.documents.charts.legend import Sample, gaps, legend
from drogowskaz.documents.charts.lettering import LINE, SMALL, lines, widest, width
from drogowskaz.documents.charts.lines import DASH, slice_words
from drogowskaz.documents.charts.palette import Palette
from drogowskaz.documents.charts.scale import Zero, scale
from drogowskaz.documents.charts.strokes import PATTERNS, Drawing, box, gap, line, pattern, text, told
from drogowskaz.documents.content import Chart, Missing
from drogowskaz.documents.figures import categories, numbers, shown

MOST_UPRIGHT = 12
"""Categories that stand side by side at most."""
THICK = 15
"""Pixels of a lying bar."""
NAMES = 0.36
"""How much of the width the names of lying bars take at most."""


def bars(chart: Chart, room: float, palette: Palette, lang: str, name: str) -> Drawing:
    """The chart as wide as the room; `name` begins the names of its patterns."""
    slot = (room - 60) / max(len(chart.categories), 1)
    if len(chart.categories) <= MOST_UPRIGHT and widest(chart.categories, SMALL) <= slot - 4:
        return _upright(chart, room, palette, lang, name)
    return _lying(chart, room, palette, lang, name)


def fills(count: int, palette: Palette, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What fills the bars of each series, and the patterns that must be defined for it."""
    colours = [palette.series[place % len(palette.series)] for place in range(count)]
    patterned = [place for place in range(count) if place % PATTERNS]
    defined = tuple(pattern(f"{name}-{place}", place, colours[place], palette.sheet) for place in patterned)
    return tuple(f"url(#{name}-{place})" if place % PATTERNS else colours[place] for place in range(count)), defined


def sample(fill: str, colour: str) -> Sample:
    """A small bar for the legend."""
    return lambda x, y: box(x + 1, y - 6, 17, 12, fill=fill, stroke=colour, stroke_width=1)


def key(chart: Chart, room: float, palette: Palette, lang: str, filled: tuple[str, ...]) -> tuple[list[str], float]:
    """The legend of a chart of bars."""
    entries = [
        (sample(filled[place], palette.series[place % len(palette.series)]), one.name)
        for place, one in enumerate(chart.series)
        if len(chart.series) > 1
    ]
    data = [datum for one in chart.series for datum in one.data]
    return legend([*entries, *gaps(data, palette, lang)], room, palette)


def _paint(chart: Chart, place: int, category: int, fill: str, palette: Palette) -> dict[str, str | float]:
    """A forecast is paler and has a dashed edge."""
    edge = palette.series[place % len(palette.series)]
    if category < len(chart.categories) - chart.forecast:
        return {"fill": fill, "stroke": edge, "stroke_width": 1}
    return {"fill": fill, "fill_opacity": 0.35, "stroke": edge, "stroke_width": 1.4, "stroke_dasharray": DASH}


def _upright(chart: Chart, room: float, palette: Palette, lang: str, name: str) -> Drawing:
    filled, defined = fills(len(chart.series), palette, name)
    axis = scale(numbers(datum for one in chart.series for datum in one.data), Zero.ALWAYS)
    strokes, top = key(chart, room, palette, lang, filled)
    words = axis_words(chart, axis, lang)
    if words:
        strokes.append(text(0, top + SMALL, words, palette.muted, size=SMALL))
        top += LINE
    on = ground(axis, len(chart.categories), top + LINE, room, lang)
    strokes += drawn_ground(on, chart, palette, lang)
    for category, said in enumerate(categories(chart, lang)):
        inner = _standing(chart, category, on, filled, palette, lang)
        area = box(on.left + on.slot * category, on.top, on.slot, HEIGHT, fill=palette.sheet, fill_opacity=0)
        strokes.append(told(slice_words(said, chart.series, category, lang), *inner, area, palette=palette))
    return Drawing(tuple(strokes), on.bottom + LINE + 8, defined)


def _standing(
    chart: Chart, category: int, on: Ground, filled: tuple[str, ...], palette: Palette, lang: str
) -> list[str]:
    """The bars of one category with their numbers, where these have room."""
    wide = min(on.slot * 0.78 / len(chart.series), 64)
    left = on.x(category) - wide * len(chart.series) / 2
    foot = on.y(0)
    strokes = []
    for place, one in enumerate(chart.series):
        datum, x = one.data[category], left + wide * place
        if isinstance(datum, Missing):
            strokes.append(gap(datum, x + wide / 2, foot - 9, palette.muted))
            continue
        y = on.y(datum)
        paint = _paint(chart, place, category, filled[place], palette)
        strokes.append(box(x + 1, min(y, foot), wide - 2, abs(y - foot), **paint))
        said = shown(datum, lang)
        if width(said, SMALL) <= (on.slot if len(chart.series) == 1 else wide) - 2:
            over = y - 5 if datum >= 0 else y + SMALL + 2
            strokes.append(text(x + wide / 2, over, said, palette.ink, anchor="middle", size=SMALL))
    return strokes


def _lying(chart: Chart, room: float, palette: Palette, lang: str, name: str) -> Drawing:
    filled, defined = fills(len(chart.series), palette, name)
    data = numbers(datum for one in chart.series for datum in one.data)
    axis = scale(data, Zero.ALWAYS)
    strokes, y = key(chart, room, palette, lang, filled)
    if chart.unit:
        strokes.append(text(0, y + SMALL, chart.unit, palette.muted, size=SMALL))
        y += LINE + 4
    said = categories(chart, lang)
    left = min(widest(said, SMALL), room * NAMES) + 10
    numbered = max((width(shown(datum, lang), SMALL) for datum in data), default=0) + 12
    across = room - left - numbered
    # Numbers below zero need room on the left of their bars too.
    start = left + (numbered if any(datum < 0 for datum in data) else 0)
    across -= start - left
    foot, top = start + across * axis.part(0), y
    for category, words in enumerate(said):
        labelled = lines(words, left - 10, 2, SMALL)
        high = max(THICK * len(chart.series), LINE * 0.85 * len(labelled)) + 9
        first = y + high / 2 - THICK * len(chart.series) / 2
        inner = _names(labelled, y + high / 2, left, palette)
        for place, one in enumerate(chart.series):
            datum, at = one.data[category], first + THICK * place
            if isinstance(datum, Missing):
                inner.append(gap(datum, foot + 10, at + THICK / 2, palette.muted))
                continue
            end = start + across * axis.part(datum)
            paint = _paint(chart, place, category, filled[place], palette)
            inner.append(box(min(foot, end), at + 1, abs(end - foot), THICK - 2, **paint))
            beside, anchor = (end + 5, "start") if datum >= 0 else (end - 5, "end")
            inner.append(text(beside, at + THICK / 2 + 4, shown(datum, lang), palette.ink, anchor=anchor, size=SMALL))
        strokes.append(told(slice_words(words, chart.series, category, lang), *inner, palette=palette))
        y += high
    strokes.append(line((foot, top), (foot, y), palette.muted, 1.2))
    return Drawing(tuple(strokes), y + 8, defined)


def _names(labelled: list[str], middle: float, left: float, palette: Palette) -> list[str]:
    """The name of a category in its lines, on the left of its bars."""
    high = LINE * 0.85
    first = middle - high * (len(labelled) - 1) / 2 + SMALL * 0.34
    return [
        text(left - 8, first + high * place, said, palette.ink, anchor="end", size=SMALL)
        for place, said in enumerate(labelled)
    ]
