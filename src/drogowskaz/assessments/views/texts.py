"""The page on which the text of a chapter is written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import actions
from drogowskaz.assessments.forms import TextForm
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.texts import history, latest, suggested
from drogowskaz.assessments.views.entry.gate import page
from drogowskaz.engine.workflow import Refused
from drogowskaz.ui.trail import Step, front


@page
def text(request: HttpRequest, found: Assessment, chapter: str) -> HttpResponse:
    """A chapter's text with what the numbers suggest beside it, and every version it had."""
    unit = found.unit
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
            return redirect("assessments:text", code=unit.code, year=found.year, chapter=chapter)
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
        "author": standing.authorship.sentence(lang) if standing and standing.authorship else "",
        "suggested": suggested(known, sheet, lang),
        "written": form.data.get("text", "") if form.is_bound else standing.text if standing else "",
        "history": history(found, chapter),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "assessments/text.html", context, status=422 if form.is_bound else 200)
