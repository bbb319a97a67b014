"""Writing down who came and what was said, and the public minutes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.documents import pdf
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions import minutes as actions
from drogowskaz.participation.forms.minutes import AttendanceForm, PointForm
from drogowskaz.participation.models import Meeting, MinutePoint, MinutesVersion
from drogowskaz.participation.queries.meeting import names_near
from drogowskaz.participation.queries.minutes import attendance_of, numbers_of, points_of, shown_minutes, versions_of
from drogowskaz.participation.queries.minutes_paper import minutes_document
from drogowskaz.participation.views.meeting_gate import desk_trail, for_team, public, trail_to
from drogowskaz.ui.answering import key_of, sentences, speaking


@for_team
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Who came, organisation by organisation."""
    refusals: list[str] = []
    slots = list(meeting.slots.all())
    choices = [(one.pk, f"{localtime(one.starts_at):%d.%m.%Y, %H:%M}") for one in slots]
    form = AttendanceForm(request.POST if request.POST.get("move") == "put" else None, slots=choices)
    try:
        if request.method == "POST" and _attended(request, meeting, form):
            return redirect("participation:attendance", key=meeting.pk)
    except Refused as refused:
        refusals = sentences(refused)
    rows = attendance_of(meeting)
    context = {
        "trail": desk_trail(meeting, (_("Attendance"), request.path)),
        "meeting": meeting,
        "slots": [(slot, [one for one in rows if one.slot_id == slot.pk]) for slot in slots],
        "people": sum(one.people for one in rows),
        "form": form,
        "refusals": refusals,
        "organisations": names_near(meeting.unit),
    }
    return render(request, "participation/meeting/attendance.html", context, status=_status(request))


def _attended(request: HttpRequest, meeting: Meeting, form: AttendanceForm) -> bool:
    """Carry out what was pressed; False when the form cannot be read. Raises Refused."""
    move, now = request.POST.get("move", ""), timezone.now()
    if move == "remove":
        key = key_of(request, "attendance")
        actions.remove_attendance(meeting=meeting, attendance=key, actor=request.user, at=now)
        return True
    if move != "put":
        raise BadRequest
    if not form.is_valid():
        return False
    slot = form.slot_among(meeting.slots.all())
    actions.put_attendance(slot=slot, came=form.came(), actor=request.user, at=now)
    messages.success(request, _("Written down."))
    return True


@for_team
def minutes_writing(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The points of the minutes, one after another; two people can write at once."""
    refusals, agenda = [], list(meeting.agenda.all())
    chosen = next((one for one in points_of(meeting) if str(one.pk) == request.GET.get("punkt")), None)
    form = PointForm(_posted(request), agenda=agenda, initial=_written(chosen))
    try:
        if request.method == "POST" and _wrote(request, meeting, form):
            return redirect("participation:minutes_writing", key=meeting.pk)
    except Refused as refused:
        refusals = sentences(refused)
    points = points_of(meeting)
    there = next((one for one in points if str(one.pk) == str(form["point"].value() or "")), None)
    if refusals and form.is_bound and there is not None:
        # What was typed stands on top of the newest words, which the page shows beside it.
        form = PointForm({**request.POST.dict(), "seen": there.version}, agenda=agenda)
    context = {
        "trail": desk_trail(meeting, (_("Minutes"), request.path)),
        "meeting": meeting,
        "points": points,
        "chosen": there,
        "form": form,
        "refusals": refusals,
        "organisations": names_near(meeting.unit),
    }
    return render(request, "participation/meeting/writing.html", context, status=_status(request))


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.POST.get("move") == "put" else None


def _written(point: MinutePoint | None) -> dict[str, Any]:
    """What the form shows before anything is changed."""
    if point is None:
        return {}
    names = ("kind", "text", "raised_by", "capacity", "who", "until")
    known = {name: getattr(point, name) for name in names}
    return {**known, "agenda_point": point.agenda_point_id, "point": point.pk, "seen": point.version}


def _wrote(request: HttpRequest, meeting: Meeting, form: PointForm) -> bool:
    """Carry out what was pressed; False when the form cannot be read. Raises Refused."""
    act: dict[str, Any] = {"meeting": meeting, "actor": request.user, "at": timezone.now()}
    move = request.POST.get("move", "")
    if move == "remove":
        actions.remove_point(point=key_of(request, "point"), seen=key_of(request, "seen"), **act)
        return True
    if move != "put":
        raise BadRequest
    if not form.is_valid():
        return False
    key = form.cleaned_data["point"]
    point = next((one for one in points_of(meeting) if one.pk == key), None)
    if key and point is None:
        form.add_error(None, _("This point was taken away meanwhile. Save again to add it as a new one."))
        form.data = {**request.POST.dict(), "point": ""}
        return False
    actions.put_point(point=point, description=form.described(), seen=form.cleaned_data["seen"] or 0, **act)
    messages.success(request, _("Written down."))
    return True


def _version(request: HttpRequest, meeting: Meeting) -> tuple[MinutesVersion, list[MinutesVersion]]:
    """The accepted version that is asked for, and all of them. Raises Http404."""
    versions = versions_of(meeting)
    asked = request.GET.get("wersja") or (str(versions[0].number) if versions else "")
    found = next((one for one in versions if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found, versions


@require_safe
@public
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The accepted minutes, for everyone; earlier versions stay readable."""
    version, versions = _version(request, meeting)
    context = {
        "trail": trail_to(meeting, (_("Minutes"), request.path)),
        "meeting": meeting,
        "version": version,
        "versions": versions,
        "minutes": shown_minutes(version.content, numbers_of(meeting)),
    }
    return render(request, "participation/meeting/minutes.html", context)


@require_safe
@public
def minutes_file(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The accepted minutes as PDF."""
    version, _versions = _version(request, meeting)
    content = pdf.render(minutes_document(meeting, version, speaking()))
    name = f"protokol-{meeting.code}-{version.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
