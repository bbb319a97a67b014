"""Filled templates for tests: written by the program, then changed as a person or a stranger would change them."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from drogowskaz.documents.spreadsheets.files import write_template
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

EDITION = "ozps-gmina-2014"
DROBIN = "1419053"
YEAR = 2014
CHAPTER = "Chapter 2"
ABOUT = "About the form"
YEARS = {2012: "E", 2013: "F", 2014: "G", 2015: "H", 2016: "I"}
"""The columns of the years in a template for 2014."""


def edition() -> Edition:
    return edition_named(EDITION)


def number(value: int) -> Value:
    return Value(State.VALUE, value)


def sheet(cells: dict[CellKey, Value], *, unit: str = DROBIN) -> Sheet:
    return Sheet(edition(), unit, YEAR, cells)


def random_sheet(form: Edition, seed: int, text: str, *, unit: str, year: int) -> Sheet:
    """Every cell in any state; totals now and then agree with their parts. `text` stands in the rows of text."""
    source = random.Random(seed)
    values: dict[CellKey, Value] = {}
    for row in form.rows:
        for offset in row.offsets:
            most = form.largest.get(row.kind, 0) * row.kind.scale
            numbers = [0, 1, row.kind.scale, source.randint(0, most), most, source.randint(-most, 0) * row.negative]
            written = Value(State.VALUE, text=text) if row.kind is Kind.TEXT else number(source.choice(numbers))
            value = source.choice([None, written, written, NO_INFORMATION, NOT_APPLICABLE])
            if value is not None and (row.kind is not Kind.TEXT or value is written):
                values[row.key, offset] = value
    return Sheet(form, unit, year, values)


def written(
    folder: Path, ending: str = "xlsx", *, filled: Sheet | None = None, unit: str = DROBIN, name: str = "form"
) -> Path:
    """A template in English, of the year 2014."""
    path = folder / f"{name}.{ending}"
    write_template(path, edition(), unit=unit, year=YEAR, filled=filled, lang="en")
    return path


def changed(path: Path, change: Callable[[Workbook], object]) -> Path:
    """The workbook after a change made in another program, which keeps formulas and forgets what they gave."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def row_of(page: Worksheet, key: str) -> int:
    """The row of the sheet where a row of the form stands."""
    return next(cell.row for cell in page["A"] if cell.value == key)


def put(key: str, year: int, value: object) -> Callable[[Workbook], None]:
    """A change: write a value into a cell of the form."""

    def change(book: Workbook) -> None:
        page = book[CHAPTER]
        page[f"{YEARS[year]}{row_of(page, key)}"] = value

    return change


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """The file with words of one of its parts replaced, the first time they stand there."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    content = parts[part].decode()
    assert old in content, f"{part} has no {old!r}"
    parts[part] = content.replace(old, new, 1).encode()
    return packed(path, parts)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path, edition: str | None = None) -> list[str]:
    with pytest.raises(Unusable) as refused:
        read_template(path, edition)
    return refused.value.report("en").splitlines()
