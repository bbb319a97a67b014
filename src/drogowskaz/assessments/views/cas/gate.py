"""Who gets to the desk beside CAS: whoever enters the unit's values, whatever the form's own state. And its trail."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import queries
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.cas.prints import Given, given_file, given_text
from drogowskaz.assessments.views.entry.gate import Inner, Outer, P, form_at
from drogowskaz.engine.files.prints import MOST_BYTES
from drogowskaz.organisations.permissions import may_enter
from drogowskaz.ui.trail import Step, front


def desk_page(view: Inner[P]) -> Outer:
    """A page of the desk. A signed form is retyped when its cells are locked, so only the person is asked about."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        form = form_at(code, year)
        refusal = may_enter(request.user, form.unit, form.year, timezone.now())
        if refusal is not None:
            readable = queries.readable(request.user).filter(pk=form.pk).exists()
            context = {"form": form, "sentence": refusal.sentence(get_language() or "pl"), "readable": readable}
            return render(request, "assessments/entry/refused.html", context, status=403)
        return view(request, form, *args, **kwargs)

    return opened


def closed(request: HttpRequest, form: Assessment) -> str:
    """Why no value can be put into the form now; empty where it can."""
    refusal = may_write(request.user, form, timezone.now())
    return refusal.sentence(get_language() or "pl") if refusal else ""


def given(request: HttpRequest) -> Given:
    """The file or the pasted tables of a request. Raises Unusable with a sentence."""
    upload = request.FILES.get("file")
    if upload is not None:
        # A byte more than is read tells that the file is too large.
        return given_file(str(upload.name or ""), upload.read(MOST_BYTES + 1))
    return given_text(request.POST.get("text", ""), get_language() or "pl")


def number(text: str) -> int | None:
    """A year that was chosen, None where nothing was or it makes no sense."""
    return int(text) if text.isdecimal() and len(text) == len("2025") else None


def trail(form: Assessment, label: str = "", path: str = "") -> list[Step]:
    """The way to the desk, and to a page of it."""
    steps = [
        front(),
        Step(form.unit.full_name, reverse("home:unit", args=[form.unit.code])),
        Step(
            _("CAS desk, {year}").format(year=form.year), reverse("assessments:cas", args=[form.unit.code, form.year])
        ),
    ]
    return [*steps, Step(label, path)] if label else steps
