"""Charts of an assessment: those of its tables, drawn once and kept in the data folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.documents.assessment.tables import chart_of
from drogowskaz.documents.charts.kept import kept_svg
from drogowskaz.documents.content import Chart
from drogowskaz.engine.editions.schema import Table

ROOM = 400
"""Units across a drawing: as a phone is wide, or half a desk, so that its letters are as large as those around it."""


@dataclass(frozen=True)
class ShownChart:
    """A chart on a page, as SVG."""

    title: str
    drawing: str


def folder() -> Path:
    """Where drawings are kept; everything in it can be drawn again."""
    return Path(settings.DATA) / "charts"


def table_chart(table: Table, copy: Copy, lang: str) -> ShownChart | None:
    """The chart that documents also draw beside this table; None where its numbers are too few."""
    figure = chart_of(table, copy.sheet, copy.hidden, lang)
    return None if figure is None else shown_chart(figure, lang)


def shown_chart(figure: Chart, lang: str) -> ShownChart:
    """A chart as it is kept; drawn now when it is not."""
    return ShownChart(figure.title, kept_svg(figure, lang, folder(), ROOM))


def drawn_charts(copy: Copy, lang: str) -> Iterator[ShownChart]:
    """Every chart of every chapter; each is kept from now on."""
    found = (table_chart(table, copy, lang) for table in copy.sheet.edition.tables.values())
    yield from filter(None, found)
