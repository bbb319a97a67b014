"""What waits for a person: the one shape in which every area tells it to the page of tasks."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """One thing to do, in the reader's language: what, why it waits for this person, where, and by when.

    `until` is None where no day is set; `how` then is empty, else it says how the day was computed.
    """

    what: str
    why: str
    url: str
    until: dt.date | None = None
    how: str = ""


def in_order(found: list[Waiting]) -> list[Waiting]:
    """The nearest day first, what has no day last, and the same day in the order given."""
    return sorted(found, key=lambda one: one.until or dt.date.max)
