"""Handing over when a person leaves the team of a unit or an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations import actions
from drogowskaz.organisations.forms import HandoverForm
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import may_administer, may_close_account, may_manage
from drogowskaz.organisations.queries.holdings import colleagues, held_at
from drogowskaz.organisations.views import organisations, team
from drogowskaz.organisations.workflow import Place, person_leaving
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.answering import closed, said, sentences
from drogowskaz.ui.trail import Step


@login_required
def from_team(request: HttpRequest, code: str, person: int) -> HttpResponse:
    """Somebody leaves the team of a unit."""
    unit = unit_or_404(code)
    refusal = may_administer(request.user, unit, timezone.now())
    back = reverse("organisations:team", args=[unit.code])
    return _handover(request, unit, person, refusal, team.way_to(unit), back)


@login_required
def from_organisation(request: HttpRequest, key: int, person: int) -> HttpResponse:
    """Somebody leaves an organisation."""
    found = organisations.found_organisation(key)
    refusal = may_manage(request.user, found, timezone.now())
    back = reverse("organisations:people", args=[found.pk])
    return _handover(request, found, person, refusal, organisations.way_to(found), back)


def _handover(
    request: HttpRequest, place: Place, key: int, refusal: Refusal | None, trail: list[Step], back: str
) -> HttpResponse:
    """What ends, what waits for the person, and who takes over."""
    trail = [*trail, Step(_("Handing over"), request.path)]
    if refusal:
        return closed(request, refusal, trail)
    person, now, refusals = get_object_or_404(User, pk=key), timezone.now(), []
    held, successors = held_at(person, place, now), colleagues(person, place, now)
    form = HandoverForm(
        request.POST if request.POST.get("move") == "leave" else None,
        successors=successors,
        grants=held.grants,
        initial={"last_day": timezone.localdate(), "passed_on": [grant.pk for grant in held.grants]},
    )
    if request.method == "POST":
        try:
            told = _act(request, person, place, form)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            if told:
                messages.success(request, told)
                return redirect(back)
    context = {
        "trail": trail,
        "leaving": person,
        "place": place,
        "held": held,
        "waiting": person_leaving.waiting(person, place, now),
        "closing_refusal": said(may_close_account(request.user, person, now)),
        "form": form,
        "refusals": refusals,
        "back": back,
    }
    return render(request, "organisations/handover.html", context, status=422 if request.method == "POST" else 200)


def _act(request: HttpRequest, person: User, place: Place, form: HandoverForm) -> str:
    """Carry out what was pressed. Returns the sentence of success, empty when the form cannot be read."""
    now = timezone.now()
    if request.POST.get("move") == "close":
        reason = request.POST.get("reason", "")
        actions.close_account(person=person, reason=reason, actor=request.user, at=now)
        return _("The account of %(name)s is closed.") % {"name": person.name}
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    successor = User.objects.get(pk=given["successor"]) if given["successor"] else None
    actions.hand_over(
        person=person, place=place, last_day=given["last_day"], successor=successor,
        passed_on=given.get("passed_on", []), reason=given["reason"], actor=request.user, at=now,
    )  # fmt: skip
    return _("%(name)s has handed over. What was done stays attributed.") % {"name": person.name}
