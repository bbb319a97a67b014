"""Tables as a spreadsheet saves them (CSV), read into records that know where each of their fields stands."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.textfile import read_text
from drogowskaz.engine.words import LANGUAGES, _

Choice = TypeVar("Choice", bound=Enum)
MOST_BYTES = 20_000_000
TOO_LARGE = _("The file is larger than 20 MB, too large for the tables of one form.")


@dataclass(frozen=True)
class Record:
    """One line of a table. `line` is that of its first character; absent optional columns read as empty."""

    file: str
    line: int
    fields: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.fields.get(column, "")

    def problem(self, message: str, column: str | None = None, /, **params: Any) -> Problem:
        return Problem(message, Place(self.file, self.line, column), params)

    def texts(self, stem: str, problems: list[Problem]) -> dict[str, str]:
        """The columns `stem_pl` and `stem_en` together: both, or an empty mapping when neither is filled in."""
        found = {lang: self[f"{stem}_{lang}"] for lang in LANGUAGES if self[f"{stem}_{lang}"]}
        for lang in LANGUAGES if found else ():
            if lang not in found:
                problems.append(self.problem(_("The text is missing in one of the languages."), f"{stem}_{lang}"))
        return found

    def choice(self, column: str, options: type[Choice], default: Choice, problems: list[Problem]) -> Choice:
        text = self[column]
        try:
            return options(text) if text else default
        except ValueError:
            known = ", ".join(str(option.value) for option in options)
            problems.append(self.problem(_("“{text}” is not one of: {known}."), column, text=text, known=known))
            return default

    def whole(self, column: str, problems: list[Problem]) -> int | None:
        """A whole number not below zero, or None when the field is empty."""
        text = self[column]
        if text and not (text.isascii() and text.isdigit()):
            problems.append(self.problem(_("“{text}” is not a whole number."), column, text=text))
            return None
        return int(text) if text else None

    def flag(self, column: str, problems: list[Problem]) -> bool | None:
        """yes or no; None when the field is empty."""
        if self[column] not in ("", "yes", "no"):
            problems.append(self.problem(_("“{text}” must be yes or no."), column, text=self[column]))
        return {"yes": True, "no": False}.get(self[column])


def read_table(path: Path, *, required: Iterable[str], optional: Iterable[str] = ()) -> list[Record]:
    """Every filled line of a CSV with a header. The columns may stand in any order. Raises Unusable.

    Formulas are refused: what a spreadsheet would compute, a program reading the file would keep as text.
    """
    problems: list[Problem] = []
    names: list[str] = []
    records = []
    for line, fields in _lines(path):
        if not names:
            names = _header(fields, Place(path.name, line), tuple(required), tuple(optional))
        elif len(fields) != len(names):
            message = _("The line has {n} fields, the header {wanted}. Put a text with commas in quotation marks.")
            problems.append(Problem(message, Place(path.name, line), {"n": len(fields), "wanted": len(names)}))
        elif any(field.strip() for field in fields):
            record = Record(path.name, line, {name: field.strip() for name, field in zip(names, fields, strict=True)})
            problems.extend(_formulas(record))
            records.append(record)
    if not problems and not records:
        problems.append(Problem(_("The file has a header and nothing below it."), Place(path.name)))
    if problems:
        raise Unusable(problems)
    return records


def _formulas(record: Record) -> Iterator[Problem]:
    for name, field in record.fields.items():
        if field.startswith("="):
            message = _("“{text}” is a formula. Save the file with values instead of formulas.")
            yield record.problem(message, name, text=field)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = read_text(path, most=MOST_BYTES, larger=TOO_LARGE)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    line = 1
    try:
        for fields in reader:
            yield line, fields
            line = reader.line_num + 1
    except csv.Error:
        message = _("The line is not valid CSV: a quotation mark is not closed.")
        raise unusable(message, Place(path.name, line)) from None


def _header(fields: list[str], place: Place, required: tuple[str, ...], optional: tuple[str, ...]) -> list[str]:
    names = [field.strip().lower() for field in fields]
    problems = []
    for number, name in enumerate(names, start=1):
        if name not in (*required, *optional):
            message = _("The heading “{name}” is not known. Known: {known}.")
            known = ", ".join((*required, *optional))
            problems.append(Problem(message, Place(place.file, place.line, number), {"name": name, "known": known}))
        elif name in names[: number - 1]:
            message = _("The heading “{name}” stands twice.")
            problems.append(Problem(message, Place(place.file, place.line, number), {"name": name}))
    for name in required:
        if name not in names:
            problems.append(Problem(_("The heading “{name}” is missing."), place, {"name": name}))
    if problems:
        raise Unusable(problems)
    return names
