"""A printed report read into the cells of the form that its declaration names, matched by label."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.cas_labels import WORD, normal, numbered
from drogowskaz.engine.files.cas_print import COLUMNS, Unmatched
from drogowskaz.engine.files.prints import Line, lines_of
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.problems import Place, Problem, unusable
from drogowskaz.engine.reports.definitions import Period, Report, ReportRow, ReportSection
from drogowskaz.engine.reports.telling import Told, told
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _, say

_FORMULA = re.compile(r"\(\s*w\..*\)")
"""„(w. 2+4+5)” behind a label: how the print adds the row up."""
_OF = re.compile(r"^\s*(?:z tego|w tym)\s*:?\s+", re.I)
_SECTION = re.compile(r"\bdział\s+(\w+(?:-\d+)?)", re.I)
NO_ROW = _("no row of the report has this label")
SEVERAL = _("several rows of the report have this label; the print needs their numbers or the headings of its sections")
TWICE = _("the row was already given in line {first}")


@dataclass(frozen=True)
class Fed:
    """What a cell of the form gets: the value, and the sections of the report it comes from."""

    value: Value
    sections: tuple[ReportSection, ...]


@dataclass(frozen=True)
class ReportMatch:
    """What a print of a report gave for a form: its cells, the rows that were known, the lines that were not.

    `unsummed` are rows of the form whose parts were not all given as numbers; `absent` the sections without any row.
    """

    report: Report
    year: int
    told: Told
    cells: Mapping[CellKey, Fed]
    known: int
    unmatched: tuple[Unmatched, ...]
    unsummed: tuple[str, ...]
    absent: tuple[ReportSection, ...]


def read_report(
    text: str,
    *,
    report: Report,
    edition: Edition,
    form_year: int,
    name: str,
    year: int | None = None,
    period: Period | None = None,
) -> ReportMatch:
    """The print in a text, a page or a pasted block. `year` and `period` are what the person says of it; the print may
    not say otherwise. Raises Unusable with a sentence when it is of half a year, of another year or report, or when no
    line of it is known."""
    place = Place(name)
    said = told(text)
    _is_this_report(said, report, edition, place)
    _is_whole_year(said, period, report, place)
    of = _year(said, year, report, place)
    if of > form_year:
        message = _(
            "The report is of {year}, later than the assessed year {assessed}. Give that year's or an earlier one."
        )
        raise unusable(message, place, year=of, assessed=form_year)
    if of - form_year not in edition.offsets:
        message = _("The form for {assessed} has no column for {year}.")
        raise unusable(message, place, year=of, assessed=form_year)
    matching = _Matching(report, edition, of - form_year, name)
    for line in lines_of(text):
        matching.take(line)
    if not matching.lines:
        raise unusable(_("No line fits a row of the report “{report}”."), place, report=report.label["pl"])
    cells, unsummed = matching.cells()
    given = {section for section, _place in matching.lines}
    absent = tuple(section for section in report.sections if section.label["pl"] not in given)
    return ReportMatch(report, of, said, cells, len(matching.lines), tuple(matching.unmatched), unsummed, absent)


def source_title(match: ReportMatch, fed: Fed, reporter: str) -> str:
    """`MPiPS-03, Dział 1, stan na 31 XII 2014, MGOPS …`: what a cell keeps as its source."""
    parts = [match.report.short]
    if len(fed.sections) == 1:
        (section,) = fed.sections
        parts.append(say(_("section {number}"), "pl", number=section.number) if section.number else section.label["pl"])
    is_state = all(section.is_state for section in fed.sections)
    when = _("on 31 December {year} (state)") if is_state else _("January–December {year}")
    parts.append(say(when, "pl", year=match.year))
    return ", ".join([*parts, *([reporter] if reporter else [])])


def _is_this_report(said: Told, report: Report, edition: Edition, place: Place) -> None:
    if said.number and not report.short.endswith(said.number):
        message = _("The print is of the report {found}, not {asked}. Choose that report.")
        raise unusable(message, place, found=f"…-{said.number}", asked=report.short)
    if edition.id not in report.editions:
        message = _("The report {report} feeds no cell of the form “{edition}”.")
        raise unusable(message, place, report=report.short, edition=edition.id)


def _is_whole_year(said: Told, period: Period | None, report: Report, place: Place) -> None:
    found = said.period or period
    if said.period is not None and period not in (None, said.period):
        raise unusable(_("The print says another period than the one you chose. Look at its heading."), place)
    if found is None and report.periods == (Period.YEAR,):
        found = Period.YEAR
    if found is None:
        raise unusable(
            _("The print does not say whether it is of half a year or of the year. Choose the period."), place
        )
    if found is Period.HALF_YEAR:
        message = _(
            "This print is of January–June. The form asks for the whole year with the state of 31 December, so nothing"
            " of it was taken. Give the print of January–December."
        )
        raise unusable(message, place)


def _year(said: Told, year: int | None, report: Report, place: Place) -> int:
    found = said.year or year
    if found is None:
        raise unusable(_("The print does not say of which year it is. Choose the year."), place)
    if year not in (None, found):
        message = _("The print is of {found}, and you chose {chosen}. Look at its heading.")
        raise unusable(message, place, found=found, chosen=year)
    if not report.holds_in(found):
        message = _("“{report}” is not the layout of {year}. Choose another report, or type the values in by hand.")
        raise unusable(message, place, report=report.label["pl"], year=found)
    return found


RowKey = tuple[str, int]
"""A row of a report: the Polish label of its section and its place there."""


@dataclass
class _Matching:
    """Goes through the lines, remembering the section they are in and what its columns are."""

    report: Report
    edition: Edition
    offset: int
    name: str
    lines: dict[RowKey, int] = field(default_factory=dict)
    unmatched: list[Unmatched] = field(default_factory=list)
    section: ReportSection | None = None
    columns: tuple[str | None, ...] = ()
    given: dict[str, list[tuple[Value, ReportSection]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, line: Line) -> None:
        """Put the line's values into the cells its row feeds, or the line among the unmatched."""
        number, fields = numbered(line.fields)
        width = next((place for place, one in enumerate(fields) if not WORD.search(one)), len(fields))
        if self._enter(fields) or width == 0 or not any(fields[width:]):
            return
        found = self._rows(fields[:width], number)
        if len(found) != 1:
            self._leave(line, SEVERAL if found else NO_ROW)
            return
        ((section, place),) = found
        row = section.rows[place]
        values = _trimmed(fields[width:])
        measures = self._measures(section, len(values))
        key = section.label["pl"], place
        if measures is None:
            self._leave(line, COLUMNS, has=len(section.measures), given=len(values))
        elif key in self.lines:
            self._leave(line, TWICE, first=self.lines[key])
        elif not self._put(section, row, dict(zip(measures, values, strict=True)), line):
            self.lines[key] = line.number

    def _enter(self, fields: Sequence[str]) -> bool:
        """Is the line the heading of a section, or of its columns?"""
        text = " ".join(one for one in fields if one)
        said = _SECTION.search(text)
        plain = normal(text)
        for section in self.report.sections:
            labels = [normal(label) for label in (section.label["pl"], *section.also)]
            if (said and section.number and said[1].upper() == section.number) or plain in labels:
                self.section, self.columns = section, ()
                return True
        for section in [self.section] if self.section else self.report.sections:
            heads = [_measure(one, section) for one in fields]
            if sum(head is not None for head in heads) > 1:
                first = next(place for place, head in enumerate(heads) if head is not None)
                self.columns = tuple(heads[first:])
                return True
        return False

    def _rows(self, words: Sequence[str], number: int | None) -> list[tuple[ReportSection, int]]:
        """The rows a label can mean: of the section the line is in where it has any, and with the number it prints."""
        joined = " ".join(dict.fromkeys(words))
        for label in dict.fromkeys((joined, words[-1], words[0])):
            plain = normal(_OF.sub("", _FORMULA.sub(" ", label)))
            found = [
                (section, place)
                for section in self.report.sections
                for place, row in enumerate(section.rows)
                if plain in {normal(one) for one in (row.label["pl"], *row.also)}
                and (number is None or row.number in (None, number))
            ]
            inside = [one for one in found if one[0] is self.section]
            if found:
                return inside or found
        return []

    def _measures(self, section: ReportSection, count: int) -> tuple[str | None, ...] | None:
        if len(self.columns) == count:
            return self.columns
        keys = tuple(measure.key for measure in section.measures)
        return keys if len(keys) == count else None

    def _put(self, section: ReportSection, row: ReportRow, values: dict[str | None, str], line: Line) -> bool:
        """Keep the values for the cells they feed. True when one was no number, and the line was left instead."""
        problems: list[Problem] = []
        read: list[tuple[str, Value]] = []
        for measure, keys in row.feeds.items():
            for key in keys:
                target = self.edition.row_by_key.get(key)
                if measure in values and target is not None and self.offset in target.offsets:
                    value = read_value(values[measure], target, self.edition, Place(self.name, line.number), problems)
                    if value is not None and value.state is State.VALUE:
                        read.append((key, value))
        if problems:
            self._leave(line, problems[0].message, **problems[0].params)
            return True
        for key, value in read:
            self.given[key].append((value, section))
        return False

    def _leave(self, line: Line, reason: str, **params: object) -> None:
        text = next((one for one in line.fields if WORD.search(one)), " ".join(line.fields))
        self.unmatched.append(Unmatched(line.number, text, reason, params))

    def cells(self) -> tuple[dict[CellKey, Fed], tuple[str, ...]]:
        """The cells that are fed, in the order of the form, and the rows whose parts were not all given."""
        parts = Counter(
            key
            for section in self.report.sections
            for row in section.rows
            for keys in row.feeds.values()
            for key in keys
        )
        cells: dict[CellKey, Fed] = {}
        unsummed = []
        for target in self.edition.rows:
            found = self.given.get(target.key, [])
            if found and len(found) < parts[target.key]:
                unsummed.append(target.key)
            elif found:
                total = Value(State.VALUE, sum(value.number for value, _section in found))
                sections = {section.label["pl"]: section for _value, section in found}
                cells[target.key, self.offset] = Fed(total, tuple(sections.values()))
        return cells, tuple(unsummed)


def _measure(text: str, section: ReportSection) -> str | None:
    """The measure a head of a column names."""
    plain = normal(text)
    return next((one.key for one in section.measures if plain and normal(one.label["pl"]) == plain), None)


def _trimmed(values: Sequence[str]) -> Sequence[str]:
    """Without the empty fields at the end, which come from the layout."""
    end = len(values)
    while end and not values[end - 1]:
        end -= 1
    return values[:end]
