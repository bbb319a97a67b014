"""The public chain of packages: each link rests on the one before, so none can be changed, removed or slipped in.

A link tells the unit, the year, the version, when it was signed and the SHA-256 of the package: no number of the form
and no person.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

FIRST = ""
"""Stands before the first link."""


@dataclass(frozen=True)
class Told:
    """What a link tells. `signed_at` is in UTC, in ISO format with microseconds."""

    unit: str
    year: int
    number: int
    signed_at: str
    sha256: str


def link_of(previous: str, told: Told) -> str:
    """The SHA-256 of a link, in hexadecimal."""
    line = json.dumps([previous, told.unit, told.year, told.number, told.signed_at, told.sha256], separators=(",", ":"))
    return sha256(line.encode()).hexdigest()


def broken(links: Iterable[tuple[str, str, Told]]) -> Iterator[Told]:
    """The links, given as (previous, link, what it tells) in their order, that do not fit the one before or their own
    content."""
    before = FIRST
    for previous, link, told in links:
        if previous != before or link != link_of(previous, told):
            yield told
        before = link
