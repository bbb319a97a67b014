"""Who gets to the pages of a form on its way, and what is done there."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import may_read_draft, may_read_form
from drogowskaz.assessments.views.entry.gate import form_at
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.permissions import Actor
from drogowskaz.ui.trail import Step, front

P = ParamSpec("P")
Inner = Callable[Concatenate[HttpRequest, Assessment, P], HttpResponseBase]
Question = Callable[[Actor, Assessment, dt.datetime], Refusal | None]
Act = Callable[[HttpRequest, Assessment, dict[str, Any]], str]
"""Does what a button says; gives the sentence of success. Raises Refused."""


def reading(view: Inner[P], *, asks: Question = may_read_form) -> Callable[..., HttpResponseBase]:
    """A page for whoever may read the whole form. A refusal, and a frozen form that was altered, are pages with their
    sentences."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, year: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        form, lang = form_at(code, year), get_language() or "pl"
        refusal = asks(request.user, form, timezone.now())
        if refusal is not None:
            context = {"form": form, "sentence": refusal.sentence(lang)}
            return render(request, "assessments/submission/refused.html", context, status=403)
        try:
            given = view(request, form, *args, **kwargs)
        except Unusable as unfit:
            return altered(request, form, unfit)
        if "Cache-Control" not in given:
            given["Cache-Control"] = "private, no-store"
        return given

    return opened


def working(view: Inner[P]) -> Callable[..., HttpResponseBase]:
    """A page of the form as it stands now."""
    return reading(view, asks=may_read_draft)


def altered(request: HttpRequest, form: Assessment, unfit: Unusable) -> HttpResponse:
    """The page of a frozen form whose file is not what was signed."""
    sentences = [problem.sentence(get_language() or "pl") for problem in unfit.problems]
    return render(request, "assessments/submission/altered.html", {"form": form, "sentences": sentences}, status=409)


def carried_out(
    request: HttpRequest, form: Assessment, acts: Mapping[str, tuple[type[forms.Form], Act]]
) -> tuple[str, ...]:
    """Do what the pressed button says and tell so; the sentences of why not."""
    made, act = acts.get(request.POST.get("act", ""), (None, None))
    if made is None or act is None:
        raise BadRequest
    asked: forms.Form = made(request.POST)
    if not asked.is_valid():
        return tuple(f"{asked[name].label}: {' '.join(map(str, found))}" for name, found in asked.errors.items())
    try:
        said = act(request, form, asked.cleaned_data)
    except Refused as refused:
        return tuple(one.sentence(get_language() or "pl") for one in refused.refusals)
    messages.success(request, said)
    return ()


def typed(request: HttpRequest) -> dict[str, str]:
    """What stood in the form that was not taken, to be shown again in its place."""
    names = ("act", "reason", "day", "objection", "answer", "text")
    return {name: request.POST.get(name, "") for name in names} if request.method == "POST" else {}


def trail_to_signing(form: Assessment) -> list[Step]:
    """The way to the page on which a form is signed."""
    code, year = form.unit.code, form.year
    return [
        front(),
        Step(form.unit.full_name, reverse("home:unit", args=[code])),
        Step(_("Cycle for {year}").format(year=year), reverse("assessments:cycle", args=[code, year])),
        Step(_("Signature and sending"), reverse("assessments:signing", args=[code, year])),
    ]
