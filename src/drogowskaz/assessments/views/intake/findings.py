"""Findings across the forms of a region: one by one, by check, and all of them as a file."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.assessments.queries.intake import findings
from drogowskaz.assessments.queries.intake.files import BOARD_FORMATS
from drogowskaz.assessments.queries.intake.finding_files import as_csv, as_xlsx
from drogowskaz.assessments.views.intake.gate import desk, trail
from drogowskaz.territory.models import Unit
from drogowskaz.ui.trail import Step

BY_CHECK = "kontrole"
FORMATS = ("csv", "xlsx")


@require_safe
@desk
def intake_findings(request: HttpRequest, region: Unit, year: int) -> HttpResponse:
    """All findings of the forms that came in, or the checks that do not hold with the number of units."""
    lang, asked = get_language() or "pl", findings.asked_by(request.GET)
    grouped = request.GET.get("widok") == BY_CHECK
    context: dict[str, Any] = {
        "trail": trail(region, year, Step(_("Findings in all forms"), request.path)),
        "unit": region,
        "year": year,
        "asked": asked,
        "grouped": grouped,
        "by_check": BY_CHECK,
        "formats": FORMATS,
        "page": findings.page(region, year, asked, lang),
        "failing": findings.failing(region, year, asked, lang) if grouped else (),
        "board": reverse("assessments:intake", args=[region.code, year]),
    }
    return render(request, "assessments/intake/findings.html", context)


@require_safe
@desk
def intake_findings_file(request: HttpRequest, region: Unit, year: int, ending: str) -> HttpResponseBase:
    """Everything that was asked for, however much it is."""
    if ending not in FORMATS:
        raise Http404
    lang, asked = get_language() or "pl", findings.asked_by(request.GET)
    found = findings.every(region, year, asked, lang)
    name = f"uwagi-{region.code}-{year}.{ending}"
    if ending == "xlsx":
        return FileResponse(as_xlsx(found, lang), as_attachment=True, filename=name, content_type=BOARD_FORMATS[ending])
    response = StreamingHttpResponse(as_csv(found, lang), content_type=BOARD_FORMATS[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
