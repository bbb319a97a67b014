"""Long CSV: one cell a line, `unit,year,row,column,value`; several units and years may stand in one file.

`row` is the stable key or `chapter/number` as printed; `column` a calendar year or `y-2 … y+2`. Fields are parted by
comma, semicolon or tab; the header may also be Polish. Values follow `values.parse`.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drogowskaz.engine.editions.loader import edition_named, editions_for
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.cases import fits
from drogowskaz.engine.files.formulas import restore
from drogowskaz.engine.files.reading import Reading, find_row, put, read_value, wrong_column
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.teryt import level_of
from drogowskaz.engine.textfile import read_text
from drogowskaz.engine.values import Kind, Value
from drogowskaz.engine.words import _

HEADER = {
    "unit": "unit",
    "jednostka": "unit",
    "year": "year",
    "rok": "year",
    "row": "row",
    "wiersz": "row",
    "column": "column",
    "kolumna": "column",
    "value": "value",
    "wartość": "value",
}
FIELDS = ("unit", "year", "row", "column", "value")
MOST_BYTES = 200_000_000
_RELATIVE = re.compile(r"y([+-][1-9])?")
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)


@dataclass
class _Group:
    """The cells of one unit and year while they are being read."""

    edition: Edition
    values: dict[tuple[str, int], Value] = field(default_factory=dict)
    lines: dict[tuple[str, int], int] = field(default_factory=dict)


def read_long_csv(path: Path, edition: str | None = None, *, stands_in: int | None = None) -> list[Reading]:
    """The sheets of a long CSV. Without `edition` the one that fits unit and year is taken; a named one may also be
    used in the year `stands_in`, as in `fits`. Raises Unusable."""
    problems: list[Problem] = []
    named = edition_named(edition) if edition else None
    groups: dict[tuple[str, int], _Group | None] = {}
    empty = True
    for line, record in _records(path, problems):
        empty = False
        key = _unit_and_year(record, Place(path.name, line), problems)
        if key is None:
            continue
        if key not in groups:
            groups[key] = _open_group(key, named, stands_in, Place(path.name, line), problems)
        group = groups[key]
        if group is not None:
            _read_cell(group, key[1], record, path.name, line, problems)
    if problems:
        raise Unusable(problems)
    if empty:
        raise unusable(_("The file has a header and no cells."), Place(path.name))
    return [Reading(Sheet(group.edition, *key, group.values)) for key, group in groups.items() if group]


def _records(path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record with the line it begins in. A line that cannot be used goes to `problems`."""
    text = read_text(path, most=MOST_BYTES, larger=_("The file is larger than 200 MB. Split it by unit."))
    reader = csv.reader(
        # Unlike `splitlines`, this parts lines only where spreadsheets do, so that our numbers are theirs.
        io.StringIO(text, newline=""),
        delimiter=max(",;\t", key=text.partition("\n")[0].count),
        strict=True,
    )
    line = 1
    names: list[str] = []
    try:
        for fields in reader:
            if not names:
                names = _header(fields, Place(path.name, 1))
            elif any(field.strip() for field in fields):
                if len(fields) == len(FIELDS):
                    yield line, dict(zip(names, fields, strict=True))
                else:
                    message = _("The line has {n} fields instead of 5. Put a value with a comma in quotation marks.")
                    problems.append(Problem(message, Place(path.name, line), {"n": len(fields)}))
            line = reader.line_num + 1
    except csv.Error:
        message = _("The line is not valid CSV: a quotation mark is not closed.")
        problems.append(Problem(message, Place(path.name, line)))


def _header(fields: list[str], place: Place) -> list[str]:
    names = [HEADER.get(name.strip().lower(), name.strip()) for name in fields]
    if sorted(names) != sorted(FIELDS):
        message = _("The first line must name the columns unit, year, row, column, value. It has: {names}.")
        raise unusable(message, place, names=", ".join(names))
    return names


def _unit_and_year(record: dict[str, str], place: Place, problems: list[Problem]) -> tuple[str, int] | None:
    unit, year = record["unit"].strip(), record["year"].strip()
    if not year:
        problems.append(Problem(_("The year is missing."), Place(place.file, place.line, "year")))
        return None
    if not _YEAR.fullmatch(year):
        message = _("“{text}” is not a year.")
        problems.append(Problem(message, Place(place.file, place.line, "year"), {"text": year}))
        return None
    return unit, int(year)


def _open_group(
    key: tuple[str, int], named: Edition | None, stands_in: int | None, place: Place, problems: list[Problem]
) -> _Group | None:
    """The edition for a unit and year; its problems are told once, at the first line of the group."""
    unit, year = key
    here = Place(place.file, place.line, "unit")
    before = len(problems)
    if named is not None:
        fits(named, unit, year, here, problems, stands_in=stands_in)
        return _Group(named) if len(problems) == before else None
    level = level_of(unit)
    if level is None:
        message = _("“{unit}” is not a TERYT code of a unit that makes an assessment.")
        problems.append(Problem(message, here, {"unit": unit}))
        return None
    found = editions_for(level, year)
    if len(found) == 1:
        return _Group(edition_named(found[0]))
    message = _("No edition is known for {unit} and the year {year}. Name one with --edition.")
    if found:
        message = _("Several editions fit {unit} and the year {year}. Name one with --edition.")
    problems.append(Problem(message, here, {"unit": unit, "year": year}))
    return None


def _read_cell(group: _Group, year: int, record: dict[str, str], file: str, line: int, problems: list[Problem]) -> None:
    name, column = record["row"].strip(), record["column"].strip()
    row = find_row(group.edition, name)
    if row is None:
        message = _("The edition “{edition}” has no row “{row}”.")
        problems.append(Problem(message, Place(file, line, "row"), {"edition": group.edition.id, "row": name}))
        return
    here = Place(file, line, "column")
    offset = _offset(column, year)
    if offset is None:
        message = _("“{text}” is not a column. Write a year, or y-2, y-1, y, y+1, y+2.")
        problems.append(Problem(message, here, {"text": column}))
        return
    if wrong_column(row, offset, year, here, problems):
        return
    cell = row.key, offset
    if cell in group.lines:
        message = _("The cell “{row}”, {year} stands twice: here and in line {first}.")
        params = {"row": name, "year": year + offset, "first": group.lines[cell]}
        problems.append(Problem(message, Place(file, line), params))
        return
    group.lines[cell] = line
    text = restore(record["value"]) if row.kind is Kind.TEXT else record["value"]
    value = read_value(text, row, group.edition, Place(file, line, "value"), problems)
    if value is not None:
        put(group.values, row, offset, value)


def _offset(column: str, year: int) -> int | None:
    relative = _RELATIVE.fullmatch(column)
    if relative:
        return int(relative.group(1) or 0)
    return int(column) - year if _YEAR.fullmatch(column) else None
