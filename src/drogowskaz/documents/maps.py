"""A map of outlines as SVG: drawn by us, coloured by the style sheet, readable by a screen reader.

Poland is small enough for a plain projection: degrees, with longitude narrowed by the cosine of the middle latitude.
No style attributes (the content policy forbids them); the classes are `map`, `map-link`, `map-shape`, `map-shape-own`.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Shape:
    """One unit on the map. `polygons` hold rings of [lon, lat]; `href` makes it a link; `own` sets it apart."""

    key: str
    name: str
    polygons: Sequence[Sequence[Ring]]
    href: str | None = None
    own: bool = False


@dataclass(frozen=True)
class Frame:
    """Where a point of the globe comes to lie, in pixels from the upper left corner, and how high the land is."""

    west: float
    north: float
    across: float
    down: float
    height: int

    def spot(self, point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - self.west) * self.across, (self.north - point[1]) * self.down

    def place(self, point: Sequence[float]) -> str:
        # Adding 0.0 turns a negative zero into zero.
        x, y = self.spot(point)
        return f"{round(x, 1) + 0.0:g},{round(y, 1) + 0.0:g}"


def frame_of(polygons: Iterable[Sequence[Ring]], width: float) -> Frame | None:
    """The frame that these polygons fill from left to right; None when there is nothing to draw."""
    points = [point for polygon in polygons for ring in polygon for point in ring]
    west, east = min((lon for lon, _lat in points), default=0), max((lon for lon, _lat in points), default=0)
    if west == east:
        return None
    south, north = min(lat for _lon, lat in points), max(lat for _lon, lat in points)
    narrowed = math.cos(math.radians((south + north) / 2))
    down = width / ((east - west) * narrowed)
    return Frame(west, north, down * narrowed, down, math.ceil((north - south) * down))


def outline_map(shapes: Iterable[Shape], *, width: int, title: str, description: str) -> str:
    """The SVG, `width` pixels wide and as high as the land needs; an empty text when there is nothing to draw.

    Shapes that are `own` lie on top of the others; without a link they let clicks through to what is under them.
    """
    drawn = sorted((shape for shape in shapes if shape.polygons), key=lambda shape: shape.own)
    frame = frame_of((polygon for shape in drawn for polygon in shape.polygons), width)
    if frame is None:
        return ""
    # An image hides its links from a screen reader, so a map with links is a group.
    role = "group" if any(shape.href for shape in drawn) else "img"
    return (
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {frame.height}" role="{role}"'
        f' aria-label="{escape(title)}"><desc>{escape(description)}</desc>'
        + "".join(_drawing(shape, frame) for shape in drawn)
        + "</svg>"
    )


def _drawing(shape: Shape, frame: Frame) -> str:
    classes = "map-shape map-shape-own" if shape.own else "map-shape"
    through = ' pointer-events="none"' if shape.own and not shape.href else ""
    lines = outline(shape.polygons, frame)
    name = escape(shape.name)
    path = (
        f'<path class="{classes}" data-key="{escape(shape.key)}" fill-rule="evenodd"{through} d="{lines}">'
        f"<title>{name}</title></path>"
    )
    if not shape.href:
        return path
    return f'<a class="map-link" href="{escape(shape.href)}" aria-label="{name}">{path}</a>'


def outline(polygons: Iterable[Sequence[Ring]], frame: Frame) -> str:
    """The polygons of a unit as one path; holes and islands are rings of it."""
    return "".join(_line(ring, frame) for polygon in polygons for ring in polygon)


def _line(ring: Ring, frame: Frame) -> str:
    """The ring as a path; points that fall together on the map are drawn once."""
    places: list[str] = []
    for point in ring:
        place = frame.place(point)
        if not places or places[-1] != place:
            places.append(place)
    if places[0] == places[-1]:
        places = places[:-1] or places
    return f"M{'L'.join(places)}Z"
