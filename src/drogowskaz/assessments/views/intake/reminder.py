"""Reminding many units at once: first whom it would reach, then the letters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.actions.intake.reminding import LONGEST_TEXT, Reminded, remind
from drogowskaz.assessments.queries.intake.board import board, every_line
from drogowskaz.assessments.queries.intake.reminders import last_reminders, preview
from drogowskaz.assessments.views.intake.board import asked_in
from drogowskaz.assessments.views.intake.gate import desk, trail
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit
from drogowskaz.ui.trail import Step


@require_http_methods(["GET", "POST"])
@desk
def intake_reminder(request: HttpRequest, region: Unit, year: int) -> HttpResponse:
    """Whom a reminder would reach, by name; on the button it is sent."""
    lang, now, refusals = get_language() or "pl", timezone.now(), []
    if request.method == "POST":
        try:
            done = remind(
                region=region,
                year=year,
                codes=request.POST.getlist("unit"),
                text=request.POST.get("text", ""),
                actor=request.user,
                at=now,
                link=lambda unit: request.build_absolute_uri(reverse("assessments:cycle", args=[unit.code, year])),
            )
            _tell(request, done)
            return redirect("assessments:intake", code=region.code, year=year)
        except Refused as refused:
            refusals = [refusal.sentence(lang) for refusal in refused.refusals]
    ticked = set(request.POST.getlist("unit") or request.GET.getlist("unit"))
    if ticked:
        lines = [line for line in every_line(region, year, now, lang) if line.unit.code in ticked]
    else:
        lines = list(board(region, year, asked_in(request), now, lang).lines) if request.GET else []
    context: dict[str, Any] = {
        "trail": trail(region, year, Step(_("Reminder"), request.path)),
        "unit": region,
        "year": year,
        "found": preview(lines, year, now),
        "chosen": len(lines),
        "typed": request.POST.get("text", ""),
        "longest": LONGEST_TEXT,
        "past": last_reminders(region, year),
        "refusals": refusals,
    }
    return render(request, "assessments/intake/reminder.html", context, status=422 if refusals else 200)


def _tell(request: HttpRequest, done: Reminded) -> None:
    said = ngettext("{n} unit was reminded.", "{n} units were reminded.", done.units).format(n=done.units)
    letters = ngettext("{n} letter is leaving.", "{n} letters are leaving.", done.letters).format(n=done.letters)
    messages.success(request, f"{said} {letters}")
    if done.nobody:
        names = ", ".join(unit.full_name for unit in done.nobody)
        messages.warning(
            request, _("Nobody there has an account; write a letter or telephone: {names}.").format(names=names)
        )
    if done.again:
        names = ", ".join(unit.full_name for unit in done.again)
        messages.info(request, _("Reminded today already, so not written to again: {names}.").format(names=names))
