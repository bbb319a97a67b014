"""The page on which the crosswalk into an edition is read, proposed and reviewed."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import actions
from drogowskaz.assessments.forms import ProposalForm
from drogowskaz.assessments.models import CrosswalkEntry
from drogowskaz.assessments.permissions import may_propose
from drogowskaz.assessments.queries import crosswalk as ways
from drogowskaz.assessments.queries import editions as definitions
from drogowskaz.assessments.views.editions import edition_or_404, trail_of
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.workflow import Refused
from drogowskaz.ui.trail import Step


def crosswalk(request: HttpRequest, edition: str) -> HttpResponse:
    """How an edition follows from the earlier one: shipped entries, and those proposed and reviewed here."""
    found = edition_or_404(edition)
    form, refusals = ProposalForm(request.POST or None), []
    if request.method == "POST":
        try:
            if _act(request, found, form):
                return redirect("assessments:crosswalk", edition=found.id)
        except Refused as refused:
            refusals = [refusal.sentence(get_language() or "pl") for refusal in refused.refusals]
    lang = get_language() or "pl"
    force = ways.in_force()
    context = {
        "trail": [*trail_of(found), Step(_("Crosswalk"), request.path)],
        "shown": definitions.shown_edition(found, lang),
        "edition": found,
        "steps": ways.shipped_steps(found.id, lang),
        "proposals": ways.proposals(found.id, force, lang, request.user),
        "user": request.user,
        "may_propose": may_propose(request.user) is None,
        "form": form if request.POST.get("move") == "propose" else ProposalForm(),
        "refusals": refusals,
    }
    return render(request, "assessments/crosswalk.html", context, status=422 if request.method == "POST" else 200)


def _act(request: HttpRequest, edition: Edition, form: ProposalForm) -> bool:
    """Carry out what the person pressed; False when the proposal cannot be read. Raises Refused."""
    actor, at, move = request.user, timezone.now(), request.POST.get("move", "")
    if not actor.is_authenticated:
        raise PermissionDenied
    if move == "propose":
        if form.is_valid():
            actions.propose_entry(edition=edition.id, **form.cleaned_data, actor=actor, at=at)
        return form.is_valid()
    if move not in MOVES:
        raise BadRequest
    entries = CrosswalkEntry.objects.filter(edition=edition.id)
    number = request.POST.get("entry", "")
    entry = get_object_or_404(entries, pk=int(number) if number.isdecimal() else 0)
    act, with_reason = MOVES[move]
    reason = {"reason": request.POST.get("reason", "")} if with_reason else {}
    act(entry=entry, actor=actor, at=at, **reason)
    return True


MOVES: dict[str, tuple[Callable[..., None], bool]] = {
    "accept": (actions.accept_entry, False),
    "return": (actions.return_entry, True),
    "publish": (actions.publish_entry, False),
    "withdraw": (actions.withdraw_entry, True),
}
"""The action for each move of an entry, and whether it needs a reason."""
