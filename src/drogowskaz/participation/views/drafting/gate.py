"""Who gets to the drafting tasks of a cycle, and the way there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refusal
from drogowskaz.participation.models import DraftingTask
from drogowskaz.participation.permissions.drafting import may_read_task, may_read_tasks
from drogowskaz.participation.queries.drafting.tasks import task_at
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import said
from drogowskaz.ui.trail import Step

OfCycle = Callable[[HttpRequest, Cycle], HttpResponse]
OfTask = Callable[[HttpRequest, DraftingTask], HttpResponse]


def trail_to(cycle: Cycle) -> list[Step]:
    """The way to the list of tasks."""
    address = reverse("participation:drafting_tasks", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Drafting tasks"), address))


def found_task(code: str, year: int, key: int) -> DraftingTask:
    """The task of an address. Raises Http404."""
    task = task_at(cycle_or_404(code, year), key)
    if task is None:
        raise Http404
    return task


def refused(request: HttpRequest, refusal: Refusal, cycle: Cycle) -> HttpResponse:
    """Why this page is not for this person; what they typed stands there to be copied."""
    context = {
        "trail": trail_to(cycle)[:-1],
        "unit": cycle.unit,
        "year": cycle.year,
        "refusal": said(refusal),
        "typed": request.POST.get("text", ""),
    }
    return render(request, "participation/drafting/closed.html", context, status=403)


def of_cycle(view: OfCycle) -> Callable[..., HttpResponse]:
    """A page of the tasks of a cycle, for whoever may read one of them or give one."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        cycle = cycle_or_404(code, year)
        refusal = may_read_tasks(request.user, cycle, timezone.now())
        return refused(request, refusal, cycle) if refusal else _private(view(request, cycle))

    return opened


def of_task(view: OfTask) -> Callable[..., HttpResponse]:
    """A page of one task, for whoever may read it."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, key: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        task = found_task(code, year, key)
        refusal = may_read_task(request.user, task, timezone.now())
        return refused(request, refusal, task.cycle) if refusal else _private(view(request, task))

    return opened


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
