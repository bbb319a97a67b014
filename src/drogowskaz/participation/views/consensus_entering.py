"""Paper sheets of a consensus map: printing them, typing them in, correcting one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from drogowskaz.documents.ballot.sheet import ballot_pdf
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.consensus_voice import enter_sheet
from drogowskaz.participation.forms.consensus import KEYS, PaperForm, initial_of
from drogowskaz.participation.models import ConsensusMap, Voter
from drogowskaz.participation.models.consensus import sheet_code
from drogowskaz.participation.permissions.consensus import may_voice
from drogowskaz.participation.queries import consensus as reading
from drogowskaz.participation.queries.consensus_paper import AT_ONCE, sheet_content, sheets_from
from drogowskaz.participation.queries.consensus_voice import choices_of
from drogowskaz.participation.queries.meeting import names_near
from drogowskaz.participation.views.consensus_gate import for_map_team, trail_to_map, where_is
from drogowskaz.ui.answering import closed, said, sentences, speaking


@require_http_methods(["GET", "HEAD", "POST"])
@for_map_team
def consensus_entering(request: HttpRequest, asked: ConsensusMap) -> HttpResponse:
    """Type one sheet in after another; `arkusz` picks one that was typed in, to be corrected."""
    statements, refusals, chosen = reading.asked_of(asked), [], _chosen(request, asked)
    form = PaperForm(request.POST or None, statements=statements, initial=_written(asked, chosen))
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        now, voice = timezone.now(), form.voice()
        try:
            enter_sheet(asked=asked, number=number, code=code, voice=voice, actor=request.user, at=now)
        except Refused as fault:
            refusals = sentences(fault)
        else:
            messages.success(request, _("Sheet {number} is typed in.").format(number=number))
            return redirect(reverse("participation:consensus_entering", args=where_is(asked)))
    context = {
        "trail": trail_to_map(asked, (_("Typing sheets in"), request.path)),
        "map": asked,
        "cycle": asked.cycle,
        "form": form,
        "chosen": chosen,
        "sheets": reading.sheets_of(asked),
        "closed": said(may_voice(asked, timezone.now())),
        "organisations": names_near(asked.cycle.unit),
        "refusals": refusals,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/consensus/entering.html", context, status=status)


def _chosen(request: HttpRequest, asked: ConsensusMap) -> Voter | None:
    """The sheet that is being corrected."""
    text = request.GET.get("arkusz", "")
    return reading.typed_sheet(asked, int(text)) if text.isascii() and text.isdigit() and len(text) <= 3 else None


def _written(asked: ConsensusMap, there: Voter | None) -> dict[str, Any]:
    if there is None or there.sheet is None:
        return {}
    return {
        "number": there.sheet,
        "code": sheet_code(asked.code, there.sheet),
        "sector": there.sector,
        "organisation": there.of,
        **initial_of(choices_of(there), KEYS),
    }


@require_safe
@for_map_team
def consensus_sheets(request: HttpRequest, asked: ConsensusMap) -> HttpResponse:
    """Sheets to print: `ile` of them from the number `od` on, each with its own code. Only while they can be used."""
    refusal = may_voice(asked, timezone.now())
    if refusal is not None:
        return closed(request, refusal, trail_to_map(asked))
    sheets = sheets_from(asked, _count(request, "od", 1), _count(request, "ile", AT_ONCE))
    content = ballot_pdf(sheet_content(asked, speaking()), sheets, speaking())
    name = f"arkusze-{asked.code}-{sheets[0].number}-{sheets[-1].number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _count(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else otherwise
