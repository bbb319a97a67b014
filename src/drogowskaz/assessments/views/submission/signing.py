"""The page on which a form is signed, sent, taken back and corrected, and on which what was returned is answered."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions import submission as actions
from drogowskaz.assessments.actions import verification
from drogowskaz.assessments.actions.assessment import publish
from drogowskaz.assessments.forms import AnswerForm, NotedSignatureForm, OutsideForm, ReasonForm, SignForm
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.submission_pages.signing import signing_page
from drogowskaz.assessments.views.entry.gate import form_at
from drogowskaz.assessments.views.submission.gate import Act, carried_out, trail_to_signing, typed, working

Said = dict[str, Any]


@working
def signing(request: HttpRequest, form: Assessment) -> HttpResponse:
    """Where the form stands, what is in the way, what was returned, and the buttons."""
    lang, refusals = get_language() or "pl", tuple[str, ...]()
    if request.method == "POST":
        refusals = carried_out(request, form, ACTS)
        if not refusals:
            return redirect(request.path)
        form = form_at(form.unit.code, form.year)
    context = {
        "trail": trail_to_signing(form),
        "form": form,
        "unit": form.unit,
        "page": signing_page(form, request.user, timezone.now(), lang),
        "today": timezone.localdate(),
        "typed": typed(request),
        "refusals": refusals,
    }
    return render(request, "assessments/submission/signing.html", context, status=422 if refusals else 200)


def _sign(request: HttpRequest, form: Assessment, said: Said) -> str:
    package = actions.sign(assessment=form, stamp=said["stamp"], actor=request.user, at=timezone.now())
    return _("Version {number} is signed and frozen. Nothing has been sent yet.").format(number=package.number)


def _send(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.send(assessment=form, actor=request.user, at=timezone.now())
    return _("The form has been sent to the regional centre (ROPS).")


def _publish(request: HttpRequest, form: Assessment, said: Said) -> str:
    publish(assessment=form, actor=request.user, at=timezone.now())
    return _("The signed version is public now.")


def _take_back(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.take_back(assessment=form, reason=said["reason"], actor=request.user, at=timezone.now())
    return _("The form is open again. The signed version stays readable.")


def _correct(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.correct(assessment=form, reason=said["reason"], actor=request.user, at=timezone.now())
    return _("The correction has begun. The accepted version stays readable and in force.")


def _share(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.share_draft(assessment=form, shared=True, actor=request.user, at=timezone.now())
    return _("The regional centre (ROPS) can read the draft now.")


def _unshare(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.share_draft(assessment=form, shared=False, actor=request.user, at=timezone.now())
    return _("The regional centre (ROPS) no longer sees the draft.")


def _answer(request: HttpRequest, form: Assessment, said: Said) -> str:
    verification.answer_objection(assessment=form, **said, actor=request.user, at=timezone.now())
    return _("The answer is written down.") if said["answer"] else _("The answer is taken back.")


def _note_signature(request: HttpRequest, form: Assessment, said: Said) -> str:
    actions.note_signature(assessment=form, **said, actor=request.user, at=timezone.now())
    return _("It is written down that the form was signed on paper. Nothing was sent yet.")


def _note_acceptance(request: HttpRequest, form: Assessment, said: Said) -> str:
    told = {"day": said["day"], "note": said["reason"]}
    verification.note_acceptance(assessment=form, **told, actor=request.user, at=timezone.now())
    return _("It is written down that the form was accepted.")


def _note_return(request: HttpRequest, form: Assessment, said: Said) -> str:
    verification.note_return(assessment=form, **said, actor=request.user, at=timezone.now())
    return _("It is written down that the form was returned. It is open again.")


ACTS: dict[str, tuple[type[forms.Form], Act]] = {
    "sign": (SignForm, _sign),
    "send": (forms.Form, _send),
    "publish": (forms.Form, _publish),
    "take_back": (ReasonForm, _take_back),
    "correct": (ReasonForm, _correct),
    "share": (forms.Form, _share),
    "unshare": (forms.Form, _unshare),
    "answer": (AnswerForm, _answer),
    "note_signature": (NotedSignatureForm, _note_signature),
    "note_acceptance": (OutsideForm, _note_acceptance),
    "note_return": (OutsideForm, _note_return),
}
"""What can be done on the page, by the name of the button."""
