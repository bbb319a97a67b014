"""Consensus maps for everybody: the list of a cycle, one map with how to take part, its results and their files."""

from collections.abc import Iterable
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from drogowskaz.documents.ballot.results import results_pdf
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.permissions import person_of
from drogowskaz.participation.actions.consensus_voice import ask_for_link
from drogowskaz.participation.forms.consensus import AddressForm
from drogowskaz.participation.models import ConsensusMap, Statement
from drogowskaz.participation.permissions.consensus import may_prepare_map, may_run_map, may_voice
from drogowskaz.participation.queries import consensus as reading
from drogowskaz.participation.queries.consensus_kept import result_in
from drogowskaz.participation.queries.consensus_page import (
    ShownResults,
    ShownStatement,
    results_csv,
    shown_results,
)
from drogowskaz.participation.queries.consensus_paper import results_heading
from drogowskaz.participation.queries.consensus_voice import voting_for
from drogowskaz.participation.views.consensus_gate import public_map, trail_to_maps
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.ui.answering import said, sentences, speaking

TABLE, DOCUMENT = "wyniki.csv", "wyniki.pdf"
"""The files of the results."""


@never_cache
@require_safe
def consensus_maps(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The maps of a cycle; the team sees those it is preparing as well."""
    cycle, now = cycle_or_404(code, year), timezone.now()
    runs = may_run_map(request.user, cycle, now) is None
    context = {
        "trail": trail_to_maps(cycle),
        "cycle": cycle,
        "maps": reading.public_maps(cycle),
        "prepared": reading.prepared_maps(cycle) if runs else (),
        "prepares": may_prepare_map(request.user, cycle, now) is None,
    }
    return render(request, "participation/consensus/maps.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_map
def consensus_map(request: HttpRequest, asked: ConsensusMap) -> HttpResponse:
    """One map: its statements and how to say what one thinks while it is open, its results once it is closed."""
    now, refusals = timezone.now(), []
    form = AddressForm(request.POST or None)
    if request.method == "POST":
        if not _unhurried(request):
            refused: HttpResponse = ratelimit.respond_429(request)
            return refused
        if form.is_trapped:
            refusals = [_("One field of the form must stay empty. Clear it, then send again.")]
        elif form.is_valid():
            try:
                ask_for_link(asked=asked, email=form.cleaned_data["email"], lang=speaking(), at=now)
            except Refused as fault:
                refusals = sentences(fault)
            else:
                messages.success(request, _("The letter with the link of your sheet is on its way."))
                return redirect(request.path)
    context = {**_shown(request, asked), "form": form, "refusals": refusals, "trapped": form.is_trapped}
    return render(request, "participation/consensus/map.html", context, status=422 if request.method == "POST" else 200)


def _shown(request: HttpRequest, asked: ConsensusMap) -> dict[str, Any]:
    now, person = timezone.now(), person_of(request.user)
    statements, runs = reading.statements_of(asked), may_run_map(request.user, asked.cycle, now) is None
    closed, results = said(may_voice(asked, now)), shown_results(asked, speaking())
    return {
        "trail": trail_to_maps(asked.cycle, (asked.title, request.path)),
        "map": asked,
        "cycle": asked.cycle,
        "runs": runs,
        "statements": [one for one in statements if one.removed_at is None],
        "removed": [one for one in statements if one.removed_at is not None],
        "each": _with_sources(results, statements),
        "closed": closed,
        "organisations": [] if person is None or closed else voting_for(person, asked.cycle),
        "results": results,
        "table": TABLE,
        "document": DOCUMENT,
    }


def _with_sources(
    results: ShownResults | None, statements: Iterable[Statement]
) -> list[tuple[ShownStatement, Statement | None]]:
    """Each statement of the results with the row that knows where it comes from."""
    by_number = {one.number: one for one in statements}
    return [(one, by_number.get(one.number)) for one in results.statements] if results else []


def _unhurried(request: HttpRequest) -> bool:
    """Whether this place, and the address the letter would go to, have not been tried too often."""
    address = request.POST.get("email", "").strip().lower()
    return bool(ratelimit.consume(request, action="consensus")) and (
        not address or bool(ratelimit.consume(request, action="consensus_address", key=address))
    )


@require_safe
@public_map
def consensus_results(request: HttpRequest, asked: ConsensusMap, file: str) -> HttpResponse:
    """The results as a table, or as a document to print."""
    if asked.results is None or file not in (TABLE, DOCUMENT):
        raise Http404
    lang = speaking()
    if file == TABLE:
        content, kind = results_csv(asked, lang), "text/csv; charset=utf-8"
    else:
        content = results_pdf(result_in(asked.results, lang), results_heading(asked, lang), lang)
        kind = "application/pdf"
    name = f"mapa-{asked.code}.{file.rpartition('.')[2]}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
