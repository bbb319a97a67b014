"""What is known of letters and follows: the log of deliveries, what waits, who chose what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet

from drogowskaz.notifications.enums import CHOSEN, Kind, Language, State
from drogowskaz.notifications.models import Follow, Message, News, Preference, Stop, Subscriber

_STATES = {
    State.WAITING: Q(sent_at=None, given_up_at=None, last_error=""),
    State.RETRYING: Q(sent_at=None, given_up_at=None) & ~Q(last_error=""),
    State.SENT: Q(sent_at__isnull=False),
    State.GIVEN_UP: Q(given_up_at__isnull=False),
}


def delivery_log(*, within: Q | None = None, state: str = "") -> QuerySet[Message]:
    """Letters, newest first; only those that `within` lets the reader know of, and those in a state where it is named.

    The texts are left out: the log tells that a letter went, not what it said.
    """
    letters = Message.objects.select_related("recipient").defer("html").order_by("-created_at", "-pk")
    if within is not None:
        letters = letters.filter(within)
    return letters.filter(_STATES[State(state)]) if state in State.values else letters


def below(thing: str) -> Q:
    """Letters about a thing and whatever lies below it."""
    return Q(about=thing) | Q(about__startswith=f"{thing}/")


def overdue(*, at: dt.datetime) -> QuerySet[Message]:
    """Letters whose time has come and which are neither sent nor given up."""
    return Message.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=at).order_by("due_at")


def language_of(person: Any, *, otherwise: str | None = None) -> str:
    """The language a person chose for letters, or `otherwise`, or Polish."""
    chosen = Preference.objects.filter(person=person).values_list("language", flat=True).first()
    return chosen or otherwise or Language.POLISH.value


def last_number() -> int:
    """The number of the last news in the order of telling; 0 before the first."""
    return News.objects.aggregate(last=Max("number"))["last"] or 0


def has_stopped(person: Any, kind: Kind, thing: str) -> bool:
    """Whether the person wants no letters of the kind, or none about the thing."""
    return Stop.objects.filter(person_id=person.pk, kind=kind, thing__in=["", thing]).exists()


def stops_of(person: Any) -> list[Stop]:
    """Everything the person stopped, kinds before single things."""
    return list(Stop.objects.filter(person_id=person.pk).order_by("thing", "kind"))


@dataclass(frozen=True)
class Choices:
    """What comes to somebody: their subscriber where they follow anything, and what they follow."""

    subscriber: Subscriber | None
    follows: tuple[Follow, ...]


def choices_of(subscriber: Subscriber | None) -> Choices:
    """What a subscriber follows now; one query."""
    return Choices(subscriber, tuple(subscriber.follows.filter(stopped_at=None)) if subscriber else ())


def subscriber_of(person: Any) -> Subscriber | None:
    """The subscriber that is this person, also one that followed by address before there was the account."""
    mine = Subscriber.objects.filter(Q(person_id=person.pk) | Q(address__iexact=person.email))
    return mine.order_by("address").first()


def wanted_kinds(stops: Iterable[Stop]) -> list[Kind]:
    """The kinds of letters that come by themselves and were not stopped as a whole."""
    stopped = {one.kind for one in stops if not one.thing}
    return [kind for kind in CHOSEN if kind not in stopped]
