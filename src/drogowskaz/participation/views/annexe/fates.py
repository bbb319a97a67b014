"""Where every answer of an annexe went."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.participation.permissions.annexe import Voice, may_speak_for
from drogowskaz.participation.queries.annexe import spoken_for
from drogowskaz.participation.queries.annexe.fates import counted, fates
from drogowskaz.participation.views.annexe.gate import Place, page, trail
from drogowskaz.ui.answering import speaking
from drogowskaz.ui.trail import Step


@require_safe
@page
def annexe_fates(request: HttpRequest, place: Place) -> HttpResponse:
    """Each answer with its state, the cell it was aimed at, what the office said and what figure stands there."""
    groups = fates(place.annexe, speaking())
    voice = may_speak_for(place.person, place.organisation, place.cycle, place.annexe, timezone.now())
    context = {
        "trail": trail(place, Step(_("Where the answers went"), request.path)),
        "place": place,
        "groups": groups,
        "counted": counted(groups),
        "spoken_for": spoken_for(place.annexe, voice, speaking()) if isinstance(voice, Voice) else "",
    }
    return render(request, "participation/annexe/fates.html", context)
