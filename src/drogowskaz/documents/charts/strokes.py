"""The strokes a drawing is made of, as SVG. Nothing here writes a style: the content policy of the pages forbids it."""

from collections.abc import Iterable
from dataclasses import dataclass

from drogowskaz.documents.charts.lettering import SIZE
from drogowskaz.documents.charts.palette import Palette
from drogowskaz.documents.content import Missing
from drogowskaz.documents.spreadsheets.markup import element, escaped

NONE = "none"
SHAPES = 5
"""Series that can be told apart by the shape of their points."""
PATTERNS = 5
"""And by the pattern of their bars."""


@dataclass(frozen=True)
class Drawing:
    """A picture: what is in it, and its height at the width it was drawn for."""

    inner: tuple[str, ...]
    height: float
    defined: tuple[str, ...] = ()


def number(value: float) -> str:
    """A coordinate with one decimal place; adding 0.0 turns a negative zero into zero."""
    return f"{round(value, 1) + 0.0:.7g}"


def tag(name: str, *inner: str, **attributes: str | float) -> str:
    """An element; `stroke_width` is written stroke-width, numbers with one decimal place."""
    written = {
        key.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for key, value in attributes.items()
    }
    return element(name, written, *inner)


def text(
    x: float, y: float, said: str, colour: str, *, anchor: str = "start", size: int = SIZE, bold: bool = False
) -> str:
    """A line of text; `y` is its foot."""
    weight = {"font_weight": "600"} if bold else {}
    return tag("text", escaped(said), x=x, y=y, fill=colour, text_anchor=anchor, font_size=size, **weight)


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    dashed = {"stroke_dasharray": dash} if dash else {}
    (x1, y1), (x2, y2) = start, end
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, **dashed)


def box(x: float, y: float, width: float, height: float, **paint: str | float) -> str:
    """A rectangle."""
    return tag("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), **paint)


def polygon(points: Iterable[tuple[float, float]], **paint: str | float) -> str:
    """A closed outline."""
    return tag("path", d="M" + "L".join(f"{number(x)},{number(y)}" for x, y in points) + "Z", **paint)


def point(place: int, x: float, y: float, colour: str, sheet: str, *, hollow: bool = False, r: float = 4) -> str:
    """The point of the series with this place: circle, square, triangle, diamond, triangle on its head."""
    paint: dict[str, str | float] = {"fill": sheet if hollow else colour, "stroke": colour, "stroke_width": 1.8}
    match place % SHAPES:
        case 0:
            return tag("circle", cx=x, cy=y, r=r, **paint)
        case 1:
            return box(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1, **paint)
        case 2:
            return polygon([(x, y - r), (x + r, y + r - 1), (x - r, y + r - 1)], **paint)
        case 3:
            return polygon([(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)], **paint)
        case _:
            return polygon([(x, y + r), (x + r, y - r + 1), (x - r, y - r + 1)], **paint)


def pattern(name: str, place: int, colour: str, sheet: str) -> str:
    """What fills the bars of the series with this place; the first is plain and needs none."""
    ground = box(0, 0, 8, 8, fill=sheet)
    match place % PATTERNS:
        case 1:
            drawn = tag("path", d="M-2,2L2,-2M0,8L8,0M6,10L10,6", stroke=colour, stroke_width=2.4)
        case 2:
            drawn = tag("circle", cx=2, cy=2, r=1.4, fill=colour) + tag("circle", cx=6, cy=6, r=1.4, fill=colour)
        case 3:
            drawn = tag("path", d="M0,2H8M0,6H8", stroke=colour, stroke_width=1.6)
        case _:
            drawn = tag("path", d="M0,4H8M4,0V8", stroke=colour, stroke_width=1.2)
    return tag("pattern", ground, drawn, id=name, width=8, height=8, patternUnits="userSpaceOnUse")


def gap(reason: Missing, x: float, y: float, colour: str) -> str:
    """The mark where a number is missing: a cross, a dash, or a circle struck through."""
    paint: dict[str, str | float] = {"stroke": colour, "stroke_width": 1.6, "fill": NONE}
    match reason:
        case Missing.NO_DATA:
            return tag("path", d=f"M{number(x - 4)},{number(y - 4)}l8,8m0,-8l-8,8", **paint)
        case Missing.NOT_APPLICABLE:
            return tag("path", d=f"M{number(x - 4)},{number(y)}h8", **paint)
        case Missing.WITHHELD:
            slash = tag("path", d=f"M{number(x - 3.2)},{number(y + 3.2)}l6.4,-6.4", **paint)
            return tag("circle", cx=x, cy=y, r=4.5, **paint) + slash


def told(said: str, *inner: str, palette: Palette) -> str:
    """A part of the drawing that says itself: under the pointer, and on a page also to the keyboard."""
    title = tag("title", escaped(said))
    if not palette.focusable:
        return tag("g", title, *inner)
    return tag("g", title, *inner, tabindex="0", role="img", aria_label=said)
