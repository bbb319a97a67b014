"""Outlines from TopoJSON: arcs shared by neighbours, stitched into rings of [lon, lat] in WGS 84.

Each geometry has the property `code`, and `covers` where an old outline holds the ground of a newer unit too.
Coordinates keep four decimals (about ten metres): enough for a map, and equal on both sides of a border.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.words import _
from drogowskaz.territory.formats.codes import kind_of
from drogowskaz.territory.formats.text import read_text

DECIMALS = 4
SMALLEST_RING = 4
"""A triangle, with its first point again at the end."""

Point = list[float]
Ring = list[Point]
Polygons = list[list[Ring]]


@dataclass(frozen=True)
class Outline:
    """The outline of the unit `code`; `covers` is the code of a newer unit on the same ground."""

    code: str
    polygons: Polygons
    covers: str | None = None


@dataclass(frozen=True)
class Outlines:
    """The outlines in a file."""

    file: str
    outlines: tuple[Outline, ...]


class _Broken(Exception):
    """Something that cannot be an arc, a ring or a point. `args` are the marked message and its params."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message, params)
        self.message, self.params = message, params


def read_outlines(path: Path) -> Outlines:
    """The outlines in the file. Raises Unusable with every problem found."""
    return parse_outlines(read_text(path), path.name)


def parse_outlines(text: str, file: str) -> Outlines:
    """The outlines in the text of a file. Raises Unusable with every problem found."""
    try:
        topology = json.loads(text)
    except json.JSONDecodeError as error:
        raise unusable(_("The line is not valid JSON."), Place(file, error.lineno, error.colno)) from None
    except (ValueError, RecursionError):
        raise unusable(_("The file is not valid JSON."), Place(file)) from None
    if not isinstance(topology, dict) or topology.get("type") != "Topology":
        raise unusable(_("The file is JSON, but not TopoJSON: its type is not “Topology”."), Place(file))
    try:
        arcs = _arcs(topology)
    except _Broken as broken:
        raise Unusable([Problem(broken.message, Place(file), broken.params)]) from None
    outlines: dict[str, Outline] = {}
    problems: list[Problem] = []
    for geometry in _geometries(topology):
        try:
            outline = _outline(geometry, arcs)
            if outline.code in outlines:
                raise _Broken(_("The unit {code} has two outlines."), code=outline.code)
            outlines[outline.code] = outline
        except _Broken as broken:
            problems.append(Problem(broken.message, Place(file), broken.params))
    if problems:
        raise Unusable(problems)
    if not outlines:
        raise unusable(_("The file has no outlines."), Place(file))
    return Outlines(file, tuple(outlines.values()))


def _geometries(topology: dict[str, Any]) -> list[Any]:
    objects = topology.get("objects")
    found: list[Any] = []
    for each in objects.values() if isinstance(objects, dict) else ():
        inner = each.get("geometries") if isinstance(each, dict) else None
        found.extend(inner if isinstance(inner, list) else [each])
    return found


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """Every arc in degrees. With a `transform` the points are whole steps, each from the one before."""
    raw = topology.get("arcs")
    if not isinstance(raw, list):
        raise _Broken(_("The file has no list of arcs."))
    transform = topology.get("transform")
    if transform is None:
        scale, shift, stepped = [1.0, 1.0], [0.0, 0.0], False
    elif isinstance(transform, dict):
        scale, shift, stepped = _pair(transform.get("scale")), _pair(transform.get("translate")), True
    else:
        raise _Broken(_("The “transform” of the file is broken."))
    return [_arc(arc, number, scale, shift, stepped) for number, arc in enumerate(raw)]


def _arc(raw: Any, number: int, scale: Point, shift: Point, stepped: bool) -> Ring:
    if not isinstance(raw, list) or len(raw) < 2:
        raise _Broken(_("Arc {number} is not a list of points."), number=number)
    points: Ring = []
    x = y = 0.0
    for step in raw:
        dx, dy = _pair(step)
        x, y = (x + dx, y + dy) if stepped else (dx, dy)
        lon, lat = x * scale[0] + shift[0], y * scale[1] + shift[1]
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            raise _Broken(_("Arc {number} leaves the globe. Coordinates must be degrees (WGS 84)."), number=number)
        points.append([round(lon, DECIMALS), round(lat, DECIMALS)])
    return points


def _pair(value: Any) -> Point:
    if isinstance(value, list) and len(value) >= 2:
        pair = value[:2]
        if all(isinstance(part, int | float) and not isinstance(part, bool) and abs(part) < 1e15 for part in pair):
            return [float(part) for part in pair]
    raise _Broken(_("A point or scale is not a pair of numbers: {value}"), value=json.dumps(value)[:60])


def _outline(geometry: Any, arcs: list[Ring]) -> Outline:
    geometry = geometry if isinstance(geometry, dict) else {}
    properties = geometry.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    code, kind = properties.get("code"), geometry.get("type")
    if not isinstance(code, str) or kind_of(code) is None:
        raise _Broken(_("A geometry has no property “code” with a TERYT code: {value}"), value=json.dumps(code)[:60])
    covers = properties.get("covers")
    if covers is not None and (not isinstance(covers, str) or kind_of(covers) is None):
        raise _Broken(_("The property “covers” of {code} is not a TERYT code."), code=code)
    shape = geometry.get("arcs")
    if kind == "Polygon":
        shape = [shape]
    elif kind != "MultiPolygon":
        message = _("The geometry of {code} is of type “{kind}”; only Polygon and MultiPolygon have an outline.")
        raise _Broken(message, code=code, kind=kind)
    if not isinstance(shape, list) or not all(isinstance(polygon, list) for polygon in shape):
        raise _Broken(_("The geometry of {code} has no arcs."), code=code)
    polygons = [rings for polygon in shape if (rings := _polygon(polygon, arcs, code))]
    if not polygons:
        raise _Broken(_("The outline of {code} has no area."), code=code)
    return Outline(code, polygons, covers)


def _polygon(polygon: list[Any], arcs: list[Ring], code: str) -> list[Ring]:
    """The rings that are left after rounding; none when the outer one has shrunk to a line."""
    rings = [_ring(ring, arcs, code) for ring in polygon]
    if not rings or len(rings[0]) < SMALLEST_RING:
        return []
    return [ring for ring in rings if len(ring) >= SMALLEST_RING]


def _ring(indexes: Any, arcs: list[Ring], code: str) -> Ring:
    """The arcs one after another; `~i` means arc i backwards. Points that rounding made equal are kept once."""
    ring: Ring = []
    for index in indexes if isinstance(indexes, list) else [None]:
        if not isinstance(index, int) or isinstance(index, bool) or not -len(arcs) <= index < len(arcs):
            raise _Broken(_("The geometry of {code} names an arc that is not there: {index}"), code=code, index=index)
        # ~i is -i - 1, so Python's own negative index would take the wrong arc.
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        if ring and ring[-1] != points[0]:
            raise _Broken(_("The arcs of {code} do not join."), code=code)
        for point in points:
            if not ring or ring[-1] != point:
                ring.append(point)
    if not ring or ring[0] != ring[-1]:
        raise _Broken(_("The arcs of {code} do not close into a ring."), code=code)
    return ring
