"""The page of one task: the organisation writes in it, the office accepts or returns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.drafting import (
    OfficeText,
    accept_draft,
    hand_in,
    propose_values,
    return_draft,
    take_back,
    withdraw_task,
    write_draft,
)
from drogowskaz.participation.actions.drafting.values import Known
from drogowskaz.participation.enums.drafting import Placing, Side
from drogowskaz.participation.forms.drafting import AcceptForm, DraftForm, GroundForm, ReasonForm, ValuesForm, cells_in
from drogowskaz.participation.models import DraftingTask
from drogowskaz.participation.queries.drafting.tasks import last_version
from drogowskaz.participation.queries.drafting.workspace import workspace
from drogowskaz.participation.queries.paper import valid_papers
from drogowskaz.participation.views.drafting.gate import of_task, trail_to
from drogowskaz.ui.answering import said, sentences
from drogowskaz.ui.trail import Step


@of_task
def drafting_task(request: HttpRequest, found: DraftingTask) -> HttpResponse:
    """Where the task stands, the workspace, and whatever this person can do now."""
    lang, refusals = get_language() or "pl", []
    papers = list(valid_papers(found.cycle))
    if request.method == "POST":
        move = MOVES.get(request.POST.get("move", ""))
        if move is None:
            raise BadRequest
        form = move.form(request.POST, papers=papers)
        try:
            if form.is_valid():
                move.act(request, found, form)
                messages.success(request, str(move.done))
                unit = found.cycle.unit.code
                return redirect("participation:drafting_task", code=unit, year=found.cycle.year, key=found.pk)
            refusals = [str(error) for errors in form.errors.values() for error in errors]
        except Refused as refused:
            refusals = sentences(refused)
        found.refresh_from_db(fields=["state"])
    shown = workspace(found, request.user, timezone.now(), lang, cells_in(request.POST))
    context = {
        "trail": [*trail_to(found.cycle), Step(_("Chapter {number}").format(number=found.chapter), request.path)],
        "unit": found.cycle.unit,
        "cycle": found.cycle,
        "page": shown,
        "author": shown.author.sentence(lang) if shown.author else "",
        "papers": papers,
        "refusals": refusals,
        "not_writing": said(shown.writing.refusal),
        "not_deciding": said(shown.ruling.refusal),
        "text": _typed(request, shown.draft.text if shown.draft else "", "save", "hand_in"),
        "office_text": _typed(request, shown.draft.text if shown.draft else "", "accept"),
        "consent": request.POST.get("consent") or next((one.consent for one in shown.versions if one.consent), ""),
        "reason": request.POST.get("reason", ""),
        "sent": request.POST.get("move", "") if refusals else "",
        "methods": ValuesForm.METHODS,
        "placings": Placing.choices,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/drafting/task.html", context, status=status)


def _typed(request: HttpRequest, kept: str, *moves: str) -> str:
    """What was typed and not saved, or else what stands."""
    return request.POST.get("text", "") if request.POST.get("move") in moves else kept


def _save(request: HttpRequest, task: DraftingTask, form: Any) -> None:
    typed = form.cleaned_data
    write_draft(
        task=task, text=typed["text"], seen=typed["seen"], actor=request.user, at=timezone.now(),
        consent=typed["consent"],
    )  # fmt: skip


def _hand_in(request: HttpRequest, task: DraftingTask, form: Any) -> None:
    """The text as it stands in the field is saved first, so that what is handed in is what the person sees."""
    _save(request, task, form)
    standing = last_version(task)
    hand_in(
        task=task, seen=standing.version if standing else 0, actor=request.user, at=timezone.now(),
        consent=form.cleaned_data["consent"],
    )  # fmt: skip


def _take_back(request: HttpRequest, task: DraftingTask, form: Any) -> None:
    take_back(task=task, actor=request.user, at=timezone.now(), consent=form.cleaned_data["consent"])


def _propose(request: HttpRequest, task: DraftingTask, form: Any) -> None:
    typed = form.cleaned_data
    propose_values(
        task=task, values=form.values(), known=Known(typed["method"], typed["origin"]), actor=request.user,
        at=timezone.now(), consent=typed["consent"],
    )  # fmt: skip


def _accept(request: HttpRequest, task: DraftingTask, form: Any) -> None:
    typed = form.cleaned_data
    office = OfficeText(typed["text"], typed["draft"], typed["chapter"], typed["placing"])
    accept_draft(task=task, office=office, actor=request.user, at=timezone.now(), paper=typed["paper"])


def _return(request: HttpRequest, task: DraftingTask, form: Any) -> None:
    typed = form.cleaned_data
    return_draft(
        task=task, draft=typed["draft"] or 0, reason=typed["reason"], actor=request.user, at=timezone.now(),
        paper=typed["paper"],
    )  # fmt: skip


def _withdraw(side: Side) -> Callable[[HttpRequest, DraftingTask, Any], None]:
    def act(request: HttpRequest, task: DraftingTask, form: Any) -> None:
        typed = form.cleaned_data
        withdraw_task(
            task=task, side=side, reason=typed["reason"], actor=request.user, at=timezone.now(),
            paper=typed["paper"], consent=typed["consent"],
        )  # fmt: skip

    return act


@dataclass(frozen=True)
class Move:
    """What a button does: the form it sends, the act, and what is said when it was done."""

    form: type[GroundForm]
    act: Callable[[HttpRequest, DraftingTask, Any], None]
    done: str | Promise


MOVES = {
    "save": Move(DraftForm, _save, gettext_lazy("The draft is saved. Only your organisation and its helpers see it.")),
    "hand_in": Move(DraftForm, _hand_in, gettext_lazy("The draft is handed in. The office has been told.")),
    "take_back": Move(
        GroundForm, _take_back, gettext_lazy("You can go on writing. The office still sees what was handed in.")
    ),
    "propose": Move(ValuesForm, _propose, gettext_lazy("The values are proposed. The office decides on each of them.")),
    "accept": Move(AcceptForm, _accept, gettext_lazy("The draft is accepted; its author is named under the text.")),
    "return": Move(ReasonForm, _return, gettext_lazy("The draft is returned with your reason.")),
    "give_up": Move(
        ReasonForm, _withdraw(Side.ORGANISATION), gettext_lazy("The task is given up. What was written stays.")
    ),
    "withdraw": Move(
        ReasonForm, _withdraw(Side.OFFICE), gettext_lazy("The task is withdrawn. What was written stays.")
    ),
}
