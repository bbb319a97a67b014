"""The page of one cell of an open form: where its value comes from, what is said of it, what competes with it; and the
page on which a finding is explained."""

from collections.abc import Callable

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions.offers import offer_value
from drogowskaz.assessments.actions.remarks import close_remark, explain, remark, reply
from drogowskaz.assessments.forms import ChoiceForm, ExplanationForm, OfferForm, RemarkForm, ReplyForm
from drogowskaz.assessments.models import Assessment, Remark
from drogowskaz.assessments.permissions import decides_for_itself
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.assessments.queries.entry.parts import pages_of
from drogowskaz.assessments.queries.entry.remarks import explanations, talk
from drogowskaz.assessments.views.entry.gate import page
from drogowskaz.assessments.views.entry.offers import settle
from drogowskaz.assessments.views.entry.sections import trail_to
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.checks.sentences import arithmetic, place_of
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Row, Severity
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import User
from drogowskaz.ui.trail import Step

Act = Callable[[HttpRequest, Assessment, CellKey, dict[str, object]], object]


@page
def entry_cell(request: HttpRequest, form: Assessment, row: str, column: int) -> HttpResponse:
    """One cell; `column` is a calendar year."""
    known, lang = _row(form, row, column), get_language() or "pl"
    refusals: list[str] = []
    settling = None
    if request.method == "POST":
        if request.POST.get("act") == "settle":
            settling = settle(request, form, (row, column - form.year))
            refusals = [*settling.refusals]
        else:
            refusals = _done(request, form, (row, column - form.year))
        if not refusals:
            return redirect(_back(form, row) if "back" in request.POST else request.path)
    chapter = edition_named(form.edition).chapter_of(known)
    context = {
        "trail": [*trail_to(form, chapter), Step(f"{known.label[lang]}, {column}", request.path)],
        "form": form,
        "chapter": chapter,
        "back": _back(form, known.key),
        "talk": talk(form, known, column - form.year, lang, timezone.now()),
        "refusals": refusals,
        "settling": settling,
        "needs_basis": not decides_for_itself(request.user, form, timezone.now()),
        "act": request.path,
    }
    return render(request, "assessments/entry/cell.html", context, status=422 if refusals else 200)


def _row(form: Assessment, key: str, column: int) -> Row:
    """Raises Http404 when the form has no such cell."""
    known = edition_named(form.edition).row_by_key.get(key)
    if known is None or column - form.year not in known.offsets:
        raise Http404
    return known


def _back(form: Assessment, place: str) -> str:
    edition = edition_named(form.edition)
    table = edition.row_by_key[place].table if place in edition.row_by_key else place
    chapter = edition.tables[table].chapter
    address = reverse("assessments:entry_section", args=[form.unit.code, form.year, chapter])
    return f"{address}?strona={pages_of(edition)[place]}#{place}"


def _done(request: HttpRequest, form: Assessment, cell: CellKey) -> list[str]:
    """Do what the pressed button says; the sentences of why not."""
    made, act = ACTS.get(request.POST.get("act", ""), (None, None))
    if made is None or act is None:
        raise Http404
    asked: forms.Form = made(request.POST)
    if not asked.is_valid():
        return [f"{asked[name].label}: {' '.join(map(str, found))}" for name, found in asked.errors.items()]
    try:
        act(request, form, cell, asked.cleaned_data)
    except Refused as refused:
        return [one.sentence(get_language() or "pl") for one in refused.refusals]
    return []


def _remark(request: HttpRequest, form: Assessment, cell: CellKey, said: dict[str, object]) -> object:
    wanted = said.pop("assignee")
    assignee = get_object_or_404(User, pk=wanted, is_active=True) if wanted else None
    return remark(
        assessment=form,
        cell=cell,
        assignee=assignee,
        actor=request.user,
        at=timezone.now(),
        **said,  # type: ignore[arg-type]
    )


def _reply(request: HttpRequest, form: Assessment, cell: CellKey, said: dict[str, object]) -> object:
    about = get_object_or_404(_remarks(form, cell), pk=said["remark"])
    return reply(remark=about, text=str(said["text"]), actor=request.user, at=timezone.now())


def _close(request: HttpRequest, form: Assessment, cell: CellKey, said: dict[str, object]) -> None:
    about = get_object_or_404(_remarks(form, cell), pk=said["chosen"])
    close_remark(remark=about, actor=request.user, at=timezone.now())


def _remarks(form: Assessment, cell: CellKey) -> QuerySet[Remark]:
    return form.remarks.filter(row=cell[0], offset=cell[1]).select_related("assessment__unit", "by")


def _offer(request: HttpRequest, form: Assessment, cell: CellKey, said: dict[str, object]) -> object:
    text = str(said.pop("value"))
    return offer_value(
        assessment=form,
        cell=cell,
        text=text,
        actor=request.user,
        at=timezone.now(),
        **said,  # type: ignore[arg-type]
    )


ACTS: dict[str, tuple[type[forms.Form], Act]] = {
    "remark": (RemarkForm, _remark),
    "reply": (ReplyForm, _reply),
    "close": (ChoiceForm, _close),
    "offer": (OfferForm, _offer),
}
"""What can be done on the page of a cell, by the name of the button."""


@page
def explanation(request: HttpRequest, form: Assessment, check: str, column: int) -> HttpResponse:
    """Why a finding is as it is, in the unit's own words."""
    lang, offset = get_language() or "pl", column - form.year
    known = edition_named(form.edition).check_by_id.get(check)
    if known is None or known.severity is not Severity.JUSTIFY or offset not in known.offsets:
        raise Http404
    asked, refusals = ExplanationForm(request.POST or None), []
    if asked.is_valid():
        try:
            explain(
                assessment=form, about=check, offset=offset, actor=request.user, at=timezone.now(), **asked.cleaned_data
            )
            return redirect(_back(form, known.row or known.table))
        except Refused as refused:
            refusals = [one.sentence(lang) for one in refused.refusals]
    sheet = sheet_with_last(form)
    found = [one for one in check_sheet(sheet).findings if (one.check.id, one.offset) == (check, offset)]
    chapter = next(one for one in sheet.edition.chapters if one.number == sheet.edition.tables[known.table].chapter)
    context = {
        "trail": [*trail_to(form, chapter), Step(_("Explanation"), request.path)],
        "form": form,
        "back": _back(form, known.row or known.table),
        "message": known.message[lang],
        "arithmetic": arithmetic(found[0], sheet, lang) if found else "",
        "place": place_of(found[0], sheet, lang) if found else "",
        "standing": explanations(form).get((check, offset)),
        "asked": asked,
        "refusals": refusals,
    }
    return render(request, "assessments/entry/explanation.html", context, status=422 if refusals else 200)
