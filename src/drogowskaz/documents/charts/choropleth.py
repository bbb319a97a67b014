"""A map coloured by a number: up to five classes of one green, patterns where there is no number, a thick own edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from drogowskaz.documents.charts.legend import SAMPLE, Sample, legend
from drogowskaz.documents.charts.lettering import SMALL, width
from drogowskaz.documents.charts.palette import LIGHT, STEPS, Palette
from drogowskaz.documents.charts.strokes import NONE, Drawing, box, tag, text, told
from drogowskaz.documents.content import Area, Map, Missing, Number
from drogowskaz.documents.figures import WORDS, numbers, shown
from drogowskaz.documents.maps import Frame, Ring, frame_of, outline
from drogowskaz.engine.words import say

MOST_LABELS = 40
"""Units whose numbers are written on the map; where there are more, there is no room."""
TALLEST = 0.7
"""How high the land may be, in widths of the drawing."""


@dataclass(frozen=True)
class Classes:
    """`breaks` in rising order: a class holds its lower end. `lowest` and `highest` are those of the numbers."""

    breaks: tuple[Number, ...]
    lowest: Number
    highest: Number

    def place(self, number: Number) -> int:
        return sum(number >= edge for edge in self.breaks)


def choropleth(drawn: Map, room: float, palette: Palette, lang: str, name: str) -> Drawing:
    """The map as wide as the room; `name` begins the names of its patterns. Only a legend where nothing has a shape."""
    classes = classes_of(drawn)
    entries = _entries(drawn, classes, palette, lang, name)
    strokes, top = legend(entries, room, palette)
    polygons = [polygon for area in drawn.areas for polygon in area.polygons]
    frame = frame_of(polygons, room)
    if frame is None:
        return Drawing(tuple(strokes), max(top, 1))
    if frame.height > room * TALLEST:
        frame = frame_of(polygons, room * room * TALLEST / frame.height)
        assert frame is not None, "the same land is still there"
    across = max(frame.spot(point)[0] for polygon in polygons for ring in polygon for point in ring)
    land = [_area(area, frame, classes, palette, lang, name) for area in sorted(drawn.areas, key=lambda area: area.own)]
    labels = [
        label for area in drawn.areas for label in _label(area, frame, classes, palette, lang)
        if len(drawn.areas) <= MOST_LABELS
    ]  # fmt: skip
    moved = f"translate({round((room - across) / 2)},{round(top) + 6})"
    strokes.append(tag("g", *land, *labels, transform=moved))
    return Drawing(tuple(strokes), top + frame.height + 12, _patterns(palette, name))


def classes_of(drawn: Map) -> Classes:
    """The classes that a map asks for, or such that each holds about as many units."""
    data = sorted(numbers(area.datum for area in drawn.areas), key=Fraction)
    if not data:
        return Classes((), 0, 0)
    found = drawn.breaks or _even(data)
    assert len(found) < len(STEPS), "there are colours for five classes"
    return Classes(tuple(found), data[0], data[-1])


def _even(data: Sequence[Number]) -> list[Number]:
    """The data are in rising order; equal ones stay together."""
    steps = min(len(STEPS), len(data))
    edges = [data[len(data) * place // steps] for place in range(1, steps)]
    return [edge for edge in dict.fromkeys(edges) if edge > data[0]]


def _entries(drawn: Map, classes: Classes, palette: Palette, lang: str, name: str) -> list[tuple[Sample, str]]:
    data = numbers(area.datum for area in drawn.areas)
    entries: list[tuple[Sample, str]] = []
    for place in range(len(classes.breaks) + 1) if data else ():
        inside = [number for number in data if classes.place(number) == place]
        if inside:
            ends = [shown(number, lang) for number in dict.fromkeys((min(inside), max(inside)))]
            entries.append((_swatch(palette, len(classes.breaks), place), "–".join(ends)))
    own = [area.name for area in drawn.areas if area.own]
    if own:
        entries.append((_own(palette), own[0]))
    found = {area.datum for area in drawn.areas}
    without = [reason for reason in Missing if reason in found]
    return entries + [(_filled(f"url(#{name}-{reason})", palette), say(WORDS[reason], lang)) for reason in without]


def _swatch(palette: Palette, breaks: int, place: int) -> Sample:
    return lambda x, y: box(
        x, y - 7, 18, 14, fill=palette.green, fill_opacity=_opacity(breaks, place), stroke=palette.muted
    )


def _filled(fill: str, palette: Palette) -> Sample:
    return lambda x, y: box(x + 1, y - 7, 17, 14, fill=fill, stroke=palette.muted)


def _own(palette: Palette) -> Sample:
    return lambda x, y: box(x, y - 7, SAMPLE - 8, 14, fill=NONE, stroke=palette.ink, stroke_width=3)


def _step(breaks: int, place: int) -> int:
    """Which of the five greens: fewer classes are spread over all of them."""
    return round(place * (len(STEPS) - 1) / breaks) if breaks else 1


def _opacity(breaks: int, place: int) -> str:
    return f"{STEPS[_step(breaks, place)]:g}"


def _area(area: Area, frame: Frame, classes: Classes, palette: Palette, lang: str, name: str) -> str:
    if isinstance(area.datum, Missing):
        paint: dict[str, str | float] = {"fill": f"url(#{name}-{area.datum})"}
    else:
        paint = {"fill": palette.green, "fill_opacity": _opacity(len(classes.breaks), classes.place(area.datum))}
    edge = {"stroke": palette.ink if area.own else palette.muted, "stroke_width": 3 if area.own else 0.8}
    path = tag("path", d=outline(area.polygons, frame), fill_rule="evenodd", **paint, **edge)
    return told(f"{area.name}: {shown(area.datum, lang)}", path, palette=palette)


def _label(area: Area, frame: Frame, classes: Classes, palette: Palette, lang: str) -> list[str]:
    """The number on the largest polygon of a unit, where it has room."""
    if isinstance(area.datum, Missing) or not area.polygons:
        return []
    ring = max((polygon[0] for polygon in area.polygons), key=lambda ring: abs(_doubled(ring)))
    said = shown(area.datum, lang)
    places = [frame.spot(point) for point in ring]
    wide = max(x for x, _y in places) - min(x for x, _y in places)
    high = max(y for _x, y in places) - min(y for _x, y in places)
    if not _doubled(ring) or width(said, SMALL) + 10 > wide or high < 2 * SMALL:
        return []
    x, y = frame.spot(_centre(ring))
    light = _step(len(classes.breaks), classes.place(area.datum)) < LIGHT
    return [text(x, y + SMALL * 0.34, said, palette.ink if light else palette.sheet, anchor="middle", size=SMALL)]


def _doubled(ring: Ring) -> float:
    """Twice the area of a ring, below zero for one that runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _centre(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a ring that has an area."""
    edges = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    whole = 3 * sum(turn for _a, _b, turn in edges)
    return (
        sum((a[0] + b[0]) * turn for a, b, turn in edges) / whole,
        sum((a[1] + b[1]) * turn for a, b, turn in edges) / whole,
    )


def _patterns(palette: Palette, name: str) -> tuple[str, ...]:
    """What fills units without a number: the strokes of the marks that stand for the same on charts."""
    ground = box(0, 0, 10, 10, fill=palette.sheet)
    drawn = {
        Missing.NO_DATA: "M2,2l4,4m0,-4l-4,4",
        Missing.NOT_APPLICABLE: "M1,5h5",
        Missing.WITHHELD: "M-2,2L2,-2M0,10L10,0M8,12L12,8",
    }
    return tuple(
        tag("pattern", ground, tag("path", d=d, stroke=palette.muted, stroke_width=1.1, fill=NONE),
            id=f"{name}-{reason}", width=10, height=10, patternUnits="userSpaceOnUse")
        for reason, d in drawn.items()
    )  # fmt: skip
