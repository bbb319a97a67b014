"""The opinion of a public-benefit council: the clock it has by convention, and what it said."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions import opinion as actions
from drogowskaz.participation.forms.opinion import HandingForm, OpinionForm, TakingBackForm
from drogowskaz.participation.models import Consultation, CouncilOpinion
from drogowskaz.participation.permissions.opinion import is_of_council, may_hand_draft, may_write_opinion
from drogowskaz.participation.permissions.paper import may_read_papers
from drogowskaz.participation.queries.opinion import CONVENTION, opinions_of, shown_opinions
from drogowskaz.participation.queries.paper import basis_of, valid_papers
from drogowskaz.participation.views.consulted import of_consultation, trail_to_consultation
from drogowskaz.ui.answering import key_of, sentences, speaking
from drogowskaz.ui.trail import Step

MOVES = ("hand", "write", "take_back")


@of_consultation
def opinion(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Everybody reads it; the council, the office and animators write here what there is."""
    now, refusals = timezone.now(), []
    forms = _forms(request, consultation)
    if request.method == "POST":
        try:
            if _done(request, consultation, forms):
                return redirect(request.path)
        except Refused as refused:
            refusals = sentences(refused)
    cycle = consultation.cycle
    context = {
        "trail": trail_to_consultation(consultation, Step(_("Opinion of the council"), request.path)),
        "unit": cycle.unit,
        "cycle": cycle,
        "consultation": consultation,
        "opinions": shown_opinions(consultation, now),
        "convention": CONVENTION,
        "may_hand": may_hand_draft(request.user, consultation, now) is None,
        "may_write": may_write_opinion(request.user, consultation, now) is None,
        "of_council": is_of_council(request.user, consultation, now),
        "reads_papers": may_read_papers(request.user, cycle, now) is None,
        "chosen": key_of(request, "opinion"),
        "refusals": refusals,
        **forms,
    }
    return render(request, "participation/opinion/opinion.html", context, status=_status(request))


def _forms(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    move = request.POST.get("move", "")
    papers = [
        (one.number, f"{basis_of(one, speaking())}: {one.title}")
        for one in (valid_papers(consultation.cycle) if _sees_papers(request, consultation) else ())
    ]
    return {
        "handing": HandingForm(request.POST if move == "hand" else None, prefix="hand"),
        "writing": OpinionForm(request.POST if move == "write" else None, papers=papers, prefix="write"),
        "taking_back": TakingBackForm(request.POST if move == "take_back" else None, prefix="back"),
    }


def _sees_papers(request: HttpRequest, consultation: Consultation) -> bool:
    return may_read_papers(request.user, consultation.cycle, timezone.now()) is None


def _done(request: HttpRequest, consultation: Consultation, forms: dict[str, Any]) -> bool:
    """Carry out what was pressed; False when the form cannot be read. Raises Refused, BadRequest."""
    move = request.POST.get("move", "")
    if move not in MOVES:
        raise BadRequest
    act: dict[str, Any] = {"actor": request.user, "at": timezone.now()}
    form = forms[{"hand": "handing", "write": "writing", "take_back": "taking_back"}[move]]
    if not form.is_valid():
        return False
    if move == "hand":
        actions.hand_draft(consultation=consultation, **form.cleaned_data, **act)
        messages.success(request, _("Written down. The clock of the council runs from this day."))
        return True
    found = _chosen(request, consultation)
    if move == "write":
        paper = valid_papers(consultation.cycle).filter(number=form.cleaned_data["paper"] or 0).first()
        actions.write_opinion(opinion=found, said=form.said(), paper=paper, **act)
        messages.success(request, _("The opinion is written down; everybody can read it."))
    else:
        actions.take_back_opinion(opinion=found, **form.cleaned_data, **act)
        messages.success(request, _("Taken back. The log keeps what it said."))
    return True


def _chosen(request: HttpRequest, consultation: Consultation) -> CouncilOpinion:
    key = key_of(request, "opinion")
    found = next((one for one in opinions_of(consultation) if one.pk == key), None)
    if found is None:
        raise BadRequest
    return found


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
