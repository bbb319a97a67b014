"""What the background worker does with letters and news."""

import datetime as dt
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from drogowskaz.notifications import actions
from drogowskaz.notifications.queries import overdue
from drogowskaz.notifications.signals import posted, told


@task()
def deliver(message_id: int) -> str | None:
    """Try to send one letter, and come back to it later when that fails. Returns when, as a string, for the log."""
    again = actions.attempt(message_id=message_id, at=timezone.now())
    if again is None:
        return None
    deliver.using(run_after=again).enqueue(message_id)
    return again.isoformat()


@receiver(posted)
def enqueue_after_commit(message_id: int, **_kwargs: Any) -> None:
    """A letter leaves only when what it tells about has been saved."""
    transaction.on_commit(partial(deliver.enqueue, message_id))


@task()
def spread_news() -> int:
    """Write letters to those who follow what something happened to. Returns how many, for the log."""
    return actions.tell_subscribers(at=timezone.now())


@receiver(told)
def spread_after_commit(**_kwargs: Any) -> None:
    """News is told only when what it tells about has been saved; whether or not it can be ordered, a round tells it."""
    transaction.on_commit(spread_news.enqueue, robust=True)


def take_up(*, at: dt.datetime) -> int:
    """Enqueue again what is long overdue: letters whose worker or queue was lost. Returns how many.

    A letter taken up twice is sent once, since each try is claimed first.
    """
    lost = list(overdue(at=at - actions.LEASE).values_list("pk", flat=True))
    for message_id in lost:
        deliver.enqueue(message_id)
    return len(lost)
