"""What people do in the same moment, each in a thread and with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections

from drogowskaz.engine.workflow import Refused

Given = TypeVar("Given")

several_writers = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="On SQLite the tests' database lives in the memory of one connection, with one writer at a time; the same "
    "tests run with --on postgresql.",
)


def outcomes(*acts: Callable[[], Given]) -> list[Given | Refused]:
    """What each act, all begun together, gave, or the refusal it met."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Given]) -> Given | Refused:
        try:
            start.wait(10)
            return act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def at_once(*acts: Callable[[], object]) -> list[str]:
    """The same as words: what each act gave, or “refused”."""
    return ["refused" if isinstance(one, Refused) else str(one) for one in outcomes(*acts)]
