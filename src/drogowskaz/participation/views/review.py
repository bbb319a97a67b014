"""One annexe as the office reads and decides it, and all annexes of a cycle as a file."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.review import BASES, LONGEST_REASON, Reviewed, decide_items
from drogowskaz.participation.forms.review import EACH, REST, TICKED, decisions_in, number, with_typed
from drogowskaz.participation.models import Annexe, Paper
from drogowskaz.participation.permissions.invitation import may_invite
from drogowskaz.participation.permissions.review import is_of_office, may_review
from drogowskaz.participation.queries.annexes_file import annexes_csv
from drogowskaz.participation.queries.paper import basis_of, paper_at, valid_papers
from drogowskaz.participation.queries.review_page import (
    ReadAnnexe,
    annexe_to_review,
    confirmations_about,
    counted,
    read_annexe,
)
from drogowskaz.participation.views.gate import for_office, trail_to_annexes
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step


@require_http_methods(["GET", "POST"])
@for_office
def review(request: HttpRequest, cycle: Cycle, annexe: int) -> HttpResponse:
    """Every answer by section with what can be done: take in, ask again, not take in; one by one or many at once."""
    found = annexe_to_review(cycle.pk, annexe)
    if found is None:
        raise Http404
    page, refusals = read_annexe(found, speaking()), []
    if request.method == "POST":
        try:
            _tell(request, _act(request, found, page))
            return redirect("participation:review", code=cycle.unit.code, year=cycle.year, annexe=found.pk)
        except Refused as refused:
            refusals = sentences(refused)
            page = with_typed(read_annexe(found, speaking()), request.POST)
    context = _context(request, cycle, found, page)
    context["refusals"] = refusals
    return render(request, "participation/review/annexe.html", context, status=422 if refusals else 200)


def _act(request: HttpRequest, annexe: Annexe, page: ReadAnnexe) -> Reviewed:
    """Raises Refused; BadRequest for a button that is not there."""
    if request.POST.get("move") not in (EACH, TICKED, REST):
        raise BadRequest
    return decide_items(
        annexe=annexe,
        decisions=decisions_in(request.POST, page),
        paper=_paper(request, annexe),
        actor=request.user,
        at=timezone.now(),
        lang=speaking(),
    )


def _paper(request: HttpRequest, annexe: Annexe) -> Paper | None:
    chosen = number(request.POST, "paper")
    return paper_at(annexe.cycle, chosen) if chosen else None


def _context(request: HttpRequest, cycle: Cycle, annexe: Annexe, page: ReadAnnexe) -> dict[str, object]:
    now, lang = timezone.now(), speaking()
    helper = not is_of_office(request.user, annexe, now)
    papers = valid_papers(cycle).filter(kind__in=BASES) if helper else ()
    open_items = [one.item for part in page.parts for one in part.items if one.open]
    # Whoever helps is asked for a paper in the form; what else stands in their way is told before it.
    verdict = may_review(request.user, annexe, open_items, "–" if helper else "", now)
    return {
        "trail": trail_to_annexes(cycle, Step(annexe.organisation.name, request.path)),
        "cycle": cycle,
        "unit": cycle.unit,
        "year": cycle.year,
        "annexe": annexe,
        "page": page,
        "counted": counted(page),
        "helper": helper,
        "papers": [(one, basis_of(one, lang), one.title) for one in papers],
        "refusal": said(may_invite(request.user, cycle, now) or verdict.refusal),
        "confirmations": confirmations_about(annexe),
        "alone": bool(verdict.label) and not helper,
        "bulk": request.POST.get("bulk", ""),
        "bulk_reason": request.POST.get("bulk-reason", ""),
        "paper_chosen": number(request.POST, "paper"),
        "longest": LONGEST_REASON,
    }


def _tell(request: HttpRequest, done: Reviewed) -> None:
    if done.decided:
        text = ngettext("{n} answer is decided.", "{n} answers are decided.", done.decided)
        messages.success(request, text.format(n=done.decided))
    else:
        messages.info(request, _("All of this was decided before; nothing changed."))
    if done.asked:
        messages.info(request, _("The organisation is written to with what you ask."))
    if done.confirming:
        messages.info(request, _("The office is asked by e-mail to confirm what you wrote down for it."))
    if done.finished:
        messages.success(request, _("Everything is decided. The organisation is written to where each answer went."))


@require_GET
@for_office
def annexes_file(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """All answers of all annexes, with their organisation, state and what became of their numbers."""
    name = f"zalaczniki-{cycle.unit.code}-{cycle.year}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(annexes_csv(cycle, speaking()), content_type="text/csv; charset=utf-8", headers=headers)
