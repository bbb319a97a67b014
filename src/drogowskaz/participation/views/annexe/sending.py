"""Handing an annexe in: what is missing, what is good to know, and the button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.annexe import correct_returned, send_annexe
from drogowskaz.participation.enums.annexe import AnnexeState
from drogowskaz.participation.permissions.annexe import returned
from drogowskaz.participation.queries.annexe.overview import overview, readiness
from drogowskaz.participation.views.annexe.gate import Place, page, trail
from drogowskaz.ui.answering import sentences, speaking
from drogowskaz.ui.trail import Step


@page
def annexe_sending(request: HttpRequest, place: Place) -> HttpResponse:
    """Everything missing by name with the way to it; hints keep nobody from anything."""
    found, refusals = place.annexe, []
    if request.method == "POST":
        again = found.state == AnnexeState.SENT and returned(found)
        send = correct_returned if again else send_annexe
        try:
            send(annexe=found, actor=place.person, at=timezone.now(), lang=speaking())
            messages.success(request, _("Thank you. The annexe is handed in; here you see where every answer goes."))
            return redirect("participation:annexe_fates", *place.address)
        except Refused as refused:
            refusals = sentences(refused)
    context = {
        "trail": trail(place, Step(_("Handing in"), reverse("participation:annexe_sending", args=place.address))),
        "place": place,
        "page": overview(found, place.person, timezone.now(), speaking()),
        "readiness": readiness(found, speaking()),
        "refusals": refusals,
    }
    return render(
        request, "participation/annexe/sending.html", context, status=422 if request.method == "POST" else 200
    )
