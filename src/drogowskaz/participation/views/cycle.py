"""The page of how people and organisations take part in a cycle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from drogowskaz.organisations.letters import path_of
from drogowskaz.participation.queries.cycle import participation_page
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.participation.views.trail import trail_to_participation


@require_safe
def cycle(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The road of the year, what can be done now, who takes part, what was said and what became of it; for everyone."""
    found = cycle_or_404(code, year)
    context = {
        "trail": trail_to_participation(found),
        "unit": found.unit,
        "cycle": found,
        "thing": path_of(found.unit, found.year),
        "page": participation_page(found, request.user, timezone.now(), get_language() or "pl"),
    }
    return render(request, "participation/cycle.html", context)
