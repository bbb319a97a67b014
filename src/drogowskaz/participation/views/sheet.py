"""Sheets of a meeting to be printed, filled in by hand and scanned."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from drogowskaz.documents.handwritten import render_sheet
from drogowskaz.participation.models import Meeting
from drogowskaz.participation.queries.sheet import SHEETS
from drogowskaz.participation.views.meeting_gate import for_team
from drogowskaz.ui.answering import speaking


@require_safe
@for_team
def sheet(request: HttpRequest, meeting: Meeting, name: str) -> HttpResponse:
    """One of the sheets as PDF."""
    if name not in SHEETS:
        raise Http404
    content = render_sheet(SHEETS[name](meeting, speaking()))
    headers = {"Content-Disposition": f'attachment; filename="{name}-{meeting.code}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
