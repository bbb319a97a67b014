"""What pages do with a refusal, and in which language they speak."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.ui.trail import Step

LONGEST_KEY = 18
"""Digits of a key the database can have."""


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
    return render(request, "ui/closed.html", context, status=403)


def key_of(request: HttpRequest, name: str) -> int:
    """The key of the thing a button speaks of; 0, which nothing has, when it is no number."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else 0
