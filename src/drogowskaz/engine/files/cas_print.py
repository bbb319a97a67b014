"""The printed layout of CAS, label | columns, matched to the rows of an edition by label.

Nothing is guessed: a line is taken when exactly one row fits, its printed number, its table or its place after the
line before being the tie-breakers. Every other line is given back with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.files.cas_heading import Heading, header_years, heading_of
from drogowskaz.engine.files.cas_labels import WORD, Labels, normal, numbered
from drogowskaz.engine.files.cases import fits
from drogowskaz.engine.files.prints import Line, lines_of, text_of
from drogowskaz.engine.files.reading import put, read_value
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Value
from drogowskaz.engine.words import _, say

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
    """What a print gave: a sheet of the matched cells, and the lines that were not matched.

    `lines` are the rows it has, filled or empty, by the number of their line; `heading` what it says of itself.
    """

    sheet: Sheet
    unmatched: tuple[Unmatched, ...]
    lines: Mapping[str, int] = field(default_factory=dict)
    heading: Heading = field(default_factory=Heading)


def read_cas_print(path: Path, *, edition: str, unit: str, year: int, stands_in: int | None = None) -> Match:
    """The print in a file; `stands_in` as in `fits`. Raises Unusable when it cannot be read, is of other years, or no
    line of it fits."""
    form = edition_named(edition)
    problems: list[Problem] = []
    fits(form, unit, year, Place(path.name), problems, stands_in=stands_in)
    if problems:
        raise Unusable(problems)
    return match_block(text_of(path), edition=form, unit=unit, year=year, name=path.name)


def match_block(text: str, *, edition: Edition, unit: str, year: int, name: str) -> Match:
    """The same from a text, a pasted block or a page; `name` is what to call it to the person."""
    matching = _Matching(edition, year, name)
    for line in lines_of(text):
        matching.take(line)
    if not matching.values and not matching.lines:
        message = _("No line fits a row of the edition “{edition}”.")
        raise unusable(message, Place(name), edition=edition.id)
    sheet = Sheet(edition, unit, year, matching.values)
    return Match(sheet, tuple(matching.unmatched), matching.lines, heading_of(text))


class _Matching:
    """Goes through the lines, remembering the chapter and table they are in and the row before."""

    def __init__(self, edition: Edition, year: int, name: str) -> None:
        self.edition, self.year, self.name = edition, year, name
        self.labels = Labels(edition)
        self.values: dict[CellKey, Value] = {}
        self.lines: dict[str, int] = {}
        self.unmatched: list[Unmatched] = []
        self.chapter = ""
        self.table = ""
        self.heading = ""
        self.after: str | None = None

    def take(self, line: Line) -> None:
        """Put the line's values into their row, or the line among the unmatched."""
        number, fields = numbered(line.fields)
        width = next((place for place, field in enumerate(fields) if not WORD.search(field)), len(fields))
        # With more words than one field, the last of them may be the value of a row of text.
        if not any(fields[width:]) and width <= 1:
            self._enter(" ".join(fields).strip(), line, number, len(fields) - width)
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
        text = next((field for field in line.fields if WORD.search(field)), " ".join(line.fields))
        self.unmatched.append(Unmatched(line.number, text, reason, params))
        self.after = None

    def _enter(self, text: str, line: Line, number: int | None, columns: int) -> None:
        """A line without values: an empty row, the heading of a chapter, a table or a block, or words on no cell."""
        self.heading = normal(text)
        row = self._only(list(self.labels.exact.get(self.heading, ())), number)
        if row is not None and row.key not in self.lines and columns >= len(row.offsets):
            self._put(row, [""] * len(row.offsets), line)
            return
        for chapter in self.edition.chapters:
            if normal(chapter.label["pl"]) == self.heading:
                self.chapter, self.table = chapter.number, ""
            for table in chapter.tables:
                if normal(table.label["pl"]) == self.heading:
                    self.chapter, self.table = chapter.number, table.key

    def _is_header(self, fields: Sequence[str], line: int) -> bool:
        """Is the line the years above the columns? Raises Unusable when they are years of another assessment."""
        found = header_years(fields)
        if found is None:
            return False
        years, assessed = found
        expected = [self.year + offset for offset in self.edition.offsets]
        if not {*years} <= {*expected} or assessed not in (None, self.year):
            message = _("The print shows the years {years}; for the assessed year {year} they would be {expected}.")
            params = {"year": self.year, "expected": ", ".join(map(str, expected))}
            raise unusable(message, Place(self.name, line), years=", ".join(map(str, years)), **params)
        return True


def _fits(row: Row, values: Sequence[str]) -> bool:
    """Are there as many values as the row has columns? Empty fields after them come from the layout."""
    return len(values) >= len(row.offsets) and not any(values[len(row.offsets) :])
