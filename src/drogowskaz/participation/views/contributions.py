"""What everybody reads of contributions: the list of a cycle, the page of one, the files, the sheet of paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.assessments.models import Cycle
from drogowskaz.documents.handwritten import render_sheet
from drogowskaz.organisations.letters import path_of
from drogowskaz.participation.permissions.contribution import may_speak
from drogowskaz.participation.permissions.moderation import may_see_moderation
from drogowskaz.participation.permissions.paper import may_register_paper
from drogowskaz.participation.queries.contribution_page import contribution_at, contribution_page
from drogowskaz.participation.queries.contribution_sheet import contribution_paper
from drogowskaz.participation.queries.contributions import Wanted, listed
from drogowskaz.participation.queries.contributions_file import FILES
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import said, speaking
from drogowskaz.ui.trail import Step


def trail_to_contributions(cycle: Cycle, *further: Step) -> list[Step]:
    """The way to the list of contributions, and further."""
    address = reverse("participation:contributions", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Contributions"), address), *further)


@require_safe
def contributions(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Everything that was said in a cycle and what became of it, for everyone."""
    cycle, now = cycle_or_404(code, year), timezone.now()
    context = {
        "trail": trail_to_contributions(cycle),
        "unit": cycle.unit,
        "cycle": cycle,
        "thing": path_of(cycle.unit, cycle.year),
        "listed": listed(cycle, Wanted.from_address(request.GET), request.GET.get("strona", ""), speaking()),
        "refusal": said(may_speak(cycle, now)),
        "types_in": may_register_paper(request.user, cycle, now) is None,
        "moderates": may_see_moderation(request.user, cycle, now) is None,
    }
    whole = not getattr(request, "htmx", False)
    template = "participation/contributions/list.html"
    return render(request, template if whole else f"{template}#results", context)


@require_safe
def contribution(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """One contribution with its whole answer, for everyone; without its words until a moderator has read it."""
    cycle = cycle_or_404(code, year)
    found = contribution_at(cycle, number)
    if found is None:
        raise Http404
    context = {
        "trail": trail_to_contributions(cycle, Step(_("Contribution {number}").format(number=number), request.path)),
        "unit": cycle.unit,
        "cycle": cycle,
        "contribution": found,
        "page": contribution_page(found, speaking()),
    }
    return render(request, "participation/contributions/contribution.html", context)


@require_safe
def contributions_file(request: HttpRequest, code: str, year: int, file: str) -> HttpResponse:
    """The whole list as a file, for everyone."""
    cycle = cycle_or_404(code, year)
    if file not in FILES:
        raise Http404
    made, media = FILES[file]
    name = f"{code}-{year}-{file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made(cycle, speaking()), content_type=media, headers=headers)


@require_safe
def contribution_sheet(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The sheet of paper on which somebody speaks by hand, for everyone."""
    cycle = cycle_or_404(code, year)
    name = f"kartka-{code}-{year}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = render_sheet(contribution_paper(cycle, speaking()))
    return HttpResponse(content, content_type="application/pdf", headers=headers)
