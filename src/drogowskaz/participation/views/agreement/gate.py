"""The way to the pages of an agreement: its cycle, the trail, and in whose name the reader speaks."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries import cycles
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.trail import Step


def cycle_at(code: str, year: int) -> Cycle:
    """The cycle of the unit. Raises Http404 when there is none."""
    unit = unit_or_404(code)
    found = cycles.cycle_of(unit, year) if cycles.is_assessed(unit) else None
    if found is None:
        raise Http404
    return found


def trail_to_agreement(cycle: Cycle) -> list[Step]:
    """The way from the front page to the agreement."""
    address = reverse("participation:agreement", args=[cycle.unit.code, cycle.year])
    return [*trail_to_participation(cycle), Step(_("Cooperation agreement"), address)]


def asked_side(request: HttpRequest) -> tuple[int | None, int | None]:
    """The side the reader speaks for and the number of the paper, as the address or the form says; None for either."""
    typed = request.POST if request.method == "POST" else request.GET
    return _number(typed.get("jako", "")), _number(typed.get("pismo", ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
