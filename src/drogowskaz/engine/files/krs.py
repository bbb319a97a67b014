"""Numbers in the register of the courts (KRS), and what the register's public answers say of one.

A number has no check digit: ten digits are all that can be looked at before the register is asked.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any

from drogowskaz.engine.polish import fold

DIGITS = 10
LONGEST = 500
"""Characters kept of a name: the longest of the register are shorter."""
_BETWEEN = re.compile(r"[\s\-./]+")


def tidy_number(text: str) -> str:
    """The number without what people write around it: `KRS 0000 242 593` → `0000242593`; anything else as it is."""
    joined = _BETWEEN.sub("", text)
    return joined[3:].removeprefix(":") if joined[:3].upper() == "KRS" else joined


def is_number(text: str) -> bool:
    """Whether it is ten digits, not all of them zeros."""
    return len(text) == DIGITS and text.isascii() and text.isdigit() and text.strip("0") != ""


def with_zeros(text: str) -> str:
    """The number with the zeros in front that were left out; empty when it cannot be meant so."""
    short = 0 < len(text) < DIGITS and text.isascii() and text.isdigit() and text.strip("0") != ""
    return text.zfill(DIGITS) if short else ""


@dataclass(frozen=True)
class Extract:
    """What an extract says of an organisation itself; nothing of its people. `as_of` is the day it speaks of, None
    where it cannot be read; `closing` tells of a liquidation, dissolution or bankruptcy."""

    number: str
    name: str
    seat: str
    as_of: dt.date | None
    closing: bool


class NoExtract(Exception):
    """What came is not an extract: a page about a break, damaged JSON, or another shape."""


def read_extract(content: bytes) -> Extract:
    """The answer of the register. Raises NoExtract for anything that is not one."""
    try:
        extract = json.loads(content)["odpis"]
        first = extract["dane"]["dzial1"]
        header = extract["naglowekA"]
        name = _line(first["danePodmiotu"]["nazwa"])
        found = Extract(
            number=str(header["numerKRS"]),
            name=name,
            seat=_seat(first),
            as_of=_day(header.get("stanZDnia")),
            closing=bool(extract["dane"].get("dzial6")),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
        raise NoExtract from fault
    if not found.name or not is_number(found.number):
        raise NoExtract
    return found


def _line(text: object) -> str:
    """A name on one line; quotes in it stay."""
    if not isinstance(text, str):
        raise TypeError
    return " ".join(text.split())[:LONGEST]


def _seat(first: dict[str, Any]) -> str:
    """The town, with its gmina where that has another name."""
    place = (first.get("siedzibaIAdres") or {}).get("siedziba") or {}
    known = [str(place[key]) for key in ("miejscowosc", "gmina") if place.get(key)]
    return ", gmina ".join(dict.fromkeys(known))[:200]


def _day(text: object) -> dt.date | None:
    try:
        return dt.datetime.strptime(str(text), "%d.%m.%Y").date()
    except ValueError:
        return None


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, quotes and blanks."""
    return fold(one) == fold(other)
