"""Adding and changing a slot of a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.slot import put_slot
from drogowskaz.participation.forms.slot import FIELDS, SlotForm
from drogowskaz.participation.models import Meeting, Slot
from drogowskaz.participation.views.meeting_gate import desk_trail, for_team, slot_of
from drogowskaz.ui.answering import sentences


@for_team
def slot_new(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Say when and where."""
    last = list(meeting.slots.all())[-1:]
    return _page(request, meeting, None, _after(last[0]) if last else {})


@for_team
def slot(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Change when and where; those who registered are told."""
    found = slot_of(meeting, number)
    return _page(request, meeting, found, _written(found))


def _page(request: HttpRequest, meeting: Meeting, found: Slot | None, initial: dict[str, Any]) -> HttpResponse:
    refusals: list[str] = []
    form = SlotForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            put_slot(
                meeting=meeting, slot=found, description=form.described(), seen=form.cleaned_data["seen"] or 0,
                actor=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("The slot is saved."))
            return redirect("participation:meeting_desk", key=meeting.pk)
    context = {
        "trail": desk_trail(meeting, (_("When and where"), request.path)),
        "meeting": meeting,
        "slot": found,
        "form": form,
        "refusals": refusals,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/meeting/slot.html", context, status=status)


def _written(slot: Slot) -> dict[str, Any]:
    start, end = localtime(slot.starts_at), localtime(slot.ends_at)
    known = {name: getattr(slot, name) for name in FIELDS}
    return {**known, "day": start.date(), "starts": start.time(), "ends": end.time(), "seen": slot.version}


def _after(last: Slot) -> dict[str, Any]:
    """A second slot is mostly on the same day in the same place, from where the first ends."""
    known = {name: value for name, value in _written(last).items() if name not in ("audience", "seen", "ends")}
    return {**known, "starts": localtime(last.ends_at).time()}
