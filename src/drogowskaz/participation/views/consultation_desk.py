"""The team's pages of a consultation: beginning it, preparing it part by part, announcing it, and running it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refusal, Refused, whole
from drogowskaz.participation.actions import consultation as actions
from drogowskaz.participation.actions import consultation_running as running
from drogowskaz.participation.actions import consultation_section as sections
from drogowskaz.participation.forms.consultation import (
    FIELDS,
    ConsultationForm,
    HostForm,
    MoreTimeForm,
    PrinciplesForm,
)
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.permissions.consultation import (
    may_run_consultation,
    may_see_consultation,
    work_is_on,
)
from drogowskaz.participation.queries.consultation import answered_of, consultation_named
from drogowskaz.participation.queries.consultation_desk import consultation_desk_page, proposed_days
from drogowskaz.participation.queries.consultation_text import (
    Bound,
    chapter_bound,
    recommendation_bound,
    row_bound,
)
from drogowskaz.participation.views.consultation import step_to, trail_to_consultations
from drogowskaz.participation.views.gate import Inner, cycle_or_404, of_cycle
from drogowskaz.participation.workflow.consultation import CONSULTATION
from drogowskaz.ui.answering import closed, key_of, said, sentences, speaking
from drogowskaz.ui.trail import Step

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@of_cycle(may_run_consultation)
def consultation_new(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Begin to prepare a consultation; the days of the calendar are there already."""
    refusals: list[str] = []
    trail = trail_to_consultations(cycle, Step(_("New consultation"), request.path))
    refusal = work_is_on(cycle)
    if refusal is not None:
        return closed(request, refusal, trail)
    form = ConsultationForm(request.POST or None, initial=_proposed(cycle))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_consultation(cycle=cycle, text=form.text(), actor=request.user, at=timezone.now())
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("The consultation is being prepared. Now choose what you ask about."))
            return _back(made, "parts")
    context = {"trail": trail, "unit": cycle.unit, "cycle": cycle, "form": form, "refusals": refusals}
    return render(request, "participation/consultation/new.html", context, status=_status(request))


def _proposed(cycle: Cycle) -> dict[str, Any]:
    opens, closes = proposed_days(cycle)
    title = _("Consultation of the draft assessment for {year}").format(year=cycle.year)
    return {"title": title, "opens_on": opens, "closes_on": closes}


def for_team(view: Inner) -> Inner:
    """A page for those who run the consultation; the others are told who does."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        cycle, now = cycle_or_404(code, year), timezone.now()
        found = consultation_named(cycle, number)
        refusal = may_run_consultation(request.user, cycle, now)
        if found is None or (refusal is not None and may_see_consultation(request.user, found, now) is not None):
            raise Http404
        if refusal is not None:
            return closed(request, refusal, trail_to_consultations(cycle, step_to(found)))
        response = view(request, found)
        response["Cache-Control"] = "private, no-store"
        return response

    return opened


@require_http_methods(PAGE)
@for_team
def consultation_desk(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Everything a consultation needs, on one page: what is missing, its words, its parts, its principles, its days."""
    refusals: list[str] = []
    pressed = _Pressed(request, consultation)
    if request.method == "POST":
        try:
            answer = pressed.done()
        except Refused as refused:
            refusals = sentences(refused)
            pressed.consultation = consultation_named(consultation.cycle, consultation.number) or consultation
        else:
            if answer is not None:
                return answer
    one, now = pressed.consultation, timezone.now()
    if refusals and pressed.move in ("save", "host"):
        # The same words on top of the version that is there now, which the page shows beside them.
        pressed.again()
    context = {
        "trail": trail_to_consultations(one.cycle, step_to(one), Step(_("Preparing and running"), request.path)),
        "unit": one.cycle.unit,
        "cycle": one.cycle,
        "consultation": one,
        "page": consultation_desk_page(one, now, speaking()),
        "moves": [move.name for move in CONSULTATION.moves_from(one.state)],
        "answered": answered_of(one),
        "form": pressed.form,
        "pairs": pressed.principles.pairs(speaking()),
        "more_time": pressed.more_time,
        "host": pressed.host,
        "typed": request.POST,
        "move": pressed.move,
        "refusals": refusals,
        "work": said(work_is_on(one.cycle)),
    }
    return render(request, "participation/consultation/desk.html", context, status=_status(request))


class _Pressed:
    """What was pressed on the desk, with the forms of the page as they were filled in."""

    def __init__(self, request: HttpRequest, consultation: Consultation) -> None:
        self.request = request
        self.consultation = consultation
        self.move = request.POST.get("move", "")
        written = {name: getattr(consultation, name) for name in FIELDS}
        seen = {"seen": consultation.version}
        self.form = ConsultationForm(self._data("save"), initial=written | seen)
        self.principles = PrinciplesForm(self._data("principles"), checks=consultation.principles.all(), prefix="p")
        self.more_time = MoreTimeForm(self._data("extend"), prefix="time")
        names = {"host": consultation.host, "contact": consultation.contact}
        self.host = HostForm(self._data("host"), initial=names | seen, prefix="host")

    def _data(self, move: str) -> Any:
        return self.request.POST if self.move == move else None

    def again(self) -> None:
        """Let the next press begin from the version that stands now."""
        name, form = ("seen", self.form) if self.move == "save" else ("host-seen", self.host)
        data = self.request.POST.copy()
        data[name] = str(self.consultation.version)
        form.data = data

    def done(self) -> HttpResponse | None:
        """Carry out what was pressed; None where a form has to be put right. Raises Refused."""
        act: dict[str, Any] = {"consultation": self.consultation, "actor": self.request.user, "at": timezone.now()}
        known: dict[str, Callable[[dict[str, Any]], str | None]] = {
            "save": self._save,
            "principles": self._principles,
            "extend": self._extend,
            "host": self._host,
            "chapter": self._chapter,
            "row": self._row,
            "recommendation": self._recommendations,
        }
        if self.move in known:
            place = known[self.move](act)
            return None if place is None else _back(self.consultation, place)
        if self.move in NUMBERED:
            NUMBERED[self.move](number=key_of(self.request, "number"), **act)
            return _back(self.consultation, "parts")
        if self.move == "question":
            question = self.request.POST.get("question", "")
            sections.ask_of_section(number=key_of(self.request, "number"), question=question, **act)
            return _back(self.consultation, "parts")
        if self.move == "cancel":
            actions.cancel_consultation(reason=self.request.POST.get("reason", ""), **act)
            return _back(self.consultation, "state")
        if self.move in MOVES:
            MOVES[self.move](**act)
            return _back(self.consultation, "state")
        raise BadRequest

    def _save(self, act: dict[str, Any]) -> str | None:
        if not self.form.is_valid():
            return None
        actions.change_consultation(text=self.form.text(), seen=self.form.cleaned_data["seen"] or 0, **act)
        messages.success(self.request, _("The description is saved."))
        return "described"

    def _principles(self, act: dict[str, Any]) -> str | None:
        if not self.principles.is_valid():
            return None
        actions.put_principles(checks=self.principles.checks(), **act)
        messages.success(self.request, _("The principles are saved."))
        return "principles"

    def _extend(self, act: dict[str, Any]) -> str | None:
        if not self.more_time.is_valid():
            return None
        running.extend(**self.more_time.cleaned_data, **act)
        messages.success(self.request, _("The consultation has more time now."))
        return "state"

    def _host(self, act: dict[str, Any]) -> str | None:
        if not self.host.is_valid():
            return None
        running.change_host(**self.host.cleaned_data, **act)
        messages.success(self.request, _("Whom to ask is changed."))
        return "state"

    def _chapter(self, act: dict[str, Any]) -> str:
        return self._add([chapter_bound(self.consultation.cycle, self.request.POST.get("chapter", ""))], act)

    def _row(self, act: dict[str, Any]) -> str:
        return self._add([row_bound(self.consultation.cycle, self.request.POST.get("row", ""))], act)

    def _recommendations(self, act: dict[str, Any]) -> str:
        chosen = [*self.request.POST.getlist("chosen"), self.request.POST.get("own", "")]
        texts = [whole(one, sections.LONGEST_RECOMMENDATION) for one in chosen if one.strip()]
        return self._add([recommendation_bound(one) for one in texts], act)

    def _add(self, bounds: list[Bound | None], act: dict[str, Any]) -> str:
        """Raises Refused also when nothing that is there was chosen."""
        there = [one for one in bounds if one is not None]
        if not there:
            raise Refused([Refusal(actions.CHOOSE_A_PART)])
        for one in there:
            sections.add_section(bound=one, question=self.request.POST.get("question", ""), **act)
        return "parts"


NUMBERED: dict[str, Callable[..., Any]] = {"up": sections.raise_section, "remove": sections.remove_section}
MOVES: dict[str, Callable[..., Any]] = {
    "announce": actions.announce_consultation,
    "open": running.open_consultation,
    "end": running.end_consultation,
}


def _back(consultation: Consultation, place: str) -> HttpResponse:
    cycle = consultation.cycle
    address = reverse("participation:consultation_desk", args=[cycle.unit.code, cycle.year, consultation.number])
    return redirect(f"{address}#{place}")


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
