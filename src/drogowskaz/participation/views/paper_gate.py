"""Who gets to the papers of a cycle, and the way there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.cycles import cycle_of
from drogowskaz.participation.permissions.paper import may_read_papers
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.answering import closed
from drogowskaz.ui.trail import Step

Inner = Callable[..., HttpResponse]


def trail_to(cycle: Cycle) -> list[Step]:
    """The way to the register of papers."""
    address = reverse("participation:papers", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Papers"), address))


def for_readers(view: Inner) -> Inner:
    """A page of a cycle for whoever may read its papers; the others are told why not."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, **given: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        cycle = cycle_of(unit_or_404(code), year)
        if cycle is None:
            raise Http404
        refusal = may_read_papers(request.user, cycle, timezone.now())
        if refusal is not None:
            return closed(request, refusal, trail_to(cycle)[:-1])
        response = view(request, cycle, **given)
        response["Cache-Control"] = "private, no-store"
        return response

    return opened
