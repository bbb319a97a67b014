"""The pages on which the regional centre reads a form, asks about cells, returns it or accepts it."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions import verification as actions
from drogowskaz.assessments.forms import DecisionForm, DropForm, ObjectionForm
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.submission_pages.asking import asking_page
from drogowskaz.assessments.queries.submission_pages.review import review
from drogowskaz.assessments.views.entry.gate import form_at
from drogowskaz.assessments.views.submission.gate import Act, carried_out, reading, typed
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.trail import Step, front

Said = dict[str, Any]


def verification(request: HttpRequest, region: str, year: int, code: str) -> HttpResponseBase:
    """A form of the region; see `_verification`."""
    if not code.startswith(region):
        raise Http404
    given: HttpResponseBase = _verification(request, code, year, region)
    return given


@reading
def _verification(request: HttpRequest, form: Assessment, region: str) -> HttpResponse:
    """What changed since the last return, then the whole form, and the decision."""
    refusals: tuple[str, ...] = ()
    if request.method == "POST":
        refusals = carried_out(request, form, ACTS)
        if not refusals:
            return redirect(request.path)
        form = form_at(form.unit.code, form.year)
    page = review(form, request.GET.get("rozdzial", ""), request.user, timezone.now(), get_language() or "pl")
    if page is None:
        raise Http404
    context = {
        "trail": _trail(form, region),
        "form": form,
        "unit": form.unit,
        "region": region,
        "page": page,
        "read": page.form,
        "board": reverse("assessments:intake", args=[region, form.year]),
        "ask_at": _ask_at(form, region) if page.may_return else "",
        "typed": typed(request),
        "refusals": refusals,
    }
    return render(request, "assessments/submission/verification.html", context, status=422 if refusals else 200)


def objection(request: HttpRequest, region: str, year: int, code: str, row: str, column: int) -> HttpResponseBase:
    """A cell of a form of the region; see `_objection`."""
    if not code.startswith(region):
        raise Http404
    given: HttpResponseBase = _objection(request, code, year, region, row, column)
    return given


@reading
def _objection(request: HttpRequest, form: Assessment, region: str, row: str, column: int) -> HttpResponse:
    """One cell, what stands around it, and what the regional centre asks about it."""
    lang = get_language() or "pl"
    refusals: tuple[str, ...] = ()
    address = reverse("assessments:verification", args=[region, form.year, form.unit.code])
    key = row, column - form.year
    if request.method == "POST":
        refusals = carried_out(request, form, {"ask": (ObjectionForm, _asker(*key)), "drop": ACTS["drop"]})
        if not refusals:
            return redirect(f"{address}#writing")
    page = asking_page(form, key, request.user, timezone.now(), lang)
    if page is None:
        raise Http404
    context = {
        "trail": [*_trail(form, region), Step(f"{page.place.row.label[lang]}, {column}", request.path)],
        "form": form,
        "unit": form.unit,
        "page": page,
        "back": address,
        "typed": typed(request),
        "refusals": refusals,
    }
    return render(request, "assessments/submission/objection.html", context, status=422 if refusals else 200)


def _asker(row: str, offset: int) -> Act:
    def ask(request: HttpRequest, form: Assessment, said: Said) -> str:
        actions.object_to(assessment=form, row=row, offset=offset, **said, actor=request.user, at=timezone.now())
        return _("Your question is written down. The unit reads it when you return the form.")

    return ask


def _return(request: HttpRequest, form: Assessment, said: Said) -> str:
    told = {"version": said["seen"], "reason": said["reason"]}
    actions.return_form(assessment=form, **told, actor=request.user, at=timezone.now())
    return _("The form has been returned to the unit with your reasons.")


def _accept(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.accept_form(assessment=form, version=said["seen"], actor=request.user, at=timezone.now())
    return _("The form has been accepted.")


def _drop(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.drop_objection(assessment=form, **said, actor=request.user, at=timezone.now())
    return _("The question is removed. Nobody was told of it.")


ACTS: dict[str, tuple[type[forms.Form], Act]] = {
    "return": (DecisionForm, _return),
    "accept": (DecisionForm, _accept),
    "drop": (DropForm, _drop),
}
"""What can be done on the page of a form, by the name of the button."""


def _ask_at(form: Assessment, region: str) -> str:
    """What the addresses of all cells begin with; what follows is `row/column/`. Asking for each by its name would
    take longer than the rest of the page."""
    end = "row/0/"
    address = reverse("assessments:objection", args=[region, form.year, form.unit.code, *end.split("/")[:2]])
    assert address.endswith(end), "a cell's address ends with its row and column"
    return address.removesuffix(end)


def _trail(form: Assessment, region: str) -> list[Step]:
    above = unit_or_404(region)
    board = reverse("assessments:intake", args=[region, form.year])
    address = reverse("assessments:verification", args=[region, form.year, form.unit.code])
    return [
        front(),
        Step(above.full_name, reverse("home:unit", args=[above.code])),
        Step(_("Forms for {year}").format(year=form.year), board),
        Step(form.unit.full_name, address),
    ]
