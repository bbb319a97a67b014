"""The team's pages of a meeting: preparing and changing it, and the desk from which it is run."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.assessments.queries.cycles import FIRST_YEAR, LAST_YEAR
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions import meeting as actions
from drogowskaz.participation.actions.minutes import accept_minutes, correct_minutes
from drogowskaz.participation.actions.slot import remove_slot
from drogowskaz.participation.forms.meeting import FIELDS, MeetingForm
from drogowskaz.participation.models import Meeting
from drogowskaz.participation.permissions.meeting import may_run_meeting
from drogowskaz.participation.queries import meeting as reading
from drogowskaz.participation.queries.minutes import versions_of
from drogowskaz.participation.queries.registration import days_kept, registered
from drogowskaz.participation.views.meeting_gate import desk_trail, for_team, trail_to
from drogowskaz.participation.workflow.meeting import MEETING
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.answering import closed, key_of, sentences


@login_required
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Begin to prepare a meeting of a unit for an assessed year."""
    unit, year, refusals = *_place(request), []
    trail = trail_to(None, (_("New meeting"), request.path))
    refusal = may_run_meeting(request.user, unit, year, timezone.now())
    if refusal is not None:
        return closed(request, refusal, trail)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(request, unit, year, form)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("The meeting is being prepared. Now add when and where it is."))
            return redirect("participation:meeting_desk", key=made.pk)
    context = {"trail": trail, "unit": unit, "year": year, "form": form, "refusals": refusals}
    return render(request, "participation/meeting/edit.html", context, status=_status(request))


def _made(request: HttpRequest, unit: Unit, year: int, form: MeetingForm) -> Meeting:
    """Raises Refused."""
    now = timezone.now()
    return actions.make_meeting(
        unit=unit, year=year, description=form.described(), agenda=form.points(), actor=request.user, at=now
    )


def _place(request: HttpRequest) -> tuple[Unit, int]:
    """The unit and year of the address. Raises Http404."""
    year = request.GET.get("rok", "")
    if not year.isdecimal() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Http404
    return unit_or_404(request.GET.get("jednostka", "")), int(year)


@for_team
def meeting_change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Change what is said of a meeting and its agenda."""
    refusals: list[str] = []
    form = MeetingForm(request.POST or None, initial=_written(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meeting(
                meeting=meeting, description=form.described(), agenda=form.points(),
                seen=form.cleaned_data["seen"] or 0, actor=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            refusals = sentences(refused)
            form = _seen_now(form, meeting)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("participation:meeting_desk", key=meeting.pk)
    context = {
        "trail": desk_trail(meeting, (_("Changing"), request.path)),
        "meeting": meeting,
        "unit": meeting.unit,
        "year": meeting.year,
        "form": form,
        "refusals": refusals,
        "now_written": _written(meeting) if refusals else None,
    }
    return render(request, "participation/meeting/edit.html", context, status=_status(request))


def _written(meeting: Meeting) -> dict[str, Any]:
    """What the form shows before anything is changed."""
    agenda = "\n".join(point.title for point in meeting.agenda.all())
    return {**{name: getattr(meeting, name) for name in FIELDS}, "agenda": agenda, "seen": meeting.version}


def _seen_now(form: MeetingForm, meeting: Meeting) -> MeetingForm:
    """The same words on top of the version that is there now, which the page shows beside them."""
    return MeetingForm({**form.cleaned_data, "seen": meeting.version})


@for_team
def meeting_desk(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Where a meeting stands and what is next; who registered, with what they need first; whom to invite."""
    refusals: list[str] = []
    if request.method == "POST":
        try:
            return _done(request, meeting)
        except Refused as refused:
            refusals = sentences(refused)
    now = timezone.now()
    slots = reading.shown_slots(meeting)
    context = {
        "trail": desk_trail(meeting),
        "meeting": meeting,
        "moves": [move.name for move in MEETING.moves_from(meeting.state)],
        "slots": slots,
        "agenda": list(meeting.agenda.all()),
        "registered": registered([one.slot for one in slots]),
        "days": days_kept(timezone.localdate()),
        "invitable": reading.invitable(meeting) if meeting.state == "announced" else None,
        "versions": versions_of(meeting),
        "begun": any(one.slot.starts_at <= now for one in slots),
        "next_year": meeting.year + 1,
        "reason": request.POST.get("reason", ""),
        "refusals": refusals,
    }
    return render(request, "participation/meeting/desk.html", context, status=_status(request))


def _done(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Carry out what was pressed. Raises Refused."""
    move = request.POST.get("move", "")
    act: dict[str, Any] = {"meeting": meeting, "actor": request.user, "at": timezone.now()}
    if move == "copy":
        made = actions.copy_meeting(year=meeting.year + 1, **act)
        messages.success(request, _("Copied. Now add when and where it is."))
        return redirect("participation:meeting_desk", key=made.pk)
    if move == "invite":
        _invited(request, act)
    elif move == "remove_slot":
        remove_slot(number=key_of(request, "number"), **act)
    elif move in REASONED:
        REASONED[move](reason=request.POST.get("reason", ""), **act)
    elif move in MOVES:
        MOVES[move](**act)
    else:
        raise BadRequest
    return redirect("participation:meeting_desk", key=meeting.pk)


MOVES: dict[str, Callable[..., Any]] = {
    "announce": actions.announce_meeting,
    "hold": actions.hold_meeting,
    "accept": accept_minutes,
}
REASONED: dict[str, Callable[..., Any]] = {"cancel": actions.cancel_meeting, "correct": correct_minutes}


def _invited(request: HttpRequest, act: dict[str, Any]) -> None:
    chosen = [
        int(one) for one in request.POST.getlist("organisation") if one.isascii() and one.isdigit() and len(one) < 19
    ]
    written = actions.invite_organisations(organisations=chosen, **act)
    sentence = ngettext("{n} letter is on its way.", "{n} letters are on their way.", written)
    messages.success(request, sentence.format(n=written))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
