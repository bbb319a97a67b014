"""The legend above a drawing: samples with their words, in as many lines as they need."""

from collections.abc import Callable, Iterable, Sequence

from drogowskaz.documents.charts.lettering import LINE, SIZE, shortened, width
from drogowskaz.documents.charts.palette import Palette
from drogowskaz.documents.charts.strokes import gap, text
from drogowskaz.documents.content import Datum, Missing
from drogowskaz.documents.figures import WORDS
from drogowskaz.engine.words import say

Sample = Callable[[float, float], str]
"""Draws a sample with its left edge and its middle there."""
SAMPLE = 26
"""Pixels a sample takes."""
BETWEEN = 18


def legend(entries: Sequence[tuple[Sample, str]], room: float, palette: Palette) -> tuple[list[str], float]:
    """The strokes of a legend of this width, and its height; nothing for no entries."""
    drawn: list[str] = []
    x, y = 0.0, LINE / 2
    for sample, said in entries:
        words = shortened(said, room - SAMPLE)
        wide = SAMPLE + width(words)
        if x and x + wide > room:
            x, y = 0.0, y + LINE + 3
        drawn.append(sample(x, y) + text(x + SAMPLE, y + SIZE * 0.34, words, palette.ink))
        x += wide + BETWEEN
    return drawn, y + LINE / 2 + 8 if entries else 0.0


def gaps(data: Iterable[Datum], palette: Palette, lang: str) -> list[tuple[Sample, str]]:
    """The entries for what is missing among the data, each reason once."""
    reasons = {datum for datum in data if isinstance(datum, Missing)}
    return [(_gap(reason, palette), say(WORDS[reason], lang)) for reason in Missing if reason in reasons]


def _gap(reason: Missing, palette: Palette) -> Sample:
    return lambda x, y: gap(reason, x + SAMPLE / 2 - 3, y, palette.muted)
