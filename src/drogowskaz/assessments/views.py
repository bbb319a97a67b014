"""The pages of an assessment."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import queries
from drogowskaz.assessments.models import Assessment
from drogowskaz.engine import report
from drogowskaz.engine.checks.run import Result
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage, unit_by_code
from drogowskaz.ui.trail import Step, front


def _found(request: HttpRequest, code: str, year: int) -> tuple[Unit, Assessment, Result]:
    try:
        unit = unit_by_code(code)
    except Unit.DoesNotExist:
        raise Http404 from None
    readable = queries.of_units(lineage(unit), request.user).filter(year=year)
    assessment = get_object_or_404(readable)
    return unit, assessment, queries.checked(assessment)


def _trail(unit: Unit, year: int) -> list[Step]:
    return [
        front(),
        Step(unit.full_name, reverse("home:unit", args=[unit.code])),
        Step(_("Assessment for {year}").format(year=year), reverse("assessments:assessment", args=[unit.code, year])),
    ]


def _chapter_named(result: Result, number: str | None) -> Chapter:
    if number is None:
        return queries.first_chapter(result)
    named = [chapter for chapter in result.sheet.edition.chapters if chapter.number == number]
    if not named:
        raise Http404
    return named[0]


def assessment(request: HttpRequest, code: str, year: int, chapter: str | None = None) -> HttpResponse:
    """What stands out, and one chapter with its cells, findings beside them."""
    unit, found, result = _found(request, code, year)
    lang = get_language() or "pl"
    opened = _chapter_named(result, chapter)
    trail = _trail(unit, year)
    if chapter:
        trail.append(Step(opened.label[lang], request.path))
    context = {
        "trail": trail,
        "unit": unit,
        "assessment": found,
        "result": result,
        "edition": result.sheet.edition,
        "chapter": opened,
        "counted": report.counted(result, lang),
        "findings": queries.findings(result, lang),
        "reasons": report.reasons(result, lang),
        "chapters": queries.chapters(result),
        "tables": queries.tables(result, opened, lang),
    }
    return render(request, "assessments/assessment.html", context)


def cell(request: HttpRequest, code: str, year: int, row: str, column: int) -> HttpResponse:
    """Where one number comes from, and what depends on it. `column` is a calendar year."""
    unit, found, result = _found(request, code, year)
    known = result.sheet.edition.row_by_key.get(row)
    if known is None or column - year not in known.offsets:
        raise Http404
    opened = result.sheet.edition.chapter_of(known)
    lang = get_language() or "pl"
    trail = [
        *_trail(unit, year),
        Step(opened.label[lang], reverse("assessments:chapter", args=[code, year, opened.number])),
        Step(f"{known.label[lang]}, {column}", request.path),
    ]
    context = {
        "trail": trail,
        "unit": unit,
        "assessment": found,
        "result": result,
        "chapter": opened,
        "provenance": queries.provenance(found, result, (row, column - year), lang),
    }
    return render(request, "assessments/cell.html", context)
