"""The files of an agreement: as it stands, and the sheet to negotiate on with a pen."""

from importlib import import_module

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from drogowskaz.documents.agreement.build import agreement_document, blank_document
from drogowskaz.participation.queries.agreement.page import agreement_page
from drogowskaz.participation.queries.agreement.print import agreement_text
from drogowskaz.participation.views.agreement.gate import cycle_at

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {
    "porozumienie.pdf": (agreement_document, "drogowskaz.documents.pdf", "application/pdf"),
    "porozumienie.docx": (agreement_document, "drogowskaz.documents.docx", DOCX),
    "arkusz.pdf": (blank_document, "drogowskaz.documents.pdf", "application/pdf"),
    "arkusz.docx": (blank_document, "drogowskaz.documents.docx", DOCX),
}
"""What each file is made with and by which module; these are loaded only here, since they take a second."""


@require_safe
def agreement_file(request: HttpRequest, code: str, year: int, version: int, file: str) -> HttpResponse:
    """One file of one version; of those that were never signed only for the sides."""
    cycle, lang, at = cycle_at(code, year), get_language() or "pl", timezone.now()
    page = agreement_page(cycle, request.user, at, lang, version=version)
    if page.agreement is None or file not in FILES:
        raise Http404
    describe, maker, media = FILES[file]
    content: bytes = import_module(maker).render(describe(agreement_text(page, at, lang), lang))
    name, _dot, ending = file.partition(".")
    shown = f"{name}-{cycle.unit.code}-{year}-v{version}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{shown}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media, headers=headers)
