"""The answering desk of a cycle, and the page on which one contribution is answered."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.fate import BASES, Answered, give_fate, give_fates, reopen_contribution
from drogowskaz.participation.forms.fate import FateForm, PaperField, ReopeningForm, begun, seen, ticked
from drogowskaz.participation.models import Contribution, Paper
from drogowskaz.participation.permissions.fate import Answering, answering, answers_for_itself, may_open_again
from drogowskaz.participation.queries.fate_page import Asked, answerable, answers_of, desk_of, lines_of, one_of
from drogowskaz.participation.queries.paper import paper_at, valid_papers
from drogowskaz.participation.views.gate import for_office
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step


@require_http_methods(["GET", "POST"])
@for_office
def answering_desk(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """What was said in the cycle, what waits first, and one answer for all that are ticked."""
    refusals, lang = [], speaking()
    form, paper = _forms(request, cycle)
    if request.method == "POST":
        if not form.is_bound:
            raise BadRequest
        chosen = ticked(request.POST)
        try:
            if form.is_valid() and paper.is_valid():
                found = answerable(cycle).filter(number__in=chosen)
                _tell(request, give_fates(
                    contributions=found, fate=form.text(), seen=chosen, actor=request.user, at=timezone.now(),
                    paper=_paper(cycle, paper),
                ))  # fmt: skip
                return redirect(request.get_full_path())
        except Refused as refused:
            refusals = sentences(refused)
    context = _context(request, cycle, form, paper) | {
        "trail": _trail(cycle),
        "desk": desk_of(cycle, Asked.from_address(request.GET), request.GET.get("strona", ""), lang),
        "ticked": set(ticked(request.POST)),
        "refusals": refusals,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/fate/desk.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_office
def fate(request: HttpRequest, cycle: Cycle, number: int) -> HttpResponse:
    """One contribution with every answer it had: giving one, correcting it, or taking it back."""
    found, refusals, lang = one_of(cycle, number), [], speaking()
    if found is None:
        raise Http404
    form, paper = _forms(request, cycle)
    again = ReopeningForm(request.POST if request.POST.get("move") == "reopen" else None)
    if request.method == "POST":
        try:
            if _act(request, found, form, paper, again):
                return redirect("participation:fate", code=cycle.unit.code, year=cycle.year, number=number)
        except Refused as refused:
            refusals = sentences(refused)
        # Somebody else may have been quicker: the page shows it as it stands now.
        found = one_of(cycle, number) or found
    answers = answers_of(found, lang)
    if not form.is_bound:
        form.initial = begun(found, answers[0].fate if answers and answers[0].stands else None)
    paper_again = copy(paper)
    paper_again.auto_id = "again_%s"
    context = _context(request, cycle, form, paper) | {
        "paper_again": paper_again,
        "trail": _trail(cycle, Step(_("Contribution {number}").format(number=number), request.path)),
        "line": lines_of(cycle, [found], lang)[0],
        "answers": answers,
        "again": again,
        "not_again": said(may_open_again(cycle)),
        "refusals": refusals,
    }
    context["refusal"] = context["refusal"] or _refusal(request, found)
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/fate/fate.html", context, status=status)


def _forms(request: HttpRequest, cycle: Cycle) -> tuple[FateForm, PaperField]:
    """The forms with what was typed, where the answer was sent; with nothing in them otherwise."""
    lang = speaking()
    posted = request.POST if request.POST.get("move") == "answer" else None
    papers = [one for one in valid_papers(cycle) if one.kind in BASES]
    any_move = request.POST if request.method == "POST" else None
    return FateForm(posted, cycle=cycle, lang=lang), PaperField(any_move, papers=papers, lang=lang)


def _act(
    request: HttpRequest, contribution: Contribution, form: FateForm, paper: PaperField, again: ReopeningForm
) -> bool:
    """Carry out what was pressed; False when the form cannot be read. Raises Refused; BadRequest for no button."""
    move, now, version = request.POST.get("move", ""), timezone.now(), seen(request.POST)
    if move not in ("answer", "reopen"):
        raise BadRequest
    if not paper.is_valid():
        return False
    basis = _paper(contribution.cycle, paper)
    if move == "reopen" and again.is_valid():
        reason = again.cleaned_data["again"]
        reopen_contribution(
            contribution=contribution, reason=reason, seen=version, actor=request.user, at=now, paper=basis
        )
        messages.success(request, _("The answer is taken back. The contribution waits for another one."))
        return True
    if move == "answer" and form.is_valid():
        give_fate(contribution=contribution, fate=form.text(), seen=version, actor=request.user, at=now, paper=basis)
        messages.success(request, _("The answer is given. Whoever asked to be told is written to."))
        return True
    return False


def _paper(cycle: Cycle, form: PaperField) -> Paper | None:
    chosen = form.cleaned_data["paper"]
    return paper_at(cycle, chosen) if chosen else None


def _context(request: HttpRequest, cycle: Cycle, form: FateForm, paper: PaperField) -> dict[str, object]:
    now = timezone.now()
    helper = not answers_for_itself(request.user, cycle, now)
    # An animator is asked for a paper in the form; what else stands in their way is told before it.
    able = answering(request.user, cycle, "–" if helper else "", now)
    return {
        "cycle": cycle,
        "unit": cycle.unit,
        "year": cycle.year,
        "form": form,
        "paper": paper if helper else None,
        "papers": len(paper.fields["paper"].choices) > 1,  # type: ignore[attr-defined]
        "refusal": "" if isinstance(able, Answering) else said(able),
    }


def _refusal(request: HttpRequest, contribution: Contribution) -> str:
    """Why this person may not answer this one, before they write anything."""
    now = timezone.now()
    helper = not answers_for_itself(request.user, contribution.cycle, now)
    able = answering(request.user, contribution.cycle, "–" if helper else "", now)
    return said(able.of(contribution).refusal) if isinstance(able, Answering) else said(able)


def _trail(cycle: Cycle, *further: Step) -> list[Step]:
    address = reverse("participation:answering", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Answers"), address), *further)


def _tell(request: HttpRequest, done: Answered) -> None:
    if done.done:
        text = ngettext("{n} contribution is answered.", "{n} contributions are answered.", len(done.done))
        messages.success(request, text.format(n=len(done.done)))
    if done.before:
        text = _("These had this answer already, so nothing changed: {numbers}.")
        messages.info(request, text.format(numbers=_numbers(done.before)))
    if done.changed:
        text = _(
            "Somebody changed these since you read them, so they were left as they are: {numbers}. Read them again."
        )
        messages.warning(request, text.format(numbers=_numbers(done.changed)))
    for refusal in done.refused:
        messages.warning(request, said(refusal))


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
