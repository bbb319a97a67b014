"""Reading a second source from CSV: joined by code of the unit, key of the row and year; never by position.

The file is `code;row;column;value`, or the long CSV with `unit,year,row,column,value`, whose year is the assessed one.
A row is a key or printed number of the form, or an indicator's name. All problems are told at once, with their lines.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.reading import find_row, read_value, wrong_column
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.values import MOST_DIGITS, SPACES, State
from drogowskaz.engine.words import _

HEADER = {
    "code": "code",
    "kod": "code",
    "unit": "code",
    "jednostka": "code",
    "year": "year",
    "rok": "year",
    "row": "row",
    "wiersz": "row",
    "column": "column",
    "kolumna": "column",
    "value": "value",
    "wartość": "value",
}
SHORT, LONG = {"code", "row", "column", "value"}, {"code", "year", "row", "column", "value"}
MOST_BYTES = 20_000_000
MOST_LINES = 300_000
_RELATIVE = re.compile(r"y([+-][1-9])?")
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_DECIMAL = re.compile(rf"([-−]?)(\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)(?:[.,](\d{{1,6}}))?", re.ASCII)


@dataclass(frozen=True)
class ReadValue:
    """A number of the source. `number` is in the row's scale; of an indicator, with `places` decimal places."""

    code: str
    row: str
    column: int
    number: int
    places: int
    line: int

    @property
    def exact(self) -> Fraction:
        return Fraction(self.number, 10**self.places)


def read_source(content: bytes, name: str, year: int, editions: Mapping[str, Edition]) -> list[ReadValue]:
    """The numbers of the file, in its order; cells without a number are passed over. `editions` are the forms by code
    of the unit. Raises Unusable with everything that is wrong."""
    problems: list[Problem] = []
    found: dict[tuple[str, str, int], ReadValue] = {}
    # A powiat is told beside the indicators of its gminas, to see whether they make it.
    indicators = frozenset(one.id for edition in set(editions.values()) for one in edition.indicators)
    for line, record in _records(_text(content, name), name, problems):
        one = _value(record, Place(name, line), year, editions, indicators, problems)
        if one is None:
            continue
        first = found.setdefault((one.code, one.row, one.column), one)
        if first is not one:
            message = _("The value of {code}, {row}, {column} stands twice: here and in line {first}.")
            params = {"code": one.code, "row": one.row, "column": one.column, "first": first.line}
            problems.append(Problem(message, Place(name, line), params))
    if problems:
        raise Unusable(problems)
    if not found:
        raise unusable(_("The file has no value that could be compared."), Place(name))
    return list(found.values())


def _text(content: bytes, name: str) -> str:
    if len(content) > MOST_BYTES:
        raise unusable(_("The file is larger than 20 MB. Split it by year."), Place(name))
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise unusable(_("The file is not a text file."), Place(name))


def _records(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(";,\t", key=text.partition("\n")[0].count), strict=True
    )
    names: list[str] = []
    line = 1
    try:
        for fields in reader:
            if not names:
                names = _header(fields, name)
            elif any(field.strip() for field in fields):
                if line > MOST_LINES:
                    raise unusable(_("The file has more than {most} lines. Split it."), Place(name), most=MOST_LINES)
                if len(fields) == len(names):
                    yield line, {key: field.strip() for key, field in zip(names, fields, strict=True)}
                else:
                    message = _(
                        "The line has {n} fields instead of {wanted}. Put a value with a comma in quotation marks."
                    )
                    problems.append(Problem(message, Place(name, line), {"n": len(fields), "wanted": len(names)}))
            line = reader.line_num + 1
    except csv.Error:
        problems.append(Problem(_("The line is not valid CSV: a quotation mark is not closed."), Place(name, line)))


def _header(fields: list[str], name: str) -> list[str]:
    names = [HEADER.get(field.strip().lower(), field.strip()) for field in fields]
    if len(set(names)) != len(names) or {*names} not in (SHORT, LONG):
        message = _(
            "The first line must name the columns code, row, column, value (and year, if there is one). "
            "It has: {names}."
        )
        raise unusable(message, Place(name, 1), names=", ".join(names)[:200])
    return names


def _value(
    record: Mapping[str, str],
    place: Place,
    year: int,
    editions: Mapping[str, Edition],
    indicators: frozenset[str],
    problems: list[Problem],
) -> ReadValue | None:
    code, name, line = record["code"], place.file, place.line or 0
    edition = editions.get(code)
    if edition is None:
        message = _("“{code}” is not the code of a unit of this voivodeship that fills in a form.")
        problems.append(Problem(message, Place(name, line, "code"), {"code": code[:20]}))
        return None
    column = _column(record["column"], int(record["year"]) if _YEAR.fullmatch(record.get("year", "")) else year)
    if column is None or ("year" in record and not _YEAR.fullmatch(record["year"])):
        message = _("“{text}” is not a column. Write a year, or y-2, y-1, y, y+1, y+2.")
        problems.append(Problem(message, Place(name, line, "column"), {"text": record["column"][:20]}))
        return None
    if record["row"] in indicators:
        return _of_indicator(record["value"], (code, record["row"], column), line, name, problems)
    row = find_row(edition, record["row"])
    if row is None:
        message = _("The edition “{edition}” has no row “{row}”.")
        problems.append(Problem(message, Place(name, line, "row"), {"edition": edition.id, "row": record["row"][:60]}))
        return None
    if wrong_column(row, column - year, year, Place(name, line, "column"), problems):
        return None
    value = read_value(record["value"], row, edition, Place(name, line, "value"), problems)
    if value is None or value.state is not State.VALUE or value.text:
        return None
    return ReadValue(code, row.key, column, value.number, len(str(row.kind.scale)) - 1, line)


def _column(text: str, year: int) -> int | None:
    relative = _RELATIVE.fullmatch(text)
    if relative:
        return year + int(relative.group(1) or 0)
    return int(text) if _YEAR.fullmatch(text) else None


def _of_indicator(
    text: str, key: tuple[str, str, int], line: int, name: str, problems: list[Problem]
) -> ReadValue | None:
    if text in ("", ".", "x", "X", "-", "–"):
        return None
    match = _DECIMAL.fullmatch(text.rstrip("% "))
    if match is None:
        message = _("“{text}” is not a number. Write digits only, or one of the symbols: 0, dot, x.")
        problems.append(Problem(message, Place(name, line, "value"), {"text": text[:40]}))
        return None
    sign, whole, part = match.groups()
    digits = re.sub(rf"[{SPACES}]", "", whole) + (part or "")
    if len(digits) > MOST_DIGITS:
        problems.append(
            Problem(
                _("“{text}” is impossibly large for this row. Check the number of digits."),
                Place(name, line, "value"),
                {"text": text[:40]},
            )
        )
        return None
    return ReadValue(*key, number=int(digits) * (-1 if sign else 1), places=len(part or ""), line=line)
