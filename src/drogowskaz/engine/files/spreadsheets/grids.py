"""A workbook as grids of values with their marks, in the order of its sheets."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from drogowskaz.engine.files.spreadsheets import ods, xlsx
from drogowskaz.engine.files.spreadsheets.marks import Marks, TooFar, letters, refuse_many
from drogowskaz.engine.files.spreadsheets.markup import NotMarkup
from drogowskaz.engine.files.spreadsheets.package import Format, Package, open_package, repack
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _

Written = int | float | str | bool | date | datetime | time | timedelta
"""What a cell holds; an empty text where it holds nothing."""


@dataclass(frozen=True)
class Grid:
    """A sheet: `cells` row by row from A1, and what the workbook says of them beside their values."""

    name: str
    cells: list[list[Written]]
    marks: Marks

    def at(self, row: int, column: int) -> Written:
        """The cell's value, an empty text outside of what is filled."""
        inside = row < len(self.cells) and column < len(self.cells[row])
        return self.cells[row][column] if inside else ""

    def text(self, row: int, column: int) -> str:
        """The cell's text; nothing where it holds no text."""
        value = self.at(row, column)
        return value.strip() if isinstance(value, str) else ""


def read_grids(path: Path) -> list[Grid]:
    """The sheets of an XLSX or ODS file. Raises Unusable when it cannot be read safely and whole."""
    package = open_package(path)
    place = Place(path.name)
    try:
        marks = xlsx.marks_of(package.parts) if package.format is Format.XLSX else ods.marks_of(package.parts)
        if not marks:
            raise unusable(_("The file has no sheets."), place)
        refuse_many(marks)
        return _grids(package, marks)
    except TooFar as error:
        if error.position is None:
            message = _("The workbook is larger than any form. Remove what is not of the template.")
            raise unusable(message, Place(path.name, sheet=error.sheet)) from None
        here = Place(path.name, error.position[0] + 1, letters(error.position[1]), error.sheet)
        message = _("Something stands here, far outside of the template. Delete it, and what is beyond it.")
        raise unusable(message, here) from None
    except (NotMarkup, CalamineError, KeyError, StopIteration, ValueError):
        message = _("The file is damaged: a sheet in it cannot be read. Save it anew from a spreadsheet program.")
        raise unusable(message, place) from None


def _grids(package: Package, marks: list[Marks]) -> list[Grid]:
    parts = dict(package.parts)
    if package.format is Format.ODS:
        # The library leaves out a tab inside a text and joins the words around it.
        content = parts["content.xml"]
        parts["content.xml"] = content.replace(b"<text:tab/>", b"\t").replace(b"<text:line-break/>", b"\n")
    workbook = CalamineWorkbook.from_filelike(repack(parts))
    if workbook.sheet_names != [sheet.sheet for sheet in marks]:
        raise NotMarkup("sheets")
    return [
        Grid(sheet.sheet, workbook.get_sheet_by_index(place).to_python(skip_empty_area=False), sheet)
        for place, sheet in enumerate(marks)
    ]
