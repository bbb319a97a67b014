"""Second sources of a region: taking one in from a file, and its numbers beside those of the forms."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.actions.intake.sources import load_source, remove_source
from drogowskaz.assessments.models import SecondSource
from drogowskaz.assessments.queries.intake import sources
from drogowskaz.assessments.views.intake.gate import desk, trail
from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit
from drogowskaz.ui.trail import Step

FIELDS = ("title", "publisher", "url", "published", "certainty")
MOST_PROBLEMS = 50
LONGEST = 9
"""Digits of how many differences were shown already."""


@require_http_methods(["GET", "POST"])
@desk
def intake_sources(request: HttpRequest, region: Unit, year: int) -> HttpResponse:
    """The sources that are there, and a form to bring in another."""
    lang, problems = get_language() or "pl", []
    if request.method == "POST":
        try:
            source = _loaded(request, region, year)
            messages.success(request, _("The source was taken in whole."))
            return redirect("assessments:intake_source", code=region.code, year=year, source=source.pk)
        except Refused as refused:
            problems = [one.sentence(lang) for one in refused.refusals]
        except Unusable as unusable:
            problems = [one.sentence(lang) for one in unusable.problems]
        except ValidationError:
            problems = [_("Choose a file, and write the address with https:// or leave it out.")]
    context: dict[str, Any] = {
        "trail": trail(region, year, Step(_("Second sources"), request.path)),
        "unit": region,
        "year": year,
        "sources": sources.sources_of(region, year),
        "levels": [(one.value, say(label, lang)) for one, label in LABELS.items()],
        "problems": problems[:MOST_PROBLEMS],
        "further": max(len(problems) - MOST_PROBLEMS, 0),
        "typed": {name: request.POST.get(name, "") for name in FIELDS},
    }
    return render(request, "assessments/intake/sources.html", context, status=422 if problems else 200)


def _loaded(request: HttpRequest, region: Unit, year: int) -> SecondSource:
    """Raises Refused, Unusable, and ValidationError without a file or with an address that cannot be one."""
    upload = request.FILES.get("file")
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    if not isinstance(upload, UploadedFile):
        raise ValidationError("no file")
    if typed["url"]:
        URLValidator(schemes=["http", "https"])(typed["url"])
    return load_source(
        region=region,
        year=year,
        title=typed["title"],
        publisher=typed["publisher"],
        url=typed["url"][:500],
        published=int(typed["published"]) if typed["published"].isdecimal() else 0,
        certainty=typed["certainty"],
        content=upload.read(),
        name=upload.name or "",
        actor=request.user,
        at=timezone.now(),
    )


@require_http_methods(["GET", "POST"])
@desk
def intake_source(request: HttpRequest, region: Unit, year: int, source: int) -> HttpResponse:
    """Where a source and the forms differ; whoever brought it in can take it away."""
    lang = get_language() or "pl"
    found = get_object_or_404(
        SecondSource.objects.select_related("region"), pk=source, region__code=region.code, year=year
    )
    if request.method == "POST":
        remove_source(source=found, actor=request.user, at=timezone.now())
        messages.success(request, _("The source was taken away. No form held any of its numbers."))
        return redirect("assessments:intake_sources", code=region.code, year=year)
    after = request.GET.get("po", "")
    context: dict[str, Any] = {
        "trail": trail(
            region,
            year,
            Step(_("Second sources"), reverse("assessments:intake_sources", args=[region.code, year])),
            Step(found.title, request.path),
        ),
        "unit": region,
        "year": year,
        "found": sources.compared(found, int(after) if after.isdecimal() and len(after) <= LONGEST else 0, lang),
        "warnings": [one.get(lang, "") for one in found.warnings],
    }
    return render(request, "assessments/intake/source.html", context)
