"""The page behind the link an institution confirms by, and the list of what was asked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.actions import Sending
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.actions.confirmation import (
    answer_confirmation,
    remind_confirmation,
    take_back_confirmation,
)
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.forms.confirmation import AnswerForm
from drogowskaz.participation.permissions.confirmation import may_ask, may_confirm
from drogowskaz.participation.queries.confirmation import confirmation_behind, confirmations_of
from drogowskaz.participation.views.gate import for_readers, trail_to_papers
from drogowskaz.participation.views.scans import scan_of
from drogowskaz.ui.answering import key_of, said, sentences, speaking
from drogowskaz.ui.trail import Step, front


def sending(request: HttpRequest) -> Sending:
    """How letters of this request make their links and choose their language."""

    def link(token: str) -> str:
        return request.build_absolute_uri(reverse("participation:confirmation", args=[token]))

    return Sending(link=link, language=speaking())


@never_cache
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """What was written down in the name of the institution, and yes or no; without an account, once."""
    found = confirmation_behind(digest(token))
    trail = [front(), Step(_("Confirmation"), request.path)]
    if found is None:
        return render(request, "participation/confirmation/unknown.html", {"trail": trail}, status=404)
    form, refusals, answered = AnswerForm(request.POST or None), [], False
    if request.method == "POST" and form.is_valid():
        try:
            answer_confirmation(confirmation=found, yes=_said_yes(request), **form.cleaned_data, at=timezone.now())
            answered = True
        except Refused as refused:
            refusals = sentences(refused)
    gone = may_confirm(found, timezone.now())
    context = {
        "trail": trail,
        "confirmation": found,
        "token": token,
        "answered": answered,
        "gone": said(gone),
        "ended": found.answer in (Confirmed.CONFIRMED, Confirmed.OBJECTED),
        "form": form,
        "refusals": [] if gone else refusals,
    }
    return render(request, "participation/confirmation/confirmation.html", context, status=_status(request, context))


def _said_yes(request: HttpRequest) -> bool:
    move = request.POST.get("move", "")
    if move not in ("confirm", "object"):
        raise BadRequest
    return move == "confirm"


def _status(request: HttpRequest, context: dict[str, Any]) -> int:
    """A link that no longer works is gone, except in the answer itself."""
    if context["answered"]:
        return 200
    if context["gone"]:
        return 410
    return 422 if request.method == "POST" else 200


@never_cache
@require_safe
def confirmation_scan(request: HttpRequest, token: str) -> HttpResponse:
    """The scan the question rests on, for whoever holds a link that still works."""
    found = confirmation_behind(digest(token))
    if found is None or found.paper is None or may_confirm(found, timezone.now()) is not None:
        raise Http404
    return scan_of(found.paper)


@for_readers
def confirmations(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Everything that was asked in a cycle, with what was answered; reminding and taking back."""
    now, refusals = timezone.now(), []
    asked = confirmations_of(cycle)
    if request.method == "POST":
        try:
            _act(request, cycle)
            return redirect("participation:confirmations", code=cycle.unit.code, year=cycle.year)
        except Refused as refused:
            refusals = sentences(refused)
    context = {
        "trail": [*trail_to_papers(cycle), Step(_("Confirmations"), request.path)],
        "cycle": cycle,
        "unit": cycle.unit,
        "confirmations": asked,
        "now": now,
        "refusal": said(may_ask(request.user, cycle, now)),
        "refusals": refusals,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/confirmation/confirmations.html", context, status=status)


def _act(request: HttpRequest, cycle: Cycle) -> None:
    """Remind or take back. Raises Refused, and Http404 for a question of another cycle."""
    move = request.POST.get("move", "")
    if move not in ("remind", "take_back"):
        raise BadRequest
    found = confirmations_of(cycle).filter(pk=key_of(request, "confirmation")).select_related("cycle__unit").first()
    if found is None:
        raise Http404
    if move == "remind":
        remind_confirmation(confirmation=found, sending=sending(request), actor=request.user, at=timezone.now())
        messages.success(request, _("A letter with a new link is on its way to {address}.").format(address=found.email))
    else:
        take_back_confirmation(confirmation=found, actor=request.user, at=timezone.now())
        messages.success(request, _("The question is taken back; its link does not work any more."))
