"""Putting the rows of a copy into a database that has the right tables and nothing of anybody's in them."""

from collections.abc import Callable, Iterable, Iterator

from django.db import connections, transaction
from django.db.models import Model

from drogowskaz.config.copies.databases import SITE
from drogowskaz.config.copies.rows import Row, Table, sum_of

MADE_BY_MIGRATIONS = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""Tables in which every installation has rows before anybody did anything."""


class Differs(Exception):
    """A table that was written is not what was to be written; its name is the argument."""


def fill(
    models: Iterable[type[Model]],
    rows_of: Callable[[Table], Iterator[Row]],
    last_of: Callable[[Table], int],
    sums: dict[str, tuple[int, str]] | None = None,
) -> dict[str, tuple[int, str]]:
    """Write every row into the database of the site in one transaction and read it back; the sums of the tables.

    Order does not matter: keys to other rows are asked for at the end. Raises Differs when what was read back has
    not the sums that were given, IntegrityError when a row points at nothing.
    """
    tables = [Table(model) for model in models]
    with transaction.atomic():
        if connections[SITE].vendor == "postgresql":
            # Migrations of the same transaction have asked for some of the keys at once.
            with connections[SITE].cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            table.empty(SITE)
        for table in tables:
            table.put(SITE, rows_of(table))
            table.go_on_after(SITE, last_of(table))
        connections[SITE].check_constraints()
        found = {table.name: sum_of(table, SITE) for table in tables}
        for name, told in (sums or {}).items():
            if found[name] != told:
                raise Differs(name)
    return found


def holdings() -> list[str]:
    """The tables of the site's database in which somebody's rows are; none for a new installation."""
    connection = connections[SITE]
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in sorted(set(names) - MADE_BY_MIGRATIONS - {"cache"}):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                found.append(name)
    return found
