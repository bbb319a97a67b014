"""One form of the region beside its past, units like it, second sources and the gminas below; a click asks about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.actions.verification import object_to
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import may_read_form, may_review_form, may_see_draft
from drogowskaz.assessments.queries.entry import open_form
from drogowskaz.assessments.queries.intake.comparison import Ground, compare, drawing, ground
from drogowskaz.assessments.queries.intake.questions import KINDS, asked_about
from drogowskaz.assessments.views.intake.gate import desk, refused, trail
from drogowskaz.engine.words import _ as marked
from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit
from drogowskaz.ui.trail import Step

NOT_SENT = marked("{unit} has neither sent this form nor shown its draft.")
LOST = marked(
    "The version that {unit} sent cannot be opened, so nothing can be compared. Restore its file from a backup."
)


@require_http_methods(["GET", "POST"])
@desk
def intake_comparison(request: HttpRequest, region: Unit, year: int, unit: str) -> HttpResponse:
    """A chapter of one form with everything it is compared with."""
    form, lang, now = _form(region, year, unit), get_language() or "pl", timezone.now()
    refusal = may_read_form(request.user, form, now)
    if refusal is not None:
        return refused(request, region, year, refusal.sentence(lang))
    on = ground(form, lang)
    if on is None:
        sentence = LOST if may_see_draft(form) else NOT_SENT
        return refused(request, region, year, say(sentence, lang, unit=form.unit.full_name))
    refusals: list[str] = []
    if request.method == "POST":
        try:
            return _asked(request, form, on)
        except Refused as told:
            refusals = [one.sentence(lang) for one in told.refusals]
    shown = compare(on, request.GET.get("rozdzial", ""))
    row = on.sheet.edition.row_by_key.get(request.GET.get("wiersz", ""))
    context: dict[str, Any] = {
        "trail": trail(region, year, Step(form.unit.full_name, request.path)),
        "region": region,
        "unit": form.unit,
        "form": form,
        "year": year,
        "shown": shown,
        "chapters": [one for one in on.sheet.edition.chapters if one.rows],
        "only": request.GET.get("pokaz") == "pytania",
        "row": row,
        "drawing": drawing(row, on, form.unit.full_name) if row is not None else "",
        "may_ask": may_review_form(request.user, form, now) is None,
        "refusals": refusals,
    }
    return render(request, "assessments/intake/comparison.html", context, status=422 if refusals else 200)


def _form(region: Unit, year: int, code: str) -> Assessment:
    """Raises Http404 unless it is the form of a unit of this region."""
    try:
        form = open_form(code, year)
    except Assessment.DoesNotExist:
        raise Http404 from None
    if not code.startswith(region.code):
        raise Http404
    return form


def _asked(request: HttpRequest, form: Assessment, on: Ground) -> HttpResponse:
    """Make the question of a comparison the draft of an objection. Raises Refused, and BadRequest for none there is."""
    chapter, key, kind = (request.POST.get(name, "") for name in ("chapter", "row", "kind"))
    row = next((one for one in compare(on, chapter).rows if one.row.key == key), None)
    found = asked_about(row, kind, on) if row is not None and kind in KINDS else None
    if found is None:
        raise BadRequest
    text, offset = found
    object_to(assessment=form, row=key, offset=offset, text=text, actor=request.user, at=timezone.now())
    messages.success(request, _("Written down as a question to this cell. The unit reads it once you return the form."))
    here = reverse("assessments:intake_comparison", args=[form.unit.code[:2], form.year, form.unit.code])
    return redirect(f"{here}?rozdzial={chapter}#{key}")
