"""What the readers of a public copy are told: read back from its files and pages, for the auditor.

Every kind of file comes down to rows: a label and its cells, in the order of the form. A page can be read so too.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

import docx
import openpyxl
from pypdf import PdfReader

from drogowskaz.documents.assessment.copies import Hidden
from drogowskaz.engine.checks.run import Finding
from drogowskaz.engine.checks.sentences import place_of
from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.disclosure.audit import Published
from drogowskaz.engine.disclosure.forms import Place, Told
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.indicators import by_group
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

Line = tuple[str, tuple[str, ...]]
"""A label and the cells beside it."""
DASH, LABEL_LINES, MOST_CELLS = "–", 8, 5
LANG = "pl"


def told_in(rows: Iterable[Line], text: str, sheet: Sheet, hidden: Hidden) -> Published:
    """What rows and text of one public copy tell: each cell of the form, each figure, each finding.

    Of the sheet only its edition, unit and year are used, and which of its rows hold texts.
    """
    lines = [(squeezed(label), cells) for label, cells in rows]
    cells: dict[Place, Value | None] = {}
    at = 0
    for table in sheet.edition.tables.values():
        offsets = sorted({offset for row in table.rows for offset in row.offsets})
        for row in table.rows:
            at, found = _next(lines, at, squeezed(row.label[LANG]), (len(offsets), len(row.offsets)))
            if row.kind is Kind.TEXT or not found:
                continue
            own = offsets if len(found) == len(offsets) else row.offsets
            for offset, written in zip(own, found, strict=True):
                if offset in row.offsets and written != "":
                    cells[sheet.year, row.key, offset] = value(written, row, hidden.mark)
    figures: dict[Told, Fraction] = {}
    for _group, members in by_group(sheet.edition):
        columns = sorted({offset for one in sheet.edition.indicators for offset in one.offsets})
        for member in members:
            at, found = _next(lines, at, squeezed(member.label[LANG]), (len(columns),))
            for offset, written in zip(columns, found, strict=False):
                if written not in (DASH, hidden.mark):
                    figures[sheet.year, member.id, offset] = number(written)
    silent = frozenset((sheet.year, *told) for told in hidden.silent)
    return Published(sheet.edition, cells, figures, findings_in(text, sheet), silent)


def _next(
    lines: Sequence[tuple[str, tuple[str, ...]]], at: int, label: str, lengths: tuple[int, ...]
) -> tuple[int, tuple[str, ...]]:
    """The next line with this label, and its cells; none where there is none."""
    for place in range(at, len(lines)):
        said, cells = lines[place]
        if len(cells) in lengths and said.endswith(label):
            return place + 1, cells
    return at, ()


def squeezed(text: str) -> str:
    """Without what print adds: spaces, hyphens, signs of certainty behind a label."""
    return re.sub(r"[\s\u00ad\u00a0-]", "", text).rstrip("?")


def value(written: str, row: Row, mark: str) -> Value | None:
    if written == mark:
        return None
    if written in (".", "x"):
        return NO_INFORMATION if written == "." else NOT_APPLICABLE
    return Value(State.VALUE, int(number(written) * row.kind.scale))


def number(written: str) -> Fraction:
    """A number as print or a program writes it."""
    plain = written.replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-").replace(",", ".")
    return Fraction(plain.removesuffix("%"))


def findings_in(text: str, sheet: Sheet) -> frozenset[Told]:
    """The checks of which the text says that they do not hold: it names the place and gives the message."""
    inside = squeezed(text)
    return frozenset(
        (sheet.year, one.check.id, one.offset)
        for one in questions(sheet.edition)
        if _spoken(Finding(one.check, one.offset, one.claim, ()), sheet) in inside
    )


def _spoken(finding: Finding, sheet: Sheet) -> str:
    place = place_of(finding, sheet, LANG)
    return squeezed(f"{place[:1].upper()}{place[1:]}. {finding.check.message[LANG]}")


# The files


def csv_rows(content: bytes) -> Iterator[Line]:
    """The lines of one row of a table stand together."""
    name, cells = ("", ""), []
    for table, row, _column, written, _unit in [*csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")][
        1:
    ]:
        if (table, row) != name or len(cells) == MOST_CELLS:
            yield name[1], tuple(cells)
            name, cells = (table, row), []
        cells.append(written)
    yield name[1], tuple(cells)


def xlsx_rows(content: bytes) -> Iterator[Line]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            written = ["" if cell.value is None else str(cell.value) for cell in row]
            yield from _beside(written)


def docx_rows(content: bytes) -> Iterator[Line]:
    for table in docx.Document(io.BytesIO(content)).tables:
        for row in table.rows:
            yield from _beside([cell.text for cell in row.cells])


def _beside(written: list[str]) -> Iterator[Line]:
    """The cells of a row, with and without a column of units before them."""
    for first in (1, 2):
        for last in range(first + 1, len(written) + 1):
            yield written[0], tuple(written[first:last])


def pdf_rows(content: bytes) -> Iterator[Line]:
    """Lines of print: a label may take several of them, and its cells end the last one."""
    lines = pdf_text(content).splitlines()
    for place, line in enumerate(lines):
        words = line.split(" ")
        for many in range(1, MOST_CELLS + 1):
            label = "".join([*lines[max(0, place - LABEL_LINES) : place], *words[:-many]])
            yield label, tuple(words[-many:])


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def docx_text(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


ROWS: dict[str, Callable[[bytes], Iterator[Line]]] = {
    "csv": csv_rows,
    "docx": docx_rows,
    "pdf": pdf_rows,
    "xlsx": xlsx_rows,
}
