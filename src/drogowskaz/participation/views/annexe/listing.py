"""What waits for the organisations of a person, and finding an annexe by the code printed on its paper form."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import may_assist
from drogowskaz.participation.actions.annexe import tidy_code
from drogowskaz.participation.permissions.annexe import Voice, may_read_annexe, may_speak_for
from drogowskaz.participation.queries.annexe.listing import helped_cycles, printed_with, waiting_annexes
from drogowskaz.participation.views.annexe.gate import trail


@require_safe
def annexes(request: HttpRequest) -> HttpResponse:
    """Each cycle whose annexe the person may fill in, under which mandate, and until when."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    at, typed = timezone.now(), request.GET.get("kod", "").strip()
    if typed:
        way = _way(request.user, tidy_code(typed))
        if way:
            return redirect(way)
    context = {
        "trail": trail(),
        "waiting": waiting_annexes(request.user, at),
        "helped": helped_cycles(request.user, at),
        "typed": typed,
    }
    return render(request, "participation/annexe/annexes.html", context, status=404 if typed else 200)


def _way(person: User, code: str) -> str:
    """Where a code leads this person; nowhere for one that nobody has, and for one of somebody else's annexe: nobody
    can tell the two apart."""
    found, at = printed_with(code), timezone.now()
    if found is None:
        return ""
    cycle, organisation, begun = found
    page = reverse("participation:annexe", args=[cycle.unit.code, cycle.year, organisation.pk])
    if begun is not None:
        return page if may_read_annexe(person, begun, at) is None else ""
    if isinstance(may_speak_for(person, organisation, cycle, None, at), Voice):
        return page
    if may_assist(person, cycle.unit, cycle.year, at) is None:
        helping = reverse("participation:annexe_assisting", args=[cycle.unit.code, cycle.year])
        return f"{helping}?organizacja={organisation.pk}"
    return ""
