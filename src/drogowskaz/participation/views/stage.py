"""Participation by stage of the assessment, for everyone, with its method and files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.participation.queries.stage import FILES, stage_text, stages_csv, stages_of, stages_xlsx, summed
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import speaking
from drogowskaz.ui.trail import Step


@require_safe
def stages(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Who did what in which stage."""
    cycle = cycle_or_404(code, year)
    where = [cycle.unit.code, cycle.year]
    context = {
        "trail": trail_to_participation(
            cycle, Step(_("Participation by stage"), reverse("participation:stages", args=where))
        ),
        "unit": cycle.unit,
        "cycle": cycle,
        "text": stage_text(summed(stages_of(cycle)), speaking()),
    }
    return render(request, "participation/stage/stages.html", context)


@require_safe
def stages_file(request: HttpRequest, code: str, year: int, file: str) -> HttpResponse:
    """The table as CSV or XLSX."""
    if file not in FILES:
        raise Http404
    cycle = cycle_or_404(code, year)
    write = stages_csv if file == "etapy.csv" else stages_xlsx
    name = f"udzial-{cycle.unit.code}-{cycle.year}-{file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(cycle, speaking()), content_type=FILES[file], headers=headers)
