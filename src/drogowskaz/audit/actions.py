"""The one way to leave a trace."""

import datetime as dt
from typing import Any, Protocol

from django.db import models, transaction

from drogowskaz.audit.models import Entry

OPERATOR = "operator"
"""The name of whoever acts at the command line of the installation."""


class Actor(Protocol):
    """The person acting, as far as the log needs to know."""

    pk: Any
    name: str


def record(*, actor: Actor | None, verb: str, thing: models.Model, at: dt.datetime, **details: Any) -> Entry:
    """Write an entry inside the transaction of the act itself; refuses to be called outside of one."""
    assert transaction.get_connection().in_atomic_block, "an act and its trace belong in one transaction"
    return Entry.objects.create(
        at=at,
        actor_id=actor.pk if actor else None,
        actor_name=actor.name if actor else OPERATOR,
        verb=verb,
        thing=thing._meta.label,
        thing_id=str(thing.pk),
        details=details,
    )
