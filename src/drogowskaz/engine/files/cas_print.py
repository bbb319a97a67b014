"""The printed layout of CAS, label | columns, matched to the rows of an edition by label.

Nothing is guessed: a line is taken when exactly one row fits, its printed number, its table or its place after the
line before being the tie-breakers. Every other line is given back with the reason.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.files.cases import fits
from drogowskaz.engine.files.prints import Line, lines_of, read_print
from drogowskaz.engine.files.reading import put, read_value
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Value
from drogowskaz.engine.words import _, say

_REFERENCE = re.compile(r"[\[(]?\s*(w tym|z tego) z wiersza \d+\s*[\])]?", re.I)
"""„w tym z wiersza 13”: what the print adds to a label and we keep as structure."""
_NUMBER = re.compile(r"(?:lp\.?\s*)?(\d{1,3})\.?", re.I)
_NUMBER_BEFORE = re.compile(r"((?:\d{1,3}\.)+\d{0,3})\s*(?=\D)")
_WORD = re.compile(r"[^\W\d_]{2}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOT = re.compile(r"\bnie (?=\w)")
"""Prints write „nie przyznania” for „nieprzyznania”."""
ENOUGH_WORDS = 3
"""A label cut short must keep so many words to stand for the whole one."""

NO_ROW = _("no row of the edition has this label")
SEVERAL = _("several rows have this label: {rows}")
COLUMNS = _("the row has {has} columns, the line {given}")
TWICE = _("the row “{row}” was already given in line {first}")


@dataclass(frozen=True)
class Unmatched:
    """A line that was not taken, as printed, and why. `reason` is a marked source string."""

    line: int
    text: str
    reason: str
    params: dict[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """`line 3: “Kobiety” – no row of the edition has this label`."""
        reason = say(self.reason, lang, **self.params)
        return say(_("line {line}: “{text}” – {reason}"), lang, line=self.line, text=self.text, reason=reason)


@dataclass(frozen=True)
class Match:
    """What a print gave: a sheet of the matched cells, and the lines that were not matched."""

    sheet: Sheet
    unmatched: tuple[Unmatched, ...]


def read_cas_print(path: Path, *, edition: str, unit: str, year: int, stands_in: int | None = None) -> Match:
    """The print in a file; `stands_in` as in `fits`. Raises Unusable when it cannot be read, is of other years, or no
    line of it fits."""
    form = edition_named(edition)
    problems: list[Problem] = []
    fits(form, unit, year, Place(path.name), problems, stands_in=stands_in)
    if problems:
        raise Unusable(problems)
    return _match(read_print(path), form, unit, year, path.name)


def match_block(text: str, *, edition: Edition, unit: str, year: int, name: str) -> Match:
    """The same from a pasted block; `name` is what to call it to the person."""
    return _match(lines_of(text), edition, unit, year, name)


def _match(lines: list[Line], edition: Edition, unit: str, year: int, name: str) -> Match:
    matching = _Matching(edition, year, name)
    for line in lines:
        matching.take(line)
    if not matching.values and not matching.lines:
        message = _("No line fits a row of the edition “{edition}”.")
        raise unusable(message, Place(name), edition=edition.id)
    return Match(Sheet(edition, unit, year, matching.values), tuple(matching.unmatched))


Key = TypeVar("Key", bound=Hashable)


def _normal(text: str) -> str:
    """The label without case, dashes, punctuation and references; diacritics stay, they tell words apart."""
    words = re.findall(r"\w+", _REFERENCE.sub(" ", text).casefold())
    return _NOT.sub("nie", " ".join(words))


def _unordered(label: str) -> tuple[str, ...]:
    return tuple(sorted(label.split()))


def _gathered(pairs: Iterable[tuple[Key, Row]]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found


class _Labels:
    """The rows of an edition by their labels."""

    def __init__(self, edition: Edition) -> None:
        self.labels = {row.key: _normal(row.label["pl"]) for row in edition.rows}
        self.rows = edition.rows
        self.exact = _gathered((self.labels[row.key], row) for row in edition.rows)
        self.unordered = _gathered((_unordered(self.labels[row.key]), row) for row in edition.rows)

    def named(self, printed: str, number: int | None) -> list[Row]:
        """The rows a printed label can mean, from the strictest comparison that finds any.

        Word for word; the same words in another order; the beginning of a longer label of ours; at last half of the
        words, where the printed number is the row's own.
        """
        label = _normal(printed)
        found = self.exact.get(label) or self.unordered.get(_unordered(label))
        return found or self._begun(_normal(printed.partition(":")[0])) or self._alike(label, number)

    def _begun(self, label: str) -> list[Row]:
        if len(label.split()) < ENOUGH_WORDS:
            return []
        return [row for row in self.rows if self.labels[row.key].startswith(f"{label} ")]

    def _alike(self, label: str, number: int | None) -> list[Row]:
        given = {*label.split()}
        return [
            row
            for row in self.rows
            if row.number is not None and row.number == number and _alike(given, {*self.labels[row.key].split()})
        ]


def _alike(first: set[str], second: set[str]) -> bool:
    return bool(first) and 2 * len(first & second) >= min(len(first), len(second))


class _Matching:
    """Goes through the lines, remembering the chapter and table they are in and the row before."""

    def __init__(self, edition: Edition, year: int, name: str) -> None:
        self.edition, self.year, self.name = edition, year, name
        self.labels = _Labels(edition)
        self.values: dict[CellKey, Value] = {}
        self.lines: dict[str, int] = {}
        self.unmatched: list[Unmatched] = []
        self.chapter = ""
        self.table = ""
        self.heading = ""
        self.after: str | None = None

    def take(self, line: Line) -> None:
        """Put the line's values into their row, or the line among the unmatched."""
        number, fields = _numbered(line.fields)
        width = next((place for place, field in enumerate(fields) if not _WORD.search(field)), len(fields))
        # With more words than one field, the last of them may be the value of a row of text.
        if not any(fields[width:]) and width <= 1:
            self._enter(" ".join(fields))
            return
        rows, values = self._rows(fields, width, number)
        if not rows:
            if not self._is_header(fields, line.number) and any(fields[width:]):
                self._leave(line, NO_ROW)
            return
        fitting = [row for row in rows if _fits(row, values)]
        if not fitting:
            self._leave(line, COLUMNS, has=len(rows[0].offsets), given=len(values))
            return
        row = self._only(fitting, number)
        if row is None:
            self._leave(line, SEVERAL, rows=", ".join(row.key for row in fitting))
        elif row.key in self.lines:
            self._leave(line, TWICE, row=row.key, first=self.lines[row.key])
        else:
            self._put(row, values, line)

    def _rows(self, fields: Sequence[str], width: int, number: int | None) -> tuple[list[Row], Sequence[str]]:
        """The rows of the longest label that any row has: prints put the heading of a block in a field of its own."""
        for count in range(width, 0, -1):
            label = " ".join(dict.fromkeys(fields[:count]))
            rows = self.labels.named(label, number)
            if not rows and self.heading:
                rows = self.labels.named(f"{self.heading} {label}", None)
            if rows:
                return rows, fields[count:]
        return [], ()

    def _only(self, rows: list[Row], number: int | None) -> Row | None:
        """The one row among several: by its printed number, as the next after the line before, by table or chapter."""
        index = self.edition.row_index
        following = -1 if self.after is None else index[self.after] + 1
        tables = self.edition.tables
        for likely in (
            lambda row: number is not None and row.number == number,
            lambda row: index[row.key] == following,
            lambda row: row.table == self.table,
            lambda row: tables[row.table].chapter == self.chapter,
        ):
            rows = list(filter(likely, rows)) or rows
        return rows[0] if len(rows) == 1 else None

    def _put(self, row: Row, values: Sequence[str], line: Line) -> None:
        problems: list[Problem] = []
        place = Place(self.name, line.number)
        read = [read_value(text, row, self.edition, place, problems) for text in values[: len(row.offsets)]]
        if problems:
            self._leave(line, problems[0].message, **problems[0].params)
            return
        self.lines[row.key] = line.number
        self.table, self.chapter, self.after = row.table, self.edition.tables[row.table].chapter, row.key
        for offset, value in zip(row.offsets, read, strict=True):
            assert value is not None
            put(self.values, row, offset, value)

    def _leave(self, line: Line, reason: str, **params: object) -> None:
        text = next((field for field in line.fields if _WORD.search(field)), " ".join(line.fields))
        self.unmatched.append(Unmatched(line.number, text, reason, params))
        self.after = None

    def _enter(self, text: str) -> None:
        """A line without values: the heading of a chapter, a table or a block, or words that concern no cell."""
        self.heading = _normal(text)
        for chapter in self.edition.chapters:
            if _normal(chapter.label["pl"]) == self.heading:
                self.chapter, self.table = chapter.number, ""
            for table in chapter.tables:
                if _normal(table.label["pl"]) == self.heading:
                    self.chapter, self.table = chapter.number, table.key

    def _is_header(self, fields: Sequence[str], line: int) -> bool:
        """Is the line the years above the columns? Raises Unusable when they are years of another assessment."""
        years = [int(found[0]) for found in (_YEAR.findall(field) for field in fields) if len(found) == 1]
        if len(years) < 2 or years != list(range(years[0], years[0] + len(years))):
            return False
        expected = [self.year + offset for offset in self.edition.offsets]
        if not {*years} <= {*expected}:
            message = _("The print shows the years {years}; for the assessed year {year} they would be {expected}.")
            params = {"year": self.year, "expected": ", ".join(map(str, expected))}
            raise unusable(message, Place(self.name, line), years=", ".join(map(str, years)), **params)
        return True


def _numbered(fields: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    """The printed number of the row, when the line begins with one, and the rest of the line."""
    start = next((place for place, field in enumerate(fields) if field), len(fields))
    fields = fields[start:]
    number = _NUMBER.fullmatch(fields[0]) if fields else None
    if number is not None and len(fields) > 1 and _WORD.search(fields[1]):
        return int(number[1]), fields[1:]
    before = _NUMBER_BEFORE.match(fields[0]) if fields else None
    if before is not None:
        figures = before[1].strip(".")
        return (int(figures) if figures.isdigit() else None), (fields[0][before.end() :], *fields[1:])
    return None, fields


def _fits(row: Row, values: Sequence[str]) -> bool:
    """Are there as many values as the row has columns? Empty fields after them come from the layout."""
    return len(values) >= len(row.offsets) and not any(values[len(row.offsets) :])
