"""`drogowskaz check FILE`: the findings of a filled form, for a person or for a program."""

import json
import sys
from pathlib import Path
from typing import Any

from drogowskaz.engine import report
from drogowskaz.engine.checks.run import Result, check_sheet
from drogowskaz.engine.editions.schema import Stage
from drogowskaz.engine.files.cas_print import Unmatched, read_cas_print
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, say

SPREADSHEETS = (".xlsx", ".ods", ".xlsm", ".xltx", ".ots")
PRINTS = (".txt", ".tsv", ".html", ".htm")


def read_form(path: Path, edition: str | None) -> list[Reading]:
    """The sheets of a file, by its ending: `.csv` long CSV, `.yaml` a case, `.xlsx` and `.ods` a filled template.

    Raises Unusable.
    """
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        return [read_case(path, edition)]
    if ending == ".csv":
        return read_long_csv(path, edition)
    if ending in SPREADSHEETS:
        return [read_template(path, edition)]
    message = _(
        "Files of this kind are not read. Give a template (.xlsx, .ods), a long CSV (.csv), a print (.txt, .tsv, .html)"
        " or a case (.yaml)."
    )
    raise unusable(message, Place(path.name))


def read_any(
    path: Path, edition: str | None, unit: str | None, year: int | None
) -> tuple[list[Reading], tuple[Unmatched, ...]]:
    """The sheets of a file, also of a print, and the lines of the print that were not matched.

    A print names neither edition, unit nor year; where another file names them, they must be these. Raises Unusable.
    """
    if path.suffix.lower() in PRINTS:
        if edition is None or unit is None or year is None:
            message = _("A print does not say whose it is. Add --edition, --unit and --year.")
            raise unusable(message, Place(path.name))
        match = read_cas_print(path, edition=edition, unit=unit, year=year)
        return [Reading(match.sheet)], match.unmatched
    readings = read_form(path, edition)
    for sheet in (reading.sheet for reading in readings):
        if unit not in (None, sheet.unit) or year not in (None, sheet.year):
            message = _("The file holds the form of {unit} for {year}, which is not the one asked for.")
            raise unusable(message, Place(path.name), unit=sheet.unit, year=sheet.year)
    return readings, ()


def run(
    path: Path,
    *,
    edition: str | None,
    unit: str | None = None,
    year: int | None = None,
    stage: str,
    form: str,
    suggest: bool = False,
    lang: str,
) -> int:
    """Print the report; 0 when no error is found (empty cells, warnings and notes do not count), else 1.

    With `suggest` each sheet's report is followed by the fewest changes that would satisfy every error.
    """
    readings, unmatched = read_any(path, edition, unit, year)
    results = [check_sheet(reading.sheet, Stage(stage)) for reading in readings]
    if form == "json":
        told = [report.data(result, lang) for result in results]
        if suggest:
            for one, result in zip(told, results, strict=True):
                one["suggestion"] = _suggested(result, stage, form, lang)
        if path.suffix.lower() in PRINTS:
            told[0]["unmatched"] = [one.sentence(lang) for one in unmatched]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        for reading, result in zip(readings, results, strict=True):
            name = reading.name.get(lang) or reading.sheet.unit
            sys.stdout.write(report.text(result, name, lang) + "\n")
            if suggest:
                sys.stdout.write(f"\n{_suggested(result, stage, form, lang)}\n")
        if unmatched:
            lines = [
                say(_("Lines of the print that were not taken:"), lang),
                *(one.sentence(lang) for one in unmatched),
            ]
            sys.stdout.write("\n" + "\n  ".join(lines) + "\n")
    return int(any(result.has_errors for result in results))


def _suggested(result: Result, stage: str, form: str, lang: str) -> Any:
    """The suggestion for the sheet, in words or as data."""
    # The solver behind it is slow to load, and a plain check must not wait for it.
    from drogowskaz.engine.suggestions import sentences  # noqa: PLC0415
    from drogowskaz.engine.suggestions.suggestion import suggest  # noqa: PLC0415

    found = suggest(result.sheet, Stage(stage))
    return sentences.data(found, lang) if form == "json" else sentences.text(found, lang)
