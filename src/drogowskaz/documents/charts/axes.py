"""The ground of a chart whose categories stand side by side: ticks on the left, names below, the forecast set apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from drogowskaz.documents.charts.lettering import LINE, SMALL, shortened, widest, width
from drogowskaz.documents.charts.palette import Palette
from drogowskaz.documents.charts.scale import Scale
from drogowskaz.documents.charts.strokes import box, line, text
from drogowskaz.documents.content import Chart, Number
from drogowskaz.documents.figures import digits, places
from drogowskaz.engine.words import _, say

HEIGHT = 180
"""Pixels between the lowest and the highest tick."""
LEFT_MOST = 120


@dataclass(frozen=True)
class Ground:
    """Where things come to stand on the drawing, in pixels."""

    left: float
    top: float
    width: float
    scale: Scale
    slots: int

    @property
    def slot(self) -> float:
        return self.width / self.slots

    @property
    def bottom(self) -> float:
        return self.top + HEIGHT

    def x(self, category: int) -> float:
        """The middle of a category."""
        return self.left + self.slot * (category + 0.5)

    def y(self, number: Number) -> float:
        return self.bottom - HEIGHT * self.scale.part(number)


def tick_texts(scale: Scale, lang: str) -> list[str]:
    """The ticks as texts, all with as many decimal places."""
    most = max(places(tick) for tick in scale.ticks)
    return [digits(tick, lang, most) for tick in scale.ticks]


def ground(scale: Scale, slots: int, top: float, room: float, lang: str) -> Ground:
    """The ground below the legend, in a drawing of this width."""
    left = min(widest(tick_texts(scale, lang), SMALL) + 10, LEFT_MOST)
    return Ground(left, top, room - left - 6, scale, slots)


def drawn_ground(on: Ground, chart: Chart, palette: Palette, lang: str) -> list[str]:
    """Ticks with their numbers and lines, names of categories, the forecast's band and the words on the axis."""
    right = on.left + on.width
    strokes = _forecast(on, chart, palette, lang)
    for tick, said in zip(on.scale.ticks, tick_texts(on.scale, lang), strict=True):
        y = on.y(tick)
        strokes.append(line((on.left, y), (right, y), palette.line))
        strokes.append(text(on.left - 7, y + SMALL * 0.34, said, palette.muted, anchor="end", size=SMALL))
    foot = on.y(0) if on.scale.from_zero else on.bottom
    strokes.append(line((on.left, foot), (right, foot), palette.muted, 1.2))
    every = _every(chart.categories, on.slot)
    for place, name in enumerate(chart.categories):
        if place % every == 0:
            said = shortened(name, on.slot * every - 4, SMALL)
            strokes.append(text(on.x(place), on.bottom + LINE, said, palette.ink, anchor="middle", size=SMALL))
    return strokes


def axis_words(chart: Chart, scale: Scale, lang: str) -> str:
    """What stands above the axis: the unit, and a warning where the axis leaves zero out."""
    words = [chart.unit] if chart.unit else []
    if not scale.from_zero:
        words.append(say(_("the axis does not begin at zero"), lang))
    return ", ".join(words)


def _forecast(on: Ground, chart: Chart, palette: Palette, lang: str) -> list[str]:
    if not chart.forecast:
        return []
    x = on.left + on.slot * (on.slots - chart.forecast)
    wide = on.slot * chart.forecast
    said = shortened(say(_("forecast"), lang), wide - 4, SMALL)
    return [
        box(x, on.top, wide, HEIGHT, fill=palette.soft, fill_opacity=0.6),
        text(x + wide / 2, on.top + SMALL + 3, said, palette.muted, anchor="middle", size=SMALL),
    ]


def _every(names: Sequence[str], slot: float) -> int:
    """Every which category has its name below, so that the names do not touch."""
    typical = sorted(width(name, SMALL) for name in names)[len(names) // 2]
    return max(1, -(-int(min(typical, 90) + 8) // max(int(slot), 1)))
