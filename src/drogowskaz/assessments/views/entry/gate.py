"""Who gets into an open form: pages send a visitor to sign in, answers for modules carry a sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import queries
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.entry import open_form
from drogowskaz.engine.workflow import Refused

P = ParamSpec("P")
Inner = Callable[Concatenate[HttpRequest, Assessment, P], HttpResponse]
Outer = Callable[..., HttpResponse]


def form_at(code: str, year: int) -> Assessment:
    """Raises Http404 when there is no such form."""
    try:
        return open_form(code, year)
    except Assessment.DoesNotExist:
        raise Http404 from None


def page(view: Inner[P]) -> Outer:
    """A page for whoever may write in the form; a refusal is a page with its sentence."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        form = form_at(code, year)
        refusal = may_write(request.user, form, timezone.now())
        if refusal is not None:
            readable = queries.readable(request.user).filter(pk=form.pk).exists()
            context = {
                "form": form,
                "sentence": refusal.sentence(get_language() or "pl"),
                "readable": readable,
                "typed": request.POST.get("text", ""),
            }
            return render(request, "assessments/entry/refused.html", context, status=403)
        return view(request, form, *args, **kwargs)

    return opened


def answer(view: Inner[P]) -> Outer:
    """An answer in JSON for somebody with an account: 401 asks to sign in again, 403 says why what is asked is refused.
    Whether the person may write in the form, the view or its action asks, once."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"sentence": _("Sign in again. What you typed is kept in this browser.")}, status=401)
        try:
            given = view(request, form_at(code, year), *args, **kwargs)
        except Refused as refused:
            sentences = (one.sentence(get_language() or "pl") for one in refused.refusals)
            given = JsonResponse({"sentence": " ".join(sentences)}, status=403)
        given["Cache-Control"] = "private, no-store"
        return given

    return opened
