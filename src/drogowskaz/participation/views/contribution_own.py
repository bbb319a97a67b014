"""The private page of the author of a contribution, opened by its link; no account is needed."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.appeal import put_appeal
from drogowskaz.participation.actions.contribution_own import correct_contribution, forget_author, withdraw_contribution
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.forms.contribution import AppealForm, CorrectionForm
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.permissions.contribution import may_correct, may_withdraw
from drogowskaz.participation.queries.appeal import appeal_fault
from drogowskaz.participation.queries.contribution import place_of
from drogowskaz.participation.queries.contribution_form import signs_in
from drogowskaz.participation.queries.contribution_own import contribution_behind, own_page
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step, front

PAGE = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(PAGE)
def contribution_own(request: HttpRequest, token: str) -> HttpResponse:
    """What was said and where it stands, to be corrected, withdrawn, appealed for or forgotten by who has the link."""
    found = contribution_behind(token)
    if found is None:
        return render(request, "participation/contribution/spent.html", {"trail": [front()]}, status=410)
    move = request.POST.get("move", "")
    correction = CorrectionForm.of(found, request.POST if move == "correct" else None)
    appeal = AppealForm(request.POST if move == "appeal" else None)
    refusals: list[str] = []
    try:
        if request.method == "POST" and (done := _done(move, found, correction, appeal)):
            messages.success(request, done)
            where = [found.cycle.unit.code, found.cycle.year]
            # Whoever was forgotten has no page any more.
            return redirect("participation:cycle", *where) if move == "forget" else redirect(request.path)
    except Refused as fault:
        refusals = sentences(fault)
        found = contribution_behind(token) or found
    return _page(request, found, token, correction, appeal, refusals)


def _page(
    request: HttpRequest,
    found: Contribution,
    token: str,
    correction: CorrectionForm,
    appeal: AppealForm,
    refusals: list[str],
) -> HttpResponse:
    now, page = timezone.now(), own_page(found)
    context = {
        "trail": trail_to_participation(found.cycle, Step(_("Your contribution"), request.path)),
        "cycle": found.cycle,
        "unit": found.cycle.unit,
        "contribution": found,
        "page": page,
        "place": place_of(found, speaking()),
        "address": request.build_absolute_uri(reverse("participation:contribution_own", args=[token])),
        "no_correction": said(may_correct(found, now)),
        "no_withdrawal": said(may_withdraw(found, page.answer)),
        "no_appeal": said(appeal_fault(found)),
        "hidden": found.state == ContributionState.HIDDEN,
        "correction": correction,
        "appeal": appeal,
        "refusals": refusals,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/contribution/own.html", context, status=status)


def _done(move: str, found: Contribution, correction: CorrectionForm, appeal: AppealForm) -> str:
    """Carry out what was pressed; gives what to say about it, or nothing when the form cannot be read. Raises
    Refused."""
    now = timezone.now()
    if move == "withdraw":
        withdraw_contribution(contribution=found, at=now)
        return _("It is withdrawn. Nobody has to answer it any more.")
    if move == "forget":
        forget_author(contribution=found, at=now)
        return _("You are forgotten: name, address and the link are gone. What was said and its answer stay.")
    if move == "appeal":
        return _appealed(found, appeal, now)
    if move == "correct":
        return _corrected(found, correction, now)
    raise BadRequest


def _corrected(found: Contribution, form: CorrectionForm, now: dt.datetime) -> str:
    if not form.is_valid():
        return ""
    words = form.correction()
    signs = signs_in(found.cycle, words.text, without=found)
    correct_contribution(contribution=found, correction=words, signs=signs, seen=form.cleaned_data["seen"], at=now)
    return _("The correction is saved. It waits for a moderator.")


def _appealed(found: Contribution, form: AppealForm, now: dt.datetime) -> str:
    if not form.is_valid():
        return ""
    put_appeal(contribution=found, text=form.cleaned_data["appeal"], at=now)
    return _("Your appeal is in. Somebody other than who hid it decides, and the answer stands here.")
