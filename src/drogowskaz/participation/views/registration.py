"""Registering for a slot, and the page by which somebody changes or gives up a place; no account is needed."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models.invitation import new_token
from drogowskaz.participation.actions import registration as actions
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.registration import RegistrationState
from drogowskaz.participation.forms.registration import RegistrationForm
from drogowskaz.participation.models import Meeting, Registration
from drogowskaz.participation.models.registration import token_of
from drogowskaz.participation.permissions.registration import may_register
from drogowskaz.participation.queries.meeting import names_near
from drogowskaz.participation.queries.registration import place_on_list, places_of, registration_behind
from drogowskaz.participation.views.meeting import calendar_answer
from drogowskaz.participation.views.meeting_gate import public, slot_of, trail_to
from drogowskaz.ui.answering import said, sentences, speaking

PAGE = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(PAGE)
@public
def register(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """The form for a place in a slot. Whoever sends it twice has one place."""
    slot, now, refusals = slot_of(meeting, number), timezone.now(), []
    form = RegistrationForm(request.POST or None, presences=slot.presences, initial={"key": new_token()})
    if request.method == "POST":
        if not _unhurried(request):
            refused: HttpResponse = ratelimit.respond_429(request)
            return refused
        if form.is_trapped:
            refusals = [_("One field of the form must stay empty. Clear it, then send again.")]
        elif form.is_valid():
            try:
                made = actions.register(
                    slot=slot, guest=form.guest(), key=form.cleaned_data["key"], lang=speaking(), at=now
                )
            except Refused as fault:
                refusals = sentences(fault)
            else:
                return redirect("participation:registration", token=token_of(made.key))
    context = {
        "trail": trail_to(meeting, (_("Registration"), request.path)),
        "meeting": meeting,
        "slot": slot,
        "places": places_of([slot])[slot.pk],
        "form": form,
        "closed": said(may_register(slot, now)),
        "refusals": refusals,
        "organisations": names_near(meeting.unit),
        "trapped": form.is_trapped,
    }
    return render(request, "participation/meeting/register.html", context, status=_status(request))


def _unhurried(request: HttpRequest) -> bool:
    """Whether this place, and the address letters would go to, have not been tried too often."""
    address = request.POST.get("email", "").strip().lower()
    return bool(ratelimit.consume(request, action="meeting")) and (
        not address or bool(ratelimit.consume(request, action="meeting_address", key=address))
    )


@never_cache
@require_http_methods(PAGE)
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Where a place stands, to be changed or given up by whoever has the link."""
    found = registration_behind(token)
    if found is None:
        return render(request, "participation/meeting/spent.html", {"trail": trail_to()}, status=410)
    slot, refusals = found.slot, []
    form = RegistrationForm(_posted(request), presences=slot.presences, initial=_written(found))
    try:
        if request.method == "POST" and _done(request, found, form):
            return redirect("participation:registration", token=token)
    except Refused as fault:
        refusals = sentences(fault)
        found = registration_behind(token) or found
    context = {
        "trail": trail_to(slot.meeting, (_("Your place"), request.path)),
        "meeting": slot.meeting,
        "slot": slot,
        "registration": found,
        "place": place_on_list(found),
        "presence": Presence(found.presence).label,
        "token": token,
        "address": request.build_absolute_uri(reverse("participation:registration", args=[token])),
        "form": form,
        "closed": said(may_register(slot, timezone.now())),
        "refusals": refusals,
        "organisations": names_near(slot.meeting.unit),
    }
    return render(request, "participation/meeting/registration.html", context, status=_status(request))


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.POST.get("move") == "change" else None


def _done(request: HttpRequest, found: Registration, form: RegistrationForm) -> bool:
    """Carry out what was pressed; False when the form cannot be read. Raises Refused."""
    move = request.POST.get("move", "")
    if move == "cancel":
        actions.cancel_registration(registration=found, at=timezone.now())
        messages.success(request, _("The place is given up. Thank you for saying so: somebody else can come."))
        return True
    if move != "change":
        raise BadRequest
    if not form.is_valid():
        return False
    actions.change_registration(registration=found, guest=form.guest(), at=timezone.now())
    messages.success(request, _("The changes are saved."))
    return True


@require_safe
def registration_file(request: HttpRequest, token: str) -> HttpResponse:
    """The slot for a calendar, with the link for those who take part online and have a place."""
    found = registration_behind(token)
    if found is None:
        return render(request, "participation/meeting/spent.html", {"trail": trail_to()}, status=410)
    online = found.presence == Presence.ONLINE and found.state == RegistrationState.CONFIRMED
    return calendar_answer(found.slot, with_link=online)


def _written(found: Registration) -> dict[str, Any]:
    """What the form shows before anything is changed."""
    names = ("name", "presence", "email", "needs")
    return {**{name: getattr(found, name) for name in names}, "organisation": found.of}


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
