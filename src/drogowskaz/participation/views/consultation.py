"""The pages of consultations that everybody reads: those of a cycle, one with its parts, its days as a file."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.assessments.models import Cycle
from drogowskaz.documents.dates import calendar_file
from drogowskaz.organisations.letters import path_of
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.permissions.consultation import (
    may_run_consultation,
    may_see_consultation,
    work_is_on,
)
from drogowskaz.participation.queries.consultation import consultation_named, in_preparation, public_consultations
from drogowskaz.participation.queries.consultation_page import consultation_page, entries_of
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import said, speaking
from drogowskaz.ui.trail import Step


def trail_to_consultations(cycle: Cycle, *further: Step) -> list[Step]:
    """The way to the list of consultations, and further."""
    address = reverse("participation:consultations", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Consultations"), address), *further)


def step_to(consultation: Consultation) -> Step:
    """The page of one consultation."""
    cycle = consultation.cycle
    address = reverse("participation:consultation", args=[cycle.unit.code, cycle.year, consultation.number])
    return Step(consultation.title, address)


@require_safe
def consultations(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Every consultation of a cycle; its team also sees those that are being prepared."""
    cycle, now = cycle_or_404(code, year), timezone.now()
    runs = may_run_consultation(request.user, cycle, now) is None
    context = {
        "trail": trail_to_consultations(cycle),
        "unit": cycle.unit,
        "cycle": cycle,
        "consultations": list(public_consultations(cycle).order_by("-number")),
        "prepared": list(in_preparation(cycle)) if runs else [],
        "runs": runs,
        "refusal": said(work_is_on(cycle)),
        "thing": path_of(cycle.unit, cycle.year),
    }
    return render(request, "participation/consultation/list.html", context)


@require_safe
def consultation(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """What is asked, until when, what can change, how to take part, and what was said so far."""
    found, now = _readable(request, code, year, number), timezone.now()
    context = {
        "trail": trail_to_consultations(found.cycle, step_to(found)),
        "unit": found.cycle.unit,
        "cycle": found.cycle,
        "consultation": found,
        "page": consultation_page(found, request.user, now, speaking()),
        "thing": path_of(found.cycle.unit, found.cycle.year),
    }
    return render(request, "participation/consultation/consultation.html", context)


@require_safe
def consultation_file(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """The first and the last day for a phone or an office program."""
    found = _readable(request, code, year, number)
    url = settings.ADDRESS.rstrip("/") + step_to(found).url
    lang = speaking()
    content = calendar_file(found.title, entries_of(found, url=url, lang=lang), lang=lang, written_at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="konsultacje-{code}-{year}-{number}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _readable(request: HttpRequest, code: str, year: int, number: int) -> Consultation:
    """Raises Http404 also for one that is only being prepared: its team alone knows that it is there."""
    found = consultation_named(cycle_or_404(code, year), number)
    if found is None or may_see_consultation(request.user, found, timezone.now()) is not None:
        raise Http404
    return found
