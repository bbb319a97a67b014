"""Beginning an annexe for an organisation that has nobody here."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.organisations.permissions import may_assist
from drogowskaz.participation.actions.annexe import Consent, start_annexe
from drogowskaz.participation.forms.annexe import AssistedForm
from drogowskaz.participation.permissions.annexe import window_refusal
from drogowskaz.participation.queries.annexe.listing import organisations_to_help
from drogowskaz.participation.queries.annexe.papers import papers_in
from drogowskaz.participation.views.annexe.gate import trail
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.ui.answering import sentences, speaking
from drogowskaz.ui.trail import Step


def annexe_assisting(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The consent of the organisation first: who gave it, when and how. Without it nothing is begun."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    cycle, at = cycle_or_404(code, year), timezone.now()
    refusals: list[str] = []
    steps = trail(None, Step(_("Writing for an organisation"), request.path))
    refusal = may_assist(request.user, cycle.unit, year, at)
    if refusal is not None:
        told = {"trail": steps, "sentence": refusal.sentence(speaking()), "typed": ()}
        return render(request, "participation/annexe/refused.html", told, status=403)
    known = organisations_to_help(cycle)
    form = AssistedForm(
        request.POST or None,
        papers=papers_in(cycle),
        organisations=[(one.pk, one.name) for one in known],
        initial={"day": at.date(), "organisation": request.GET.get("organizacja", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        organisation = get_object_or_404(Organisation, pk=given.pop("organisation"))
        try:
            start_annexe(cycle=cycle, organisation=organisation, actor=request.user, at=at, consent=Consent(**given))
            return redirect("participation:annexe", cycle.unit.code, cycle.year, organisation.pk)
        except Refused as refused:
            refusals = sentences(refused)
    closed = window_refusal(cycle, at)
    context = {
        "trail": steps,
        "cycle": cycle,
        "unit": cycle.unit,
        "form": form,
        "known": known,
        "refusal": closed.sentence(speaking()) if closed else "",
        "refusals": refusals,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/annexe/assisting.html", context, status=status)
