"""The frozen versions of a form: the list, one version chapter by chapter, the difference between two, and files."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.assessments.actions.fetching import fetch_frozen
from drogowskaz.assessments.models import Assessment, Package
from drogowskaz.assessments.queries.downloads import FORMATS
from drogowskaz.assessments.queries.packages import content_of, frozen
from drogowskaz.assessments.queries.submission_pages.reading import read_form, written_in
from drogowskaz.assessments.queries.submission_pages.versions import (
    readable_versions,
    shown_difference,
    shown_versions,
)
from drogowskaz.assessments.views.submission.gate import reading, trail_to_signing
from drogowskaz.engine.workflow import Refused
from drogowskaz.ui.trail import Step

PACKAGE = "pakiet.zip"
"""The address of the whole file; every other name is that of a document in it."""
ZIP = "application/zip"


@require_safe
@reading
def versions(request: HttpRequest, form: Assessment) -> HttpResponse:
    """Every version that this person may read, newest first."""
    context = {
        "trail": _trail(form),
        "form": form,
        "unit": form.unit,
        "versions": shown_versions(form, request.user, timezone.now(), get_language() or "pl"),
    }
    return render(request, "assessments/submission/versions.html", context)


@require_safe
@reading
def version(request: HttpRequest, form: Assessment, number: int) -> HttpResponse:
    """A version as it was signed, one chapter at a time."""
    every, package = _found(request, form, number)
    content = frozen(package)
    read = read_form(form, written_in(content), request.GET.get("rozdzial", ""), get_language() or "pl")
    if read is None:
        raise Http404
    context = {
        "trail": [*_trail(form), Step(_("Version {number}").format(number=number), request.path)],
        "form": form,
        "unit": form.unit,
        "package": package,
        "frozen": content,
        "files": sorted(content.documents),
        "others": [one for one in every if one != package],
        "read": read,
    }
    return render(request, "assessments/submission/version.html", context)


@require_safe
@reading
def version_difference(request: HttpRequest, form: Assessment, number: int) -> HttpResponse:
    """What differs between a version and another one, the one before it when none is named."""
    every, package = _found(request, form, number)
    others = [one for one in every if one != package]
    asked = request.GET.get("z", "")
    earlier = [one for one in others if one.number < number]
    other = next((one for one in others if str(one.number) == asked), earlier[0] if earlier and not asked else None)
    if asked and other is None:
        raise Http404
    older, newer = (sorted((other, package), key=lambda one: one.number)) if other else (None, package)
    address = reverse("assessments:version", args=[form.unit.code, form.year, number])
    context = {
        "trail": [
            *_trail(form),
            Step(_("Version {number}").format(number=number), address),
            Step(_("What differs"), request.path),
        ],
        "form": form,
        "unit": form.unit,
        "older": older,
        "newer": newer,
        "others": others,
        "differs": shown_difference(older, newer, get_language() or "pl") if older else None,
    }
    return render(request, "assessments/submission/difference.html", context)


@require_safe
@reading
def version_file(request: HttpRequest, form: Assessment, number: int, file: str) -> HttpResponse:
    """The whole package, or a document out of it. Either is handed out only as it was signed."""
    _every, package = _found(request, form, number)
    opened = frozen(package)
    if file != PACKAGE and file not in opened.documents:
        raise Http404
    whole = file == PACKAGE
    content = content_of(package.sha256) if whole else opened.documents[file]
    media = ZIP if whole else FORMATS[file.rpartition(".")[2]].media
    try:
        fetch_frozen(package=package, file=file, actor=request.user, at=timezone.now())
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    name = f"ozps-{form.unit.code}-{form.year}-{number}-{file}"
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media, headers=headers)


def _found(request: HttpRequest, form: Assessment, number: int) -> tuple[list[Package], Package]:
    """Every version this person may read, and the one of this number. Raises Http404."""
    every = readable_versions(form, request.user, timezone.now())
    package = next((one for one in every if one.number == number), None)
    if package is None:
        raise Http404
    # They all belong to this form, whose unit is at hand.
    package.assessment = form
    return every, package


def _trail(form: Assessment) -> list[Step]:
    address = reverse("assessments:versions", args=[form.unit.code, form.year])
    return [*trail_to_signing(form), Step(_("Signed versions"), address)]
