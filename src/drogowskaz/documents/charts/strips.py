"""Where a unit stands among others: dots without names on an axis, the middle half shaded, a signpost for the unit."""

from collections.abc import Sequence

from drogowskaz.documents.charts.axes import tick_texts
from drogowskaz.documents.charts.legend import SAMPLE, Sample, legend
from drogowskaz.documents.charts.lettering import LINE, SIZE, SMALL, shortened, width
from drogowskaz.documents.charts.palette import Palette
from drogowskaz.documents.charts.scale import Scale, Zero, scale
from drogowskaz.documents.charts.strokes import Drawing, box, line, polygon, tag, text, told
from drogowskaz.documents.content import Missing, Number, Strip
from drogowskaz.documents.figures import numbers, quartiles, shown
from drogowskaz.engine.words import _, say

DOT = 4.5
HIGHEST = 9
"""Dots that stand on one another at most; more lie on each other."""
FEWEST = 4
"""Units that a middle half can be told of."""
MARGIN = 34


def strip(drawn: Strip, room: float, palette: Palette, lang: str) -> Drawing:
    """The plot as wide as the room."""
    group = sorted(numbers(drawn.others))
    own = None if isinstance(drawn.own, Missing) else drawn.own
    axis = scale([*group, *([own] if own is not None else [])], Zero.NEVER)
    strokes, top = _key(drawn, group, room, palette, lang)
    if own is None:
        said = f"{drawn.name}: {shown(drawn.own, lang)}"
        strokes.append(text(0, top + SIZE, shortened(said, room), palette.ink, bold=True))
    across = room - 2 * MARGIN
    piles = _piles([MARGIN + across * axis.part(number) for number in group])
    high = max((min(place, HIGHEST - 1) + 1 for _x, place in piles), default=1) * DOT * 2 + 6
    floor = top + 2 * LINE + 12 + high
    strokes += _ground(axis, group, (across, floor, high), palette, lang)
    strokes += [
        tag("circle", cx=x, cy=floor - DOT - 2 - DOT * 2 * min(place, HIGHEST - 1), r=DOT, fill=palette.muted,
            fill_opacity=0.75, stroke=palette.sheet, stroke_width=1)
        for x, place in piles
    ]  # fmt: skip
    if own is not None:
        strokes.append(_signpost(drawn, own, MARGIN + across * axis.part(own), (floor, high), room, palette, lang))
    foot = floor + LINE
    if drawn.unit:
        foot += LINE
        strokes.append(text(room / 2, foot, drawn.unit, palette.muted, anchor="middle", size=SMALL))
    return Drawing(tuple(strokes), foot + 8)


def _key(drawn: Strip, group: Sequence[Number], room: float, palette: Palette, lang: str) -> tuple[list[str], float]:
    entries: list[tuple[Sample, str]] = [
        (
            lambda x, y: tag("circle", cx=x + SAMPLE / 2 - 3, cy=y, r=DOT, fill=palette.muted, fill_opacity=0.75),
            drawn.group,
        )
    ]
    if len(group) >= FEWEST:
        words = say(_("the middle half of the group"), lang)
        entries.append((lambda x, y: box(x, y - 6, 18, 12, fill=palette.soft, stroke=palette.line), words))
    return legend(entries, room, palette)


def _piles(places: Sequence[float]) -> list[tuple[float, int]]:
    """Each dot with how many dots it stands on: those that would touch it are piled up. The places rise."""
    piles: list[tuple[float, int]] = []
    last: list[float] = []
    for x in places:
        level = next((level for level, taken in enumerate(last) if x - taken >= DOT * 2), len(last))
        last[level : level + 1] = [x]
        piles.append((x, level))
    return piles


def _ground(
    axis: Scale, group: Sequence[Number], place: tuple[float, float, float], palette: Palette, lang: str
) -> list[str]:
    across, floor, high = place
    strokes = []
    if len(group) >= FEWEST:
        lower, _middle, upper = quartiles(group)
        left, right = (MARGIN + across * axis.part(number) for number in (lower, upper))
        shade = box(left, floor - high, max(right - left, 2), high, fill=palette.soft, stroke=palette.line)
        said = say(
            _("The middle half of the group: from {lower} to {upper}."),
            lang, lower=shown(lower, lang), upper=shown(upper, lang),
        )  # fmt: skip
        strokes.append(told(said, shade, palette=palette))
    strokes.append(line((MARGIN, floor), (MARGIN + across, floor), palette.muted, 1.2))
    for tick, said in zip(axis.ticks, tick_texts(axis, lang), strict=True):
        x = MARGIN + across * axis.part(tick)
        strokes.append(line((x, floor), (x, floor + 5), palette.muted))
        strokes.append(text(x, floor + LINE, said, palette.muted, anchor="middle", size=SMALL))
    return strokes


def _signpost(
    drawn: Strip, own: Number, x: float, place: tuple[float, float], room: float, palette: Palette, lang: str
) -> str:
    """The unit's own line with a board on top, its name and number above, kept inside the drawing."""
    floor, high = place
    top = floor - high
    said = f"{drawn.name}: {shown(own, lang)}"
    words = shortened(said, room)
    half = width(words) / 2
    middle = min(max(x, half), room - half)
    board = polygon([(x - 7, top - 12), (x + 7, top - 12), (x, top - 2)], fill=palette.board, stroke=palette.ink)
    post = line((x, top - 2), (x, floor), palette.green, 3)
    label = text(middle, top - 18, words, palette.ink, anchor="middle", bold=True)
    return told(said, post, board, label, palette=palette)
