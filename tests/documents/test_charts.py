"""Drawing charts: what stands where, what says what, and that nothing lies on anything else."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from browser import violations
from documents.sample import BARS, LINE, LINES, MAP, PAIRS, STACKED, STRIP, WORST, hostile
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from drogowskaz.documents.charts.draw import picture, svg
from drogowskaz.documents.charts.lettering import lines, shortened, width
from drogowskaz.documents.charts.palette import PRINT
from drogowskaz.documents.charts.scale import MOST_TICKS, Zero, scale
from drogowskaz.documents.content import Chart, ChartKind, Figure, Map, Missing, Series, Strip
from drogowskaz.documents.plain import plain

SVG = "{http://www.w3.org/2000/svg}"
ALL = (LINE, LINES, BARS, PAIRS, STACKED, STRIP, MAP)
NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=2))


def drawn(figure: Figure, lang: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(svg(figure, lang))


def words(root: ElementTree.Element) -> list[str]:
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


def said(root: ElementTree.Element) -> list[str]:
    """What the parts of a drawing say of themselves."""
    return [group.findtext(f"{SVG}title") or "" for group in root.iter(f"{SVG}g") if "tabindex" in group.attrib]


def boxes(root: ElementTree.Element) -> list[tuple[float, float, float, float, str]]:
    """Where each text stands, narrower than our own reckoning, which is generous."""
    found = []
    for node in root.iter(f"{SVG}text"):
        text, size = "".join(node.itertext()), float(node.attrib["font-size"])
        wide = width(text, size) * 0.9
        left = float(node.attrib["x"]) - {"start": 0, "middle": wide / 2, "end": wide}[node.attrib["text-anchor"]]
        foot = float(node.attrib["y"])
        found.append((left, foot - size * 0.75, left + wide, foot, text))
    return found


def colliding(root: ElementTree.Element) -> list[tuple[str, str]]:
    return [
        (one[4], other[4])
        for one, other in combinations(boxes(root), 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.title)
def test_texts_keep_apart_and_inside_the_drawing(figure: Figure) -> None:
    root = drawn(figure, "pl")
    assert colliding(root) == []
    if not isinstance(figure, Map):  # Its land is moved as a whole.
        assert [box[4] for box in boxes(root) if box[0] < -1 or box[2] > 681] == []


def test_forty_years_in_a_row_keep_apart_too() -> None:
    years = tuple(str(year) for year in range(1986, 2026))
    many = Chart(ChartKind.LINE, "t", "a", years, (Series("s", tuple(range(1000, 1040))),))
    root = drawn(many)
    assert colliding(root) == []
    assert "1986" in words(root)


@given(st.lists(NUMBERS, max_size=12), st.sampled_from(Zero))
def test_ticks_are_few_round_evenly_apart_and_hold_every_number(numbers: Sequence[int | Decimal], zero: Zero) -> None:
    found = scale(numbers, zero)
    ticks = [Fraction(tick) for tick in found.ticks]
    assert 2 <= len(ticks) <= MOST_TICKS
    assert len({after - before for before, after in pairwise(ticks)}) == 1
    assert all(ticks[0] <= Fraction(number) <= ticks[-1] for number in numbers)
    assert all(0 <= found.part(number) <= 1 for number in numbers)
    assert found.from_zero or zero is not Zero.ALWAYS


def test_whole_numbers_have_whole_ticks() -> None:
    assert scale([0, 3], Zero.ALWAYS).ticks == (0, 1, 2, 3)


def test_ticks_are_at_round_numbers() -> None:
    assert scale([1180, 1310], Zero.WHERE_IT_FITS).ticks == (1150, 1200, 1250, 1300, 1350)
    assert scale([Decimal("0.2"), Decimal("1.1")], Zero.ALWAYS).ticks == (0, Decimal("0.5"), 1, Decimal("1.5"))
    assert scale([250, 260], Zero.NEVER).ticks == (250, 252, 254, 256, 258, 260)


def test_numbers_on_the_axis_are_polish_in_polish_and_english_in_english() -> None:
    half = Chart(ChartKind.LINE, "t", "a", ("x",), (Series("s", (Decimal("1204.5"),)),))
    assert "1\N{NO-BREAK SPACE}204,5" in words(drawn(half, "pl"))
    assert "1\N{NO-BREAK SPACE}204.5" in words(drawn(half, "en"))


def test_an_axis_without_zero_says_so_and_bars_always_have_it() -> None:
    assert any("the axis does not begin at zero" in text for text in words(drawn(LINE)))
    assert "0" in words(drawn(replace(LINE, kind=ChartKind.BAR)))


def test_a_missing_year_breaks_the_line_and_has_a_mark_of_its_own() -> None:
    whole = drawn(replace(LINE, series=(Series("s", (1, 2, 3, 4, 5, 6, 7, 8)),)))
    broken = drawn(replace(LINE, series=(Series("s", (1, 2, Missing.NO_DATA, 4, 5, 6, 7, 8)),)))
    strokes = [sum(line.get("stroke-width") == "2.2" for line in root.iter(f"{SVG}line")) for root in (whole, broken)]
    assert strokes == [7, 5]
    assert ("no data" in words(whole), "no data" in words(broken)) == (False, True)
    assert "2021: no data" in said(broken)


def test_each_reason_for_a_missing_number_has_its_own_mark() -> None:
    marks = set()
    for reason in Missing:
        root = drawn(replace(LINE, series=(Series("s", (1, reason, 3, 4, 5, 6, 7, 8)),)))
        marks.add(tuple(path.attrib["d"][-12:] for path in root.iter(f"{SVG}path")))
    assert len(marks) == 3


def test_a_forecast_is_dashed_hollow_and_named() -> None:
    root = drawn(LINE)
    dashed = [line for line in root.iter(f"{SVG}line") if "stroke-dasharray" in line.attrib]
    hollow = [point for point in root.iter(f"{SVG}circle") if point.get("fill") == "var(--sheet)"]
    assert (len(dashed), len(hollow), "forecast" in words(root)) == (2, 2, True)
    assert "2026 (forecast): 1\N{NO-BREAK SPACE}180" in said(root)


def test_lines_differ_by_the_shape_of_their_points_and_bars_by_their_pattern() -> None:
    assert {node.tag for node in drawn(LINES).iter() if node.get("stroke-width") == "1.8"} == {
        f"{SVG}circle", f"{SVG}rect", f"{SVG}path",
    }  # fmt: skip
    fills = {node.get("fill") for node in drawn(PAIRS).iter(f"{SVG}rect") if node.get("stroke")}
    assert sum(fill is not None and fill.startswith("url(#") for fill in fills) == 1


def test_patterns_of_two_pictures_on_a_page_have_different_names() -> None:
    names = [re.findall(r'id="([^"]+)"', svg(chart, "pl")) for chart in (PAIRS, STACKED, MAP)]
    assert len({name for found in names for name in found}) == sum(map(len, names))


def test_every_category_says_all_its_numbers_to_the_keyboard() -> None:
    assert "2022: Kobiety 682, Mężczyźni withheld, W tym dzieci do 18 lat 206" in said(drawn(LINES))
    assert [text.split(":")[0] for text in said(drawn(PAIRS))] == list(PAIRS.categories)


def test_shares_that_cannot_be_told_say_why() -> None:
    found = said(drawn(STACKED))
    assert found[3] == "2024: no shares: a part is missing"
    assert found[0].startswith("2021: Ubóstwo 35.7%, Długotrwała choroba 26.1%")
    nothing = replace(STACKED, series=tuple(Series(one.name, (0,) * 5) for one in STACKED.series))
    assert said(drawn(nothing))[0] == "2021: no shares: the whole is zero"


def test_bars_below_zero_hang_from_the_axis() -> None:
    root = drawn(Chart(ChartKind.BAR, "t", "a", ("x", "y"), (Series("s", (5, -5)),)))
    up, down = [box for box in root.iter(f"{SVG}rect") if box.get("stroke") == "var(--green)"]
    assert float(up.attrib["y"]) + float(up.attrib["height"]) == pytest.approx(float(down.attrib["y"]), abs=0.2)


def test_a_strip_has_a_dot_for_each_number_and_no_name_but_its_own() -> None:
    root = drawn(STRIP)
    dots = [dot for dot in root.iter(f"{SVG}circle") if dot.get("stroke")]
    assert len(dots) == 18
    assert not any(dot.findtext(f"{SVG}title") for dot in dots)
    assert said(root) == ["The middle half of the group: from 35.5 to 45.5.", "Gmina Dąbrówka: 46.2"]


def test_the_order_of_the_others_changes_nothing_on_a_strip() -> None:
    strokes = [re.sub(r'"d[0-9a-f]{10}', "", svg(strip, "pl")) for strip in (
        STRIP, replace(STRIP, others=STRIP.others[::-1]),
    )]  # fmt: skip
    assert strokes[0] == strokes[1]


def test_a_unit_without_a_number_is_told_beside_the_strip() -> None:
    root = drawn(replace(STRIP, own=Missing.WITHHELD))
    assert "Gmina Dąbrówka: withheld" in words(root)
    assert all(not text.startswith("Gmina") for text in said(root))


def test_of_a_small_group_no_middle_half_is_told() -> None:
    assert said(drawn(Strip("t", "a", "Own", 5, "group", (1, 2, 3)))) == ["Own: 5"]


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.title)
def test_a_drawing_has_a_title_a_description_and_no_style(figure: Figure) -> None:
    root = drawn(figure)
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (figure.title, figure.alt)
    assert root.attrib["aria-labelledby"] == root[0].attrib["id"]
    assert re.findall(r"<style|style=|\bon\w+=|<script", svg(figure, "pl")) == []


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.title)
def test_for_a_document_the_drawing_is_one_image_in_fixed_colours(figure: Figure) -> None:
    paper = picture(figure, "pl", PRINT).svg
    assert ("var(--" in paper, "tabindex" in paper, 'role="img"' in paper) == (False, False, True)


@pytest.mark.parametrize("worst", WORST, ids=range(len(WORST)))
def test_the_worst_texts_are_only_texts(worst: str) -> None:
    for figure in hostile(worst).blocks:
        if isinstance(figure, Figure):
            root = drawn(figure)
            assert root.findtext(f"{SVG}title") == plain(worst)
            assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
                "svg", "title", "desc", "defs", "pattern", "g", "path", "line", "rect", "circle", "text",
            }  # fmt: skip
            assert all(float(node.attrib["x"]) < 680 for node in root.iter(f"{SVG}text"))


def test_empty_charts_are_drawn_all_the_same() -> None:
    nothing = (Missing.NO_DATA, Missing.NO_DATA)
    for kind in ChartKind:
        root = drawn(Chart(kind, "t", "a", ("x", "y"), (Series("s", nothing),)))
        assert "no data" in words(root)
    assert drawn(Strip("t", "a", "Own", Missing.NO_DATA, "group", ())).attrib["viewBox"].startswith("0 0 680 ")


def test_long_texts_are_shortened_and_broken_between_words() -> None:
    assert shortened("Dąbrówka", 200) == "Dąbrówka"
    assert shortened("a" * 100, 100).endswith("…")
    assert width(shortened("a" * 100, 100)) <= 100
    assert lines("jeden dwa trzy", 70, 2) == ["jeden dwa", "trzy"]
    assert lines("jeden dwa trzy cztery pięć", 70, 2)[1].endswith("…")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_page_of_charts(page: Page, look: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the words it takes
    pictures = "".join(f"<figure>{svg(figure, 'en')}</figure>" for figure in ALL)
    page.set_content(
        f"<!doctype html><html lang=en><title>t</title><style>{look}</style><main><h1>t</h1>{pictures}</main></html>"
    )
    assert violations(page) == []


@pytest.fixture
def look() -> str:
    """The style sheet of the site, whose colours the drawings take."""
    from architecture.house import SOURCE

    return (SOURCE / "ui" / "static" / "ui" / "look.css").read_text("utf-8")


def test_one_person_fewer_of_two_hundred_is_no_cliff() -> None:
    axis = scale([213, 213, 213, 213, 212], Zero.WHERE_IT_FITS)
    assert axis.part(213) - axis.part(212) < 0.1
