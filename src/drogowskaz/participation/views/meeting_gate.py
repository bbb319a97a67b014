"""Who gets to the pages of a meeting, and the way there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.participation.models import Meeting, Slot
from drogowskaz.participation.permissions.meeting import may_run_meeting, may_see_meeting
from drogowskaz.participation.queries.meeting import meeting_named
from drogowskaz.ui.answering import closed
from drogowskaz.ui.trail import Step, front

Inner = Callable[..., HttpResponse]


def trail_to(meeting: Meeting | None = None, *further: tuple[str, str]) -> list[Step]:
    """The way to the list, to the page of a meeting, and on."""
    trail = [front(), Step(_("Meetings"), reverse("participation:meetings"))]
    if meeting is not None:
        trail.append(Step(meeting.title, reverse("participation:meeting", args=[meeting.pk])))
    return [*trail, *(Step(label, url) for label, url in further)]


def desk_trail(meeting: Meeting, *further: tuple[str, str]) -> list[Step]:
    """The same past the desk from which the meeting is run."""
    return trail_to(
        meeting, (_("Running the meeting"), reverse("participation:meeting_desk", args=[meeting.pk])), *further
    )


def meeting_or_404(key: int) -> Meeting:
    found = meeting_named(key)
    if found is None:
        raise Http404
    return found


def public(view: Inner) -> Inner:
    """A page of an announced meeting; before that its team alone knows that it is there."""

    @wraps(view)
    def opened(request: HttpRequest, key: int, **given: Any) -> HttpResponse:
        meeting = meeting_or_404(key)
        if may_see_meeting(request.user, meeting, timezone.now()) is not None:
            raise Http404
        return view(request, meeting, **given)

    return opened


def for_team(view: Inner) -> Inner:
    """A page for those who run the meeting; the others are told who does."""

    @wraps(view)
    def opened(request: HttpRequest, key: int, **given: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        meeting, now = meeting_or_404(key), timezone.now()
        refusal = may_run_meeting(request.user, meeting.unit, meeting.year, now)
        if refusal is not None:
            if may_see_meeting(request.user, meeting, now) is not None:
                raise Http404
            return closed(request, refusal, trail_to(meeting))
        response = view(request, meeting, **given)
        response["Cache-Control"] = "private, no-store"
        return response

    return opened


def slot_of(meeting: Meeting, number: int) -> Slot:
    """Raises Http404 when the meeting has no such slot."""
    found = next((slot for slot in meeting.slots.all() if slot.number == number), None)
    if found is None:
        raise Http404
    found.meeting = meeting
    return found
