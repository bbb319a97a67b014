"""A template as a file: the ending of its name says in which format. Written whole or not at all."""

import os
import tempfile
from pathlib import Path

from drogowskaz.documents.spreadsheets.long_csv import write_long_csv
from drogowskaz.documents.spreadsheets.ods import write_ods
from drogowskaz.documents.spreadsheets.template import template
from drogowskaz.documents.spreadsheets.xlsx import write_xlsx
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.words import _

ENDINGS = (".xlsx", ".ods", ".csv")


def write_template(
    path: Path, edition: Edition, *, unit: str, year: int, filled: Sheet | None = None, lang: str = "pl"
) -> None:
    """Write the template of an edition for a unit (may be empty) and an assessed year.

    `filled`, a sheet of this edition and year, gives the values that stand in it. A file of this name is replaced.
    Raises Unusable for another ending, and where the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise unusable(_("A template is written as .xlsx, .ods or .csv. Choose one of these."), Place(path.name))
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            # First beside its place and under its own name, so that nothing half-written ever stands there.
            draft = Path(folder) / path.name
            if ending == ".csv":
                write_long_csv(draft, edition, unit=unit, year=year, filled=filled, lang=lang)
            else:
                workbook = template(edition, unit=unit, year=year, filled=filled, lang=lang)
                (write_xlsx if ending == ".xlsx" else write_ods)(workbook, draft)
            os.replace(draft, path)
    except OSError:
        raise unusable(_("The file cannot be written."), Place(path.name)) from None
