"""A picture of the content as SVG."""

from dataclasses import dataclass, replace
from hashlib import sha256

from drogowskaz.documents.charts.bars import bars
from drogowskaz.documents.charts.choropleth import choropleth
from drogowskaz.documents.charts.lines import lines
from drogowskaz.documents.charts.palette import PAGE, Palette
from drogowskaz.documents.charts.stacked import stacked
from drogowskaz.documents.charts.strips import strip
from drogowskaz.documents.charts.strokes import Drawing, number, tag
from drogowskaz.documents.content import Chart, ChartKind, Figure, Map, Strip
from drogowskaz.documents.plain import cleaned
from drogowskaz.documents.spreadsheets.markup import escaped

WIDTH = 680


@dataclass(frozen=True)
class Picture:
    """A drawing with its size in units, which are pixels on a page."""

    svg: str
    width: int
    height: float


def svg(figure: Figure, lang: str, room: int = WIDTH) -> str:
    """The picture for a page, as wide as the room: it stands in the page itself, and its colours are those of the
    style sheet. The keyboard gets into it, so it is a group and no image. Its caption and its table are not part of it.
    """
    return picture(figure, lang, PAGE, room).svg


def picture(figure: Figure, lang: str, palette: Palette, room: int = WIDTH) -> Picture:
    """The picture with its title and description inside."""
    # What stands below a picture does not change it.
    figure = replace(cleaned(figure), note="", with_table=True)
    # Pictures of one page must not share the names of their patterns.
    name = f"d{sha256(repr((figure, lang, room, palette.font)).encode()).hexdigest()[:10]}"
    drawing = _drawn(figure, room, palette, lang, name)
    lettered = {"font_family": palette.font} if palette.font else {}
    drawn = tag(
        "svg",
        tag("title", escaped(figure.title), id=f"{name}-title"),
        tag("desc", escaped(figure.alt), id=f"{name}-desc"),
        *([tag("defs", *drawing.defined)] if drawing.defined else []),
        *drawing.inner,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {room} {number(drawing.height)}",
        role="group" if palette.focusable else "img",
        class_="chart",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        **lettered,
    )
    return Picture(drawn, room, drawing.height)


def _drawn(figure: Figure, room: int, palette: Palette, lang: str, name: str) -> Drawing:
    match figure:
        case Strip():
            return strip(figure, room, palette, lang)
        case Map():
            return choropleth(figure, room, palette, lang, name)
        case Chart(kind=ChartKind.LINE):
            return lines(figure, room, palette, lang)
        case Chart(kind=ChartKind.BAR):
            return bars(figure, room, palette, lang, name)
        case _:
            return stacked(figure, room, palette, lang, name)
