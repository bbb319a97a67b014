"""Charts of XLSX: drawn by the program that opens the file from the table beside, so that both can be changed."""

from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.chart import Chart as Drawn

from drogowskaz.documents.charts.bars import MOST_UPRIGHT
from drogowskaz.documents.charts.palette import PRINT
from drogowskaz.documents.content import Chart, ChartKind
from drogowskaz.documents.figures import goes_across

MARKERS = ("circle", "square", "triangle", "diamond", "x")
PATTERNS = ("", "wide_upward_diagonal", "percent_30", "narrow_horizontal", "small_grid")
SHORT = 10
"""Characters of a category that has room under an upright bar."""
SIZE = {"width": 620, "height": 340}
Cells: TypeAlias = list[Any]
"""A reference as XlsxWriter takes it: the sheet, then rows and columns. A text could be taken for a formula."""


def add_chart(book: xlsxwriter.Workbook, sheet: str, chart: Chart, place: tuple[int, int]) -> Drawn:
    """The chart of a table whose caption stands in the first row of the place and whose body begins in the second."""
    caption, body = place
    kind, subtype = _kind(chart)
    drawn = book.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))
    head, across = body - 1, goes_across(chart)
    for at in range(len(chart.series)):
        drawn.add_series(_series(sheet, chart, at, head) | _look(chart, at))
        assert across or at < len(chart.series)
    drawn.set_title({"name": [sheet, caption, 0], "name_font": {"size": 11, "bold": True}, "overlay": False})
    drawn.set_size(SIZE)
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    numbers: dict[str, Any] = {"major_gridlines": {"visible": True, "line": {"color": PRINT.line}}}
    if chart.unit and chart.kind is not ChartKind.STACKED:
        numbers["name"] = [sheet, head, 0]
        numbers["name_font"] = {"bold": False}
    if kind == "bar":
        # The first category stands on top, as in the table; the numbers stay at the foot.
        drawn.set_y_axis({"reverse": True})
        drawn.set_x_axis(numbers | {"label_position": "high"})
    else:
        drawn.set_y_axis(numbers)
    return drawn


def _kind(chart: Chart) -> tuple[str, str]:
    if chart.kind is ChartKind.LINE:
        return "line", ""
    if chart.kind is ChartKind.STACKED:
        return "bar", "percent_stacked"
    upright = len(chart.categories) <= MOST_UPRIGHT and all(len(name) <= SHORT for name in chart.categories)
    return ("column" if upright else "bar"), ""


def _series(sheet: str, chart: Chart, at: int, head: int) -> dict[str, Cells]:
    """Where the name, the categories and the values of a series stand."""
    count = len(chart.categories)
    if goes_across(chart):
        row = head + 1 + at
        return {
            "name": [sheet, row, 0],
            "categories": [sheet, head, 1, head, count],
            "values": [sheet, row, 1, row, count],
        }
    return {
        "name": [sheet, head, at + 1],
        "categories": [sheet, head + 1, 0, head + count, 0],
        "values": [sheet, head + 1, at + 1, head + count, at + 1],
    }


def _look(chart: Chart, at: int) -> dict[str, Any]:
    """The colours, points and patterns of our own drawings; a forecast is dashed."""
    colour = PRINT.series[at % len(PRINT.series)]
    real = len(chart.categories) - chart.forecast
    if chart.kind is ChartKind.LINE:
        marker = {"type": MARKERS[at % len(MARKERS)], "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
        solid, dashed = {"color": colour, "width": 2}, {"color": colour, "width": 2, "dash_type": "dash"}
        points = [None if place < real else {"line": dashed} for place in range(len(chart.categories))]
        return {"line": solid, "marker": marker} | ({"points": points} if chart.forecast else {})
    edge = {"color": colour, "width": 1}
    name = PATTERNS[at % len(PATTERNS)]
    ground = (
        {"pattern": {"pattern": name, "fg_color": colour, "bg_color": PRINT.sheet}}
        if name
        else {"fill": {"color": colour}}
    )
    pale = {"fill": {"color": colour, "transparency": 65}, "border": {**edge, "dash_type": "dash"}}
    points = [None if place < real else pale for place in range(len(chart.categories))]
    return {**ground, "border": edge, "gap": 60} | ({"points": points} if chart.forecast else {})
