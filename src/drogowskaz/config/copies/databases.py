"""Databases beside the one the site is set to, reading one of a single moment, and how far its migrations have come."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.db.utils import load_backend

SITE, SOURCE = "default", "source"
"""The names of connections: the database of the site, and one that is only read."""
Migration = tuple[str, str]
"""The application and the name of a migration."""


@contextmanager
def standing(alias: str, described: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Another database under the name of a connection, for as long as the `with` lasts.

    Migrations of libraries work on the connection of the site whatever they are told, so a database that is being
    made takes its name.
    """
    wanted = connections.configure_settings({"default": described})["default"]
    made = load_backend(wanted["ENGINE"]).DatabaseWrapper(wanted, alias)
    kept = connections[alias] if alias in connections.settings else None
    connections[alias] = made
    try:
        yield made
    finally:
        made.close()
        if kept is None:
            del connections[alias]
        else:
            connections[alias] = kept


def for_reading(described: dict[str, Any]) -> dict[str, Any]:
    """The same database, asked so that reading it keeps no one from writing."""
    if "sqlite3" not in described["ENGINE"]:
        return described
    return {**described, "OPTIONS": {**described["OPTIONS"], "transaction_mode": "DEFERRED"}}


@contextmanager
def moment(alias: str) -> Iterator[None]:
    """Everything read inside stands as it was at one moment, while others go on writing."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        if connections[alias].vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            # SQLite fixes the moment at the first reading.
            cursor.execute("SELECT count(*) FROM sqlite_master")
        yield


def migrations_of(alias: str) -> list[Migration]:
    """The migrations that were made on a database, in the order of their names."""
    return sorted(MigrationRecorder(connections[alias]).applied_migrations())


def unknown(migrations: Iterable[Migration]) -> list[Migration]:
    """Those that this version of the program does not have."""
    known = MigrationLoader(None).disk_migrations
    return [one for one in migrations if one not in known]


def tips(migrations: Iterable[Migration], loader: MigrationLoader) -> list[Migration]:
    """The last ones of each application: what to ask for, so that exactly these are made."""
    made = {one for one in migrations if one in loader.graph.node_map}
    # Where those it stands for are made one by one, the one that stands for them is only noted.
    made -= {key for key, one in loader.replacements.items() if loader.graph.node_map.keys() & set(one.replaces)}
    return sorted(
        one
        for one in made
        if not any(child.key in made and child.key[0] == one[0] for child in loader.graph.node_map[one].children)
    )


def models_at(migrations: Iterable[Migration]) -> list[type[Model]]:
    """The tables as they are after these migrations, in the order of their names, with the list of migrations."""
    made = list(migrations)
    loader = _loader(made)
    state = loader.project_state(tips(made, loader))
    found = [
        model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return sorted([*found, MigrationRecorder.Migration], key=lambda model: model._meta.db_table)


def migrate_to(migrations: Iterable[Migration]) -> None:
    """Bring the database under the site's name to the state after exactly these migrations."""
    made = list(migrations)
    executor = MigrationExecutor(connections[SITE])
    executor.loader = _loader(made, connections[SITE])
    executor.migrate(tips(made, executor.loader))


def _loader(made: Iterable[Migration], connection: BaseDatabaseWrapper | None = None) -> MigrationLoader:
    """Migrations as a database that has these was made: the ones that stand for several others as one step where the
    database knows all of them, and otherwise one by one, since an older copy may end between two of them."""
    one_by_one = MigrationLoader(connection, replace_migrations=False)
    return MigrationLoader(connection) if one_by_one.replacements.keys() <= set(made) else one_by_one
