"""The card of a unit, which other sites show in a frame, and the page that tells how to put it there."""

from hashlib import sha256

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from drogowskaz.assessments.queries.card import card_of
from drogowskaz.territory.queries import lineage, unit_or_404
from drogowskaz.ui.trail import Step, front

KEPT = 3600
"""Seconds for which others may keep the card."""
LANGUAGES = {"pl": "polski", "en": "English"}
WIDTH, HEIGHT = 360, 640
"""Pixels of the frame that is proposed: the card is whole from 280 to 600 wide."""


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # it knows only views without arguments
def unit_card(request: HttpRequest, code: str) -> HttpResponseBase:
    """The card itself: it asks for no session, sets no cookie, and any site may frame it."""
    unit = unit_or_404(code)
    card = card_of(lineage(unit), get_language() or "pl")
    response = render(request, "assessments/unit_card.html", {"unit": unit, "card": card})
    patch_cache_control(response, public=True, max_age=KEPT)
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    assert answer is not None, "the answer is the response itself where nothing else is to be said"
    return answer


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it knows only views without arguments
def unit_card_embedding(request: HttpRequest, code: str) -> HttpResponse:
    """The card as it will look, and the text that puts it on another page; `jezyk` chooses its language."""
    unit = unit_or_404(code)
    asked = request.GET.get("jezyk", "")
    chosen = asked if asked in LANGUAGES else get_language() or "pl"
    with override(chosen):
        address = reverse("assessments:unit_card", args=[unit.code])
        title = _("Assessment of social-assistance resources: {name}").format(name=unit.full_name)
    context = {
        "trail": [
            front(),
            Step(unit.full_name, reverse("home:unit", args=[unit.code])),
            Step(_("The card of the unit"), request.path),
        ],
        "unit": unit,
        "languages": LANGUAGES,
        "chosen": chosen,
        "address": address,
        "source": request.build_absolute_uri(address),
        "title": title,
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render(request, "assessments/unit_card_embedding.html", context)
