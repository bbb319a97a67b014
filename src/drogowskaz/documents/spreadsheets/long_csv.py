"""A sheet as long CSV with every cell of the edition in it, also the empty ones, ready to be filled."""

import csv
import io
from pathlib import Path

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.files.longcsv import FIELDS
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import EMPTY, Kind, State, Value

POLISH = ("jednostka", "rok", "wiersz", "kolumna", "wartość")


def write_long_csv(path: Path, edition: Edition, *, unit: str, year: int, filled: Sheet | None, lang: str) -> None:
    """Write the file: in Polish with semicolons and decimal commas, as Polish programs expect."""
    path.write_bytes(long_csv(edition, unit=unit, year=year, filled=filled, lang=lang).encode("utf-8-sig"))


def long_csv(edition: Edition, *, unit: str, year: int, filled: Sheet | None, lang: str) -> str:
    """The text of the file."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if lang == "pl" else ",")
    writer.writerow(POLISH if lang == "pl" else FIELDS)
    for row in edition.rows:
        for offset in row.offsets:
            value = EMPTY if filled is None else filled.value(row.key, offset)
            writer.writerow((unit, year, row.key, year + offset, _written(value, row.kind, lang)))
    return stream.getvalue()


def _written(value: Value, kind: Kind, lang: str) -> str:
    if value.state is State.NO_INFORMATION:
        return "."
    if value.state is State.NOT_APPLICABLE:
        return "x"
    if value.state is State.EMPTY:
        return ""
    if kind is Kind.TEXT:
        return neutralise(value.text)
    if kind.scale == 1:
        return str(value.number)
    whole, part = divmod(abs(value.number), kind.scale)
    return f"{'-' if value.number < 0 else ''}{whole}{',' if lang == 'pl' else '.'}{part:02}"
