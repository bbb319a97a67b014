"""`drogowskaz check FILE`: the findings of a filled form, for a person or for a program."""

import json
import sys
from pathlib import Path

from drogowskaz.engine import report
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _


def read_form(path: Path, edition: str | None) -> list[Reading]:
    """The sheets of a file, by its ending: `.csv` long CSV, `.yaml` a case. Raises Unusable."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return [read_case(path, edition)]
    if path.suffix.lower() == ".csv":
        return read_long_csv(path, edition)
    message = _("Files of this kind are not read. Give a long CSV (.csv) or a case (.yaml).")
    raise unusable(message, Place(path.name))


def run(path: Path, *, edition: str | None, form: str, lang: str) -> int:
    """Print the report; 0 when no error is found (empty cells, warnings and notes do not count), else 1."""
    readings = read_form(path, edition)
    results = [check_sheet(reading.sheet) for reading in readings]
    if form == "json":
        sys.stdout.write(
            json.dumps([report.data(result, lang) for result in results], ensure_ascii=False, indent=2) + "\n"
        )
    else:
        for reading, result in zip(readings, results, strict=True):
            name = reading.name.get(lang) or reading.sheet.unit
            sys.stdout.write(report.text(result, name, lang) + "\n")
    return int(any(result.has_errors for result in results))
