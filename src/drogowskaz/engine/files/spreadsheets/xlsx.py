"""The marks of an XLSX workbook (ECMA-376, part 1, chapter 18)."""

import posixpath
import re
from dataclasses import dataclass, field

from drogowskaz.engine.files.spreadsheets.marks import ERROR, MOST_SHEETS, PERCENT, Marks, Position, TooFar
from drogowskaz.engine.files.spreadsheets.markup import NotMarkup, local, walk

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
PERCENT_FORMATS = {"9", "10"}
"""The built-in number formats that show a percentage."""


def marks_of(parts: dict[str, bytes]) -> list[Marks]:
    """The marks of each worksheet in the order of the workbook. Raises NotMarkup, TooFar, KeyError."""
    percent = _percent_styles(parts.get("xl/styles.xml"))
    return [_marks(name, parts[part], percent) for name, part in _worksheets(parts)]


def _worksheets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """The names of the sheets, each with the part that holds it."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            identity = next(value for key, value in attributes.items() if local(key) == "id" and key != "id")
            sheets.append((attributes["name"], identity))
            if len(sheets) > MOST_SHEETS:
                raise TooFar(attributes["name"])

    walk(parts["xl/_rels/workbook.xml.rels"], relation)
    walk(parts["xl/workbook.xml"], sheet)
    return [(name, targets[identity]) for name, identity in sheets]


def _percent_styles(styles: bytes | None) -> set[str]:
    """The numbers of the cell styles that show a percentage, as cells name them."""
    formats = set(PERCENT_FORMATS)
    found: set[str] = set()
    inside: list[str] = []
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        name = local(name)
        if name == "numFmt" and "%" in re.sub(r'"[^"]*"|\\.', "", attributes.get("formatCode", "")):
            formats.add(attributes["numFmtId"])
        if name == "xf" and inside and inside[-1] == "cellXfs":
            if attributes.get("numFmtId") in formats:
                found.add(str(count))
            count += 1
        inside.append(name)

    def end(_name: str) -> None:
        inside.pop()

    if styles is not None:
        walk(styles, start, end)
    return found


@dataclass
class _Cell:
    """The cell that is being read."""

    position: Position
    type: str
    style: str
    filled: bool = False


@dataclass
class _Reader:
    """Walks one worksheet. A cell or row without an address follows the one before it."""

    marks: Marks
    percent: set[str]
    row: int = -1
    column: int = -1
    cell: _Cell | None = field(default=None)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            here = _position(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
            self.row, self.column = here
            self.cell = _Cell(here, attributes.get("t", "n"), attributes.get("s", "0"))
        elif name == "mergeCell":
            first, _colon, last = attributes["ref"].partition(":")
            self.marks.merge(_position(first), _position(last or first))
        elif self.cell is not None and name in ("f", "v", "is"):
            self.cell.filled = True
            if name == "f":
                self.marks.reach(self.cell.position)
                self.marks.formulas.add(self.cell.position)

    def end(self, name: str) -> None:
        if local(name) != "c" or self.cell is None:
            return
        cell, self.cell = self.cell, None
        if not cell.filled:
            return
        self.marks.reach(cell.position)
        if cell.type == "e":
            self.marks.odd[cell.position] = ERROR
        elif cell.type == "n" and cell.style in self.percent:
            self.marks.odd[cell.position] = PERCENT


def _marks(name: str, sheet: bytes, percent: set[str]) -> Marks:
    reader = _Reader(Marks(name), percent)
    walk(sheet, reader.start, reader.end)
    return reader.marks


def _position(address: str) -> Position:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise NotMarkup(address)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
