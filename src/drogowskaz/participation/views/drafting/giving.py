"""Giving a drafting task without an agreement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.drafting import TaskDescription, make_task
from drogowskaz.participation.forms.drafting import TaskForm
from drogowskaz.participation.models import DraftingTask
from drogowskaz.participation.permissions.drafting import may_rule, rests_on_paper
from drogowskaz.participation.queries.drafting.calendar import USUAL, dates_of, days_of
from drogowskaz.participation.queries.drafting.tasks import chapters_of, writers_near
from drogowskaz.participation.queries.paper import valid_papers
from drogowskaz.participation.views.drafting.gate import of_cycle, refused, trail_to
from drogowskaz.ui.answering import sentences
from drogowskaz.ui.trail import Step


@of_cycle
def new_drafting_task(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """What is asked of whom, on what basis, and until when."""
    now, refusals = timezone.now(), []
    refusal = may_rule(request.user, cycle, now)
    if refusal:
        return refused(request, refusal, cycle)
    form = _form(request, cycle)
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request, cycle, form)
        except Refused as not_made:
            refusals = sentences(not_made)
        else:
            messages.success(
                request, _("The task is given. The people who may draft for the organisation got a letter.")
            )
            return redirect("participation:drafting_task", code=cycle.unit.code, year=cycle.year, key=made.pk)
    context = {
        "trail": [*trail_to(cycle), Step(_("New task"), request.path)],
        "cycle": cycle,
        "unit": cycle.unit,
        "form": form,
        "refusals": refusals,
        "chapters": chapters_of(cycle),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/drafting/new.html", context, status=status)


def _form(request: HttpRequest, cycle: Cycle) -> TaskForm:
    now, lang = timezone.now(), get_language() or "pl"
    dates = [(one.key, f"{one.day:%d.%m.%Y} – {one.label}") for one in dates_of(cycle, lang, now) if not one.past]
    known = {key for key, _label in dates}
    return TaskForm(
        request.POST or None,
        organisations=writers_near(cycle),
        chapters=chapters_of(cycle),
        dates=dates,
        lang=lang,
        papers=valid_papers(cycle),
        asks_paper=rests_on_paper(request.user, cycle, now),
        initial={"deadline_key": USUAL if USUAL in known else ""},
    )


def _make(request: HttpRequest, cycle: Cycle, form: TaskForm) -> DraftingTask:
    """Raises Refused."""
    typed = form.cleaned_data
    key = typed["deadline_key"] if typed["day"] is None else ""
    organisation = next(one for one in writers_near(cycle) if one.pk == typed["organisation"])
    description = TaskDescription(
        chapter=typed["chapter"],
        organisation=organisation,
        level=typed["level"],
        basis=typed["basis"],
        deadline=days_of(cycle)[key] if key else typed["day"],
        deadline_key=key,
        deadline_note=typed["note"],
        rows=tuple(typed["rows"]),
    )
    paper = typed.get("paper") or ""
    return make_task(cycle=cycle, description=description, actor=request.user, at=timezone.now(), paper=paper)
