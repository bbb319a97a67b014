"""Drawing the charts of public pages before anybody asks for them."""

import datetime as dt
from collections.abc import Iterable

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.charts import drawn_charts, folder
from drogowskaz.assessments.queries.history import histories
from drogowskaz.assessments.queries.publication import copy_of
from drogowskaz.documents.charts.kept import forget
from drogowskaz.engine.words import LANGUAGES
from drogowskaz.territory.queries import lineage

KEPT = dt.timedelta(days=180)
"""Drawings older than this go: most belong to former states. Those still shown are drawn again by the next page."""


def draw_now(*, assessments: Iterable[int], at: dt.datetime) -> int:
    """Draw the charts of these assessments, where they are still public, in every language; returns how many charts
    the pages have. Drawings of long ago are removed."""
    forget(folder(), (at - KEPT).timestamp())
    found = Assessment.objects.filter(pk__in=list(assessments), status=Status.PUBLIC).select_related("unit", "source")
    return sum(_draw(one, lang) for one in found for lang in LANGUAGES)


def _draw(assessment: Assessment, lang: str) -> int:
    units = lineage(assessment.unit)
    copy = copy_of(assessment, units, lang)
    past = histories(copy, units, lang)
    return sum(1 for _chart in drawn_charts(copy, lang)) + sum(one.chart is not None for one in past.values())
