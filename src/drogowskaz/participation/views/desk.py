"""The animator's desk: the cycles in reach, a cycle on paper step by step, the team, its log, and the diary."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import Grant
from drogowskaz.participation.actions.desk import Work, change_note, write_note
from drogowskaz.participation.forms.desk import LinesForm, LogForm, NoteForm, WorkForm
from drogowskaz.participation.models import FieldNote
from drogowskaz.participation.permissions.desk import may_change_note, may_use_desk
from drogowskaz.participation.queries.desk import lines, log, notes, steps, team
from drogowskaz.participation.queries.desk.reach import coordinating, cycles_of_desk, helping
from drogowskaz.ui.answering import closed, sentences, speaking
from drogowskaz.ui.trail import Step, front

ON_A_PAGE, ACTS_ON_A_PAGE = 25, 50
Inner = Callable[..., HttpResponse | StreamingHttpResponse]


def trail_to_desk(*further: Step) -> list[Step]:
    """The way to the desk, and further."""
    return [front(), Step(_("Animator's desk"), reverse("participation:desk")), *further]


def for_helpers(view: Inner) -> Inner:
    """A page for whoever is an animator or coordinator somewhere now; it gets their roles."""

    @wraps(view)
    def opened(request: HttpRequest, **given: Any) -> HttpResponse | StreamingHttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        now = timezone.now()
        refusal = may_use_desk(request.user, now)
        if refusal is not None:
            return closed(request, refusal, [front()])
        response = view(request, helping(request.user, now), **given)
        response["Cache-Control"] = "private, no-store"
        return response

    return opened


@require_safe
@for_helpers
def desk(request: HttpRequest, grants: list[Grant]) -> HttpResponse:
    """Each cycle in reach as a line, those where the year has not begun, and the ways to the team and the diary."""
    now = timezone.now()
    form = LinesForm(request.GET, years=lines.years_of(grants))
    typed = form.cleaned_data if form.is_valid() else {}
    chosen = lines.Chosen(typed.get("q", ""), typed.get("rok"), typed.get("czeka", False))
    page = Paginator(lines.lines_of(grants, chosen, now), ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {
        "trail": trail_to_desk(),
        "form": form,
        "page": page,
        "lines": lines.shown(list(page), now, speaking()),
        "unopened": lines.unopened(grants, now),
        "coordinates": bool(coordinating(grants)),
        "filtered": bool(chosen.words or chosen.year or chosen.waiting),
    }
    return render(request, "participation/desk/desk.html", context)


@require_safe
@for_helpers
def desk_cycle(request: HttpRequest, grants: list[Grant], code: str, year: int) -> HttpResponse:
    """What to do on paper in one gmina, in its order."""
    found = cycles_of_desk(grants).select_related("assessment__submission").filter(unit__code=code, year=year).first()
    if found is None:
        raise Http404
    title = _("On paper: {unit}, {year}").format(unit=found.unit.full_name, year=year)
    context = {
        "trail": trail_to_desk(Step(title, request.path)),
        "cycle": found,
        "unit": found.unit,
        "steps": steps.steps_of(found, timezone.now(), speaking()),
    }
    return render(request, "participation/desk/cycle.html", context)


@require_safe
@for_helpers
def desk_team(request: HttpRequest, grants: list[Grant]) -> HttpResponse:
    """Who animates what, and which units have nobody."""
    now = timezone.now()
    bare = Paginator(team.without_animator(grants, now), ON_A_PAGE)
    context = {
        "trail": trail_to_desk(Step(_("Team"), request.path)),
        "helpers": team.team_of(grants, now),
        "bare": bare.get_page(request.GET.get("strona")),
        "coordinates": bool(coordinating(grants)),
    }
    return render(request, "participation/desk/team.html", context)


@require_safe
@for_helpers
def desk_log(request: HttpRequest, grants: list[Grant]) -> HttpResponse:
    """What the team did, by person, gmina and day."""
    form, entries = _acts(request, grants)
    page = Paginator(entries, ACTS_ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {
        "trail": trail_to_desk(Step(_("What the team did"), request.path)),
        "form": form,
        "page": page,
        "acts": log.shown(page, speaking()),
        "asked": _asked(request),
    }
    return render(request, "participation/desk/log.html", context)


@require_safe
@for_helpers
def desk_log_file(request: HttpRequest, grants: list[Grant]) -> StreamingHttpResponse:
    """The same as CSV."""
    _form, entries = _acts(request, grants)
    headers = {"Content-Disposition": f'attachment; filename="dzialania-{timezone.localdate():%Y-%m-%d}.csv"'}
    content = log.csv_of(entries, speaking())
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _acts(request: HttpRequest, grants: list[Grant]) -> tuple[LogForm, Any]:
    """The filter and what it leaves; a filter that cannot be read leaves everything and says so by its fields."""
    people = [one.person for one in team.team_of(grants, timezone.now())]
    units = dict(cycles_of_desk(grants).order_by("unit__sort_key").values_list("unit__code", "unit__name"))
    form = LogForm(request.GET, people=people, units=[(code, f"{name} ({code})") for code, name in units.items()])
    typed = form.cleaned_data if form.is_valid() else {}
    chosen = log.Chosen(typed.get("osoba"), typed.get("gmina", ""), typed.get("od"), typed.get("do"))
    return form, log.acts_of(grants, [one.pk for one in people], chosen)


@for_helpers
def diary(request: HttpRequest, grants: list[Grant]) -> HttpResponse:
    """The person's notes and, for a coordinator, those of the team; a new one is written here."""
    now, refusals = timezone.now(), []
    cycles = {one.pk: one for one in cycles_of_desk(grants)}
    form = NoteForm(request.POST or None, cycles=cycles.values(), initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        cycle = cycles[form.cleaned_data.pop("cycle")]
        try:
            write_note(unit=cycle.unit, cycle=cycle, work=Work(**form.cleaned_data), actor=request.user, at=now)
            messages.success(request, _("The note is in the diary."))
            return redirect("participation:diary")
        except Refused as refused:
            refusals = sentences(refused)
    found = notes.notes_of(request.user, grants)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {
        "trail": trail_to_desk(Step(_("Diary"), request.path)),
        "form": form,
        "cycles": cycles,
        "page": page,
        "notes": [(one, may_change_note(request.user, one, now) is None) for one in page],
        "spent": notes.spent(found),
        "refusals": refusals,
    }
    return render(request, "participation/desk/diary.html", context, status=_status(request))


@for_helpers
def note(request: HttpRequest, grants: list[Grant], key: int) -> HttpResponse:
    """Putting one's own note right, for a day."""
    found = notes.notes_of(request.user, grants).filter(pk=key).first()
    if found is None:
        raise Http404
    now = timezone.now()
    refusal = may_change_note(request.user, found, now)
    refusals = [refusal.sentence(speaking())] if refusal else []
    kept = {name: getattr(found, name) for name in ("day", "kind", "minutes", "text")}
    form = WorkForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            change_note(note=found, work=Work(**form.cleaned_data), actor=request.user, at=now)
            messages.success(request, _("The note is changed."))
            return redirect("participation:diary")
        except Refused as refused:
            refusals = sentences(refused)
    above = Step(_("Diary"), reverse("participation:diary"))
    context = {
        "trail": trail_to_desk(above, Step(_("A note"), request.path)),
        "note": FieldNote.objects.get(pk=found.pk),
        "form": form,
        "closed": refusal is not None,
        "refusals": refusals,
    }
    return render(request, "participation/desk/note.html", context, status=_status(request))


def _asked(request: HttpRequest) -> str:
    """The filter of the address without the page, for the links to other pages and to the file."""
    asked = request.GET.copy()
    asked.pop("strona", None)
    return asked.urlencode()


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
