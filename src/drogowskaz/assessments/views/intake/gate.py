"""Who gets to the desk of a regional centre: visitors are sent to sign in, others are told whose desk it is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.permissions import may_use_desk
from drogowskaz.assessments.queries.cycles import FIRST_YEAR, LAST_YEAR
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.trail import Step, front

P = ParamSpec("P")
Inner = Callable[Concatenate[HttpRequest, Unit, int, P], HttpResponseBase]


def region_or_404(code: str, year: int) -> Unit:
    """Raises Http404 unless it is a voivodeship and a year that can have forms."""
    region = unit_or_404(code)
    if region.kind != Kind.VOIVODESHIP or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return region


def desk(view: Inner[P]) -> Callable[..., HttpResponseBase]:
    """A page of the desk; a refusal is a page with its sentence. Nothing of it is kept by anything on the way."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        region = region_or_404(code, year)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        refusal = may_use_desk(request.user, region, timezone.now())
        if refusal is not None:
            return refused(request, region, year, refusal.sentence(get_language() or "pl"))
        given = view(request, region, year, *args, **kwargs)
        patch_cache_control(given, private=True, no_cache=True)
        return given

    return opened


def answer(view: Inner[P]) -> Callable[..., HttpResponseBase]:
    """An answer of the desk for a module: 401 asks to sign in again, 403 says why it is refused."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        region = region_or_404(code, year)
        if not request.user.is_authenticated:
            return JsonResponse({"sentence": _("Sign in again to see further changes.")}, status=401)
        refusal = may_use_desk(request.user, region, timezone.now())
        if refusal is not None:
            return JsonResponse({"sentence": refusal.sentence(get_language() or "pl")}, status=403)
        given = view(request, region, year, *args, **kwargs)
        patch_cache_control(given, private=True, no_cache=True)
        return given

    return opened


def refused(request: HttpRequest, region: Unit, year: int, sentence: str) -> HttpResponse:
    """The page that says whose desk it is."""
    return render(
        request, "assessments/intake/refused.html", {"unit": region, "year": year, "sentence": sentence}, status=403
    )


def trail(region: Unit, year: int, *further: Step) -> list[Step]:
    """The way to a page of the desk."""
    return [
        front(),
        Step(region.full_name, reverse("home:unit", args=[region.code])),
        Step(_("Forms for {year}").format(year=year), reverse("assessments:intake", args=[region.code, year])),
        *further,
    ]
