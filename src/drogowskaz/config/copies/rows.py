"""The rows of every table as lists that no database engine has a say in, and back again.

Moments are in UTC, numbers and identifiers exact, columns of JSON the text that the engine keeps. The sum of a table
reads that text as data, so it is the same on every engine.
"""

import base64
import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connections
from django.db.models import Field, ForeignKey, JSONField, Max, Model, QuerySet, TextField
from django.db.models.functions import Cast

from drogowskaz.config.copies.progress import counting

Row = list[Any]
AT_ONCE = 2000
"""Rows in memory at a time."""
PLAIN = (str, int, float, bool, type(None))
"""What every engine takes as it is."""


class Table:
    """One table: the rows of its model in a database, in the order of their keys."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.name = model._meta.db_table
        self.fields: tuple[Field[Any, Any], ...] = tuple(model._meta.concrete_fields)
        self.columns = [one.column or one.attname for one in self.fields]
        self.json = [isinstance(one, JSONField) for one in self.fields]
        self._readers = [READERS.get(_kind(one)) for one in self.fields]

    def rows(self, alias: str) -> Iterator[Row]:
        """Every row as the engine's values; a few in memory at a time."""
        texts = {
            f"text_{place}": Cast(one.attname, TextField()) for place, one in enumerate(self.fields) if self.json[place]
        }
        names = [f"text_{place}" if self.json[place] else one.attname for place, one in enumerate(self.fields)]
        query = QuerySet(self.model, using=alias).annotate(**texts).order_by("pk").values_list(*names)
        return counting(map(list, query.iterator(chunk_size=AT_ONCE)), self.name)

    def count(self, alias: str) -> int:
        return QuerySet(self.model, using=alias).count()

    def line(self, row: Row) -> bytes:
        """The row as it is kept in a file."""
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n"

    def row(self, line: bytes) -> Row:
        """The row of a line. Raises ValueError, TypeError when it is none of this table."""
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(self.fields):
            raise ValueError(f"not a row of {self.name}")
        return [
            value if value is None or read is None else read(value)
            for value, read in zip(values, self._readers, strict=True)
        ]

    def empty(self, alias: str) -> None:
        """Remove every row, inside the caller's transaction."""
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(self.name)}")  # noqa: S608

    def put(self, alias: str, rows: Iterable[Row]) -> None:
        """Write the rows as they are, keys included, inside the caller's transaction."""
        connection = connections[alias]
        quoted = connection.ops.quote_name
        columns = ", ".join(map(quoted, self.columns))
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                copying = f"COPY {quoted(self.name)} ({columns}) FROM STDIN"
                with connection.wrap_database_errors, cursor.copy(copying) as into:
                    for row in rows:
                        into.write_row(row)
                return
            marks = ", ".join(["%s"] * len(self.columns))
            statement = f"INSERT INTO {quoted(self.name)} ({columns}) VALUES ({marks})"  # noqa: S608
            remaining = iter(rows)
            while some := list(islice(remaining, AT_ONCE)):
                cursor.executemany(statement, [self._adapted(row, connection) for row in some])

    def _adapted(self, row: Row, connection: Any) -> Row:
        return [
            value if isinstance(value, PLAIN) else one.get_db_prep_save(value, connection)
            for value, one in zip(row, self.fields, strict=True)
        ]

    def last(self, alias: str) -> int:
        """The greatest key that was ever given out here, so that none is given twice; 0 where keys are not numbers."""
        key = self.model._meta.pk
        assert key is not None
        if not key.get_internal_type().endswith("AutoField"):
            return 0
        greatest = QuerySet(self.model, using=alias).aggregate(greatest=Max("pk"))["greatest"] or 0
        with connections[alias].cursor() as cursor:
            if connections[alias].vendor == "postgresql":
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{self.name}"', key.column])
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}")  # noqa: S608
            else:
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.name])
            found = cursor.fetchone()
        return max(greatest, found[0] if found else 0)

    def go_on_after(self, alias: str, last: int) -> None:
        """Let the next key given out be the one after `last`."""
        key = self.model._meta.pk
        assert key is not None
        if not key.get_internal_type().endswith("AutoField"):
            return
        with connections[alias].cursor() as cursor:
            if connections[alias].vendor == "postgresql":
                named = [f'"{self.name}"', key.column, max(last, 1), last > 0]
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", named)
                return
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last, self.name])
            if last and not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [self.name, last])


class Sum:
    """The number of rows and the SHA-256 over what they mean, added up row by row."""

    def __init__(self, table: Table) -> None:
        self.table, self.rows, self._found = table, 0, sha256()

    def add(self, row: Row) -> None:
        meant = [
            _data(value) if is_json and value is not None else value
            for value, is_json in zip(row, self.table.json, strict=True)
        ]
        self._found.update(
            json.dumps(meant, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain).encode()
        )
        self.rows += 1

    def watching(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, added up on their way."""
        for row in rows:
            self.add(row)
            yield row

    @property
    def told(self) -> tuple[int, str]:
        """The number of rows and the digest in hexadecimal."""
        return self.rows, self._found.hexdigest()


def sum_of(table: Table, alias: str) -> tuple[int, str]:
    """The sum of a table as it stands in a database."""
    found = Sum(table)
    for row in table.rows(alias):
        found.add(row)
    return found.told


def _data(text: str) -> Any:
    """What a JSON text says: the order of keys and the way a number is written are the engine's own."""
    return [json.loads(text, parse_float=_number)]


def _number(written: str) -> int | str:
    value = Decimal(written)
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def _plain(value: Any) -> str:
    """What JSON has no word for, as text that is read back exactly."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return str(value // dt.timedelta(microseconds=1))
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"a value of {type(value)} cannot be copied")


READERS: dict[str, Callable[[Any], Any]] = {
    "DateTimeField": dt.datetime.fromisoformat,
    "DateField": dt.date.fromisoformat,
    "TimeField": dt.time.fromisoformat,
    "DurationField": lambda text: dt.timedelta(microseconds=int(text)),
    "DecimalField": Decimal,
    "UUIDField": uuid.UUID,
    "BinaryField": base64.b64decode,
}
"""What is read back from text, by the kind of its field."""


def _kind(one: Field[Any, Any]) -> str:
    """The kind of a field; of a key to another row, the kind of what it holds."""
    while isinstance(one, ForeignKey):
        one = one.target_field
    return one.get_internal_type()
