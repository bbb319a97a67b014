"""The documents of an assessment: the page that offers them, and the files."""

import datetime as dt
import os
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from drogowskaz.assessments import queries
from drogowskaz.assessments.actions.downloads import ask_for_document, fetch_council_copy
from drogowskaz.assessments.permissions import may_read_copy
from drogowskaz.assessments.queries.downloads import (
    FORMATS,
    OFFERS,
    Offer,
    Series,
    ascii_name,
    download_name,
    kinds,
    series_of,
)
from drogowskaz.assessments.queries.shelf import State
from drogowskaz.assessments.views.finding import trail_to
from drogowskaz.documents.assessment.copies import Copy
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage, unit_or_404
from drogowskaz.ui.trail import Step


def found_series(request: HttpRequest, code: str, year: int) -> tuple[Unit, Series]:
    """The unit and its assessment of the year. Raises Http404 when there is none this person may read."""
    unit = unit_or_404(code)
    units = lineage(unit)
    return unit, series_of(get_object_or_404(queries.of_units(units, request.user).filter(year=year)), units)


@require_http_methods(["GET", "HEAD", "POST"])
def downloads(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What can be downloaded and where each file stands; a POST asks for the one it names."""
    unit, series = found_series(request, code, year)
    lang, now = get_language() or "pl", timezone.now()
    if request.method == "POST":
        return _asked(request, series, lang, now)
    context = {
        "trail": [*trail_to(unit, year), Step(_("Documents to download"), request.path)],
        "unit": unit,
        "assessment": series.assessment,
        **_told(request, series, lang, now),
    }
    part = "#files" if "HX-Request" in request.headers else ""
    response = render(request, f"assessments/downloads.html{part}", context)
    # The browser must not take the part for the page when somebody goes back to it.
    patch_vary_headers(response, ["HX-Request"])
    return response


def _told(request: HttpRequest, series: Series, lang: str, now: dt.datetime) -> dict[str, Any]:
    """Both copies as far as this person may read them, and whether something is being prepared."""
    refusals = {copy: may_read_copy(request.user, series.assessment, copy, now) for copy in Copy}
    shown = {copy: () if refusals[copy] else kinds(series, copy, lang, now) for copy in Copy}
    states = [file.state for group in shown.values() for kind in group for file in kind.files]
    not_public = refusals[Copy.PUBLIC]
    return {
        "public": shown[Copy.PUBLIC],
        "council": shown[Copy.COUNCIL],
        "not_public": not_public.sentence(lang) if not_public else "",
        "hidden_because": series.hidden_because(lang),
        "waiting": State.ASKED in states,
    }


def _asked(request: HttpRequest, series: Series, lang: str, now: dt.datetime) -> HttpResponse:
    offer = _offered(request.POST.get("file", ""))
    try:
        ask_for_document(series=series, offer=offer, lang=lang, actor=request.user, at=now)
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    return redirect(f"{request.path}#{offer.file}")


def _offered(file: str) -> Offer:
    if file not in OFFERS:
        raise Http404
    return OFFERS[file]


@require_safe
def document(request: HttpRequest, code: str, year: int, file: str) -> HttpResponseBase:
    """One file; where it does not stand there yet, the page on which it can be asked for."""
    _unit, series = found_series(request, code, year)
    offer, lang = _offered(file), get_language() or "pl"
    refusal = may_read_copy(request.user, series.assessment, offer.copy, timezone.now())
    if refusal:
        raise PermissionDenied(refusal.sentence(lang))
    try:
        opened = series.place(offer, lang).file.open("rb")
    except FileNotFoundError:
        return redirect("assessments:downloads", code, year)
    response = FileResponse(opened, content_type=FORMATS[offer.ending].media)
    name = download_name(series, offer)
    response["Content-Disposition"] = f"attachment; filename=\"{ascii_name(name)}\"; filename*=UTF-8''{quote(name)}"
    if offer.copy is Copy.COUNCIL:
        fetch_council_copy(series=series, offer=offer, lang=lang, actor=request.user, at=timezone.now())
        response["Cache-Control"] = "private, no-store"
        return response
    made = int(os.fstat(opened.fileno()).st_mtime)
    response["ETag"], response["Last-Modified"] = f'"{series.stamp}-{lang}"', http_date(made)
    response["Cache-Control"] = "no-cache"
    unchanged = get_conditional_response(request, response["ETag"], made)
    if unchanged is None:
        return response
    response.close()
    return unchanged
