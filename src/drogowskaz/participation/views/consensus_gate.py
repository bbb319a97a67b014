"""Who gets to the pages of a consensus map, and the way there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.permissions.consensus import may_run_map, may_see_map
from drogowskaz.participation.queries.consensus import map_of
from drogowskaz.participation.views.gate import cycle_or_404, of_cycle
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.trail import Step

Inner = Callable[..., HttpResponse]


def trail_to_maps(cycle: Cycle, *further: tuple[str, str]) -> list[Step]:
    """The way to the list of maps, and on."""
    address = reverse("participation:consensus_maps", args=[cycle.unit.code, cycle.year])
    steps = [Step(label, url) for label, url in further]
    return trail_to_participation(cycle, Step(_("Consensus maps"), address), *steps)


def trail_to_map(asked: ConsensusMap, *further: tuple[str, str]) -> list[Step]:
    """The way to one map, and on."""
    return trail_to_maps(
        asked.cycle, (asked.title, reverse("participation:consensus_map", args=where_is(asked))), *further
    )


def where_is(asked: ConsensusMap) -> list[Any]:
    """What the addresses of the pages of a map name."""
    return [asked.cycle.unit.code, asked.cycle.year, asked.number]


def public_map(view: Inner) -> Inner:
    """Makes a view, which takes the map, a page for everybody from its opening on; before that there is nothing to see
    for those outside its team."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, number: int, **given: Any) -> HttpResponse:
        asked = _map_or_404(cycle_or_404(code, year), number)
        if may_see_map(request.user, asked, timezone.now()) is not None:
            raise Http404
        return view(request, asked, **given)

    return opened


def for_map_team(view: Inner) -> Inner:
    """Makes a view, which takes the map, a page for its team."""

    @wraps(view)
    def opened(request: HttpRequest, cycle: Cycle, number: int, **given: Any) -> HttpResponse:
        return view(request, _map_or_404(cycle, number), **given)

    return for_maps(opened)


for_maps = of_cycle(may_run_map)
"""For those who run the maps of a cycle."""


def _map_or_404(cycle: Cycle, number: int) -> ConsensusMap:
    asked = map_of(cycle, number)
    if asked is None:
        raise Http404
    return asked
