"""The page of how people and organisations take part in a cycle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from drogowskaz.participation.queries.cycle import participation_page
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.participation.views.trail import trail_to_participation


@require_safe
def cycle(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Agreement, annexes, drafting, meetings and conclusions of a cycle, each in one look; for everyone."""
    found = cycle_or_404(code, year)
    context = {
        "trail": trail_to_participation(found),
        "unit": found.unit,
        "cycle": found,
        "page": participation_page(found, request.user, timezone.now(), get_language() or "pl"),
    }
    return render(request, "participation/cycle.html", context)
