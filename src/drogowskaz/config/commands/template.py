"""`drogowskaz edition template ID -o FILE`: an edition as a spreadsheet to be filled, with what is already known."""

import sys
from pathlib import Path

from drogowskaz.config.commands.check import read_form
from drogowskaz.documents.spreadsheets.files import write_template
from drogowskaz.engine.crosswalk.carry import Carried, Outcome, carry
from drogowskaz.engine.crosswalk.loader import way_between
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.cases import fits
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.report import FILLED
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.words import _, count, plural

OTHER_YEARS = (Outcome.NO_COLUMN, Outcome.NOT_PAST)
LEFT = plural(
    "{n} cell is of a year that the new form does not repeat.",
    "{n} cells are of years that the new form does not repeat.",
)


def run(name: str, output: Path, *, unit: str | None, year: int | None, source: Path | None, lang: str) -> int:
    """Write the template and say what stands in it; what could not be carried over is listed.

    Without `year`, for the last year of the edition. `source` is a form of the same unit: of that year, which is
    written over into the other format, or of an earlier one, whose values go into the previous columns.
    """
    edition = edition_named(name)
    year = edition.years[-1] if year is None else year
    if year not in edition.years:
        years = ", ".join(str(known) for known in edition.years)
        message = _("The edition “{edition}” is not for the year {year}. It is for: {years}.")
        raise unusable(message, edition=edition.id, year=year, years=years)
    filled, remarks = (None, []) if source is None else _prefilled(source, edition, unit, year, lang)
    unit = unit or (filled.unit if filled is not None else "")
    problems: list[Problem] = []
    if unit:
        fits(edition, unit, year, Place(output.name), problems)
    if problems:
        raise Unusable(problems)
    write_template(output, edition, unit=unit, year=year, filled=filled, lang=lang)
    cells = count(FILLED, filled.filled if filled is not None else 0, lang)
    said = " · ".join(part for part in (output.name, edition.id, unit, str(year), cells) if part)
    sys.stdout.write("\n".join([said, *remarks]) + "\n")
    return 0


def _prefilled(source: Path, edition: Edition, unit: str | None, year: int, lang: str) -> tuple[Sheet, list[str]]:
    """The values that the template starts with, and sentences on those that found no place."""
    place = Place(source.name)
    sheets = [reading.sheet for reading in read_form(source, None)]
    fitting = [sheet for sheet in sheets if sheet.year <= year and unit in (None, sheet.unit)]
    if not fitting:
        if unit is None:
            raise unusable(_("The file has no form for {year} or an earlier year."), place, year=year)
        raise unusable(_("The file has no form of {unit} for {year} or an earlier year."), place, unit=unit, year=year)
    if len({sheet.unit for sheet in fitting}) > 1:
        raise unusable(_("The file holds several units. Name one with --unit."), place)
    latest = max(fitting, key=lambda sheet: sheet.year)
    if latest.year < year:
        carried = carry(latest, way_between(latest.edition, edition), year=year)
        return carried.sheet, _remarks(carried, lang)
    if latest.edition is not edition:
        message = _("The file is for the edition “{named}”, not “{edition}”.")
        raise unusable(message, place, named=latest.edition.id, edition=edition.id)
    return latest, []


def _remarks(carried: Carried, lang: str) -> list[str]:
    """What a person must know of the values carried over; of cells that are simply of other years, their number."""
    asked = [one for one in carried.listed if one.outcome not in OTHER_YEARS]
    elsewhere = sum(one.outcome in OTHER_YEARS for one in carried.listed)
    lines = [carried.sentence(one, lang) for one in asked]
    return [*lines, count(LEFT, elsewhere, lang)] if elsewhere else lines
