"""Following a thing and stopping: by people with an account at once, by addresses after they confirm it."""

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import override

from drogowskaz.notifications.actions.outbox import Person, post
from drogowskaz.notifications.enums import Language, Rhythm
from drogowskaz.notifications.formats import DAYS_TO_CONFIRM, Purpose, sealed, whole_address
from drogowskaz.notifications.letters import catalogue
from drogowskaz.notifications.models import Follow, Message, Subscriber
from drogowskaz.notifications.queries import last_number

CONFIRMATION = "notifications.confirmation"


def ask_to_follow(*, thing: str, rhythm: Rhythm, address: str, language: str, at: dt.datetime) -> None:
    """Send an address the link with which it confirms that it wants to follow; unconfirmed, it is forgotten.

    Raises ValidationError or BadHeaderError for what cannot be an address.
    """
    said = {"thing": thing, "rhythm": rhythm.value, "address": address, "language": language}
    token = sealed(Purpose.CONFIRM, said, until=at + dt.timedelta(days=DAYS_TO_CONFIRM))
    with override(language):
        name = catalogue.named([thing])[thing].name
    with transaction.atomic():
        post(
            event=CONFIRMATION,
            # Each asking has a letter of its own: the one before may have been lost. Their number is limited.
            thing=hashlib.sha256(token.encode()).hexdigest(),
            at=at,
            address=address,
            language=language,
            context={
                "name": name,
                "link": whole_address("notifications:confirm", token, language=language),
                "days": DAYS_TO_CONFIRM,
            },
        )


@transaction.atomic
def follow(*, person: Person, thing: str, rhythm: Rhythm, language: str, at: dt.datetime) -> Follow:
    """A person with an account follows a thing; one that is followed already gets the rhythm."""
    # What the same person followed by address, before there was an account, is theirs.
    if not Subscriber.objects.filter(person_id=person.pk).exists():
        Subscriber.objects.filter(address__iexact=person.email).update(person_id=person.pk, address="")
    made = {"person_id": person.pk, "language": Language(language).value, "began_at": at}
    return _followed(_subscriber({"person_id": person.pk}, made), thing, rhythm, at)


@transaction.atomic
def follow_for_address(*, address: str, thing: str, rhythm: Rhythm, language: str, at: dt.datetime) -> Follow:
    """An address that has confirmed it follows a thing; where it belongs to an account, the account does."""
    owner: Any = get_user_model()._default_manager.filter(email__iexact=address, is_active=True).first()
    if owner is not None:
        return follow(person=owner, thing=thing, rhythm=rhythm, language=language, at=at)
    made = {"address": address, "language": Language(language).value, "began_at": at}
    return _followed(_subscriber({"address__iexact": address}, made), thing, rhythm, at)


def _subscriber(found: dict[str, Any], made: dict[str, Any]) -> Subscriber:
    """The subscriber, who may be made in the same moment by another request."""
    there = Subscriber.objects.filter(**found).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            return Subscriber.objects.create(**made)
    except IntegrityError:
        return Subscriber.objects.get(**found)


def _followed(subscriber: Subscriber, thing: str, rhythm: Rhythm, at: dt.datetime) -> Follow:
    # Whoever tells this subscriber news at the moment is waited for, so that the cursor begins after it.
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    last = last_number()
    new = {"rhythm": rhythm, "since": last, "told": last, "began_at": at, "looked_at": at}
    one, made = Follow.objects.get_or_create(subscriber=subscriber, thing=thing, stopped_at=None, defaults=new)
    if not made and one.rhythm != rhythm:
        Follow.objects.filter(pk=one.pk).update(rhythm=rhythm)
        one.rhythm = rhythm
    return one


@transaction.atomic
def choose_rhythm(*, subscriber: Subscriber, thing: str, rhythm: Rhythm) -> None:
    """Change how often the news of a followed thing comes; the cursor stays, so nothing is lost or told twice."""
    Follow.objects.filter(subscriber=subscriber, thing=thing, stopped_at=None).update(rhythm=rhythm)


@transaction.atomic
def stop(*, subscriber_id: int, follows: Collection[int] | None, at: dt.datetime) -> int:
    """Follow these no more, or with None nothing at all; returns how many were followed until now.

    Whoever follows nothing any more is forgotten, an address with the letters that went to it.
    """
    subscriber = Subscriber.objects.select_for_update().filter(pk=subscriber_id).first()
    if subscriber is None:
        return 0
    meant = subscriber.follows.filter(stopped_at=None)
    ended = (meant if follows is None else meant.filter(pk__in=follows)).update(stopped_at=at)
    if not subscriber.follows.filter(stopped_at=None).exists():
        # With nothing followed there is nothing left that could be told twice.
        subscriber.delete()
        if subscriber.address:
            _letters_to_addresses().filter(address__iexact=subscriber.address).delete()
    return ended


def forget_unconfirmed(*, at: dt.datetime) -> int:
    """Forget the addresses that did not confirm in time, and those that did: the letters with the links. How many."""
    void = at - dt.timedelta(days=DAYS_TO_CONFIRM)
    asked = _letters_to_addresses().filter(event=CONFIRMATION, created_at__lt=void)
    return asked.delete()[0]


def _letters_to_addresses() -> QuerySet[Message]:
    """Letters of this area to those without an account; nothing else is kept of them."""
    return Message.objects.filter(event__startswith="notifications.", recipient=None)
