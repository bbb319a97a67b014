"""Shares of a whole: for each category a bar of the full width, parted."""

from collections.abc import Sequence
from decimal import Decimal

from drogowskaz.documents.charts.bars import NAMES, fills, key
from drogowskaz.documents.charts.lettering import LINE, SMALL, lines, widest, width
from drogowskaz.documents.charts.lines import DASH
from drogowskaz.documents.charts.palette import Palette
from drogowskaz.documents.charts.strokes import NONE, Drawing, box, gap, text, told
from drogowskaz.documents.content import Chart, Datum, Missing
from drogowskaz.documents.figures import categories, numbers, shares, shown
from drogowskaz.engine.words import _, say

HIGH = 26
"""Pixels of a bar."""


def stacked(chart: Chart, room: float, palette: Palette, lang: str, name: str) -> Drawing:
    """The chart as wide as the room; `name` begins the names of its patterns."""
    filled, defined = fills(len(chart.series), palette, name)
    strokes, y = key(chart, room, palette, lang, filled)
    said = categories(chart, lang)
    left = min(widest(said, SMALL), room * NAMES) + 10
    for category, words in enumerate(said):
        data = [one.data[category] for one in chart.series]
        parts = shares(data)
        labelled = lines(words, left - 10, 2, SMALL)
        high = max(HIGH, LINE * len(labelled))
        inner = [
            text(left - 8, y + high / 2 + SMALL * 0.34 + LINE * (place - (len(labelled) - 1) / 2), words, palette.ink,
                 anchor="end", size=SMALL)
            for place, words in enumerate(labelled)
        ]  # fmt: skip
        paint = _edge(chart, category)
        if parts is None:
            inner += _without(data, left, y + high / 2, room, palette, lang)
        else:
            inner += _parted(parts, (left, y, room - left - 4, high), filled, paint, palette, lang)
        strokes.append(told(_words(words, chart, category, parts, lang), *inner, palette=palette))
        y += high + 9
    return Drawing(tuple(strokes), y, defined)


def _edge(chart: Chart, category: int) -> dict[str, str | float]:
    if category < len(chart.categories) - chart.forecast:
        return {"stroke_width": 1}
    return {"stroke_width": 1.4, "stroke_dasharray": DASH, "fill_opacity": 0.5}


def _parted(
    parts: Sequence[Decimal],
    place: tuple[float, float, float, float],
    filled: tuple[str, ...],
    paint: dict[str, str | float],
    palette: Palette,
    lang: str,
) -> list[str]:
    """The bar, with the shares that have room in it written on small grounds of paper."""
    edges = [palette.series[place % len(palette.series)] for place in range(len(filled))]
    x, y, across, high = place
    strokes = []
    for part, fill, edge in zip(parts, filled, edges, strict=True):
        wide = across * float(part) / 100
        said = f"{shown(part, lang)}%"
        strokes.append(box(x + 1, y, wide - 2, high, fill=fill, stroke=edge, **paint))
        needed = width(said, SMALL) + 8
        if needed <= wide - 2:
            strokes.append(box(x + wide / 2 - needed / 2, y + high / 2 - 9, needed, 18, fill=palette.sheet, rx=3))
            strokes.append(
                text(x + wide / 2, y + high / 2 + SMALL * 0.34, said, palette.ink, anchor="middle", size=SMALL)
            )
        x += wide
    return strokes


def _without(data: Sequence[Datum], left: float, middle: float, room: float, palette: Palette, lang: str) -> list[str]:
    """An empty bar with the reason why it cannot be parted."""
    reasons = [datum for datum in data if isinstance(datum, Missing)]
    edge = box(left, middle - HIGH / 2, room - left - 4, HIGH, fill=NONE, stroke=palette.muted, stroke_dasharray="2 3")
    mark = gap(reasons[0], left + 14, middle, palette.muted) if reasons else ""
    return [edge, mark, text(left + 26, middle + SMALL * 0.34, _reason(data, lang), palette.muted, size=SMALL)]


def _reason(data: Sequence[Datum], lang: str) -> str:
    if len(numbers(data)) < len(data):
        return say(_("no shares: a part is missing"), lang)
    return say(_("no shares: the whole is zero"), lang)


def _words(name: str, chart: Chart, category: int, parts: Sequence[Decimal] | None, lang: str) -> str:
    if parts is None:
        return f"{name}: {_reason([one.data[category] for one in chart.series], lang)}"
    said = (f"{one.name} {shown(part, lang)}%" for one, part in zip(chart.series, parts, strict=True))
    return f"{name}: {', '.join(said)}"
