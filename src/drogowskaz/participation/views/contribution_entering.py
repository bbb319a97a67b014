"""Typing in what came on paper, by phone, by e-mail or at a meeting without minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.contribution_entering import enter_contribution
from drogowskaz.participation.forms.contribution_entering import EnteringForm
from drogowskaz.participation.permissions.contribution import may_speak
from drogowskaz.participation.permissions.contribution_entering import may_enter_contributions
from drogowskaz.participation.queries.contribution_entering import parts_of, sections_for, typed_in
from drogowskaz.participation.queries.meeting import names_near
from drogowskaz.participation.queries.paper import valid_papers
from drogowskaz.participation.views.contributions import trail_to_contributions
from drogowskaz.participation.views.gate import of_cycle
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step


@of_cycle(may_enter_contributions)
def contribution_entering(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """The form, and what was typed in last."""
    refusals: list[str] = []
    papers, sections = list(valid_papers(cycle)), sections_for(cycle)
    form = EnteringForm(request.POST or None, papers=papers, parts=parts_of(cycle, sections, speaking()))
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_contribution(
                cycle=cycle,
                said=form.said(sections),
                received=form.received(papers),
                key=form.cleaned_data["key"],
                lang=speaking(),
                actor=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            refusals = sentences(refused)
        else:
            told = _("Typed in as contribution {number}. A moderator reads it before everybody else does.")
            messages.success(request, told.format(number=made.number))
            return redirect("participation:contribution_entering", code=cycle.unit.code, year=cycle.year)
    context = {
        "trail": trail_to_contributions(cycle, Step(_("Typing in"), request.path)),
        "unit": cycle.unit,
        "cycle": cycle,
        "form": form,
        "refusal": said(may_speak(cycle, timezone.now())),
        "refusals": refusals,
        "organisations": names_near(cycle.unit),
        "typed_in": typed_in(cycle),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/contributions/entering.html", context, status=status)
