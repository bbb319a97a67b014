"""The public pages of meetings: the list, one meeting, its calendar files."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from drogowskaz.documents.appointments import appointment_file
from drogowskaz.participation.models import Meeting, Slot
from drogowskaz.participation.permissions.meeting import may_run_meeting
from drogowskaz.participation.permissions.registration import may_register
from drogowskaz.participation.queries import meeting as reading
from drogowskaz.participation.queries.appointment import appointment_of
from drogowskaz.participation.queries.minutes import versions_of
from drogowskaz.participation.views.meeting_gate import public, slot_of, trail_to
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.answering import speaking

ON_A_PAGE = 30


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Everybody's list: what is coming, what is over; of the whole country, a voivodeship or a unit."""
    now, code = timezone.now(), request.GET.get("jednostka", "").strip()
    unit = unit_or_404(code) if code else None
    over = Paginator(reading.past(now, unit.code if unit else ""), ON_A_PAGE)
    context = {
        "trail": trail_to(),
        "unit": unit,
        "regions": reading.voivodeships(),
        "coming": list(reading.coming(now, unit.code if unit else "")),
        "page": over.get_page(request.GET.get("strona")),
        "prepared": reading.prepared_by(request.user, now),
    }
    whole = not getattr(request, "htmx", False)
    template = "participation/meeting/list.html" if whole else "participation/meeting/list.html#results"
    return render(request, template, context)


@require_safe
@public
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What a meeting is for, when and where, how many places are left, what makes it accessible, and its minutes."""
    now = timezone.now()
    slots = reading.shown_slots(meeting)
    for one in slots:
        one.slot.meeting = meeting
    context = {
        "trail": trail_to(meeting),
        "meeting": meeting,
        "slots": [(one, may_register(one.slot, now) is None) for one in slots],
        "agenda": list(meeting.agenda.all()),
        "version": next(iter(versions_of(meeting)), None),
        "runs": request.user.is_authenticated
        and may_run_meeting(request.user, meeting.unit, meeting.year, now) is None,
    }
    return render(request, "participation/meeting/meeting.html", context)


@require_safe
@public
def slot_file(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """One slot for a phone or an office program, without the link for those online."""
    return calendar_answer(slot_of(meeting, number), with_link=False)


def calendar_answer(slot: Slot, *, with_link: bool) -> HttpResponse:
    """The calendar file of a slot, with the link only for those who have a place."""
    url = settings.ADDRESS.rstrip("/") + reverse("participation:meeting", args=[slot.meeting_id])
    lang = speaking()
    entry = appointment_of(slot, url=url, lang=lang, with_link=with_link)
    content = appointment_file(slot.meeting.title, [entry], lang=lang, written_at=timezone.now())
    headers = {
        "Content-Disposition": f'attachment; filename="spotkanie-{slot.meeting_id}-{slot.number}.ics"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
