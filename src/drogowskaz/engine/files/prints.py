"""The lines of a printed form: text whose fields are parted by tabs or semicolons, or the tables of an HTML page."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _

MOST_BYTES = 20_000_000
MOST_SPAN = 100
"""Rows or columns a cell of a printed table may cover; more is no print of a form."""
ENCODINGS = ("utf-8-sig", "utf-16", "windows-1250", "iso-8859-2")
"""What offices save prints in. The last two only where an HTML page says so: nothing else tells them apart."""
_CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]+)", re.I)


@dataclass(frozen=True)
class Line:
    """One line of a print with its fields; `number` counts lines of text, or rows of the tables in a page."""

    number: int
    fields: tuple[str, ...]


def read_print(path: Path) -> list[Line]:
    """The lines of a file. Raises Unusable."""
    return lines_of(text_of(path))


def text_of(path: Path) -> str:
    """The text of a file, tags and all. Raises Unusable."""
    place = Place(path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            message = _("The file is larger than {n} MB. Give the print of one form.")
            raise unusable(message, place, n=MOST_BYTES // 1_000_000)
        raw = path.read_bytes()
    except OSError:
        raise unusable(_("The file cannot be opened."), place) from None
    text = _decoded(raw, place)
    if not text.strip():
        raise unusable(_("The file is empty."), place)
    return text


def lines_of(text: str) -> list[Line]:
    """The lines of a text: of its HTML tables where it has any, otherwise as it stands."""
    if re.search(r"<table\b", text, re.I):
        return _table_lines(text)
    delimiter = "\t" if "\t" in text else ";"
    return [
        Line(number, tuple(_tidy(part) for part in line.split(delimiter)))
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1)
        if line.strip()
    ]


def _decoded(raw: bytes, place: Place) -> str:
    declared = _CHARSET.search(raw[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8-sig"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = raw.decode(encoding if encoding in ENCODINGS else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The file is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8”.")
        raise unusable(message, Place(place.file, raw[: error.start].count(b"\n") + 1)) from None
    if "\0" in text:
        raise unusable(_("The file is not a text file."), place)
    return text


def _tidy(text: str) -> str:
    return " ".join(text.strip().strip('"').split())


def _table_lines(text: str) -> list[Line]:
    tables = _Tables()
    tables.feed(text)
    tables.close()
    return tables.lines


class _Tables(HTMLParser):
    """Rows of tables. A cell over several rows is repeated in each, so that a heading at the side is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.fields: list[str] | None = None
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.below: dict[int, tuple[int, str]] = {}
        """By column: how many rows further down a text still covers."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
            self.fields = []
        elif tag in ("td", "th") and self.fields is not None:
            self._end_cell()
            named = dict(attrs)
            self.cell = []
            self.span = (_span(named.get("colspan")), _span(named.get("rowspan")))
        elif tag == "table" and not self.below:
            self._end_row()
        elif tag in ("br", "p", "div") and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            self.below = {}

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is None or self.fields is None:
            return
        text, self.cell = _tidy("".join(self.cell)), None
        self._fill_from_above()
        columns, rows = self.span
        for place in range(columns):
            if rows > 1:
                self.below[len(self.fields)] = (rows, text)
            self.fields.append(text if place == 0 else "")

    def _fill_from_above(self) -> None:
        assert self.fields is not None
        while len(self.fields) in self.below:
            self.fields.append(self.below[len(self.fields)][1])

    def _end_row(self) -> None:
        if self.fields is None:
            return
        self._end_cell()
        self._fill_from_above()
        self.below = {column: (rows - 1, text) for column, (rows, text) in self.below.items() if rows > 1}
        if any(self.fields):
            self.lines.append(Line(len(self.lines) + 1, tuple(self.fields)))
        self.fields = None


def _span(text: str | None) -> int:
    return max(1, min(MOST_SPAN, int(text))) if text is not None and re.fullmatch(r"\d{1,6}", text) else 1
