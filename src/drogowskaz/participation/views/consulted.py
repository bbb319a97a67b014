"""Which consultation an address names, for the pages that stand under it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from drogowskaz.participation.models import Consultation
from drogowskaz.participation.permissions.consultation import may_see_consultation
from drogowskaz.participation.queries.consultation import consultation_named
from drogowskaz.participation.views.consultation import step_to, trail_to_consultations
from drogowskaz.participation.views.gate import Inner, cycle_or_404
from drogowskaz.ui.trail import Step


def of_consultation(view: Callable[..., HttpResponse]) -> Inner:
    """Makes a view, which takes the consultation, a page of an announced one; before that its team alone finds it."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, number: int, **given: Any) -> HttpResponse:
        found = consultation_named(cycle_or_404(code, year), number)
        if found is None or may_see_consultation(request.user, found, timezone.now()) is not None:
            raise Http404
        return view(request, found, **given)

    return opened


def trail_to_consultation(consultation: Consultation, *further: Step) -> list[Step]:
    """The way to the page of a consultation, and on."""
    return trail_to_consultations(consultation.cycle, step_to(consultation), *further)
