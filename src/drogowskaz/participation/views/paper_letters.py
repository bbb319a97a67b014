"""The printed invitations of a cycle, of one organisation or of all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from drogowskaz.assessments.models import Cycle
from drogowskaz.documents.binding import bound
from drogowskaz.documents.pdf import render
from drogowskaz.participation.queries.paper_letters import letters_of, to_print
from drogowskaz.participation.views.gate import for_office
from drogowskaz.ui.answering import speaking

LONGEST = 10
"""Digits of a key or of a portion."""


@require_GET
@for_office
def paper_letters(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """A PDF with the letter and the form of every invited organisation, or of the one that is named."""
    asked = to_print(cycle, _number(request, "organizacja"), _number(request, "czesc") or 1)
    if not asked:
        messages.info(request, _("Nobody is invited yet, so there is nothing to print. Tick organisations first."))
        return redirect("participation:invitations", code=cycle.unit.code, year=cycle.year)
    made = [render(document) for document in letters_of(cycle, asked, timezone.now(), speaking())]
    name = f"zaproszenie-{asked[0].code}.pdf" if len(made) == 1 else f"zaproszenia-{cycle.unit.code}-{cycle.year}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = made[0] if len(made) == 1 else bound(made)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _number(request: HttpRequest, name: str) -> int | None:
    """A whole number above zero in the address; None when it is none."""
    text = request.GET.get(name, "")
    return int(text) or None if text.isascii() and text.isdigit() and len(text) < LONGEST else None
