"""A map coloured by a number."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from documents.sample import MAP, square

from drogowskaz.documents.charts.choropleth import classes_of
from drogowskaz.documents.charts.draw import svg
from drogowskaz.documents.charts.palette import LIGHT, STEPS
from drogowskaz.documents.content import Area, Datum, Map, Missing

SVG = "{http://www.w3.org/2000/svg}"


def of(*data: Datum, breaks: tuple[int, ...] = ()) -> Map:
    areas = (
        Area(str(place), f"Unit {place}", datum, square(place % 5, place // 5)) for place, datum in enumerate(data)
    )
    return Map("Title", "What is seen", tuple(areas), breaks=breaks)


def land(drawn: Map) -> dict[str, ElementTree.Element]:
    """The outline of each unit by what it says."""
    root = ElementTree.fromstring(svg(drawn, "en"))
    groups = [group for group in root.iter(f"{SVG}g") if group.get("tabindex")]
    return {group.findtext(f"{SVG}title") or "": next(group.iter(f"{SVG}path")) for group in groups}


def texts(drawn: Map) -> list[str]:
    root = ElementTree.fromstring(svg(drawn, "en"))
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def test_every_unit_says_its_name_and_its_number() -> None:
    assert set(land(of(3, Missing.NO_DATA))) == {"Unit 0: 3", "Unit 1: no data"}


def test_greater_numbers_are_of_a_deeper_green() -> None:
    depths = [float(path.attrib["fill-opacity"]) for path in land(of(1, 2, 3, 4, 5)).values()]
    assert depths == sorted(set(depths)) == list(STEPS)


def test_classes_hold_about_as_many_units_each_and_equal_numbers_stay_together() -> None:
    assert classes_of(of(*range(10))).breaks == (2, 4, 6, 8)
    assert classes_of(of(1, 1, 1, 1, 9)).breaks == (9,)
    assert classes_of(of(7, 7, 7)).breaks == ()


def test_breaks_that_are_given_are_kept_and_a_class_holds_its_lower_end() -> None:
    classes = classes_of(of(1, 10, 20, breaks=(10, 15)))
    assert [classes.place(number) for number in (9, 10, 14, 15)] == [0, 1, 1, 2]


def test_more_classes_than_colours_are_refused() -> None:
    with pytest.raises(AssertionError, match="colours for five classes"):
        classes_of(of(1, 9, breaks=(2, 3, 4, 5, 6)))


def test_the_legend_tells_what_each_class_holds() -> None:
    assert texts(of(1, 4, 10, 20, breaks=(10,)))[:2] == ["1–4", "10–20"]


def test_a_unit_without_a_number_has_a_pattern_and_the_legend_says_why() -> None:
    drawn = of(1, Missing.NO_DATA, Missing.WITHHELD, Missing.NOT_APPLICABLE)
    fills = [path.attrib["fill"] for path in land(drawn).values()][1:]
    assert all(fill.startswith("url(#") for fill in fills)
    assert len(set(fills)) == 3
    assert set(re.findall(r"url\(#([^)]+)\)", svg(drawn, "en"))) <= set(re.findall(r'id="([^"]+)"', svg(drawn, "en")))
    assert texts(drawn)[1:4] == ["no data", "not applicable", "withheld"]


def test_the_own_unit_has_a_thick_edge_and_lies_on_top() -> None:
    *_others, (name, last) = land(MAP).items()
    assert name.startswith("Dąbrówka")
    assert last.attrib["stroke-width"] == "3"


def test_numbers_stand_on_units_that_have_room_in_ink_or_in_paper() -> None:
    root = ElementTree.fromstring(svg(of(1, 2, 3, 4, 5), "en"))
    labels = [node for node in root.iter(f"{SVG}text") if node.get("text-anchor") == "middle"]
    assert [node.text for node in labels] == ["1", "2", "3", "4", "5"]
    assert [node.attrib["fill"] for node in labels] == ["var(--ink)"] * LIGHT + ["var(--sheet)"] * (5 - LIGHT)


def test_where_units_are_many_no_numbers_stand_on_them() -> None:
    root = ElementTree.fromstring(svg(of(*range(41)), "en"))
    assert not [node for node in root.iter(f"{SVG}text") if node.get("text-anchor") == "middle"]


def test_a_tall_land_is_narrowed_so_that_it_fits_a_page() -> None:
    tall = of(*range(40))
    tall = replace(tall, areas=tuple(replace(one, polygons=square(0, place)) for place, one in enumerate(tall.areas)))
    _x, _y, wide, high = map(float, ElementTree.fromstring(svg(tall, "en")).attrib["viewBox"].split())
    assert high < wide


def test_a_map_without_any_shape_is_only_its_legend() -> None:
    nowhere = replace(of(1, 2), areas=(Area("1", "One", 1, ()), Area("2", "Two", 2, ())))
    assert (land(nowhere), texts(nowhere)) == ({}, ["1", "2"])


def test_a_line_has_no_middle_to_write_on_and_is_drawn_all_the_same() -> None:
    line = ((((20.0, 50.0), (21.0, 51.0), (20.0, 50.0)),),)
    drawn = replace(of(1), areas=(Area("1", "One", 1, line),))
    assert list(land(drawn)) == ["One: 1"]
