"""One section of an annexe: its questions, saved by hand where no script does it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.engine.annexes import FieldType, Section, show_answer
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.annexe import Fate, Outcome, remove_place, restore_place, save_answers
from drogowskaz.participation.forms.annexe import Misread, from_page
from drogowskaz.participation.permissions.annexe import Voice, closed_because, may_fill, may_speak_for
from drogowskaz.participation.queries.annexe import definition_of, spoken_for
from drogowskaz.participation.queries.annexe.areas import areas_around
from drogowskaz.participation.queries.annexe.section import Conflict, Typed, shown_section
from drogowskaz.participation.views.annexe.gate import Place, page, refused, trail
from drogowskaz.ui.answering import sentences, speaking
from drogowskaz.ui.trail import Step

Left = dict[tuple[str, int], Typed]
"""What a save left over."""


@page
def annexe_section(request: HttpRequest, place: Place, section: str) -> HttpResponse:
    """The questions of a section with what stands in them. What cannot be saved stays typed, with the reason."""
    definition, at = definition_of(place.annexe), timezone.now()
    asked = next((one for one in definition.sections if one.key == section), None)
    if asked is None:
        raise Http404
    refusals: list[str] = []
    left: Left = {}
    if request.method == "POST":
        refusal = may_fill(place.person, place.annexe, at)
        if refusal is not None:
            return refused(request, place, refusal)
        try:
            left = _act(request, place, asked)
            if not left:
                return redirect(_next(request, place, asked))
        except Refused as reasons:
            refusals = sentences(reasons)
    return _shown(request, place, asked, left, refusals)


def _shown(request: HttpRequest, place: Place, asked: Section, left: Left, refusals: list[str]) -> HttpResponse:
    found, at = place.annexe, timezone.now()
    voice = may_speak_for(place.person, place.organisation, place.cycle, found, at)
    refusal = closed_because(found, at) or (voice if not isinstance(voice, Voice) else None)
    adding = "dodaj" in request.GET or request.POST.get("move") == "add"
    sections = definition_of(found).sections
    at_place = sections.index(asked)
    context = {
        "trail": trail(place, Step(asked.label[speaking()], request.path)),
        "place": place,
        "spoken_for": spoken_for(found, voice, speaking()) if isinstance(voice, Voice) else "",
        "refusal": refusal.sentence(speaking()) if refusal else "",
        "page": shown_section(
            found,
            asked,
            found.items.select_related("changed_by"),
            speaking(),
            open_now=refusal is None,
            adding=adding,
            typed=left,
            areas=areas_around(place.unit) if _asks_for_area(asked) else None,
        ),
        "before": sections[at_place - 1] if at_place else None,
        "after": sections[at_place + 1] if at_place + 1 < len(sections) else None,
        "number": at_place + 1,
        "of": len(sections),
        "refusals": refusals,
        "left": len(left),
    }
    return render(
        request, "participation/annexe/section.html", context, status=422 if request.method == "POST" else 200
    )


def _asks_for_area(asked: Section) -> bool:
    return any(one.type is FieldType.TERRITORY for one in asked.fields)


def _act(request: HttpRequest, place: Place, asked: Section) -> Left:
    """Save what is typed, then do what was pressed. Returns what could not be saved. Raises Refused, BadRequest."""
    at = timezone.now()
    try:
        saves = from_page(request.POST)
    except Misread:
        raise BadRequest from None
    outcomes = save_answers(annexe=place.annexe, saves=saves, actor=place.person, at=at, lang=speaking())
    left = {one.save.key: _typed(one, place) for one in outcomes if one.fate not in (Fate.SAVED, Fate.SAME)}
    move, _dash, number = request.POST.get("move", "").partition("-")
    if left:
        saved = sum(one.fate is Fate.SAVED for one in outcomes)
        if saved:
            messages.info(
                request, ngettext("%(n)d answer was saved.", "%(n)d answers were saved.", saved) % {"n": saved}
            )
    elif move in ("remove", "restore") and number.isdecimal() and len(number) < 6:
        change = remove_place if move == "remove" else restore_place
        change(annexe=place.annexe, section=asked.key, place=int(number), actor=place.person, at=at)
        if move == "remove":
            messages.info(request, _("Removed. It can be brought back at the end of this page."))
    elif any(one.fate is Fate.SAVED for one in outcomes):
        messages.info(request, _("Saved."))
    return left


def _typed(outcome: Outcome, place: Place) -> Typed:
    if outcome.fate is not Fate.CONFLICT:
        return Typed(outcome.save.text, outcome.sentence)
    field = definition_of(place.annexe).field_by_key[outcome.save.field]
    when = f"{timezone.localtime(outcome.at):%d.%m.%Y, %H:%M}" if outcome.at else ""
    theirs = Conflict(show_answer(field, outcome.text, speaking()), outcome.by, when)
    return Typed(outcome.save.text, conflict=theirs, version=outcome.version)


def _next(request: HttpRequest, place: Place, asked: Section) -> str:
    """Where the pressed button leads."""
    move = request.POST.get("move", "")
    here = reverse("participation:annexe_section", args=[*place.address, asked.key])
    if move == "add":
        return f"{here}?dodaj=1#new"
    if move.startswith("go-"):
        wanted = [one.key for one in definition_of(place.annexe).sections if one.key == move[3:]]
        if wanted:
            return reverse("participation:annexe_section", args=[*place.address, wanted[0]])
        return reverse("participation:annexe", args=place.address)
    return here
