"""What the front page and the page of a unit gather from the areas."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Assessment, AssessmentSet
from drogowskaz.assessments.queries.waiting import waiting_for as assessments_waiting
from drogowskaz.documents.maps import Shape, outline_map
from drogowskaz.engine.agreement import AREAS, HOWS, Agreement, Tally, agreements
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.report import counted_findings
from drogowskaz.engine.words import count, say
from drogowskaz.organisations.models import User
from drogowskaz.organisations.queries.waiting import waiting_for as organisations_waiting
from drogowskaz.participation.queries.desk.waiting import waiting_for as desk_waiting
from drogowskaz.participation.queries.duties import waiting_for as participation_waiting
from drogowskaz.participation.queries.moderation_waiting import waiting_for as moderation_waiting
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import outlines
from drogowskaz.ui.waiting import Waiting, in_order

MAP_WIDTH = 480
"""Pixels of the drawing; the page scales it."""


@dataclass(frozen=True)
class Summary:
    """An assessment in a list, with what its checks say."""

    assessment: Assessment
    counted: list[tuple[Severity, str]]


def summaries(assessments: AssessmentSet, lang: str) -> list[Summary]:
    """The assessments with the findings that their public copies tell of; one query however many they are."""
    return [
        Summary(one, counted_findings(one.public_copy.findings, lang) if hasattr(one, "public_copy") else [])
        for one in assessments.select_related("public_copy")
    ]


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


SOURCES = (assessments_waiting, organisations_waiting, participation_waiting, moderation_waiting, desk_waiting)
"""Every area that has something waiting for people."""


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """What waits for a person in all areas; each area's queries are fixed in number."""
    return in_order([one for source in SOURCES for one in source(person, at, lang)])
