"""The desk itself, and a section of the form as it is retyped into CAS."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drogowskaz.assessments.actions.cas import tick_section, untick_section
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.cas.desk import Opened, desk, opened
from drogowskaz.assessments.views.cas.gate import closed, desk_page, trail
from drogowskaz.engine.workflow import Refused


@require_safe
@desk_page
def cas(request: HttpRequest, form: Assessment) -> HttpResponse:
    """How far the form is retyped, and what can be brought from CAS."""
    context = {
        "trail": trail(form),
        "form": form,
        "desk": desk(form, get_language() or "pl"),
        "closed": closed(request, form),
    }
    return render(request, "assessments/cas/desk.html", context)


@desk_page
def cas_section(request: HttpRequest, form: Assessment, chapter: str, number: int) -> HttpResponse:
    """A section in the layout of CAS, to be copied as a block or typed from, and ticked when it is there."""
    lang = get_language() or "pl"
    found = opened(form, chapter, number, lang)
    if found is None:
        raise Http404
    refusals: list[str] = []
    if request.method == "POST":
        try:
            return _acted(request, form, found)
        except Refused as refused:
            refusals = [one.sentence(lang) for one in refused.refusals]
            found = opened(form, chapter, number, lang) or found
    context = {
        "trail": trail(form, _("Section {key}").format(key=found.shown.section.key), request.path),
        "form": form,
        "opened": found,
        "shown": found.shown,
        "refusals": refusals,
    }
    return render(request, "assessments/cas/section.html", context, status=422 if refusals else 200)


def _acted(request: HttpRequest, form: Assessment, found: Opened) -> HttpResponse:
    """Tick or untick; after a tick the next section follows. Raises Refused."""
    section, at = found.shown.section, timezone.now()
    if "untick" in request.POST:
        untick_section(assessment=form, section=section, actor=request.user, at=at)
        messages.success(request, _("The tick has been taken back."))
        return redirect(request.path)
    tick_section(assessment=form, section=section, seen=request.POST.get("seen", ""), actor=request.user, at=at)
    messages.success(request, _("Section {key} is marked as retyped.").format(key=section.key))
    if found.after is None:
        return redirect("assessments:cas", code=form.unit.code, year=form.year)
    after = found.after
    return redirect("assessments:cas_section", form.unit.code, form.year, after.chapter.number, after.number)
