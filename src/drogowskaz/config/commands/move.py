"""`drogowskaz move --to postgresql://…`: every row into an empty PostgreSQL database, in one transaction there."""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.models import Model
from django.db.utils import DatabaseError, IntegrityError
from django.utils import timezone

from drogowskaz.config.commands.backup import sqlite_file
from drogowskaz.config.commands.database import refuse_old_database
from drogowskaz.config.copies.databases import (
    SITE,
    SOURCE,
    for_reading,
    migrate_to,
    migrations_of,
    models_at,
    moment,
    standing,
)
from drogowskaz.config.copies.filling import Differs, fill
from drogowskaz.config.copies.rows import Sum, Table, sum_of
from drogowskaz.config.environment import database
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, grouped, say

OK, FOUND = 0, 1
OLDEST = 150000
"""PostgreSQL 15, as its servers count."""


def run(address: str, *, lang: str) -> int:
    """Copy, compare both sides and say what to set. 1 when the site wrote meanwhile. Raises Unusable."""
    wanted = _wanted(address)
    file = sqlite_file()
    if file is not None and not file.is_file():
        raise unusable(_("There is no database yet. Run: drogowskaz manage migrate"), Place(str(file)))
    refuse_old_database()
    described, at = connections[SITE].settings_dict, timezone.now()
    with standing(SOURCE, for_reading(described)), standing(SITE, wanted):
        _refuse_unfit()
        migrations = migrations_of(SOURCE)
        models = models_at(migrations)
        found = _copy(models, migrations)
        wrote = [name for name, told in _now(models).items() if told != found[name]]
    rows = sum(number for number, _digest in found.values())
    lines = [
        say(
            _("Copied: {rows} rows of {tables} tables, the same on both sides."), lang,
            rows=grouped(rows), tables=len(found),
        ),
        say(_("Set DROGOWSKAZ_DATABASE={address} and start the site and its worker."), lang, address=_shown(address)),
        say(_("Keep the data folder where it is: it holds the key and the files."), lang),
    ]  # fmt: skip
    if wrote:
        message = _(
            "While this was copied the site wrote: {tables}. What was written after {at} UTC is not in the new"
            " database. Stop the site and its worker, empty the new database and move again."
        )
        lines = [lines[0], say(message, lang, tables=", ".join(wrote[:5]), at=f"{at:%Y-%m-%d %H:%M:%S}")]
    sys.stdout.write("\n".join(lines) + "\n")
    return FOUND if wrote else OK


def _wanted(address: str) -> dict[str, Any]:
    try:
        wanted = database(address)
    except (ImproperlyConfigured, ValueError):
        wanted = {}
    if "postgresql" not in wanted.get("ENGINE", "") or not wanted["NAME"]:
        raise unusable(_("Give the new database as postgresql://user:password@host:port/name."))
    return wanted


def _refuse_unfit() -> None:
    """Raises Unusable: the target cannot be reached, is too old, not in UTF-8, or has something in it."""
    connection = connections[SITE]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
            version, encoding = cursor.fetchone()
            tables = connection.introspection.table_names(cursor)
    except DatabaseError as fault:
        message = _("The new database cannot be reached: {fault}. Nothing was copied.")
        raise unusable(message, fault=" ".join(str(fault).split())) from None
    if version < OLDEST:
        message = _("The new database is on PostgreSQL {version}; 15 or newer is needed. Nothing was copied.")
        raise unusable(message, version=version // 10000)
    if encoding != "UTF8":
        raise unusable(_("The new database is in {encoding}; make one in UTF8. Nothing was copied."), encoding=encoding)
    if tables:
        message = _(
            "The new database is not empty: it has the table “{table}”. Make an empty one. Nothing was copied, and"
            " nothing there was touched."
        )
        raise unusable(message, table=sorted(tables)[0])


def _copy(models: list[type[Model]], migrations: list[tuple[str, str]]) -> dict[str, tuple[int, str]]:
    """All or nothing: until the end of the transaction the target is empty for everybody. Raises Unusable."""
    sums: dict[str, Sum] = {}

    def rows_of(table: Table) -> Iterator[list[Any]]:
        sums[table.name] = Sum(table)
        return sums[table.name].watching(table.rows(SOURCE))

    try:
        with transaction.atomic():
            migrate_to(migrations)
            with moment(SOURCE):
                found = fill(models, rows_of, lambda table: table.last(SOURCE))
            for name, one in sums.items():
                if found[name] != one.told:
                    raise Differs(name)
    except Differs as differs:
        message = _("The table “{table}” is not the same on both sides. Nothing was kept there.")
        raise unusable(message, table=differs.args[0]) from None
    except IntegrityError as fault:
        message = _("A row points at nothing: {fault}. Nothing was kept there.")
        raise unusable(message, fault=" ".join(str(fault).split())) from None
    except DatabaseError as fault:
        message = _("The new database does not take the rows: {fault}. Nothing was kept there.")
        raise unusable(message, fault=" ".join(str(fault).split())) from None
    return found


def _now(models: list[type[Model]]) -> dict[str, tuple[int, str]]:
    """The sums of the source as it stands after the copying."""
    with moment(SOURCE):
        return {table.name: sum_of(table, SOURCE) for table in map(Table, models)}


def _shown(address: str) -> str:
    """The address without its password, which need not stay on a screen."""
    before, at, after = address.rpartition("@")
    scheme, slashes, named = before.partition("://")
    person, colon, _password = named.partition(":")
    return f"{scheme}{slashes}{person}:…@{after}" if at and colon else address
