"""News of things: one row when it happens, and letters to those who follow, each moving its cursors.

Late, early, doubled and skipped runs tell everything once: what was told is known by cursors, never by the clock.
"""

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import transaction
from django.db.models import Q
from django.template import TemplateDoesNotExist
from django.utils.timezone import localtime
from django.utils.translation import override

from drogowskaz.notifications.actions.outbox import post
from drogowskaz.notifications.enums import Rhythm
from drogowskaz.notifications.formats import Purpose, on_site, sealed, whole_address
from drogowskaz.notifications.letters import Thing, catalogue, sentence
from drogowskaz.notifications.models import Follow, Message, News, Subscriber
from drogowskaz.notifications.queries import language_of, last_number
from drogowskaz.notifications.signals import told

logger = logging.getLogger(__name__)

MORNING = 7
"""The hour at which daily and weekly letters may leave."""
AT_A_TIME = 1000
"""Rows numbered, or keys named, in one statement."""


def tell(*, thing: str, event: str, at: dt.datetime, context: dict[str, Any] | None = None) -> None:
    """Write that something happened to a thing, inside the caller's transaction: one row, whoever follows it.

    `thing` is its path, `unit/060505/2025`; `event` stands in the catalogue; `context` is plain data for its sentence.
    """
    assert transaction.get_connection().in_atomic_block, "news and what it tells about belong in one transaction"
    assert event in catalogue.news, "every news stands in the catalogue, or nobody could write its sentence"
    News.objects.create(thing=thing, event=event, at=at, context=context or {})
    told.send(News)


def tell_subscribers(*, at: dt.datetime) -> int:
    """Write the letters that are due to those who follow. Returns how many; a second run at once writes none."""
    last = _put_in_order()
    due = list(_due(at).filter(told__lt=last))
    if not due:
        return 0
    news = list(News.objects.filter(number__gt=min(one.told for one in due), number__lte=last))
    waiting = {one.pk for one in due if any(one.told < (fresh.number or 0) and one.covers(fresh) for fresh in news)}
    for keys in _portions([one.pk for one in due if one.pk not in waiting]):
        Follow.objects.filter(pk__in=keys, told__lt=last).update(told=last, looked_at=at)
    subscribers = dict.fromkeys(one.subscriber_id for one in due if one.pk in waiting)
    return sum(_told_one(one, last, at) for one in subscribers)


def _told_one(subscriber_id: int, last: int, at: dt.datetime) -> bool:
    """Whether a letter was written. What cannot be written to one keeps its cursors and does not stop the others."""
    try:
        return _tell_one(subscriber_id, last, at) is not None
    except (ValidationError, BadHeaderError, TemplateDoesNotExist):
        logger.exception("News could not be written to the subscriber %s.", subscriber_id)
        return False


def _portions(keys: list[int]) -> Iterator[list[int]]:
    for begin in range(0, len(keys), AT_A_TIME):
        yield keys[begin : begin + AT_A_TIME]


@transaction.atomic
def _put_in_order() -> int:
    """Give numbers to news that has none yet, in the order in which its transactions ended. Returns the last number.

    A reader never sees a number while a lower one is still to come: whoever numbers holds the rows, and another one
    waits for them and goes on from there.
    """
    fresh = list(News.objects.select_for_update().filter(number=None).order_by("pk"))
    last = last_number()
    for place, one in enumerate(fresh, start=last + 1):
        one.number = place
    News.objects.bulk_update(fresh, ["number"], batch_size=AT_A_TIME)
    return last + len(fresh)


def _due(at: dt.datetime) -> Any:
    """The follows whose time has come."""
    rhythms = Q(rhythm=Rhythm.AT_ONCE)
    for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
        rhythms |= Q(rhythm=rhythm, looked_at__lt=latest_morning(rhythm, at))
    return Follow.objects.filter(rhythms, stopped_at=None)


def latest_morning(rhythm: Rhythm, at: dt.datetime) -> dt.datetime:
    """The last moment at which daily or weekly letters were to leave."""
    here = localtime(at)
    morning = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if here < morning:
        morning -= dt.timedelta(days=1)
    return morning - dt.timedelta(days=morning.weekday()) if rhythm is Rhythm.WEEKLY else morning


@transaction.atomic
def _tell_one(subscriber_id: int, last: int, at: dt.datetime) -> Message | None:
    """One letter with everything a subscriber has not been told, up to `last`; its cursors move with it."""
    held = Subscriber.objects.select_for_update(of=("self",)).select_related("person").filter(pk=subscriber_id)
    subscriber = held.first()
    if subscriber is None:
        return None
    # Read anew behind the door: another worker may have told it all a moment ago, or the person stopped it.
    every = list(subscriber.follows.all())
    keys = {one.pk for one in _due(at).filter(subscriber=subscriber, told__lt=last)}
    due = [one for one in every if one.pk in keys]
    if not due:
        return None
    news = News.objects.filter(number__gt=min(one.told for one in due), number__lte=last).order_by("-number")
    fresh = [
        (one, follow)
        for one in news
        if (follow := _closest(due, one)) and not any(other.has_told(one) for other in every)
    ]
    Follow.objects.filter(pk__in=keys).update(told=last, looked_at=at)
    person: Any = subscriber.person
    if not fresh or (person is not None and not person.is_active):
        return None
    return _letter(subscriber, fresh, at)


def _closest(due: list[Follow], news: News) -> Follow | None:
    """The narrowest due follow through which the news is to be told."""
    through = [one for one in due if one.covers(news) and one.told < (news.number or 0)]
    return max(through, key=lambda one: len(one.thing), default=None)


def _letter(subscriber: Subscriber, fresh: list[tuple[News, Follow]], at: dt.datetime) -> Message | None:
    person: Any = subscriber.person
    language = language_of(person, otherwise=subscriber.language) if person else subscriber.language
    with override(language):
        groups = _groups(subscriber, fresh, language)
    through = sorted({follow.pk for _news, follow in fresh})
    return post(
        event="notifications.news",
        thing=f"{subscriber.pk}:{fresh[0][0].number}",
        at=at,
        recipient=person,
        address=subscriber.address,
        language=language,
        context={"groups": groups, "followed": list(dict.fromkeys(group["followed"] for group in groups))},
        foot={
            "stop": stop_link(subscriber.pk, through, language),
            "change": (
                whole_address("notifications:choices", language=language)
                if person
                else whole_address(
                    "notifications:address", sealed(Purpose.CHOICES, {"subscriber": subscriber.pk}), language=language
                )
            ),
        },
    )


MANY = 20
"""More follows than that do not fit into an address; its link then stops all there are."""


def stop_link(subscriber_id: int, follows: list[int], language: str) -> str:
    """The address that stops these follows with one click; a list that would be too long is left out."""
    token = sealed(Purpose.STOP, {"subscriber": subscriber_id, "follows": follows if len(follows) <= MANY else None})
    return whole_address("notifications:stop", token, language=language)


def _groups(subscriber: Subscriber, fresh: list[tuple[News, Follow]], language: str) -> list[dict[str, Any]]:
    """The news by thing, the thing with the newest first, and newest first within each."""
    names = catalogue.named({path for news, follow in fresh for path in (news.thing, follow.thing)})
    groups: dict[str, dict[str, Any]] = {}
    for news, follow in fresh:
        thing = names.get(news.thing) or names.get(follow.thing) or Thing(news.thing, "")
        group = groups.setdefault(
            news.thing,
            {
                "name": thing.name,
                "url": on_site(thing.url) if thing.url else "",
                "followed": names.get(follow.thing, thing).name,
                "stop": stop_link(subscriber.pk, [follow.pk], language),
                "news": [],
            },
        )
        group["news"].append({"day": localtime(news.at).date(), "sentence": sentence(news.event, news.context)})
    return list(groups.values())
