"""The page on which the text of a chapter is written."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import actions
from drogowskaz.assessments.forms import TextForm
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.texts import history, latest, suggested
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage, unit_by_code
from drogowskaz.ui.trail import Step, front


def text(request: HttpRequest, code: str, year: int, chapter: str) -> HttpResponse:
    """A chapter's text with what the numbers suggest beside it, and every version it had."""
    unit, found = _opened(request, code, year)
    sheet, lang = sheet_of(found), get_language() or "pl"
    known = next((one for one in sheet.edition.chapters if one.number == chapter), None)
    if known is None:
        raise Http404
    form, refusals = TextForm(request.POST or None), []
    if form.is_valid():
        try:
            actions.write_text(
                assessment=found, chapter=chapter, **form.cleaned_data, actor=request.user, at=timezone.now()
            )
            return redirect("assessments:text", code=code, year=year, chapter=chapter)
        except Refused as refused:
            refusals = [refusal.sentence(lang) for refusal in refused.refusals]
    standing = latest(found, chapter)
    context = {
        "trail": [
            front(),
            Step(unit.full_name, reverse("home:unit", args=[unit.code])),
            Step(_("Text of chapter {number}").format(number=chapter), request.path),
        ],
        "unit": unit,
        "assessment": found,
        "chapter": known,
        "standing": standing,
        "suggested": suggested(known, sheet, lang),
        "written": form.data.get("text", "") if form.is_bound else standing.text if standing else "",
        "history": history(found, chapter),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "assessments/text.html", context, status=422 if form.is_bound else 200)


def _opened(request: HttpRequest, code: str, year: int) -> tuple[Unit, Assessment]:
    """The form of a unit that this person may write in. Raises Http404 and PermissionDenied."""
    try:
        unit = unit_by_code(code)
    except Unit.DoesNotExist:
        raise Http404 from None
    every = Assessment.objects.select_related("unit__parent")
    found = get_object_or_404(every, unit__in=lineage(unit), year=year)
    if may_write(request.user, found, timezone.now()):
        raise PermissionDenied
    return unit, found
