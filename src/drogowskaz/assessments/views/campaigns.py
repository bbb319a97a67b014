"""The page on which a regional centre opens the cycles of its voivodeship and follows them."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import actions
from drogowskaz.assessments.permissions import may_open_campaign
from drogowskaz.assessments.queries import campaigns
from drogowskaz.assessments.queries.cycles import FIRST_YEAR, LAST_YEAR
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.enums import POWIATS, Kind
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.trail import Step, front


def campaign(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Where the cycle of every unit of the voivodeship stands; for its regional centre, the button that opens them."""
    region, lang, refusals = _region(code, year), get_language() or "pl", []
    if request.method == "POST":
        try:
            _open(request, region, year)
            return redirect(request.path)
        except Refused as refused:
            refusals = [refusal.sentence(lang) for refusal in refused.refusals]
    asked = campaigns.Asked(
        powiat=request.GET.get("powiat", ""), state=request.GET.get("stan", ""), words=request.GET.get("q", "").strip()
    )
    refusal = may_open_campaign(request.user, region, timezone.now())
    context = {
        "trail": [
            front(),
            Step(region.full_name, reverse("home:unit", args=[region.code])),
            Step(_("Cycles for {year}").format(year=year), request.path),
        ],
        "unit": region,
        "year": year,
        "asked": asked,
        "none": campaigns.NONE,
        "campaign": campaigns.campaign_of(region, year),
        "region": campaigns.region_cycles(region, year, asked),
        "may_open": refusal is None,
        "refusals": refusals,
    }
    template = "assessments/campaign.html#results" if request.htmx else "assessments/campaign.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if refusals else 200)


def _region(code: str, year: int) -> Unit:
    """Raises Http404 unless it is a voivodeship and a year that can have cycles."""
    region = unit_or_404(code)
    if region.kind != Kind.VOIVODESHIP or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return region


def _open(request: HttpRequest, region: Unit, year: int) -> None:
    if not request.user.is_authenticated:
        raise PermissionDenied
    if request.POST.get("move") != "open":
        raise BadRequest

    def link(unit: Unit) -> str:
        return request.build_absolute_uri(reverse("assessments:cycle", args=[unit.code, year]))

    told = request.POST.get("powiat", "")
    within = campaigns.units_of(region).filter(code=told, kind__in=POWIATS).first() if told else None
    if told and within is None:
        raise BadRequest
    actions.open_campaign(region=region, year=year, within=within, actor=request.user, at=timezone.now(), link=link)
