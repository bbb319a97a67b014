"""Preparing a consensus map, opening it, taking a statement out, closing it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions import consensus as actions
from drogowskaz.participation.actions.consensus_closing import close_map
from drogowskaz.participation.forms.consensus import DayForm, MapForm, TypedForm, day_in, written_in
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.queries import consensus as reading
from drogowskaz.participation.views.consensus_gate import for_map_team, for_maps, trail_to_map, trail_to_maps, where_is
from drogowskaz.participation.workflow.consensus import MAP
from drogowskaz.ui.answering import key_of, sentences

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@for_maps
def consensus_new(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Begin to prepare a map."""
    form, refusals = MapForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        now, description = timezone.now(), form.description()
        try:
            made = actions.make_map(cycle=cycle, description=description, actor=request.user, at=now)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("The map is being prepared. Now write its statements."))
            return _to_desk(made)
    context = {"trail": trail_to_maps(cycle, (_("New map"), request.path)), "cycle": cycle, "form": form}
    context["refusals"] = refusals
    return render(request, "participation/consensus/new.html", context, status=_status(request))


@dataclass
class Asked:
    """What was pressed on the page of the preparation, and the forms with what was typed."""

    request: HttpRequest
    map: ConsensusMap
    forms: dict[str, forms.Form]

    @property
    def act(self) -> dict[str, Any]:
        return {"asked": self.map, "actor": self.request.user, "at": timezone.now()}

    @property
    def seen(self) -> int:
        return key_of(self.request, "seen")

    def text(self, name: str) -> str:
        return self.request.POST.get(name, "")


@require_http_methods(PAGE)
@for_map_team
def consensus_preparing(request: HttpRequest, asked: ConsensusMap) -> HttpResponse:
    """The team's page of a map, with everything that can be done about it."""
    move, refusals = request.POST.get("move", ""), []
    pressed = Asked(request, asked, _forms(request, asked, move))
    if request.method == "POST":
        if move not in MOVES:
            raise BadRequest
        try:
            told = MOVES[move](pressed)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            if told:
                messages.success(request, told)
                return _to_desk(asked)
    context = {**_desk(request, asked), **pressed.forms, "refusals": refusals, "typed": request.POST}
    return render(request, "participation/consensus/preparing.html", context, status=_status(request))


def _forms(request: HttpRequest, asked: ConsensusMap, move: str) -> dict[str, forms.Form]:
    described = {"title": asked.title, "purpose": asked.purpose}
    return {
        "description": MapForm(request.POST if move == "describe" else None, initial=described),
        "typing": TypedForm(request.POST if move == "type" else None),
        "day": DayForm(request.POST if move in ("open", "prolong") else None, initial={"closes_on": asked.closes_on}),
    }


def _desk(request: HttpRequest, asked: ConsensusMap) -> dict[str, Any]:
    statements = reading.statements_of(asked)
    return {
        "trail": trail_to_map(asked, (_("Preparing"), request.path)),
        "map": asked,
        "cycle": asked.cycle,
        "statements": [one for one in statements if one.removed_at is None],
        "removed": [one for one in statements if one.removed_at is not None],
        "offered": reading.sources_of(asked),
        "moves": {move.name for move in MAP.moves_from(asked.state)},
        "progress": reading.progress_of(asked),
        "smallest": reading.SMALLEST,
    }


def _describe(asked: Asked) -> str:
    form = asked.forms["description"]
    if not isinstance(form, MapForm) or not form.is_valid():
        return ""
    actions.describe_map(description=form.description(), seen=asked.seen, **asked.act)
    return _("The changes are saved.")


def _type(asked: Asked) -> str:
    form = asked.forms["typing"]
    if not isinstance(form, TypedForm) or not form.is_valid():
        return ""
    return _added(actions.add_statements(texts=form.lines(), **asked.act))


def _take(asked: Asked) -> str:
    contribution, point = key_of(asked.request, "contribution"), key_of(asked.request, "point")
    if bool(contribution) == bool(point):
        raise BadRequest
    source = actions.Source(contribution=contribution or None, point=point or None)
    return _added(actions.add_statements(texts=[asked.text("text")], source=source, **asked.act))


def _added(statements: int) -> str:
    if not statements:
        return _("These statements stand there already; nothing changed.")
    text = ngettext("{n} statement is added at the end.", "{n} statements are added at the end.", statements)
    return text.format(n=statements)


def _arrange(asked: Asked) -> str:
    written = written_in(asked.request.POST, asked.map.statements.all())
    actions.arrange_statements(written=written, seen=asked.seen, **asked.act)
    return _("The list is saved.")


def _remove(asked: Asked) -> str:
    actions.remove_statement(key=key_of(asked.request, "statement"), reason=asked.text("reason"), **asked.act)
    return _("The statement is taken out; the reason stands on the page of the map.")


def _open(asked: Asked) -> str:
    day = _day(asked)
    actions.open_map(closes_on=day, **asked.act)
    return _("The map is open. Followers of the unit get the news. Now print sheets or send people the address.")


def _prolong(asked: Asked) -> str:
    actions.prolong_map(closes_on=_day(asked), **asked.act)
    return _("The last day is moved.")


def _day(asked: Asked) -> Any:
    form = asked.forms["day"]
    assert isinstance(form, DayForm), "the form of the page"
    return day_in(form)


def _close(asked: Asked) -> str:
    close_map(**asked.act)
    return _("The map is closed and its results are public.")


def _cancel(asked: Asked) -> str:
    actions.cancel_map(reason=asked.text("reason"), **asked.act)
    return _("The map is called off.")


MOVES: dict[str, Callable[[Asked], str]] = {
    "describe": _describe,
    "type": _type,
    "take": _take,
    "arrange": _arrange,
    "remove": _remove,
    "open": _open,
    "prolong": _prolong,
    "close": _close,
    "cancel": _cancel,
}
"""What each button does; what it says when it is done, empty where the form cannot be read."""


def _to_desk(asked: ConsensusMap) -> HttpResponse:
    return redirect(reverse("participation:consensus_preparing", args=where_is(asked)))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
