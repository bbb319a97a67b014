"""What every page of this area does with a refusal, and how it speaks of success."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.actions import Sending
from drogowskaz.organisations.models import User
from drogowskaz.ui.trail import Step


def speaking() -> str:
    """The language of the page."""
    return get_language() or "pl"


def said(refusal: Refusal | None) -> str:
    """The sentence of a refusal in the language of the page; empty when there is none."""
    return refusal.sentence(speaking()) if refusal else ""


def sentences(refused: Refused) -> list[str]:
    """Every reason of a refused act, in the language of the page."""
    return [refusal.sentence(speaking()) for refusal in refused.refusals]


def closed(request: HttpRequest, refusal: Refusal, trail: list[Step]) -> HttpResponse:
    """The page of somebody who may not read this one: why, and where to go."""
    context = {"trail": trail, "refusal": said(refusal)}
    return render(request, "organisations/closed.html", context, status=403)


def key_of(request: HttpRequest, name: str) -> int:
    """The key of the thing a button speaks of; 0, which nothing has, when it is no number."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**63)) else 0


def person_in(request: HttpRequest) -> User | None:
    """Who is signed in."""
    return request.user if isinstance(request.user, User) else None


def sending(request: HttpRequest) -> Sending:
    """How letters of this request make their links and choose their language."""

    def link(token: str) -> str:
        return request.build_absolute_uri(reverse("organisations:invitation", args=[token]))

    return Sending(link=link, language=speaking())
