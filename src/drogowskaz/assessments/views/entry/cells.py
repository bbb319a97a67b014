"""What the modules of the workspace ask while somebody types: the whole form, a save, what others saved."""

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from drogowskaz.assessments.actions.entry import Outcome, save_cells
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries import entry as queries
from drogowskaz.assessments.queries.entry.states import change
from drogowskaz.assessments.views.entry.gate import answer
from drogowskaz.assessments.views.entry.posted import Misread, from_module
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import show
from drogowskaz.engine.workflow import refuse
from drogowskaz.organisations.models import User


@require_safe
@answer
def state(request: HttpRequest, form: Assessment) -> HttpResponse:
    """The whole form with its versions."""
    refuse(may_write(request.user, form, timezone.now()))
    assert isinstance(request.user, User)
    return JsonResponse(queries.state(form, request.user))


@require_POST
@answer
def save(request: HttpRequest, form: Assessment) -> HttpResponse:
    """Write the cells and tell the fate of each, in their order."""
    try:
        saves = from_module(request.body)
        outcomes = save_cells(assessment=form, saves=saves, actor=request.user, at=timezone.now())
    except (Misread, IntegrityError):
        return JsonResponse({"sentence": _("This save could not be read. Open the page anew.")}, status=400)
    return JsonResponse({"cells": [told(one, form, get_language() or "pl") for one in outcomes]})


def told(outcome: Outcome, form: Assessment, lang: str) -> dict[str, Any]:
    """A fate as the browser takes it in."""
    save, value = outcome.save, outcome.value
    row = edition_named(form.edition).row_by_key.get(save.row)
    return {
        "id": str(save.save_id),
        "row": save.row,
        "offset": save.offset,
        "fate": outcome.fate.value,
        "state": value.state.value,
        "number": value.number,
        "text": value.text,
        "shown": show(value, row.kind, lang) if row else "",
        "version": outcome.version,
        "by": outcome.by,
        "at": timezone.localtime(outcome.at).strftime("%d.%m.%Y, %H:%M") if outcome.at else "",
        "sentence": outcome.problem.sentence(lang) if outcome.problem else "",
    }


@require_safe
@answer
def changes(request: HttpRequest, form: Assessment) -> HttpResponse:
    """What was written after the line `po` of the journal; 204 when nothing was."""
    refuse(may_write(request.user, form, timezone.now()))
    after = request.GET.get("po", "")
    if not after.isdecimal() or len(after) > len(str(2**62)):
        return JsonResponse({"sentence": _("This save could not be read. Open the page anew.")}, status=400)
    found = queries.changes_after(form, int(after))
    if not found:
        return HttpResponse(status=204)
    lang = get_language() or "pl"
    return JsonResponse({"mark": found[-1].pk, "cells": [change(one, form, lang) for one in found]})
