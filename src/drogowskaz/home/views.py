"""The front page, the list and search of units, and the page of a unit."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from drogowskaz.assessments.queries import of_units, readable
from drogowskaz.assessments.queries.cycles import current_year, cycles_of, is_assessed
from drogowskaz.engine.workflow import Refused
from drogowskaz.home import actions, queries
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.models import User
from drogowskaz.territory import queries as territory
from drogowskaz.ui.trail import Step
from drogowskaz.ui.trail import front as front_step

SHOWN_ON_FRONT = 6


def front(request: HttpRequest) -> HttpResponse:
    """Search, the newest public assessments, and how to read them."""
    newest = queries.summaries(
        readable(request.user).order_by("-changed_at", "-year")[:SHOWN_ON_FRONT], get_language() or "pl"
    )
    return render(request, "home/front.html", {"assessments": newest})


def units(request: HttpRequest) -> HttpResponse:
    """Units whose names begin with the typed words; without words, the country from its voivodeships down."""
    text = request.GET.get("q", "").strip()
    context = {
        "trail": [front_step(), Step(_("Gminas and powiats"), reverse("home:units"))],
        "text": text,
        "found": territory.search(text) if text else (),
        "voivodeships": () if text else territory.voivodeships(),
    }
    template = "home/units.html#results" if request.htmx else "home/units.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit: where it lies, its assessments over the years, the units in it, and what it was before."""
    found = territory.unit_or_404(code)
    if found.code != code:
        return redirect("home:unit", code=found.code)
    above = territory.ancestors(found)
    context = {
        "trail": [
            front_step(),
            Step(_("Gminas and powiats"), reverse("home:units")),
            *(Step(one.full_name, reverse("home:unit", args=[one.code])) for one in above),
            Step(found.full_name, request.path),
        ],
        "unit": found,
        "above": above,
        "assessments": queries.summaries(of_units(territory.lineage(found), request.user), get_language() or "pl"),
        "children": territory.children(found),
        "changes": territory.changes(found),
        "outline": queries.outline(found),
        "cycles": cycles_of(found),
        "year": current_year(timezone.localdate()),
        "is_assessed": is_assessed(found),
        "thing": path_of(found),
    }
    return render(request, "home/unit.html", context)


@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about a unit in one file."""
    unit = territory.unit_or_404(code)
    try:
        content = actions.export_unit(unit=unit, actor=request.user, at=timezone.now(), lang=get_language() or "pl")
    except Refused:
        raise PermissionDenied from None
    name = f"drogowskaz-{unit.code}-{timezone.localdate():%Y-%m-%d}.zip"
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """What waits for the person who is signed in, from all areas, the nearest day first."""
    person = request.user
    assert isinstance(person, User), "the decorator lets nobody else through"
    context = {
        "trail": [front_step(), Step(_("My tasks"), request.path)],
        "waiting": queries.waiting_for(person, timezone.now(), get_language() or "pl"),
        "today": timezone.localdate(),
    }
    return render(request, "home/tasks.html", context)


def agreement(request: HttpRequest) -> HttpResponse:
    """How many figures published by others this program computes to the last decimal place."""
    trail = [front_step(), Step(_("Agreement with published figures"), request.path)]
    found = queries.published_agreements(get_language() or "pl")
    return render(request, "home/agreement.html", {"trail": trail, "agreements": found})
