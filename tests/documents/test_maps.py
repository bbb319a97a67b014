"""Drawing outlines."""

import math
import re
from xml.etree import ElementTree

import pytest

from drogowskaz.documents.maps import Shape, outline_map

SVG = "{http://www.w3.org/2000/svg}"
WEST = [[[[20.0, 50.0], [22.0, 50.0], [22.0, 52.0], [20.0, 52.0], [20.0, 50.0]]]]
EAST = [[[[22.0, 50.0], [24.0, 50.0], [24.0, 52.0], [22.0, 52.0], [22.0, 50.0]]]]


def drawn(*shapes: Shape, title: str = "Map", description: str = "Two units") -> ElementTree.Element:
    return ElementTree.fromstring(outline_map(shapes, width=400, title=title, description=description))


def lines(root: ElementTree.Element) -> list[str]:
    return [path.attrib["d"] for path in root.iter(f"{SVG}path")]


def test_north_is_up_and_degrees_of_longitude_are_narrowed_by_the_latitude() -> None:
    root = drawn(Shape("02", "West", WEST), Shape("04", "East", EAST))
    height = 200 / math.cos(math.radians(51))
    assert root.attrib["viewBox"] == f"0 0 400 {math.ceil(height)}"
    bottom = f"{round(height, 1):g}"
    assert lines(root) == [
        f"M0,{bottom}L200,{bottom}L200,0L0,0Z",
        f"M200,{bottom}L400,{bottom}L400,0L200,0Z",
    ]


def test_holes_and_islands_are_rings_of_one_path() -> None:
    hole = [[20.5, 50.5], [21.0, 50.5], [21.0, 51.0], [20.5, 50.5]]
    root = drawn(Shape("02", "West", [[WEST[0][0], hole], EAST[0]]))
    (path,) = root.iter(f"{SVG}path")
    assert (path.attrib["d"].count("M"), path.attrib["d"].count("Z"), path.attrib["fill-rule"]) == (3, 3, "evenodd")


def test_points_that_fall_together_on_the_map_are_drawn_once() -> None:
    ring = [WEST[0][0][0], [20.00001, 50.00001], *WEST[0][0][1:]]
    assert lines(drawn(Shape("02", "West", [[ring]]))) == lines(drawn(Shape("02", "West", WEST)))


def test_coordinates_have_one_decimal_and_no_negative_zero() -> None:
    ring = [[20.0, 50.0], [20.333333, 50.777777], [20.77777, 51.99999], [20.0, 50.0]]
    (line,) = lines(drawn(Shape("02", "West", [[ring]])))
    assert re.fullmatch(r"M\d+(\.\d)?,\d+(\.\d)?(L\d+(\.\d)?,\d+(\.\d)?){2}Z", line)


def test_a_map_without_links_is_one_image_with_a_name_and_a_description() -> None:
    root = drawn(Shape("02", "West", WEST))
    assert (root.attrib["role"], root.attrib["aria-label"], root.findtext(f"{SVG}desc")) == ("img", "Map", "Two units")


def test_a_map_with_links_lets_the_keyboard_and_a_screen_reader_to_them() -> None:
    root = drawn(Shape("02", "West", WEST, href="/units/02/"), Shape("04", "East", EAST))
    (link,) = root.iter(f"{SVG}a")
    assert root.attrib["role"] == "group"
    assert link.attrib == {"class": "map-link", "href": "/units/02/", "aria-label": "West"}
    assert [title.text for title in root.iter(f"{SVG}title")] == ["West", "East"]


def test_the_unit_itself_lies_on_top_and_lets_clicks_through_to_those_under_it() -> None:
    root = drawn(Shape("0", "Whole", WEST, own=True), Shape("02", "West", WEST, href="/units/02/"))
    under, top = root.iter(f"{SVG}path")
    assert (under.attrib["data-key"], under.attrib["class"], "pointer-events" in under.attrib) == (
        "02",
        "map-shape",
        False,
    )
    assert (top.attrib["data-key"], top.attrib["class"], top.attrib["pointer-events"]) == (
        "0",
        "map-shape map-shape-own",
        "none",
    )


def test_names_addresses_and_titles_are_escaped() -> None:
    nasty = """<script>"&'"""
    root = drawn(Shape(nasty, nasty, WEST, href=f"/?{nasty}"), title=nasty, description=nasty)
    (link,) = root.iter(f"{SVG}a")
    (path,) = root.iter(f"{SVG}path")
    said = [root.attrib["aria-label"], root.findtext(f"{SVG}desc"), link.attrib["aria-label"], path.attrib["data-key"]]
    assert [*said, path.findtext(f"{SVG}title")] == [nasty] * 5
    assert link.attrib["href"] == f"/?{nasty}"


def test_no_style_stands_in_the_drawing() -> None:
    svg = outline_map([Shape("02", "West", WEST, href="/", own=True)], width=400, title="Map", description="")
    assert re.findall(r"<style|style=|\bon\w+=", svg) == []


@pytest.mark.parametrize(
    "shapes", [[], [Shape("02", "West", [])], [Shape("02", "Line", [[[[20, 50], [20, 51], [20, 52], [20, 50]]]])]]
)
def test_where_there_is_nothing_to_draw_there_is_no_map(shapes: list[Shape]) -> None:
    assert outline_map(shapes, width=400, title="Map", description="") == ""
