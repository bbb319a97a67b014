"""What a workbook holds, before any format: pages of lines of cells. Rows and columns are counted from 0."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from drogowskaz.engine.values import Kind

# The colours of the site, as print on white paper needs them.
INK, PAPER, WHITE, GREEN, GREEN_SOFT = "#1b2422", "#fbf8f1", "#ffffff", "#0b5d4e", "#e4f0ea"
MUTED, LINE, AMBER_SOFT, CLOSED = "#55605c", "#ddd7c8", "#fdf1d3", "#efeadd"


class Look(StrEnum):
    """What a cell is for, which decides how it looks."""

    MACHINE = "machine"
    TITLE = "title"
    TEXT = "text"
    WRAPPED = "wrapped"
    HEADING = "heading"
    YEAR = "year"
    LABEL = "label"
    TOTAL = "total"
    NUMBER = "number"
    REMARK = "remark"
    DOUBT = "doubt"
    CLOSED = "closed"
    CODE = "code"
    ENTRY = "entry"
    ENTRY_TOTAL = "entry-total"


@dataclass(frozen=True)
class Entry:
    """What may be written into a cell: a number of this kind up to `largest`, a dot, x; or any text."""

    kind: Kind
    largest: int
    negative: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell. `entry` makes it one that people fill; it is the only sort that is not locked.

    `total_of` are the cells it adds up: it is written as a formula whose result is `content`. A text is always
    written as a text, whatever it begins with.
    """

    content: str | int | Decimal = ""
    look: Look = Look.TEXT
    indent: int = 0
    entry: Entry | None = None
    total_of: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Line:
    """A row of a page. `lines` is how many lines of text its height must hold."""

    cells: tuple[Cell | None, ...]
    lines: int = 1
    hidden: bool = False


@dataclass(frozen=True)
class Page:
    """A sheet. `widths` are in characters; `frozen` is how many rows and columns stay in sight; `repeated` are the
    first and last row printed again on every sheet of paper."""

    name: str
    lines: tuple[Line, ...]
    widths: tuple[int, ...]
    hidden_columns: frozenset[int] = field(default=frozenset())
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None


@dataclass(frozen=True)
class Workbook:
    """The whole file. `footer` stands at the foot of every printed sheet, before the page number."""

    title: str
    footer: str
    lang: str
    pages: tuple[Page, ...]


def address(row: int, column: int) -> str:
    """A cell as formulas name it: (4, 2) → C5. Pages have fewer than 26 columns."""
    return f"{chr(ord('A') + column)}{row + 1}"


def ranges(cells: tuple[tuple[int, int], ...]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The cells of one column as runs from first to last, so that a long sum stays a short formula."""
    runs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if runs and runs[-1][1] == (cell[0] - 1, cell[1]):
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    return runs
