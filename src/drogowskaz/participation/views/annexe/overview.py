"""The page of one annexe: its sections, dates and what can be done with the whole of it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.permissions import may_assist
from drogowskaz.participation.actions.annexe import (
    Consent,
    Of,
    change_publication,
    copy_last_year,
    record_consent,
    start_annexe,
    take_back_consent,
    take_up,
    withdraw,
)
from drogowskaz.participation.enums.annexe import FilledIn
from drogowskaz.participation.forms.annexe import ConsentForm, PublicationForm, SaidForm
from drogowskaz.participation.permissions.annexe import may_start, window_of
from drogowskaz.participation.queries.annexe.fates import counted, fates
from drogowskaz.participation.queries.annexe.overview import overview
from drogowskaz.participation.queries.annexe.papers import papers_for
from drogowskaz.participation.views.annexe.gate import Place, first_page, trail
from drogowskaz.ui.answering import sentences, speaking


@first_page
def annexe(request: HttpRequest, place: Place) -> HttpResponse:
    """Where the annexe stands and the way to its parts; before it is begun, what it is about."""
    refusals: list[str] = []
    if request.method == "POST":
        try:
            _act(request, place)
            return redirect("participation:annexe", *place.address)
        except Refused as refused:
            refusals = sentences(refused)
    status = 422 if request.method == "POST" else 200
    return _begun(request, place, refusals, status) if place.found else _before(request, place, refusals, status)


def _before(request: HttpRequest, place: Place, refusals: list[str], status: int) -> HttpResponse:
    refusal = may_start(place.person, place.organisation, place.cycle, "", timezone.now())
    context = {
        "trail": trail(place),
        "place": place,
        "window": window_of(place.cycle),
        "refusal": refusal.sentence(speaking()) if refusal else "",
        "refusals": refusals,
    }
    return render(request, "participation/annexe/begin.html", context, status=status)


def _begun(request: HttpRequest, place: Place, refusals: list[str], status: int) -> HttpResponse:
    found, at = place.annexe, timezone.now()
    helps = may_assist(place.person, place.unit, place.cycle.year, at) is None
    context = {
        "trail": trail(place),
        "place": place,
        "page": overview(found, place.person, at, speaking()),
        "counted": counted(fates(found, speaking())) if found.sent_at else (),
        "publication": PublicationForm(initial={"shown": found.shown}),
        "consent": ConsentForm(papers=papers_for(found)) if helps else None,
        "helped": found.filled_in != FilledIn.ITSELF,
        "helps": helps,
        "refusals": refusals,
    }
    return render(request, "participation/annexe/annexe.html", context, status=status)


def _act(request: HttpRequest, place: Place) -> None:
    """Carry out what the person pressed. Raises Refused, BadRequest for what no button sends."""
    move, at = request.POST.get("move", ""), timezone.now()
    if move == "start":
        start_annexe(cycle=place.cycle, organisation=place.organisation, actor=place.person, at=at)
    elif move in ACTS and place.found is not None:
        ACTS[move](request, place)
    else:
        raise BadRequest


def _copy(request: HttpRequest, place: Place) -> None:
    n = copy_last_year(annexe=place.annexe, actor=place.person, at=timezone.now(), lang=speaking())
    told = ngettext(
        "%(n)d answer was brought. Look at every number: last year's is only a beginning.",
        "%(n)d answers were brought. Look at every number: last year's are only a beginning.",
        n,
    )
    messages.info(request, told % {"n": n} if n else _("Nothing was brought: these questions are answered already."))


def _withdraw(request: HttpRequest, place: Place) -> None:
    kept = withdraw(annexe=place.annexe, actor=place.person, at=timezone.now(), reason=_said(request), lang=speaking())
    messages.info(request, _("The annexe is withdrawn. What was written is kept, and you may take it up again."))
    _tell_kept(request, kept)


def _take_up(request: HttpRequest, place: Place) -> None:
    take_up(annexe=place.annexe, actor=place.person, at=timezone.now())


def _publication(request: HttpRequest, place: Place) -> None:
    form = PublicationForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    change_publication(annexe=place.annexe, shown=form.cleaned_data["shown"], actor=place.person, at=timezone.now())
    messages.info(request, _("The choice is saved. It holds for every number of this annexe."))


def _no_entry(request: HttpRequest, place: Place) -> None:
    _back(request, place, Of.ENTRY)
    messages.info(request, _("The consent is taken back and the annexe withdrawn. Nobody else writes for it now."))


def _no_publication(request: HttpRequest, place: Place) -> None:
    _back(request, place, Of.PUBLICATION)
    messages.info(request, _("From now on the answers are for the office only."))


def _back(request: HttpRequest, place: Place, of: Of) -> None:
    kept = take_back_consent(
        annexe=place.annexe, of=of, said=_said(request), actor=place.person, at=timezone.now(), lang=speaking()
    )
    _tell_kept(request, kept)


def _consent(request: HttpRequest, place: Place) -> None:
    form = ConsentForm(request.POST, papers=papers_for(place.annexe))
    if not form.is_valid():
        raise BadRequest
    record_consent(annexe=place.annexe, consent=Consent(**form.cleaned_data), actor=place.person, at=timezone.now())
    messages.info(request, _("The consent is written down."))


def _said(request: HttpRequest) -> str:
    form = SaidForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    said: str = form.cleaned_data["said"]
    return said


def _tell_kept(request: HttpRequest, kept: int) -> None:
    if not kept:
        return
    told = ngettext(
        "%(n)d number stands in a form that is signed already and stays there as it was signed. Ask the office: it can "
        "begin a correction.",
        "%(n)d numbers stand in a form that is signed already and stay there as they were signed. Ask the office: it "
        "can begin a correction.",
        kept,
    )
    messages.warning(request, told % {"n": kept})


ACTS: dict[str, Callable[[HttpRequest, Place], None]] = {
    "copy": _copy,
    "withdraw": _withdraw,
    "take_up": _take_up,
    "publication": _publication,
    "no_entry": _no_entry,
    "no_publication": _no_publication,
    "consent": _consent,
}
