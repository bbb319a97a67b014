"""Filled forms as SDMX-CSV 2.0, an observation a line, in a stream: a country is never in memory at once.

Several editions may stand in one file, for all of them have the same columns.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from drogowskaz.engine.exchange.names import cell_code, dataflow
from drogowskaz.engine.exchange.observations import FREQUENCY, decimal, decimals, status, unit_code
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, Value

HEADER = (
    "STRUCTURE", "STRUCTURE_ID", "FREQ", "REF_AREA", "FORM_YEAR", "CELL", "TIME_PERIOD",
    "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "DECIMALS", "OBS_TEXT",
)  # fmt: skip


class _Line:
    """What a writer of CSV writes to: keeps the line just written."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def lines(sheets: Iterable[Sheet]) -> Iterator[str]:
    """The file line by line, each with its end. Cells in the order of the form; an empty cell has no line.

    A text of a person that a spreadsheet would run as a formula has an apostrophe before it (`files.formulas`).
    """
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(HEADER)
    yield line.text
    for sheet in sheets:
        for fields in _observations(sheet):
            writer.writerow(fields)
            yield line.text


def _observations(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    structure = dataflow(sheet.edition)
    for row in sheet.edition.rows:
        described = unit_code(row.unit), decimals(row)
        for offset in row.offsets:
            value = sheet.value(row.key, offset)
            if value.state is not State.EMPTY:
                where = FREQUENCY, sheet.unit, sheet.year, cell_code(row.key), sheet.year + offset
                what = decimal(value, row), status(value, offset), *described, neutralise(value.text)
                yield "dataflow", structure, *where, *what


def with_others(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet, and the other forms that its checks look into: its own of the year before and those of the units right
    below, all under the rows of its own edition. This is the whole input of the edition's VTL."""
    yield sheet
    if Whose.LAST in sheet.edition.whose and sheet.last is not None:
        yield replace(sheet, year=sheet.year - 1, values=_shared(sheet.last, sheet), last=None, children=())
    for child in sheet.children if Whose.CHILDREN in sheet.edition.whose else ():
        yield replace(sheet, unit=child.unit, values=_shared(child.values, sheet), last=None, children=())


def _shared(values: Mapping[CellKey, Value], sheet: Sheet) -> dict[CellKey, Value]:
    known = sheet.edition.row_by_key
    return {cell: value for cell, value in values.items() if cell[0] in known and cell[1] in known[cell[0]].offsets}
