"""Stitching outlines out of arcs."""

import json
from typing import Any

import pytest

from drogowskaz.engine.problems import Unusable
from drogowskaz.territory.formats.topojson import Outline, parse_outlines

# Two squares side by side; arc 0 is their common border, going north.
ARCS = [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]]
WEST = [[[[22.0, 50.0], [22.0, 52.0], [20.0, 52.0], [20.0, 50.0], [22.0, 50.0]]]]
EAST = [[[[22.0, 50.0], [24.0, 50.0], [24.0, 52.0], [22.0, 52.0], [22.0, 50.0]]]]


def geometry(arcs: Any, code: Any = "06", kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {"type": kind, "arcs": arcs, "properties": {"code": code, **properties}}


def topology(*geometries: Any, **changed: Any) -> str:
    whole = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [20, 50]},
        "arcs": ARCS,
        "objects": {"units": {"type": "GeometryCollection", "geometries": list(geometries)}},
    }
    return json.dumps({key: value for key, value in (whole | changed).items() if value != "left out"})


def refused(text: str) -> list[str]:
    with pytest.raises(Unusable) as refusal:
        parse_outlines(text, "t.json")
    return [problem.sentence("en").removeprefix("t.json: ") for problem in refusal.value.problems]


def test_arcs_are_summed_up_from_steps_and_read_backwards_where_negative() -> None:
    read = parse_outlines(topology(geometry([[0, 1]], "02"), geometry([[2, -1]], "04")), "t.json")
    assert read.outlines == (Outline("02", WEST), Outline("04", EAST))


def test_an_outline_of_many_polygons_keeps_them_apart_and_says_what_it_covers() -> None:
    text = topology(geometry([[[0, 1]], [[2, -1]]], kind="MultiPolygon", covers="08"))
    assert parse_outlines(text, "t.json").outlines == (Outline("06", WEST + EAST, "08"),)


def test_without_a_transform_the_points_are_degrees() -> None:
    arcs = [WEST[0][0]]
    text = topology(geometry([[0]]), arcs=arcs, transform="left out")
    assert parse_outlines(text, "t.json").outlines == (Outline("06", WEST),)


def test_coordinates_keep_four_decimals_and_points_that_became_equal_are_kept_once() -> None:
    arcs = [[[20, 50], [20.00001, 50.00001], [21.123456, 50], [21, 51], [20, 50]]]
    text = topology(geometry([[0]]), arcs=arcs, transform="left out")
    assert parse_outlines(text, "t.json").outlines[0].polygons == [
        [[[20.0, 50.0], [21.1235, 50.0], [21.0, 51.0], [20.0, 50.0]]]
    ]


def test_a_hole_that_shrank_to_a_line_is_left_out() -> None:
    arcs = [WEST[0][0], [[21, 51], [21.00001, 51], [21, 51.00001], [21, 51]]]
    text = topology(geometry([[0], [1]]), arcs=arcs, transform="left out")
    assert parse_outlines(text, "t.json").outlines == (Outline("06", WEST),)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (geometry([[0, 9]]), "The geometry of 06 names an arc that is not there: 9"),
        (geometry([[-4]]), "The geometry of 06 names an arc that is not there: -4"),
        (geometry([["0"]]), "The geometry of 06 names an arc that is not there: 0"),
        (geometry([7]), "The geometry of 06 names an arc that is not there: None"),
        (geometry([[0, 2]]), "The arcs of 06 do not join."),
        (geometry([[0]]), "The arcs of 06 do not close into a ring."),
        (geometry([[]]), "The arcs of 06 do not close into a ring."),
        (geometry([[0, -1]]), "The outline of 06 has no area."),
        (geometry([]), "The outline of 06 has no area."),
        (geometry(None), "The geometry of 06 has no arcs."),
        (
            geometry([[0]], kind="LineString"),
            "The geometry of 06 is of type “LineString”; only Polygon and MultiPolygon have an outline.",
        ),
        (geometry([[0, 1]], code=6), "A geometry has no property “code” with a TERYT code: 6"),
        (geometry([[0, 1]], code="x"), 'A geometry has no property “code” with a TERYT code: "x"'),
        (geometry([[0, 1]], covers="x"), "The property “covers” of 06 is not a TERYT code."),
        (None, "A geometry has no property “code” with a TERYT code: null"),
    ],
)
def test_a_broken_geometry_is_told_by_its_code(broken: Any, sentence: str) -> None:
    assert refused(topology(broken)) == [sentence]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"type": "FeatureCollection"}, "The file is JSON, but not TopoJSON: its type is not “Topology”."),
        ({"arcs": "left out"}, "The file has no list of arcs."),
        ({"arcs": [[]]}, "Arc 0 is not a list of points."),
        ({"arcs": [[[0, 0], [1]]]}, "A point or scale is not a pair of numbers: [1]"),
        ({"arcs": [[[0, 0], [1, True]]]}, "A point or scale is not a pair of numbers: [1, true]"),
        ({"arcs": [[[0, 0], [10**400, 0]]]}, f"A point or scale is not a pair of numbers: {[10**400, 0]!s:.60}"),
        ({"arcs": [[[0, 0], [float("nan"), 0]]]}, "A point or scale is not a pair of numbers: [NaN, 0]"),
        ({"transform": 1}, "The “transform” of the file is broken."),
        ({"transform": {}}, "A point or scale is not a pair of numbers: null"),
        ({"arcs": [[[0, 0], [637000, 487000]]]}, "Arc 0 leaves the globe. Coordinates must be degrees (WGS 84)."),
        ({"objects": {}}, "The file has no outlines."),
        ({"objects": None}, "The file has no outlines."),
    ],
)
def test_a_broken_topology_is_refused_with_a_sentence(changed: dict[str, Any], sentence: str) -> None:
    assert refused(topology(geometry([[0, 1]]), **changed)) == [sentence]


def test_two_outlines_of_one_unit_are_refused() -> None:
    assert refused(topology(geometry([[0, 1]]), geometry([[2, -1]]))) == ["The unit 06 has two outlines."]
