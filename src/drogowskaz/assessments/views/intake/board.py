"""The intake board, what changes on it while clerks type, and the board as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from drogowskaz.assessments.enums import Intake
from drogowskaz.assessments.queries.campaigns import campaign_of
from drogowskaz.assessments.queries.intake import board as boards
from drogowskaz.assessments.queries.intake.files import BOARD_FORMATS, board_file
from drogowskaz.assessments.queries.intake.live import changes
from drogowskaz.assessments.views.intake.gate import answer, desk, trail
from drogowskaz.territory.models import Unit


def asked_in(request: HttpRequest) -> boards.Asked:
    """What the address asks to see; a word that is no state finds nothing, and the page says so."""
    return boards.Asked(
        powiat=request.GET.get("powiat", ""), state=request.GET.get("stan", ""), words=request.GET.get("q", "").strip()
    )


@require_safe
@desk
def intake(request: HttpRequest, region: Unit, year: int) -> HttpResponse:
    """Every unit of the region with where its form stands."""
    lang, asked = get_language() or "pl", asked_in(request)
    context: dict[str, Any] = {
        "trail": trail(region, year),
        "unit": region,
        "year": year,
        "asked": asked,
        "board": boards.board(region, year, asked, timezone.now(), lang),
        "campaign": campaign_of(region, year),
        "states": [(one.value, str(one.label)) for one in Intake],
        "late": boards.LATE,
        "errors": boards.ERRORS,
        "formats": BOARD_FORMATS,
        "query": request.GET.urlencode(),
    }
    template = "assessments/intake/board.html#results" if request.htmx else "assessments/intake/board.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
@answer
def intake_state(request: HttpRequest, region: Unit, year: int) -> HttpResponse:
    """The board as a module reads it every few seconds; 304 where nothing has changed."""
    now, lang = timezone.now(), get_language() or "pl"
    tag = quote_etag(boards.stamped(region, year, timezone.localdate(now), lang))
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return JsonResponse(changes(region, year, now, lang), headers={"ETag": tag})


@require_safe
@desk
def intake_board_file(request: HttpRequest, region: Unit, year: int, ending: str) -> HttpResponse:
    """The board, filtered as the page is, as a file."""
    if ending not in BOARD_FORMATS:
        raise Http404
    lang, now = get_language() or "pl", timezone.now()
    found = boards.board(region, year, asked_in(request), now, lang)
    response = HttpResponse(board_file(found, region, year, ending, now, lang), content_type=BOARD_FORMATS[ending])
    response["Content-Disposition"] = f'attachment; filename="formularze-{region.code}-{year}.{ending}"'
    return response
