"""Who is signed in, and how letters of a request are made."""

from django.http import HttpRequest
from django.urls import reverse

from drogowskaz.organisations.actions import Sending
from drogowskaz.organisations.models import User
from drogowskaz.ui.answering import speaking


def person_in(request: HttpRequest) -> User | None:
    """Who is signed in."""
    return request.user if isinstance(request.user, User) else None


def sending(request: HttpRequest) -> Sending:
    """How letters of this request make their links and choose their language."""

    def link(token: str) -> str:
        return request.build_absolute_uri(reverse("organisations:invitation", args=[token]))

    return Sending(link=link, language=speaking())
