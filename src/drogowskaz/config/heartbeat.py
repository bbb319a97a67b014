"""The sign of life that a background worker leaves, where every process of the site can see it."""

import datetime as dt

from django.core.cache import cache

KEY = "worker-alive-at"
EVERY = dt.timedelta(seconds=15)
"""How often a worker leaves it."""
SILENT = dt.timedelta(minutes=3)
"""After so long without one the worker is taken for gone: one task may take a while."""


def beat(*, at: dt.datetime) -> None:
    """Note that a worker is alive."""
    cache.set(KEY, at.isoformat(), timeout=None)


def stop() -> None:
    """Note that the worker has ended; another one that still runs will say so itself."""
    cache.delete(KEY)


def last_beat() -> dt.datetime | None:
    """When a worker was last alive; None when it ended as it should or never began."""
    said = cache.get(KEY)
    return dt.datetime.fromisoformat(said) if said else None


def is_alive(*, at: dt.datetime) -> bool:
    """Whether there is a worker now."""
    seen = last_beat()
    return seen is not None and at - seen < SILENT
