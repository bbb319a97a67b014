"""A filled template, XLSX or ODS, read by its keys: rows may be moved, sheets reordered, columns put between.

All or nothing: a row that is missing, doubled or unknown, or a value that belongs to no cell, refuses the whole file.
"""

from dataclasses import dataclass, field
from pathlib import Path

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.expressions.nodes import column as column_name
from drogowskaz.engine.files.cases import fits
from drogowskaz.engine.files.reading import Reading, put
from drogowskaz.engine.files.spreadsheets.entries import read_entry
from drogowskaz.engine.files.spreadsheets.grids import Grid, read_grids
from drogowskaz.engine.files.spreadsheets.marks import Position, letters
from drogowskaz.engine.files.spreadsheets.stamp import ABOUT, FORM, UNIT, VALUE, Stamp, read_stamp, rows_hash, totals
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _

HEADING = "@"
_FORMULA = _("The cell holds a formula instead of a value. Write the value; only totals may be computed.")
_MERGED = _("The cell is merged with others, so it is unknown whose value it shows. Split the cells.")
_NOT_OURS = _("The file is no template of this program. Make one with: drogowskaz edition template")


@dataclass(frozen=True)
class _Page:
    """A sheet with a stamp: where its column of keys is, and which column holds which year."""

    grid: Grid
    stamp: Stamp
    top: int
    keys: int
    columns: dict[int, int]

    def place(self, file: str, row: int, column: int | None = None) -> Place:
        return Place(file, row + 1, None if column is None else letters(column), self.grid.name)


@dataclass
class _Filling:
    """What has been read so far."""

    file: str
    edition: Edition
    problems: list[Problem] = field(default_factory=list)
    values: dict[CellKey, Value] = field(default_factory=dict)
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    uncomputed: dict[CellKey, Place] = field(default_factory=dict)
    totals: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_template(path: Path, edition: str | None = None, *, stands_in: int | None = None) -> Reading:
    """The sheet filled into a template. `edition`, when given, must be the template's; `stands_in` is as in `fits`.
    Raises Unusable."""
    return read_filled(read_grids(path), path.name, edition, stands_in=stands_in)


def read_filled(grids: list[Grid], file: str, edition: str | None = None, *, stands_in: int | None = None) -> Reading:
    """The same from grids that have been read; `file` is the name to tell the person."""
    pages = [page for grid in grids for page in _pages(grid, file)]
    if not pages:
        raise unusable(_NOT_OURS, Place(file))
    _refuse_mixed(pages, file)
    stamp = pages[0].stamp
    if edition and edition != stamp.edition:
        message = _("The file is for the edition “{named}”, not “{edition}”.")
        raise unusable(message, Place(file), named=stamp.edition, edition=edition)
    form = edition_named(stamp.edition)
    if stamp.rows != rows_hash(form):
        message = _(
            "The template was made from other rows than the edition “{edition}” has now."
            " Make a new template and copy the values into it."
        )
        raise unusable(message, Place(file), edition=form.id)
    filling = _Filling(file, form, totals=totals(form))
    unit = _unit(pages, filling, stands_in)
    for page in pages:
        if page.stamp.role == FORM:
            _read_page(page, filling)
    _note_missing(filling)
    _note_uncomputed(filling)
    if filling.problems:
        raise Unusable(filling.problems)
    return Reading(Sheet(form, unit, stamp.year, filling.values))


def _pages(grid: Grid, file: str) -> list[_Page]:
    """The grid as a page of a template when it has a stamp. Sheets without one belong to the person and are left."""
    for row, cells in enumerate(grid.cells):
        for column, _value in enumerate(cells):
            stamp = read_stamp(grid.text(row, column))
            if stamp is not None:
                return [_Page(grid, stamp, row, column, _columns(grid, row, stamp, file))]
    return []


def _columns(grid: Grid, row: int, stamp: Stamp, file: str) -> dict[int, int]:
    """Which column of the grid holds which year; on the first sheet, 0 is where the values are."""
    names = {VALUE: 0} if stamp.role == ABOUT else {column_name(offset): offset for offset in range(-2, 3)}
    found: dict[int, int] = {}
    for column in range(len(grid.cells[row])):
        offset = names.get(grid.text(row, column))
        if offset is not None and offset in found:
            message = _("The column “{name}” stands twice in the sheet. Delete the one that was copied.")
            here = Place(file, row + 1, letters(column), grid.name)
            raise unusable(message, here, name=grid.text(row, column))
        if offset is not None:
            found[offset] = column
    return found


def _refuse_mixed(pages: list[_Page], file: str) -> None:
    """Refuse sheets brought together from different templates."""
    first = pages[0].stamp
    for page in pages[1:]:
        stamp, place = page.stamp, Place(file, sheet=page.grid.name)
        if stamp.unit != first.unit:
            message = _("The file holds two units: {unit} and {other}. Give each unit a file of its own.")
            raise unusable(message, place, unit=first.unit or "–", other=stamp.unit or "–")
        if stamp.year != first.year:
            message = _("The file holds two assessed years: {year} and {other}. Give each year a file of its own.")
            raise unusable(message, place, year=first.year, other=stamp.year)
        if (stamp.edition, stamp.rows) != (first.edition, first.rows):
            message = _("The sheet is from a template of another edition than the sheet “{sheet}”.")
            raise unusable(message, place, sheet=pages[0].grid.name)


def _unit(pages: list[_Page], filling: _Filling, stands_in: int | None) -> str:
    """The unit's code from the first sheet, which must agree with the stamp where the stamp has one."""
    abouts = [page for page in pages if page.stamp.role == ABOUT]
    if len(abouts) != 1:
        message = _("The first sheet, with the edition and the unit, is missing. Copy it back from an empty template.")
        if abouts:
            message = _("The first sheet stands twice. Delete the copy.")
        raise unusable(message, Place(filling.file))
    page = abouts[0]
    lines = [row for row in range(len(page.grid.cells)) if page.grid.text(row, page.keys) == UNIT]
    if len(lines) != 1 or 0 not in page.columns:
        message = _("The line of the unit is missing. Copy the sheet back from an empty template.")
        raise unusable(message, Place(filling.file, sheet=page.grid.name))
    written = page.grid.at(lines[0], page.columns[0])
    unit = f"{written:.0f}" if isinstance(written, float) else str(written).strip()
    place = page.place(filling.file, lines[0], page.columns[0])
    if not unit:
        raise unusable(_("The TERYT code of the unit is missing. Write it here."), place)
    if page.stamp.unit and unit != page.stamp.unit:
        message = _("The template was made for the unit {unit}, and this says {other}. Make a template for each unit.")
        raise unusable(message, place, unit=page.stamp.unit, other=unit)
    fits(filling.edition, unit, page.stamp.year, place, filling.problems, stands_in=stands_in)
    return unit


def _read_page(page: _Page, filling: _Filling) -> None:
    for place in range(page.top + 1, len(page.grid.cells)):
        key = page.grid.text(place, page.keys)
        if key.startswith(HEADING):
            continue
        if not key:
            _refuse_keyless(page, place, filling)
            continue
        here = page.place(filling.file, place, page.keys)
        row = filling.edition.row_by_key.get(key)
        if row is None:
            message = _("The edition “{edition}” has no row “{row}”.")
            filling.problems.append(Problem(message, here, {"edition": filling.edition.id, "row": key}))
        elif key in filling.seen:
            message = _("The row “{row}” stands twice: here and in the sheet “{sheet}”, row {first}.")
            sheet, first = filling.seen[key]
            filling.problems.append(Problem(message, here, {"row": key, "sheet": sheet, "first": first}))
        else:
            filling.seen[key] = page.grid.name, place + 1
            _read_row(page, place, row, filling)


def _refuse_keyless(page: _Page, place: int, filling: _Filling) -> None:
    for column in page.columns.values():
        if page.grid.at(place, column) != "" or (place, column) in page.grid.marks.odd:
            message = _(
                "The value stands in a line that is no row of the form, so it has no place."
                " Keep calculations of your own on a sheet of your own."
            )
            filling.problems.append(Problem(message, page.place(filling.file, place, column)))


def _read_row(page: _Page, place: int, row: Row, filling: _Filling) -> None:
    for offset, column in page.columns.items():
        if offset not in row.offsets and page.grid.at(place, column) != "":
            message = _("The row “{row}” has no column {year}. Delete what is written here.")
            params = {"row": row.key, "year": page.stamp.year + offset}
            filling.problems.append(Problem(message, page.place(filling.file, place, column), params))
    for offset in row.offsets:
        if offset not in page.columns:
            message = _("The sheet has no column {year}. Copy the values into an empty template.")
            params = {"year": page.stamp.year + offset}
            filling.problems.append(Problem(message, page.place(filling.file, place), params))
            return
        _read_cell(page, (place, page.columns[offset]), row, offset, filling)


def _read_cell(page: _Page, position: Position, row: Row, offset: int, filling: _Filling) -> None:
    marks, written = page.grid.marks, page.grid.at(*position)
    here = page.place(filling.file, *position)
    formula = position in marks.formulas
    refused = None
    if position in marks.odd:
        refused = marks.odd[position]
    elif formula and row.key not in filling.totals:
        refused = _FORMULA
    elif marks.is_merged(position):
        refused = _MERGED
    if refused is not None:
        filling.problems.append(Problem(refused, here))
        return
    value = read_entry(written, row, filling.edition, here, filling.problems)
    if value is None:
        return
    put(filling.values, row, offset, value)
    if formula and value.state is State.EMPTY:
        filling.uncomputed[row.key, offset] = here


def _note_missing(filling: _Filling) -> None:
    """Rows may be moved, never left out: an absent row would look like an empty one."""
    for chapter in filling.edition.chapters:
        missing = [row for row in chapter.rows if row.key not in filling.seen]
        if missing and len(missing) == len(chapter.rows):
            message = _("The sheet of chapter {number} is missing. Copy it back from an empty template.")
            filling.problems.append(Problem(message, Place(filling.file), {"number": chapter.number}))
            continue
        for row in missing:
            message = _("The row “{row}” of chapter {number} is missing. Rows may be moved, not deleted.")
            params = {"row": row.key, "number": chapter.number}
            filling.problems.append(Problem(message, Place(filling.file), params))


def _note_uncomputed(filling: _Filling) -> None:
    """A formula that shows nothing though all its parts are numbers was saved by a program that does not compute."""
    for (key, offset), here in filling.uncomputed.items():
        parts = [filling.values.get((part, offset)) for part in filling.totals[key]]
        if all(part is not None and part.state is State.VALUE for part in parts):
            message = _("The total was not computed. Save the file from a spreadsheet program, or write the total.")
            filling.problems.append(Problem(message, here))
