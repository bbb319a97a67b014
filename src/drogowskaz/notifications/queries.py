"""What is known of letters: the log of deliveries, what waits, whose language is which."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from drogowskaz.notifications.enums import Language
from drogowskaz.notifications.models import Message, Preference


def delivery_log(*, about: Iterable[tuple[str, str]] | None = None) -> QuerySet[Message]:
    """Letters with their state, newest first; with `about`, only those of the named (event, thing) pairs.

    The caller has asked whether the person reading may know of the things.
    """
    letters = Message.objects.select_related("recipient").order_by("-created_at", "-pk")
    if about is None:
        return letters
    pairs = set(about)
    kept = [
        pk
        for pk, event, thing in letters.filter(thing__in={thing for _event, thing in pairs}).values_list(
            "pk", "event", "thing"
        )
        if (event, thing) in pairs
    ]
    return letters.filter(pk__in=kept)


def overdue(*, at: dt.datetime) -> QuerySet[Message]:
    """Letters whose time has come and which are neither sent nor given up."""
    return Message.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=at).order_by("due_at")


def language_of(person: Any, *, otherwise: str | None = None) -> str:
    """The language a person chose for letters, or `otherwise`, or Polish."""
    chosen = Preference.objects.filter(person=person).values_list("language", flat=True).first()
    return chosen or otherwise or Language.POLISH.value
