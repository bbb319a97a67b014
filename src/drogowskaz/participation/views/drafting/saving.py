"""Saving a draft while it is being written, for the module of the page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.drafting import write_draft
from drogowskaz.participation.forms.drafting import DraftForm
from drogowskaz.participation.queries.drafting.tasks import last_version
from drogowskaz.participation.views.drafting.gate import found_task
from drogowskaz.ui.answering import sentences


@require_POST
def save_draft(request: HttpRequest, code: str, year: int, key: int) -> HttpResponse:
    """Keep a version and say which; a refusal says why, and that the text is still on the page."""
    if not request.user.is_authenticated:
        return _answer(401, sentence=_("Sign in again. What you typed is still on this page."))
    task = found_task(code, year, key)
    form = DraftForm(request.POST, papers=())
    if not form.is_valid():
        return _answer(400, sentence=_("The text could not be read. Save it with the button."))
    typed, now = form.cleaned_data, timezone.now()
    try:
        write_draft(
            task=task, text=typed["text"], seen=typed["seen"], actor=request.user, at=now, consent=typed["consent"]
        )
    except Refused as refused:
        return _answer(409, sentence=" ".join(sentences(refused)))
    standing = last_version(task)
    told = _("Saved, {time}").format(time=date_format(timezone.localtime(now), "H:i"))
    return _answer(200, version=standing.version if standing else 0, sentence=told)


def _answer(status: int, **told: object) -> JsonResponse:
    response = JsonResponse(told, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
