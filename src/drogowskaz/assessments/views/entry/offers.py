"""What organisations supplied to an open form, and deciding on it cell by cell."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions.offers import decide_cell
from drogowskaz.assessments.forms import SettleForm
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import decides_for_itself
from drogowskaz.assessments.queries.offers_page import offers_page
from drogowskaz.assessments.views.entry.gate import page
from drogowskaz.assessments.views.entry.sections import trail_to_form
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.workflow import Refused
from drogowskaz.ui.trail import Step


@dataclass(frozen=True)
class Settling:
    """What somebody sent about one cell and why it was not done; shown again in its place."""

    key: str
    asked: SettleForm
    refusals: tuple[str, ...]


@page
def offers(request: HttpRequest, form: Assessment) -> HttpResponse:
    """Every cell that something was offered to, with the choice of what is to stand in it."""
    settling = None
    if request.method == "POST":
        cell = _cell(form, request.POST.get("cell", ""))
        settling = settle(request, form, cell)
        if not settling.refusals:
            return redirect(f"{request.get_full_path()}#c:{settling.key}")
    context = {
        "trail": [*trail_to_form(form), Step(_("What organisations supplied"), request.path)],
        "form": form,
        "unit": form.unit,
        "assessment": form,
        "shown": offers_page(form, request.GET.get("strona", "1"), get_language() or "pl"),
        "settling": settling,
        "needs_basis": not decides_for_itself(request.user, form, timezone.now()),
        "act": reverse("assessments:offers", args=[form.unit.code, form.year]),
    }
    return render(request, "assessments/entry/offers.html", context, status=422 if settling else 200)


def settle(request: HttpRequest, form: Assessment, cell: CellKey) -> Settling:
    """Decide on the cell as the page asks; a message says what now stands there."""
    lang, key = get_language() or "pl", f"{cell[0]}:{cell[1]}"
    offered = form.offers.filter(row=cell[0], offset=cell[1]).values_list("pk", flat=True)
    asked = SettleForm(request.POST, offers=offered)
    if not asked.is_valid():
        said = (f"{asked[name].label}: {' '.join(map(str, found))}" for name, found in asked.errors.items())
        return Settling(key, asked, tuple(said))
    try:
        decide_cell(assessment=form, cell=cell, actor=request.user, at=timezone.now(), **asked.cleaned_data)
    except Refused as refused:
        return Settling(key, asked, tuple(one.sentence(lang) for one in refused.refusals))
    label = edition_named(form.edition).row_by_key[cell[0]].label[lang]
    messages.success(request, _("Decided: {row}, {year}.").format(row=label, year=form.year + cell[1]))
    return Settling(key, asked, ())


def _cell(form: Assessment, named: str) -> CellKey:
    """Raises Http404 when the form has no such cell."""
    row, _colon, offset = named.rpartition(":")
    known = edition_named(form.edition).row_by_key.get(row)
    column = next((one for one in known.offsets if str(one) == offset), None) if known else None
    if column is None:
        raise Http404
    return row, column
