"""All findings of a region as a file, written line by line: no number of them is too many."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import xlsxwriter

from drogowskaz.assessments.queries.intake.findings import Told
from drogowskaz.documents.plain import plain
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.words import _, say

COLUMNS = (
    _("code"),
    _("unit"),
    _("severity"),
    _("chapter"),
    _("row"),
    _("column"),
    _("finding"),
    _("what to do"),
    _("explained"),
    _("check"),
    _("draft"),
)
YES = _("yes")
MOST_LINES = 1_048_575
"""Lines below the head that a sheet of Excel holds; more go on in a further sheet."""
IN_MEMORY = 8_000_000


class _Echo:
    """What `csv` writes into, given on at once."""

    def write(self, text: str) -> str:
        return text


def as_csv(found: Iterable[Told], lang: str) -> Iterator[bytes]:
    """The lines of the file, each as it is written."""
    writer: Any = csv.writer(_Echo(), delimiter=";" if lang == "pl" else ",")
    yield b"\xef\xbb\xbf"
    yield writer.writerow([say(name, lang) for name in COLUMNS]).encode()
    for one in found:
        yield writer.writerow([neutralise(str(value)) for value in line(one, lang)]).encode()


def as_xlsx(found: Iterable[Told], lang: str) -> IO[bytes]:
    """A file that can be read from its beginning; it is gone when it is closed."""
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # whoever sends it closes it
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1})
    write = _new_page(book, head, lang)
    at = 0
    for one in found:
        if at == MOST_LINES:
            write, at = _new_page(book, head, lang), 0
        at += 1
        write(at, line(one, lang))
    book.close()
    made.seek(0)
    return made


def _new_page(book: xlsxwriter.Workbook, head: Any, lang: str) -> Callable[[int, list[str | int]], None]:
    page = book.add_worksheet()
    page.freeze_panes(1, 2)
    page.set_column(0, 0, 9)
    page.set_column(1, 1, 26)
    page.set_column(6, 7, 70)
    for column, name in enumerate(COLUMNS):
        page.write_string(0, column, say(name, lang), head)

    def write(row: int, values: list[str | int]) -> None:
        for column, value in enumerate(values):
            if isinstance(value, int):
                page.write_number(row, column, value)
            elif value:
                page.write_string(row, column, plain(value))

    return write


def line(one: Told, lang: str) -> list[str | int]:
    """A finding as the fields of a line."""
    return [
        one.kept.code,
        one.unit.full_name if one.unit else "",
        one.severity,
        one.kept.chapter,
        one.row,
        one.column,
        one.sentence,
        one.instruction,
        say(YES, lang) if one.kept.explained else "",
        one.kept.check_id,
        say(YES, lang) if one.kept.draft else "",
    ]
