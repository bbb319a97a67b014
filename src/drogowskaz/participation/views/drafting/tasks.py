"""The list of the drafting tasks of a cycle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.permissions.drafting import may_rule
from drogowskaz.participation.queries.drafting.tasks import shown_tasks
from drogowskaz.participation.views.drafting.gate import of_cycle, trail_to


@require_safe
@of_cycle
def drafting_tasks(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Every task the person may read, and how to give another."""
    now = timezone.now()
    context = {
        "trail": trail_to(cycle),
        "cycle": cycle,
        "unit": cycle.unit,
        "tasks": shown_tasks(cycle, request.user, now, get_language() or "pl"),
        "gives": may_rule(request.user, cycle, now) is None,
    }
    return render(request, "participation/drafting/tasks.html", context)
