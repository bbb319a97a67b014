"""The pages of one assessment: its chapters, its indicators, and each of its cells."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import queries
from drogowskaz.assessments.queries.cycles import is_worked_on
from drogowskaz.assessments.queries.texts import told_text
from drogowskaz.assessments.views.finding import chapter_named, found_copy, trail_to
from drogowskaz.engine import report
from drogowskaz.organisations.letters import path_of
from drogowskaz.territory.queries import lineage
from drogowskaz.ui.trail import Step


def assessment(request: HttpRequest, code: str, year: int, chapter: str | None = None) -> HttpResponse:
    """What stands out, and one chapter with its cells, findings beside them."""
    unit, copy = found_copy(request, code, year)
    lang = get_language() or "pl"
    opened = chapter_named(copy.result, chapter)
    trail = trail_to(unit, year)
    if chapter:
        trail.append(Step(opened.label[lang], request.path))
    context = {
        "trail": trail,
        "unit": unit,
        "assessment": copy.assessment,
        "copy": copy,
        "result": copy.result,
        "edition": copy.sheet.edition,
        "chapter": opened,
        "counted": report.counted(copy.result, lang),
        "findings": queries.findings(copy, lang),
        "reasons": report.reasons(copy.result, lang),
        "chapters": queries.chapters(copy.result),
        "tables": queries.tables(copy, opened, lang),
        "told": told_text(copy.assessment, opened.number, lang),
        "cells_at": _cells_at(code, year),
        "thing": path_of(unit, year),
        "worked_on": is_worked_on(copy.assessment),
    }
    return render(request, "assessments/assessment.html", context)


def _cells_at(code: str, year: int) -> str:
    """What the addresses of all cells of an assessment begin with; what follows is `row/column/`. Asking for each of
    five hundred by its name takes longer than everything else on the page."""
    end = "row/0/"
    address = reverse("assessments:cell", args=[code, year, *end.split("/")[:2]])
    assert address.endswith(end), "a cell's address ends with its row and column"
    return address.removesuffix(end)


def cell(request: HttpRequest, code: str, year: int, row: str, column: int) -> HttpResponse:
    """Where one number comes from, and what depends on it. `column` is a calendar year."""
    unit, copy = found_copy(request, code, year)
    known = copy.sheet.edition.row_by_key.get(row)
    if known is None or column - year not in known.offsets:
        raise Http404
    opened = copy.sheet.edition.chapter_of(known)
    lang = get_language() or "pl"
    trail = [
        *trail_to(unit, year),
        Step(opened.label[lang], reverse("assessments:chapter", args=[code, year, opened.number])),
        Step(f"{known.label[lang]}, {column}", request.path),
    ]
    context = {
        "trail": trail,
        "unit": unit,
        "assessment": copy.assessment,
        "copy": copy,
        "result": copy.result,
        "chapter": opened,
        "provenance": queries.provenance(copy, (row, column - year), lang),
        "worked_on": is_worked_on(copy.assessment),
    }
    return render(request, "assessments/cell.html", context)


def indicators(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The indicators by group, each with its meaning and how sure it is, and the statutory norm for social workers."""
    unit, copy = found_copy(request, code, year)
    lang = get_language() or "pl"
    past = queries.histories(copy, lineage(unit), lang)
    context = {
        "trail": [*trail_to(unit, year), Step(_("Indicators"), request.path)],
        "unit": unit,
        "assessment": copy.assessment,
        "copy": copy,
        "edition": copy.sheet.edition,
        "groups": queries.indicator_groups(copy, past, lang),
        "past": past,
        "norm": queries.told_norm(copy, lang),
    }
    return render(request, "assessments/indicators.html", context)
