"""The public record of frozen forms: the chain on a page and as files."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.assessments.queries.submission_pages.record import chain_csv, chain_json, record_page
from drogowskaz.ui.trail import Step, front


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The links of the chain, newest first, and how anybody can check them."""
    words = request.GET.get("q", "").strip()
    context = {
        "trail": [front(), Step(_("Record of signed forms"), request.path)],
        "words": words,
        "record": record_page(words, request.GET.get("strona", "1")),
    }
    return render(request, "assessments/submission/record.html", context)


@require_safe
def record_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain as a table."""
    return _file(chain_csv(), "text/csv; charset=utf-8", "lancuch.csv")


@require_safe
def record_json(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain for programs."""
    return _file(chain_json(), "application/json", "lancuch.json")


def _file(pieces: Iterator[str], media: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=media, headers=headers)
