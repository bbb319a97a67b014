"""Who gets to a page of a cycle, and the way there."""

import datetime as dt
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
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.permissions.invitation import may_see_invitations
from drogowskaz.participation.permissions.paper import may_read_papers
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.answering import closed
from drogowskaz.ui.trail import Step

Inner = Callable[..., HttpResponse]
Question = Callable[[Actor, Cycle, dt.datetime], Refusal | None]


def cycle_or_404(code: str, year: int) -> Cycle:
    """The cycle of an address. Raises Http404."""
    cycle = cycle_of(unit_or_404(code), year)
    if cycle is None:
        raise Http404
    return cycle


def of_cycle(asks: Question) -> Callable[[Inner], Inner]:
    """Makes a view, which takes the cycle, a page for whoever `asks` lets through; the others are told why not."""

    def guarded(view: Inner) -> Inner:
        @wraps(view)
        def opened(request: HttpRequest, code: str, year: int, **given: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            cycle = cycle_or_404(code, year)
            refusal = asks(request.user, cycle, timezone.now())
            if refusal is not None:
                return closed(request, refusal, trail_to_participation(cycle))
            response = view(request, cycle, **given)
            response["Cache-Control"] = "private, no-store"
            return response

        return opened

    return guarded


for_office = of_cycle(may_see_invitations)
"""For the office of a cycle's unit and those who help it."""
for_readers = of_cycle(may_read_papers)
"""For whoever may read the papers of a cycle."""


def trail_to_annexes(cycle: Cycle, *further: Step) -> list[Step]:
    """The way to the list of organisations and their annexes, and further."""
    address = reverse("participation:invitations", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Annexes of organisations"), address), *further)


def trail_to_papers(cycle: Cycle) -> list[Step]:
    """The way to the register of papers."""
    address = reverse("participation:papers", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Papers"), address))
