"""Filling in a sheet of a consensus map: by what stands on a printed one, by the link of a letter, or signed in."""

from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.enums import Channel
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.permissions import person_of
from drogowskaz.participation.actions.consensus_voice import Voice, put_own_voice, put_voice
from drogowskaz.participation.forms.consensus import CodeForm, VoiceForm, initial_of
from drogowskaz.participation.models import ConsensusMap, Voter
from drogowskaz.participation.permissions.consensus import may_voice, may_voice_for
from drogowskaz.participation.queries.consensus import asked_of
from drogowskaz.participation.queries.consensus_voice import (
    Slip,
    choices_of,
    late_statements,
    sheet_behind,
    slip_behind,
    slip_of_organisation,
    slip_of_person,
    token_of,
    voter_of,
    voting_for,
)
from drogowskaz.participation.queries.meeting import names_near
from drogowskaz.participation.views.consensus_gate import public_map, trail_to_map
from drogowskaz.ui.answering import closed, said, sentences
from drogowskaz.ui.trail import Step, front

PAGE = ["GET", "HEAD", "POST"]
Keeping = Callable[[Voice], Voter]


@never_cache
@require_http_methods(PAGE)
def ballot(request: HttpRequest) -> HttpResponse:
    """The number and the code of a printed sheet lead to the sheet on the site."""
    form = CodeForm(request.POST or None, initial={"number": request.GET.get("n"), "code": request.GET.get("k")})
    if request.method == "POST":
        if not ratelimit.consume(request, action="consensus_code"):
            refused: HttpResponse = ratelimit.respond_429(request)
            return refused
        if form.is_valid():
            slip = sheet_behind(form.cleaned_data["number"], form.cleaned_data["code"])
            if slip is not None:
                return redirect("participation:ballot_link", token=token_of(slip))
            form.add_error("code", _("No sheet has this number and this code. Read both from the sheet again."))
    context = {"trail": [front(), Step(_("My sheet"), request.path)], "form": form}
    return render(request, "participation/consensus/code.html", context, status=_status(request))


@never_cache
@require_http_methods(PAGE)
def ballot_link(request: HttpRequest, token: str) -> HttpResponse:
    """A sheet by its link; no account is needed."""
    slip = slip_behind(token)
    if slip is None:
        trail = [front(), Step(_("My sheet"), reverse("participation:ballot"))]
        return render(request, "participation/consensus/spent.html", {"trail": trail}, status=404)
    return _sheet(request, slip, lambda voice: put_voice(slip=slip, voice=voice, actor=None, at=timezone.now()))


@never_cache
@require_http_methods(PAGE)
@login_required
@public_map
def consensus_voice(request: HttpRequest, asked: ConsensusMap) -> HttpResponse:
    """The sheet of a signed-in person, or with `organizacja` that of an organisation whose mandate they hold."""
    person, now = person_of(request.user), timezone.now()
    assert person is not None, "signed in"
    key = request.GET.get("organizacja", "")
    if not key:
        slip = slip_of_person(asked, person)
        return _sheet(
            request, slip, lambda voice: put_own_voice(asked=asked, voice=voice, actor=person, at=timezone.now())
        )
    organisation = next((one for one in voting_for(person, asked.cycle) if str(one.pk) == key), None)
    if organisation is None:
        raise Http404
    mandate = may_voice_for(person, organisation, asked.cycle, now)
    if isinstance(mandate, Refusal):
        return closed(request, mandate, trail_to_map(asked))
    own = slip_of_organisation(asked, organisation)
    return _sheet(request, own, lambda voice: put_voice(slip=own, voice=voice, actor=person, at=timezone.now()))


def _sheet(request: HttpRequest, slip: Slip, keep: Keeping) -> HttpResponse:
    """The sheet with what is on it; `keep` writes down what was sent."""
    asked, statements, refusals = slip.map, asked_of(slip.map), []
    there = voter_of(slip)
    chosen = choices_of(there)
    written = {**_about(there), **initial_of(chosen)}
    form = VoiceForm(request.POST or None, statements=statements, belongs=bool(slip.organisation), initial=written)
    if request.method == "POST":
        if not ratelimit.consume(request, action="consensus"):
            refused: HttpResponse = ratelimit.respond_429(request)
            return refused
        try:
            if form.is_valid():
                keep(form.voice())
                messages.success(request, _("Saved. You can come back and change it until the map is closed."))
                return redirect(request.get_full_path())
        except Refused as fault:
            refusals = sentences(fault)
    context = {
        "trail": trail_to_map(asked, (_("My sheet"), request.get_full_path())),
        "map": asked,
        "cycle": asked.cycle,
        "slip": slip,
        "there": there,
        "form": form,
        "late": late_statements(there, statements, chosen),
        "closed": said(may_voice(asked, timezone.now())),
        "on_paper": there is not None and there.channel == Channel.PAPER,
        "organisations": names_near(asked.cycle.unit),
        "refusals": refusals,
    }
    return render(request, "participation/consensus/sheet.html", context, status=_status(request))


def _about(there: Voter | None) -> dict[str, Any]:
    return {"sector": there.sector, "organisation": there.of} if there else {}


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
