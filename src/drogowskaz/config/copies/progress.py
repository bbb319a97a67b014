"""How far a long copying has come, for whoever sits at a terminal."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from drogowskaz.engine.words import grouped

Thing = TypeVar("Thing")
STEP = 50_000


def counting(things: Iterable[Thing], name: str) -> Iterator[Thing]:
    """The same things; where there are many, their number so far on the error output, which is wiped at the end."""
    if not sys.stderr.isatty():
        yield from things
        return
    number = 0
    for number, thing in enumerate(things, start=1):
        if number % STEP == 0:
            sys.stderr.write(f"\r{name}: {grouped(number)}\x1b[K")
            sys.stderr.flush()
        yield thing
    if number >= STEP:
        sys.stderr.write("\r\x1b[K")
