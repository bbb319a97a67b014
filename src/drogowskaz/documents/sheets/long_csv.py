"""All numbers of a document as one long CSV: a line for each cell of each table, the numbers of pictures too."""

import csv
import io

from drogowskaz.documents.content import Cell, Document
from drogowskaz.documents.figures import digits, places
from drogowskaz.documents.plain import cleaned
from drogowskaz.documents.sheets.outline import Part, column_names, filled, sheets, unit_of
from drogowskaz.engine.files.formulas import neutralise

POLISH = ("tabela", "wiersz", "kolumna", "wartość", "jednostka")
ENGLISH = ("table", "row", "column", "value", "unit")


def render(document: Document) -> bytes:
    """The file: in Polish with semicolons and decimal commas, as Polish programs expect. Rows of titles are left out;
    a text that a program would take for a formula has an apostrophe before it."""
    document = cleaned(document)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if document.lang == "pl" else ",")
    writer.writerow(POLISH if document.lang == "pl" else ENGLISH)
    for sheet in sheets(document):
        for part in sheet.parts:
            for line in _lines(part, document.lang):
                writer.writerow(line)
    return stream.getvalue().encode("utf-8-sig")


def _lines(part: Part, lang: str) -> list[tuple[str, ...]]:
    names = column_names(part.table)
    return [
        (
            neutralise(part.caption),
            neutralise(row.label),
            neutralise(name),
            _written(cell, lang),
            neutralise(unit_of(row, part.table)),
        )
        for row in part.table.body
        if row.cells
        for name, cell in zip(names, filled(row, part.table), strict=True)
    ]


def _written(cell: Cell, lang: str) -> str:
    """A number as programs read it: without spaces between thousands and with a plain minus."""
    if cell.number is None:
        return neutralise(cell.text)
    said = digits(cell.number, lang, places(cell.number))
    return said.replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-")
