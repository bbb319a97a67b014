"""Reading the log: what a seal covers, and whether every seal still fits."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from drogowskaz.audit.models import Entry, Pseudonym, Seal

FIRST = "0" * 64
"""Stands before the first seal."""


def digest_of(entries: Iterable[Entry], before: str) -> str:
    """The SHA-256 over entries in their order and over the seal before them, in hexadecimal."""
    found = sha256(before.encode())
    for entry in entries:
        found.update(_line(entry).encode())
    return found.hexdigest()


def _line(entry: Entry) -> str:
    """What is under the seal: everything but the name of the person and the way to their account."""
    at = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    told = [entry.pk, at, entry.mark, entry.verb, entry.thing, entry.thing_id, entry.details]
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"


@dataclass(frozen=True)
class Verdict:
    """What a look through the whole log found. `broken` is the first seal that does not fit, or None; later ones rest
    on it and are not looked at. `waiting` entries are not sealed yet; the first of them was written at `since`."""

    seals: int
    entries: int
    broken: Seal | None
    waiting: int
    since: dt.datetime | None


def verify() -> Verdict:
    """Recompute every seal from the entries as they stand now; a batch at a time."""
    before, seals, entries, broken = FIRST, 0, 0, None
    for seal in Seal.objects.order_by("pk").iterator():
        covered = list(Entry.objects.filter(seal=seal).order_by("pk"))
        if (len(covered), digest_of(covered, before)) != (seal.entries, seal.digest):
            broken = seal
            break
        before, seals, entries = seal.digest, seals + 1, entries + len(covered)
    waiting = Entry.objects.filter(seal=None).order_by("pk")
    first = waiting.first()
    return Verdict(seals, entries, broken, waiting.count(), first.at if first else None)


def mark_of(person: int) -> str | None:
    """The mark of a person in the log; None for one who has done nothing that leaves a trace."""
    mark = Pseudonym.objects.filter(person_id=person).values_list("mark", flat=True).first()
    return mark.hex if mark else None
