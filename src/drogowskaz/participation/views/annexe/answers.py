"""What the module of a section asks while somebody types: saving single answers."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from drogowskaz.engine.annexes import show_answer
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.annexe import Outcome, save_answers
from drogowskaz.participation.forms.annexe import Misread, from_module
from drogowskaz.participation.queries.annexe import definition_of
from drogowskaz.participation.views.annexe.gate import Place, place_at, reading_refusal
from drogowskaz.ui.answering import sentences, speaking


@require_POST
def annexe_answers(request: HttpRequest, code: str, year: int, organisation: int) -> JsonResponse:
    """Write the answers and tell the fate of each, in their order. 401 asks to sign in again, 403 says why not."""
    if not isinstance(request.user, User):
        return JsonResponse({"sentence": _("Sign in again. What you typed is kept in this browser.")}, status=401)
    place = place_at(request.user, code, year, organisation)
    refusal = reading_refusal(place)
    if refusal is not None:
        return JsonResponse({"sentence": refusal.sentence(speaking())}, status=403)
    try:
        saves = from_module(request.body)
    except Misread:
        return JsonResponse({"sentence": _("This save could not be read. Open the page anew.")}, status=400)
    if place.found is None:
        return JsonResponse({"sentence": _("This annexe has not been begun yet.")}, status=403)
    try:
        outcomes = save_answers(annexe=place.found, saves=saves, actor=place.person, at=timezone.now(), lang=speaking())
    except Refused as refused:
        return JsonResponse({"sentence": " ".join(sentences(refused))}, status=403)
    answer = JsonResponse({"answers": [told(one, place) for one in outcomes]})
    answer["Cache-Control"] = "private, no-store"
    return answer


def told(outcome: Outcome, place: Place) -> dict[str, Any]:
    """A fate as the browser takes it in."""
    field = definition_of(place.annexe).field_by_key.get(outcome.save.field)
    return {
        "field": outcome.save.field,
        "place": outcome.save.place,
        "fate": outcome.fate.value,
        "version": outcome.version,
        "text": outcome.text,
        "shown": show_answer(field, outcome.text, speaking()) if field else "",
        "by": outcome.by,
        "at": f"{timezone.localtime(outcome.at):%d.%m.%Y, %H:%M}" if outcome.at else "",
        "sentence": outcome.sentence,
    }
