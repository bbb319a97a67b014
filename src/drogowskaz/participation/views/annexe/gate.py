"""Who gets to an annexe: pages send a visitor to sign in, a refusal is a page with its sentence and what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.organisations.permissions import may_assist
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.permissions.annexe import institution_refusal, may_read_annexe, may_speak_for
from drogowskaz.participation.queries.annexe import annexe_of, definition_of
from drogowskaz.participation.views.gate import cycle_or_404
from drogowskaz.territory.models import Unit
from drogowskaz.ui.answering import speaking
from drogowskaz.ui.trail import Step, front

P = ParamSpec("P")
Inner = Callable[Concatenate[HttpRequest, "Place", P], HttpResponse]
Outer = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Place:
    """Whose annexe of which cycle; None before it is begun."""

    cycle: Cycle
    organisation: Organisation
    found: Annexe | None
    person: User

    @property
    def unit(self) -> Unit:
        return self.cycle.unit

    @property
    def address(self) -> tuple[str, int, int]:
        """What the addresses of its pages are made of."""
        return self.unit.code, self.cycle.year, self.organisation.pk

    @property
    def annexe(self) -> Annexe:
        """The annexe of a page that is opened only once it is begun."""
        assert self.found is not None, "begun"
        return self.found


def page(view: Inner[P]) -> Outer:
    """A page of an annexe for whoever may read it. What may be done on it, its actions say. One that is not begun yet
    leads to where it can be."""
    return _opened(view, begun=True)


def first_page(view: Inner[P]) -> Outer:
    """The page on which an annexe is begun."""
    return _opened(view, begun=False)


def _opened(view: Inner[P], *, begun: bool) -> Outer:
    @wraps(view)
    def opened(
        request: HttpRequest, code: str, year: int, organisation: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        place = place_at(request.user, code, year, organisation)
        refusal = reading_refusal(place)
        if refusal is not None:
            return refused(request, place, refusal)
        if begun and place.found is None:
            return redirect("participation:annexe", *place.address)
        return view(request, place, *args, **kwargs)

    return opened


def place_at(person: User, code: str, year: int, organisation: int) -> Place:
    """Raises Http404 when there is no such cycle or organisation."""
    cycle = cycle_or_404(code, year)
    found = get_object_or_404(Organisation.objects.select_related("unit"), pk=organisation)
    return Place(cycle, found, annexe_of(cycle, found), person)


def reading_refusal(place: Place) -> Refusal | None:
    at = timezone.now()
    if place.found is not None:
        return may_read_annexe(place.person, place.found, at)
    voice = may_speak_for(place.person, place.organisation, place.cycle, None, at)
    if isinstance(voice, Refusal) and place.organisation.is_institution:
        return institution_refusal(place.organisation)
    return voice if isinstance(voice, Refusal) else None


def refused(request: HttpRequest, place: Place, refusal: Refusal) -> HttpResponse:
    """The page that says why, with whatever was typed, to be copied from there."""
    typed = [
        (_question(place, name[2:]), text)
        for name in request.POST
        if name.startswith("v:") and (text := " ".join(request.POST.getlist(name)))
        if text != request.POST.get(f"w:{name[2:]}", "")
    ]
    may_help = may_assist(place.person, place.unit, place.cycle.year, timezone.now()) is None
    context = {
        "trail": trail(),
        "place": place,
        "sentence": refusal.sentence(speaking()),
        "typed": typed,
        "may_help": may_help and place.found is None and not place.organisation.is_institution,
    }
    return render(request, "participation/annexe/refused.html", context, status=403)


def _question(place: Place, name: str) -> str:
    """The question that a field of the page asks."""
    if place.found is None:
        return name
    field = definition_of(place.found).field_by_key.get(name.rpartition(":")[0])
    return field.label[speaking()] if field else name


def trail(place: Place | None = None, *further: Step) -> list[Step]:
    """The way to the list, or to the page of one annexe and on."""
    steps = [front(), Step(_("Annexes of my organisations"), reverse("participation:annexes"))]
    if place is not None:
        name = _("{organisation}, {year}").format(organisation=place.organisation.name, year=place.cycle.year)
        steps.append(Step(name, reverse("participation:annexe", args=place.address)))
    return [*steps, *further]
