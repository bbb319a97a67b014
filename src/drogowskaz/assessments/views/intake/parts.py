"""The frozen forms of a region as one file for analysis."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.assessments.queries.intake import parts
from drogowskaz.assessments.views.intake.gate import desk, trail
from drogowskaz.territory.models import Unit
from drogowskaz.ui.trail import Step


@require_safe
@desk
def intake_parts(request: HttpRequest, region: Unit, year: int) -> HttpResponseBase:
    """Which versions to take, and the file of them."""
    which = request.GET.get("ktore", "")
    chosen = parts.packages(region, year, which) if which in parts.WHICH else []
    if chosen:
        content = parts.as_zip(chosen, region, year, get_language() or "pl")
        response = StreamingHttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{which}-{region.code}-{year}.zip"'
        return response
    context = {
        "trail": trail(region, year, Step(_("Frozen forms"), request.path)),
        "unit": region,
        "year": year,
        "asked": which,
        "accepted": len(parts.packages(region, year, parts.ACCEPTED)),
        "sent": len(parts.packages(region, year, parts.SENT)),
    }
    return render(request, "assessments/intake/parts.html", context, status=404 if which else 200)
