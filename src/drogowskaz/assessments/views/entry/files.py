"""Two pages that change many cells at once: a file brought into the form, and what would repair its errors."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions.entry import Fate, Outcome, Save, save_cells
from drogowskaz.assessments.actions.files import load_file
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.downloads import FORMATS
from drogowskaz.assessments.queries.entry.suggestions import repairs as repairs_of
from drogowskaz.assessments.queries.entry.templates import template_of
from drogowskaz.assessments.queries.entry.uploads import TEMPLATES, ShownDifference, differences, read_upload
from drogowskaz.assessments.views.entry.gate import page
from drogowskaz.assessments.views.entry.sections import trail_to_form
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.workflow import Refused
from drogowskaz.ui.trail import Step

SALT = "drogowskaz.assessments.entry.file"
DAY = 86400


@page
def entry_file(request: HttpRequest, form: Assessment) -> HttpResponse:
    """A file: first what it would change, then the chosen part of it. Before that, a template to be filled."""
    ending = f".{request.GET.get('szablon', '')}"
    if ending in TEMPLATES and request.method == "GET":
        return _template(form, ending)
    context: dict[str, Any] = {
        "trail": [*trail_to_form(form), Step(_("Bring in a file"), request.path)],
        "form": form,
        "problems": [],
    }
    lang = get_language() or "pl"
    if "kept" in request.POST:
        try:
            _told(request, _applied(request, form))
            return redirect("assessments:entry", code=form.unit.code, year=form.year)
        except signing.BadSignature:
            context["problems"] = [_("This page is too old. Choose the file once more; nothing has been changed.")]
        except Refused as refused:
            context["problems"] = [one.sentence(lang) for one in refused.refusals]
    elif "file" in request.FILES:
        upload = request.FILES["file"]
        assert isinstance(upload, UploadedFile)
        try:
            read = read_upload(form, upload.name or "", upload.read())
            found = differences(form, read, lang)
            context |= {
                "name": upload.name,
                "found": found,
                "unmatched": [one.sentence(lang) for one in read.unmatched],
                "kept": _kept(form, upload.name or "", found),
            }
        except Unusable as unusable:
            context["problems"] = [problem.sentence(lang) for problem in unusable.problems]
    elif request.method == "POST":
        context["problems"] = [_("Choose a file first.")]
    return render(request, "assessments/entry/file.html", context, status=422 if context["problems"] else 200)


def _template(form: Assessment, ending: str) -> HttpResponse:
    content = template_of(form, ending, get_language() or "pl")
    response = HttpResponse(content, content_type=FORMATS[ending.removeprefix(".")].media)
    name = f"szablon-{form.unit.code}-{form.year}{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _kept(form: Assessment, name: str, found: Iterable[ShownDifference]) -> str:
    """What was shown, signed, so that what is put in later is what the person has seen."""
    cells = [
        [kind, one.table.key, *step.key, step.then, step.seen]
        for one in found
        for kind, steps in (("fresh", one.fresh), ("changed", one.changed))
        for step in steps
    ]
    return signing.dumps({"form": form.pk, "name": name, "cells": cells}, salt=SALT, compress=True)


def _applied(request: HttpRequest, form: Assessment) -> tuple[Outcome, ...]:
    """Put in the ticked tables. Raises BadSignature and Refused."""
    kept = signing.loads(request.POST["kept"], salt=SALT, max_age=DAY)
    if kept["form"] != form.pk:
        raise signing.BadSignature
    ticked = {"fresh": set(request.POST.getlist("fresh")), "changed": set(request.POST.getlist("changed"))}
    saves = [
        Save(row, offset, text, seen) for kind, table, row, offset, text, seen in kept["cells"] if table in ticked[kind]
    ]
    return load_file(assessment=form, saves=saves, file=kept["name"], actor=request.user, at=timezone.now())


def _told(request: HttpRequest, outcomes: tuple[Outcome, ...]) -> None:
    """Say how many cells were written, and how many somebody changed meanwhile."""
    written = sum(one.fate is Fate.SAVED for one in outcomes)
    messages.success(
        request, ngettext("%(n)d cell has been saved.", "%(n)d cells have been saved.", written) % {"n": written}
    )
    overtaken = sum(one.fate is Fate.CONFLICT for one in outcomes)
    if overtaken:
        told = ngettext(
            "%(n)d cell was changed by somebody meanwhile and stays as it is.",
            "%(n)d cells were changed by somebody meanwhile and stay as they are.",
            overtaken,
        )
        messages.warning(request, told % {"n": overtaken})


@page
def repairs(request: HttpRequest, form: Assessment) -> HttpResponse:
    """The fewest changes that would remove every error, each to be put in by a person who knows that it is true."""
    refusals: list[str] = []
    if request.method == "POST":
        row, offset, seen = (request.POST.get(name, "") for name in ("row", "offset", "seen"))
        if offset.lstrip("-").isdecimal() and seen.isdecimal():
            save = Save(row, int(offset), request.POST.get("text", ""), int(seen))
            (outcome,) = save_cells(assessment=form, saves=[save], actor=request.user, at=timezone.now())
            if outcome.fate is not Fate.CONFLICT:
                return redirect(request.path)
        refusals = [_("The form has changed meanwhile; the proposals below are new.")]
    context = {
        "trail": [*trail_to_form(form), Step(_("What would repair the errors"), request.path)],
        "form": form,
        "repairs": repairs_of(form, get_language() or "pl"),
        "refusals": refusals,
        "back": reverse("assessments:entry", args=[form.unit.code, form.year]),
    }
    return render(request, "assessments/entry/repairs.html", context, status=422 if refusals else 200)
