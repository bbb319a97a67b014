"""The pages of a unit's cycle: where it stands, its calendar as a file, its move to the official form."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import actions
from drogowskaz.assessments.forms import DateForm, MigrationForm
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.permissions import may_run_cycle
from drogowskaz.assessments.queries import cycles as found
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycle_page import calendar_entries, cycle_page
from drogowskaz.assessments.queries.migration import awaited_form, dry_run
from drogowskaz.assessments.workflow import SEND_TO_COUNCIL, TAKE_FROM_COUNCIL
from drogowskaz.documents.dates import calendar_file
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.permissions import Actor
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.trail import Step, front


def cycle(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Where the work of a year stands, whose turn it is, every date with how it was computed, and what happened."""
    unit, known = _found(code, year)
    lang, refusals, form = get_language() or "pl", [], None
    if request.method == "POST":
        form = DateForm(request.POST, dates=_choices(unit, year, lang))
        try:
            if _act(request, unit, year, known, form):
                return redirect("assessments:cycle", code=unit.code, year=year)
        except Refused as refused:
            refusals = [refusal.sentence(lang) for refusal in refused.refusals]
        known = found.cycle_of(unit, year)
    context = {
        "trail": _trail(unit, year),
        "page": cycle_page(unit, year, known, request.user, timezone.now(), lang),
        "unit": unit,
        "year": year,
        "form": form or DateForm(dates=_choices(unit, year, lang)),
        "refusals": refusals,
        "thing": path_of(unit, year),
    }
    return render(request, "assessments/cycle.html", context, status=422 if request.method == "POST" else 200)


def cycle_file(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The calendar of the cycle for a phone or an office program."""
    unit, known = _found(code, year)
    lang, now = get_language() or "pl", timezone.now()
    address = request.build_absolute_uri(reverse("assessments:cycle", args=[unit.code, year]))
    name = _("Assessment for {year}: {unit}").format(year=year, unit=unit.full_name)
    content = calendar_file(name, calendar_entries(unit, year, known, lang, address, now), lang=lang, written_at=now)
    headers = {"Content-Disposition": f'attachment; filename="ozps-{unit.code}-{year}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def cycle_form(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What moving the cycle to the official form would do with every cell, and the button that does it."""
    unit, known = _found(code, year)
    if known is None:
        raise Http404
    lang, at, refusals = get_language() or "pl", timezone.now(), []
    form = MigrationForm(request.POST or None)
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise PermissionDenied
        try:
            if form.is_valid():
                actions.move_to_official_form(cycle=known, **form.cleaned_data, actor=request.user, at=at)
                return redirect("assessments:cycle_form", code=unit.code, year=year)
        except Refused as refused:
            refusals = [refusal.sentence(lang) for refusal in refused.refusals]
    change = None
    refusal = may_run_cycle(request.user, unit, year, at)
    if refusal is None:
        try:
            change = dry_run(known)
        except Unusable as unknown:
            refusals += [problem.sentence(lang) for problem in unknown.problems]
    context = {
        "trail": [*_trail(unit, year), Step(_("The official form"), request.path)],
        "unit": unit,
        "year": year,
        "cycle": known,
        "awaited": awaited_form(known),
        "refusal": refusal.sentence(lang) if refusal else "",
        "counted": change.counted(lang) if change else (),
        "listed": change.listed(lang) if change else (),
        "unplaced": [one.told[lang] for one in known.unplaced.all()] if refusal is None else (),
        "form": _form(form, change.stamp, at.date()) if change else None,
        "refusals": refusals,
    }
    return render(request, "assessments/cycle_form.html", context, status=422 if request.method == "POST" else 200)


def _form(form: MigrationForm, stamp: str, day: dt.date) -> MigrationForm:
    """The form anew with the present list; what the person typed stays."""
    if not form.is_bound:
        return MigrationForm(initial={"opened_on": day, "stamp": stamp})
    return MigrationForm({"opened_on": form["opened_on"].value(), "stamp": stamp})


def _found(code: str, year: int) -> tuple[Unit, Cycle | None]:
    """The unit and its cycle, if there is one. Raises Http404 for an unknown unit or a year out of reach."""
    unit = unit_or_404(code)
    if not found.FIRST_YEAR <= year <= found.LAST_YEAR or not found.is_assessed(unit):
        raise Http404
    return unit, found.cycle_of(unit, year)


def _trail(unit: Unit, year: int) -> list[Step]:
    return [
        front(),
        Step(unit.full_name, reverse("home:unit", args=[unit.code])),
        Step(_("Cycle for {year}").format(year=year), reverse("assessments:cycle", args=[unit.code, year])),
    ]


def _choices(unit: Unit, year: int, lang: str) -> list[tuple[str, str]]:
    dates: tuple[ShownDate, ...] = shown_calendar(found.level(unit), year, lang, today=timezone.localdate())
    return [(one.key, one.label) for one in dates]


def _act(request: HttpRequest, unit: Unit, year: int, known: Cycle | None, form: DateForm) -> bool:
    """Carry out what the person pressed; False when the form cannot be read. Raises Refused."""
    actor, move = request.user, request.POST.get("move", "")
    if not actor.is_authenticated:
        raise PermissionDenied
    begin = {"plan": actions.plan_cycle, "open": actions.open_cycle}.get(move)
    if begin:
        begin(unit=unit, year=year, actor=actor, at=timezone.now())
        return True
    if known is None:
        raise BadRequest
    if move in MOVES:
        MOVES[move](cycle=known, actor=actor, at=timezone.now(), **_reason(request, move))
        return True
    return _date(move, known, form, request, actor)


def _reason(request: HttpRequest, move: str) -> dict[str, Any]:
    return {"reason": request.POST.get("reason", "")} if move not in WORDLESS else {}


WORDLESS = ("carry", SEND_TO_COUNCIL.name)
"""What is done without a reason."""
MOVES: dict[str, Callable[..., Any]] = {
    "suspend": actions.suspend_cycle,
    "resume": actions.resume_cycle,
    SEND_TO_COUNCIL.name: actions.send_to_council,
    TAKE_FROM_COUNCIL.name: actions.take_from_council,
    "close": actions.close_cycle,
    "reopen": actions.reopen_cycle,
    "carry": actions.carry_over,
}


def _date(move: str, known: Cycle, form: DateForm, request: HttpRequest, actor: Actor) -> bool:
    at = timezone.now()
    if move == "clear_date":
        actions.clear_date(cycle=known, key=request.POST.get("key", ""), actor=actor, at=at)
        return True
    if move not in ("set_date", "happened"):
        raise BadRequest
    if not form.is_valid():
        return False
    key, day, reason = (form.cleaned_data[name] for name in ("key", "day", "reason"))
    if move == "set_date":
        actions.set_date(cycle=known, key=key, day=day, reason=reason, actor=actor, at=at)
    else:
        actions.write_down(cycle=known, key=key, day=day, note=reason, actor=actor, at=at)
    return True
