"""Shares for with their intervals as a picture: a row for each sector, a line as long as the doubt, a point on it.

The table that comes with it stands beside on the page; the numbers are in the picture too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from drogowskaz.documents.ballot.results import percent, share_text
from drogowskaz.documents.charts.draw import WIDTH, Picture
from drogowskaz.documents.charts.lettering import LINE, SMALL, lines, shortened, widest, width
from drogowskaz.documents.charts.palette import PAGE, Palette
from drogowskaz.documents.charts.strokes import box, line, number, point, tag, text, told
from drogowskaz.documents.plain import cleaned
from drogowskaz.documents.spreadsheets.markup import escaped
from drogowskaz.engine.consensus import ConsensusResult, StatementResult, Tally
from drogowskaz.engine.words import _, say

NAMES = 0.34
"""How much of the width the names of the sectors take at most."""
ROW = 40
TICKS = (0, 25, 50, 75, 100)
MARGIN = 16


@dataclass(frozen=True)
class Span:
    """A row: the name of a sector and its tally, None where it is not shown."""

    name: str
    cell: Tally | None


def spans_of(result: ConsensusResult, one: StatementResult, lang: str, names: Mapping[str, str]) -> tuple[Span, ...]:
    """The rows of one statement."""
    return tuple(Span(part.name(lang, names), cell) for part, cell in zip(result.parts, one.cells, strict=True))


def intervals_svg(title: str, spans: tuple[Span, ...], smallest: int, lang: str, room: int = WIDTH) -> str:
    """The picture for a page: in the page itself, with the colours of its style sheet."""
    return intervals(title, spans, smallest, lang, PAGE, room).svg


def intervals(
    title: str, spans: tuple[Span, ...], smallest: int, lang: str, palette: Palette, room: int = WIDTH
) -> Picture:
    """The picture with its title and description inside; `title` is the statement."""
    title, spans = cleaned(title), cleaned(spans)
    left = min(widest((span.name for span in spans), SMALL), room * NAMES) + MARGIN
    across = room - left - MARGIN
    foot = ROW * len(spans) + 6.0
    strokes = []
    for tick in TICKS:
        x = left + across * tick / 100
        half = tick == 50
        strokes.append(line((x, 2), (x, foot), palette.muted if half else palette.line, 1, "4 3" if half else ""))
        strokes.append(text(x, foot + LINE, f"{tick}%", palette.muted, anchor="middle", size=SMALL))
    for place, span in enumerate(spans):
        strokes.append(_row(span, ROW * (place + 0.5) + 2, (left, across), smallest, lang, palette))
    said = "; ".join(f"{span.name}: {share_text(span.cell, smallest, lang)}" for span in spans)
    description = say(_("Share for among those who took a side, with its 95% interval. {shares}."), lang, shares=said)
    name = f"i{sha256(repr((title, spans, lang, room, palette.font)).encode()).hexdigest()[:10]}"
    high = foot + LINE + 8
    svg = tag(
        "svg",
        tag("title", escaped(title), id=f"{name}-title"),
        tag("desc", escaped(description), id=f"{name}-desc"),
        *strokes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {room} {number(high)}",
        role="group" if palette.focusable else "img",
        class_="chart",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        **({"font_family": palette.font} if palette.font else {}),
    )
    return Picture(svg, room, high)


def _row(span: Span, y: float, place: tuple[float, float], smallest: int, lang: str, palette: Palette) -> str:
    left, across = place
    said = share_text(span.cell, smallest, lang)
    labelled = lines(span.name, left - MARGIN, 2, SMALL)
    first = y - LINE * 0.85 * (len(labelled) - 1) / 2 + SMALL * 0.34
    inner = [
        text(left - 10, first + LINE * 0.85 * at, words, palette.ink, anchor="end", size=SMALL)
        for at, words in enumerate(labelled)
    ]
    interval = span.cell.interval if span.cell else None
    if span.cell is None or span.cell.share is None or interval is None:
        inner.append(text(left + 6, y + 4, shortened(said, across), palette.muted, size=SMALL))
        return told(f"{span.name}: {said}", *inner, palette=palette)
    low, high = left + across * interval.low, left + across * interval.high
    colour = palette.series[0]
    inner += [
        line((low, y + 6), (high, y + 6), colour, 3),
        line((low, y + 1), (low, y + 11), colour, 2),
        line((high, y + 1), (high, y + 11), colour, 2),
        point(0, left + across * span.cell.share, y + 6, colour, palette.sheet, r=6),
    ]
    # The number stands over the point, turned inwards where the point is at an end.
    at = percent(span.cell.share)
    anchor = "start" if at < 15 else "end" if at > 85 else "middle"
    x, wide = left + across * span.cell.share, width(said, SMALL)
    begin = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    # The lines of the ground do not run through the number.
    inner.append(box(begin - 2, y - SMALL - 5, wide + 4, SMALL + 4, fill=palette.sheet))
    inner.append(text(x, y - 6, said, palette.ink, anchor=anchor, size=SMALL))
    return told(f"{span.name}: {said}", *inner, palette=palette)
