"""Text and tables from a file of unknown origin, or a sentence saying why not."""

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drogowskaz.engine import textfile
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.words import _

MOST_BYTES = 50_000_000
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Line:
    """One line of a table: where its record ends in the file, and its fields by column."""

    number: int
    fields: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A CSV file. Column names are lower-cased as printed; fields have no outer spaces."""

    file: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def read_text(path: Path) -> str:
    """The text of a file of the register. Raises Unusable."""
    if _begins_as_archive(path):
        raise unusable(_("The file is an archive. Unpack it and import the CSV inside."), Place(path.name))
    larger = _("The file is larger than 50 MB, which no register of units is.")
    return textfile.read_text(path, most=MOST_BYTES, larger=larger)


def _begins_as_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def columns_of(text: str) -> tuple[str, ...]:
    """The names in the first line, whatever parts them; empty when it is not a line of CSV."""
    first = text.splitlines()[0]
    try:
        names = next(csv.reader([first], delimiter=_delimiter(first), strict=True))
    except csv.Error:
        return ()
    return tuple(name.strip().lower() for name in names)


def has_header(columns: Sequence[str], header: str) -> bool:
    """Whether these are the columns of a known header, in whatever order."""
    return sorted(columns) == sorted(columns_of(header))


def read_table(text: str, file: str) -> Table:
    """The lines of a CSV text; lines with a wrong number of fields become problems. Raises Unusable."""
    columns = columns_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.splitlines()[0]), strict=True)
    lines, problems = [], []
    try:
        next(reader)
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            if len(fields) != len(columns):
                message = _("The line has {n} fields; the first line names {columns}.")
                params = {"n": len(fields), "columns": len(columns)}
                problems.append(Problem(message, Place(file, reader.line_num), params))
                continue
            values = (field.strip() for field in fields)
            lines.append(Line(reader.line_num, dict(zip(columns, values, strict=True))))
    except csv.Error:
        message = _("The line is not valid CSV: a quotation mark is not closed.")
        raise unusable(message, Place(file, reader.line_num)) from None
    if not lines and not problems:
        raise unusable(_("The file has a header and nothing below it."), Place(file))
    return Table(file, columns, tuple(lines), tuple(problems))


def unknown_header(file: str, columns: Sequence[str], accepted: Sequence[str]) -> Unusable:
    """The refusal of a file that is none of those we read, naming them all."""
    message = _("This is no file we know: its first line names {names}. Known are TopoJSON and: {accepted}")
    params = {"names": ", ".join(columns) or "–", "accepted": " – ".join(accepted)}
    return Unusable([Problem(message, Place(file, 1), params)])


def read_date(text: str, place: Place, problems: list[Problem]) -> dt.date | None:
    """The date, or None with its problem noted."""
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    problems.append(Problem(_("“{text}” is not a date like 2026-01-01."), place, {"text": text}))
    return None


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)
