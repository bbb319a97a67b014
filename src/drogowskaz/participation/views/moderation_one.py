"""One contribution as a moderator sees it, and what can be done with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _ as marked
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.participation.actions.appeal import decide_appeal
from drogowskaz.participation.actions.merging import merge, part
from drogowskaz.participation.actions.moderation import (
    hide_contribution,
    publish_contribution,
    reject_contribution,
    restore_contribution,
    return_contribution,
)
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.forms.moderation import (
    AppealDecisionForm,
    HideForm,
    MergeForm,
    PartForm,
    RestoreForm,
    ReturnForm,
    whole,
)
from drogowskaz.participation.models import Appeal, Contribution
from drogowskaz.participation.permissions.moderation import (
    is_written_to,
    may_decide_appeal,
    may_moderate_this,
    may_return,
)
from drogowskaz.participation.queries.contribution import author_line, place_of
from drogowskaz.participation.queries.merging import alike, merged_sources
from drogowskaz.participation.queries.moderation import contribution_to_moderate, history_of, signs_of
from drogowskaz.participation.views.moderation import for_moderators, trail_to_moderation
from drogowskaz.participation.workflow.contribution import HIDE, PUBLISH, REJECT, RESTORE, RETURN
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step

Act = Callable[..., object]
_NO_SUCH = marked("There is no contribution {number} in this cycle. Nothing was changed.")
FORMS: dict[str, type[forms.Form]] = {
    "return": ReturnForm,
    "hide": HideForm,
    "restore": RestoreForm,
    "decide": AppealDecisionForm,
    "merge": MergeForm,
    "part": PartForm,
}
"""The forms of the page, by the button that sends them."""
ACTS: dict[str, Act] = {
    "publish": publish_contribution,
    "return": return_contribution,
    "hide": hide_contribution,
    "reject": reject_contribution,
    "restore": restore_contribution,
    "decide": decide_appeal,
    "part": part,
}
SEEING = {"publish": PUBLISH, "return": RETURN, "hide": HIDE, "reject": REJECT, "restore": RESTORE}
"""The moves that are refused when somebody changed the contribution since the page was read."""
DONE = {
    "publish": gettext_lazy("It is published; everybody can read it, and those who follow it are told."),
    "return": gettext_lazy("It is returned to its author with your reason."),
    "hide": gettext_lazy("It is hidden; its ground and your reason can be read in its place."),
    "reject": gettext_lazy("It is among the spam now. From there it can be restored."),
    "restore": gettext_lazy("It is published again."),
    "decide": gettext_lazy("The appeal is decided on. The author is told."),
    "merge": gettext_lazy("They are joined. One answer will answer both."),
    "part": gettext_lazy("They are parted. It waits for an answer of its own."),
}
"""What is said after each act."""


@require_http_methods(["GET", "POST"])
@for_moderators
def moderation_one(request: HttpRequest, cycle: Cycle, number: int) -> HttpResponse:
    """Everything about one contribution; of two who act at once the slower one sees what the quicker one did."""
    found = _found(cycle, number)
    typed = {name: form(prefix=name) for name, form in FORMS.items()}
    refusals: list[str] = []
    if request.method == "POST":
        move = request.POST.get("move", "")
        if move not in DONE:
            raise BadRequest
        if move in FORMS:
            typed[move] = FORMS[move](request.POST, prefix=move)
        try:
            if move not in typed or typed[move].is_valid():
                _act(request, found, move, typed.get(move))
                messages.success(request, DONE[move])
                return redirect("participation:moderation_one", code=cycle.unit.code, year=cycle.year, number=number)
        except Refused as refused:
            refusals = sentences(refused)
            found = _found(cycle, number)
    context = _context(request, cycle, found) | {"forms": typed, "refusals": refusals}
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/moderation/one.html", context, status=status)


def _found(cycle: Cycle, number: int) -> Contribution:
    found = contribution_to_moderate(cycle, number)
    if found is None:
        raise Http404
    return found


def _act(request: HttpRequest, contribution: Contribution, move: str, form: forms.Form | None) -> None:
    """Carry out what was pressed. Raises Refused."""
    given: dict[str, Any] = {"actor": request.user, "at": timezone.now()}
    if form is not None:
        given |= form.cleaned_data
    if move == "merge":
        number = given.pop("target")
        target = contribution_to_moderate(contribution.cycle, number)
        if target is None:
            raise Refused([Refusal(_NO_SUCH, {"number": number})])
        merge(sources=[contribution], target=target, **given)
        return
    if move in SEEING:
        given["seen"] = whole(request.POST.get("seen", ""))
    ACTS[move](contribution=contribution, **given)


def _context(request: HttpRequest, cycle: Cycle, found: Contribution) -> dict[str, object]:
    now, lang = timezone.now(), speaking()
    appeal: Appeal | None = getattr(found, "appeal", None)
    waiting = appeal if appeal and appeal.upheld is None and found.state == ContributionState.HIDDEN else None
    verdict = may_decide_appeal(request.user, waiting, now) if waiting else None
    refusal = may_moderate_this(request.user, found, now)
    may = {word for word, move in SEEING.items() if found.state in move.sources} if refusal is None else set()
    joins = refusal is None and found.state == ContributionState.PUBLISHED and found.merged_into is None
    seen = whole(request.POST.get("seen", ""))
    return {
        "trail": trail_to_moderation(cycle, Step(_("Contribution {number}").format(number=found.number), request.path)),
        "cycle": cycle,
        "unit": cycle.unit,
        "contribution": found,
        "author": author_line(found, lang),
        "place": place_of(found, lang),
        "signs": signs_of(found),
        "history": history_of(found),
        "refusal": said(refusal),
        "may": may - {"restore"} if waiting else may,
        "public": found.state in PUBLIC,
        "written_to": is_written_to(found),
        "no_return": said(may_return(found)),
        "appeal": appeal,
        "appeal_waits": waiting is not None,
        "appeal_refusal": said(verdict.refusal) if verdict else "",
        "appeal_label": verdict.label if verdict else "",
        "joins": joins,
        "alike": alike(found) if joins else (),
        "joined": merged_sources(found),
        "meanwhile": bool(seen) and seen != found.version,
    }
