"""Making a contribution without an account: choosing what it is, writing it, and confirming an address."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.formats import DAYS_TO_CONFIRM, Purpose, unsealed
from drogowskaz.participation.actions.contribution import confirm_address, put_contribution
from drogowskaz.participation.enums.contribution import ContributionKind
from drogowskaz.participation.forms.contribution import KINDS, ContributionForm
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.models.contribution import token_of
from drogowskaz.participation.permissions.contribution import may_speak
from drogowskaz.participation.queries.contribution_form import (
    Concern,
    concern_of,
    organisations_to_speak_for,
    others_like,
    signs_in,
)
from drogowskaz.participation.queries.contribution_own import days_kept
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step, front

PAGE = ["GET", "HEAD", "POST"]
UNREADABLE, TOO_MANY = 422, 429
PLACE = {"rozdzial": "chapter", "wiersz": "row", "czesc": "section"}
"""What of the address names the part of the assessment."""


@never_cache
@require_http_methods(PAGE)
def contribution_new(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The choice of a kind, then its form. Whoever sends it twice has made one contribution."""
    cycle, now, kind = cycle_or_404(code, year), timezone.now(), request.GET.get("rodzaj", "")
    asked = {name: request.GET.get(word, "") for word, name in PLACE.items()}
    concern = concern_of(cycle, lang=speaking(), **asked)
    context = {
        "trail": trail_to_participation(cycle, Step(_("Say something"), request.path)),
        "cycle": cycle,
        "unit": cycle.unit,
        "concern": concern,
        "closed": said(may_speak(cycle, now)),
    }
    if kind not in ContributionKind.values:
        return render(request, "participation/contribution/kinds.html", {**context, "kinds": _kinds(request)})
    form = ContributionForm(
        request.POST if request.method == "POST" else None,
        kind=ContributionKind(kind),
        organisations=organisations_to_speak_for(request.user, cycle, now),
        at=now,
    )
    sent = _sent(request, cycle, concern, form, now) if request.method == "POST" else Sent(status=200)
    if sent.made is not None:
        messages.success(request, _("Thank you. It came in as contribution %(number)s.") % {"number": sent.made.number})
        return redirect("participation:contribution_own", token=token_of(sent.made.key))
    over = said(may_speak(cycle, now, concern.section))
    context |= {
        "form": form,
        "kind": ContributionKind(kind),
        "refusals": sent.refusals,
        "over": over,
        "address": _ordinary(request, concern) if over else request.get_full_path(),
        "others": others_like(cycle, concern, form["text"].value() or ""),
        "days": days_kept(localdate(now)),
        "confirming": DAYS_TO_CONFIRM,
    }
    return render(request, "participation/contribution/new.html", context, status=sent.status)


@dataclass(frozen=True)
class Sent:
    """What became of a form: what was made of it, or why nothing was and with which code the page says so."""

    made: Contribution | None = None
    refusals: Sequence[str] = ()
    status: int = UNREADABLE


def _sent(request: HttpRequest, cycle: Cycle, concern: Concern, form: ContributionForm, now: dt.datetime) -> Sent:
    """Take the form in. Only the trap and too many tries turn it away; a suspicion never does."""
    if form.is_trapped:
        return Sent(refusals=[_("One field of the form must stay empty. Clear it, then send again.")])
    if form.is_broken:
        return Sent(refusals=[_("The form came in without its hidden part. It has a new one now: send it again.")])
    valid = form.is_valid()
    if not _unhurried(request, form.cleaned_data.get("email", "") if valid else ""):
        sentence = _("Too much came from here at once. Send it again in a while, in an hour at the latest.")
        return Sent(refusals=[sentence], status=TOO_MANY)
    if not valid:
        return Sent()
    what = form.said(chapter=concern.chapter, row=concern.row, section=concern.section)
    try:
        made = put_contribution(
            cycle=cycle, said=what, key=form.cleaned_data["key"], lang=speaking(), actor=request.user, at=now,
            signs=signs_in(cycle, what.text, quick=form.is_quick),
        )  # fmt: skip
    except Refused as fault:
        return Sent(refusals=sentences(fault))
    return Sent(made)


def _unhurried(request: HttpRequest, address: str) -> bool:
    """Whether this place, and the address a letter would go to, have not been tried too often."""
    return bool(ratelimit.consume(request, action="contribution")) and (
        not address or bool(ratelimit.consume(request, action="contribution_address", key=address.strip().lower()))
    )


def _kinds(request: HttpRequest) -> list[dict[str, str]]:
    """What can be chosen: each with a sentence and the address of its form, which keeps what it is to concern."""
    kept = {word: request.GET[word] for word in PLACE if request.GET.get(word)}
    return [
        {
            "label": str(kind.label),
            "sentence": str(KINDS[kind]),
            "url": f"{request.path}?{urlencode({'rodzaj': kind.value, **kept})}",
        }
        for kind in ContributionKind
    ]


def _ordinary(request: HttpRequest, concern: Concern) -> str:
    """The address of the form for an ordinary remark about what the section is about."""
    kept = {"rodzaj": request.GET["rodzaj"], "rozdzial": concern.chapter, "wiersz": concern.row}
    return f"{request.path}?{urlencode({word: value for word, value in kept.items() if value})}"


@never_cache
@require_http_methods(PAGE)
def contribution_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address. Opening the page does nothing, since mail programs open links before people do."""
    told = unsealed(Purpose.CONFIRM, token, at=timezone.now()) or {}
    found = Contribution.objects.filter(pk=told.get("contribution", 0), email=told.get("address", ""), erased_at=None)
    contribution = found.exclude(email="").select_related("cycle__unit__parent").first()
    if contribution is None:
        return render(request, "participation/contribution/spent.html", {"trail": [front()]}, status=410)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            confirm_address(contribution=contribution, address=told["address"], at=timezone.now())
        except Refused as fault:
            refusals = sentences(fault)
    context = {
        "trail": trail_to_participation(contribution.cycle, Step(_("Confirm the address"), request.path)),
        "contribution": contribution,
        "unit": contribution.cycle.unit,
        "refusals": refusals,
        # Only after the address is confirmed: until then it may be a stranger's.
        "own": token_of(contribution.key) if contribution.confirmed_at and contribution.key else "",
    }
    return render(request, "participation/contribution/confirm.html", context)
