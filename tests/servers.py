"""A running site on a database of its own, for tests in which several browsers ask at the same time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from pytest_django.live_server_helper import LiveServer


@contextmanager
def busy_server(folder: Path) -> Iterator[str]:
    """The address of a site whose requests each have a connection of their own, as an installation has.

    The tests' SQLite is in memory, one connection for all: good for one browser, but two that write at once would be
    in one transaction. It is copied to a file in the folder. The caller has a database in which tests may commit.
    """
    with _on_disk(folder) if connection.vendor == "sqlite" else _as_it_is():
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


@contextmanager
def _on_disk(folder: Path) -> Iterator[None]:
    connection.ensure_connection()
    name, kept = connection.settings_dict["NAME"], connection.connection
    file = folder / "site.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        kept.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = kept, name
