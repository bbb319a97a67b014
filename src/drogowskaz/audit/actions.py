"""The one way to leave a trace, and the sealing of traces."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models, transaction

from drogowskaz.audit.models import Entry, Pseudonym, Seal
from drogowskaz.audit.queries import FIRST, digest_of
from drogowskaz.audit.signals import written

OPERATOR = "operator"
"""The name of whoever acts at the command line of the installation."""
BATCH = 10_000
"""Entries under one seal at most, so that sealing an old log takes no memory."""


class Actor(Protocol):
    """The person acting, as far as the log needs to know."""

    pk: Any
    name: str


@dataclass
class Visitor:
    """Somebody without an account, by what the log may call them."""

    name: str = "visitor"
    pk: Any = None


def record(*, actor: Actor | None, verb: str, thing: models.Model, at: dt.datetime, **details: Any) -> Entry:
    """Write an entry inside the transaction of the act itself; refuses to be called outside of one."""
    assert transaction.get_connection().in_atomic_block, "an act and its trace belong in one transaction"
    entry = Entry.objects.create(
        at=at,
        actor_id=actor.pk if actor else None,
        actor_name=actor.name if actor else OPERATOR,
        # Somebody without an account has nothing by which to be known again.
        mark=Pseudonym.objects.get_or_create(person_id=actor.pk)[0].mark.hex if actor and actor.pk else "",
        verb=verb,
        thing=thing._meta.label,
        thing_id=str(thing.pk),
        details=details,
    )
    written.send(Entry, entry_id=entry.pk)
    return entry


def seal(*, at: dt.datetime) -> int:
    """Close everything that waits under seals; returns how many entries. Two at once never seal an entry twice."""
    sealed = 0
    while batch := _seal_batch(at):
        sealed += batch
    return sealed


def _seal_batch(at: dt.datetime) -> int:
    with transaction.atomic():
        # The first seal is the door: whoever holds it is alone, and sees what the one before has sealed.
        Seal.objects.select_for_update().order_by("pk").first()
        last = Seal.objects.order_by("-pk").first()
        waiting = list(Entry.objects.filter(seal=None).order_by("pk")[:BATCH])
        if not waiting:
            return 0
        made = Seal.objects.create(
            entries=len(waiting), digest=digest_of(waiting, last.digest if last else FIRST), at=at
        )
        taken = Entry.objects.filter(pk__in=[entry.pk for entry in waiting], seal=None).update(seal=made)
        if taken < len(waiting):
            # Only the very first seal has no door before it; the other sealer was quicker.
            transaction.set_rollback(True)
            return 0
    return len(waiting)
