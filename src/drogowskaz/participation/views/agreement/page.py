"""The page of an agreement: read by everyone once it is signed, worked on by its sides before."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.enums.agreement import ScopeLevel
from drogowskaz.participation.queries.agreement.offers import Offers, offers_on
from drogowskaz.participation.queries.agreement.page import agreement_page
from drogowskaz.participation.views.agreement.acts import ACTS, Asked, Misread
from drogowskaz.participation.views.agreement.gate import asked_side, cycle_at, trail_to_agreement
from drogowskaz.ui.trail import Step

FREE = ("open", "put")
"""Acts in nobody's name: an animator prepares an agreement without a paper."""


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, code: str, year: int) -> HttpResponseBase:
    """The version worked on, for its sides; for everyone else the one that was signed."""
    cycle = cycle_at(code, year)
    if request.method != "POST":
        return _shown(request, cycle, None, ())
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    refusals = _done(request, cycle)
    if refusals:
        return _shown(request, cycle, None, refusals)
    chosen = [(name, request.POST[name]) for name in ("jako", "pismo") if request.POST.get(name)]
    place = (
        f"#{point}" if (point := request.POST.get("point", "")).isascii() and point.replace("-", "").isalnum() else ""
    )
    return redirect(f"{request.path}{'?' + urlencode(chosen) if chosen else ''}{place}")


@require_safe
def agreement_version(request: HttpRequest, code: str, year: int, version: int) -> HttpResponse:
    """One version, as it stands or stood; those that were never signed only for the sides."""
    return _shown(request, cycle_at(code, year), version, ())


def _done(request: HttpRequest, cycle: Cycle) -> tuple[str, ...]:
    """Do what the pressed button says; the sentences of why not."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    lang, at = get_language() or "pl", timezone.now()
    page = agreement_page(cycle, request.user, at, lang, asked=asked_side(request))
    heard = page.speaking
    if heard is None or (heard.chosen is None and request.POST["act"] not in FREE):
        return (page.refusal or _("Choose first in whose name you speak, and on which paper."),)
    asked = Asked(
        cycle=cycle,
        agreement=page.agreement,
        side=heard.chosen.organisation if heard.chosen else None,
        paper=heard.paper,
        typed=request.POST,
        actor=request.user,
        at=at,
        lang=lang,
    )
    try:
        told = act(asked)
    except Misread as misread:
        return misread.sentences
    except Refused as refused:
        return tuple(one.sentence(lang) for one in refused.refusals)
    messages.success(request, told)
    return ()


def _shown(request: HttpRequest, cycle: Cycle, version: int | None, refusals: tuple[str, ...]) -> HttpResponse:
    lang, at = get_language() or "pl", timezone.now()
    page = agreement_page(cycle, request.user, at, lang, version=version, asked=asked_side(request))
    if version is not None and page.agreement is None:
        raise Http404
    trail = trail_to_agreement(cycle)
    if version is not None:
        trail.append(Step(_("Version {version}").format(version=version), request.path))
    context = {
        "trail": trail,
        "unit": cycle.unit,
        "year": cycle.year,
        "page": page,
        "refusals": refusals,
        "typed": request.POST if refusals else {},
        "levels": ScopeLevel.choices,
        "may": offers_on(page, cycle, request.user, at, lang) if version is None else Offers(),
    }
    # htmx shows nothing of an answer that is not a success, and the sentences must be read.
    refused = 200 if "HX-Request" in request.headers else 422
    response = render(request, "participation/agreement/agreement.html", context, status=refused if refusals else 200)
    if refusals:
        # Why stands at the top of the page, where somebody who pressed a button further down does not look.
        response["HX-Reswap"] = "outerHTML show:window:top"
    patch_vary_headers(response, ["HX-Request"])
    if page.inside:
        response["Cache-Control"] = "private, no-store"
    return response
