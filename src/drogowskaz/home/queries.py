"""What the front page and the page of a unit gather from the areas."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries import checked
from drogowskaz.documents.maps import Shape, outline_map
from drogowskaz.engine.agreement import AREAS, HOWS, Agreement, Tally, agreements
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.report import counted
from drogowskaz.engine.words import count, say
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import outlines

MAP_WIDTH = 480
"""Pixels of the drawing; the page scales it."""


@dataclass(frozen=True)
class Summary:
    """An assessment in a list, with what its checks say."""

    assessment: Assessment
    counted: list[tuple[Severity, str]]


def summaries(assessments: Iterable[Assessment], lang: str) -> list[Summary]:
    """The assessments with their findings; two queries however many they are."""
    found = list(assessments)
    prefetch_related_objects(found, "cells")
    return [Summary(assessment, counted(checked(assessment), lang)) for assessment in found]


def outline(unit: Unit) -> str:
    """A map of the unit and the units in it as SVG, or nothing where boundaries have not been imported."""
    shapes = [
        Shape(
            key=boundary.unit.code,
            name=boundary.unit.full_name,
            polygons=boundary.polygons,
            href=None if boundary.unit == unit else reverse("home:unit", args=[boundary.unit.code]),
            own=boundary.unit == unit,
        )
        for boundary in outlines(unit)
    ]
    title = _("Map: {name}").format(name=unit.full_name)
    description = _("The same units stand in the list beside the map.") if len(shapes) > 1 else ""
    return outline_map(shapes, width=MAP_WIDTH, title=title, description=description)


@dataclass(frozen=True)
class ShownTally:
    """What came out for one published indicator, in words: which areas, and how the figures were computed."""

    tally: Tally
    areas: str
    how: str


def published_agreements(lang: str) -> list[tuple[Agreement, list[ShownTally]]]:
    """Every comparison with published figures that is kept with the definitions; no query."""
    return [(found, [_shown_tally(tally, lang) for tally in found.tallies]) for found in agreements()]


def _shown_tally(tally: Tally, lang: str) -> ShownTally:
    return ShownTally(tally, count(AREAS[tally.level], tally.areas, lang), say(HOWS[tally.how], lang))
