"""What the workspace runs: the compiled checks of an edition, and the worker that keeps pages without a network."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.loader import edition_ids, edition_named

WORKER = Path(__file__).parents[2] / "static" / "assessments" / "entry" / "worker.js"
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def artefact(request: HttpRequest, edition: str, sha256: str) -> HttpResponse:
    """The compiled checks of this name. They never change, so a browser keeps them. Raises Http404."""
    if edition not in edition_ids():
        raise Http404
    known = edition_named(edition)
    found = next((one for one in (compiled(known, year) for year in known.years) if one.sha256 == sha256), None)
    if found is None:
        raise Http404
    tag = f'"{sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": FOR_EVER})
    return HttpResponse(
        found.content, content_type="application/json", headers={"ETag": tag, "Cache-Control": FOR_EVER}
    )


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's module, at an address above the pages that it keeps: a browser allows it no others."""
    return HttpResponse(
        WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )
