"""What the pages of an assessment begin with: which one is meant, and the way to it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import queries
from drogowskaz.assessments.queries.publication import Copy, copy_of
from drogowskaz.engine.checks.run import Result
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage, unit_or_404
from drogowskaz.ui.trail import Step, front


def found_copy(request: HttpRequest, code: str, year: int) -> tuple[Unit, Copy]:
    """The unit and what may be told of its assessment. Raises Http404 when there is none this person may read."""
    unit = unit_or_404(code)
    units = lineage(unit)
    assessment = get_object_or_404(queries.of_units(units, request.user).select_related("cycle").filter(year=year))
    return unit, copy_of(assessment, units, get_language() or "pl")


def trail_to(unit: Unit, year: int) -> list[Step]:
    """The way to an assessment."""
    return [
        front(),
        Step(unit.full_name, reverse("home:unit", args=[unit.code])),
        Step(_("Assessment for {year}").format(year=year), reverse("assessments:assessment", args=[unit.code, year])),
    ]


def chapter_named(result: Result, number: str | None) -> Chapter:
    """The chapter to open. Raises Http404 when the edition has none of this number."""
    if number is None:
        return queries.first_chapter(result)
    named = [chapter for chapter in result.sheet.edition.chapters if chapter.number == number]
    if not named:
        raise Http404
    return named[0]
