"""Links of letters: signed, so that the page they open knows without signing in for whom and for what."""

import datetime as dt
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override


class Purpose(StrEnum):
    """What a link is for. A token made for one purpose opens nothing else."""

    CONFIRM = "confirm"
    CHOICES = "choices"
    STOP = "stop"


DAYS_TO_CONFIRM = 7
"""How long an address can confirm what was asked for it. The other links do not grow old: letters are read late."""


def sealed(purpose: Purpose, said: dict[str, Any], *, until: dt.datetime | None = None) -> str:
    """A token that says this and cannot be changed; good until a moment, or for ever."""
    limited = said if until is None else {**said, "until": until.isoformat()}
    return signing.dumps(limited, salt=f"drogowskaz.notifications.{purpose}", compress=True)


def unsealed(purpose: Purpose, token: str, *, at: dt.datetime) -> dict[str, Any] | None:
    """What a token says; None when it is forged, cut, made for another purpose or too old."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=f"drogowskaz.notifications.{purpose}")
    except signing.BadSignature:
        return None
    return None if "until" in said and at > dt.datetime.fromisoformat(said["until"]) else said


def whole_address(route: str, *parts: Any, language: str) -> str:
    """The address of a page as a letter needs it. The worker knows of no request, so the settings name the site."""
    with override(language):
        return on_site(reverse(route, args=parts))


def on_site(path: str) -> str:
    """The whole address of a path of this site."""
    return settings.ADDRESS.rstrip("/") + path
