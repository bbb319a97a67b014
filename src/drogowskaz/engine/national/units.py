"""The units whose forms are expected (`units.csv` beside the parts), and how many of them are there."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.teryt import Level, level_of
from drogowskaz.engine.textfile import read_text
from drogowskaz.engine.words import _, count, grouped, plural, say

FILE = "units.csv"
HEADER = ["code", "name", "level"]
NAMED = 5
"""Missing units told by name; of the others only the number."""
FORMS = plural("{n} form", "{n} forms")
OF_UNITS = plural("of {n} unit", "of {n} units")
AND_OTHERS = plural("and {n} other", "and {n} others")


@dataclass(frozen=True)
class Coverage:
    """Of one year: the units that gave a form. `expected` is None when nobody told which are expected."""

    year: int
    present: int
    expected: int | None
    missing: tuple[tuple[str, str], ...] = ()
    """Code and name of the expected units without a form."""
    unlisted: tuple[str, ...] = ()
    """Units with a form that the list does not name."""

    def sentence(self, lang: str) -> str:
        """`2,790 of 2,793 units (2025). Missing: 0101011 Gmina A, … and 1 other.`"""
        if self.expected is None:
            return f"{self.year}: {count(FORMS, self.present, lang)}"
        said = f"{self.year}: {grouped(self.present - len(self.unlisted))} {count(OF_UNITS, self.expected, lang)}"
        if self.missing:
            named = ", ".join(f"{code} {name}" for code, name in self.missing[:NAMED])
            left = len(self.missing) - NAMED
            more = f" {count(AND_OTHERS, left, lang)}" if left > 0 else ""
            said += ". " + say(_("Missing: {units}."), lang, units=named + more)
        if self.unlisted:
            named = ", ".join(self.unlisted[:NAMED])
            left = len(self.unlisted) - NAMED
            more = f" {count(AND_OTHERS, left, lang)}" if left > 0 else ""
            said += " " + say(_("Not on the list of units: {units}."), lang, units=named + more)
        return said


def coverage(matrix: Matrix, expected: Mapping[str, str] | None) -> tuple[Coverage, ...]:
    """For each year of the matrix, against the expected units with their names."""
    found = []
    for year in matrix.years:
        here = {form.unit for panel in matrix.panels if panel.year == year for form in panel.forms}
        if expected is None:
            found.append(Coverage(year, len(here), None))
            continue
        missing = tuple((code, name) for code, name in expected.items() if code not in here)
        unlisted = tuple(sorted(here - expected.keys()))
        found.append(Coverage(year, len(here), len(expected), missing, unlisted))
    return tuple(found)


def read_units(path: Path) -> dict[str, str] | None:
    """The names of the expected units by code; None when there is no such file. Raises Unusable."""
    if not path.exists():
        return None
    problems: list[Problem] = []
    records = list(csv.reader(io.StringIO(read_text(path))))
    if records[0] != HEADER:
        raise unusable(_("The first line must be: {header}."), Place(path.name, 1), header=",".join(HEADER))
    found: dict[str, str] = {}
    for line, record in enumerate(records[1:], start=2):
        place = Place(path.name, line)
        if len(record) != len(HEADER):
            message = _("The line has {has} fields instead of {wanted}.")
            problems.append(Problem(message, place, {"has": len(record), "wanted": len(HEADER)}))
            continue
        code, name, level = record
        if level_of(code) is None:
            message = _("“{unit}” is not a TERYT code of a unit that makes an assessment.")
            problems.append(Problem(message, place, {"unit": code}))
        elif level_of(code) != level:
            message = _("By its code {unit} is of the level “{level}”, and the line says “{said}”.")
            problems.append(Problem(message, place, {"unit": code, "level": level_of(code), "said": level}))
        if code in found:
            problems.append(Problem(_("The unit {unit} stands twice."), place, {"unit": code}))
        found[code] = name
    if problems:
        raise Unusable(problems)
    return found


def units_text(units: Mapping[str, tuple[str, Level]]) -> str:
    """The file of units: name and level by code."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((code, name, level.value) for code, (name, level) in units.items())
    return text.getvalue()
