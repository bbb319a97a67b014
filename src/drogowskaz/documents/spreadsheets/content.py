"""What a workbook holds, before any format: pages of lines of cells. Rows and columns are counted from 0."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from drogowskaz.engine.expressions.spreadsheet import Area, Formula
from drogowskaz.engine.values import Kind

# The colours of the site, as print on white paper needs them.
INK, PAPER, WHITE, GREEN, GREEN_SOFT = "#1b2422", "#fbf8f1", "#ffffff", "#0b5d4e", "#e4f0ea"
MUTED, LINE, AMBER_SOFT, CLOSED = "#55605c", "#ddd7c8", "#fdf1d3", "#efeadd"
AMBER = "#f6d88a"


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
    LINK = "link"
    ANSWER = "answer"
    HOLDS = "holds"
    BROKEN = "broken"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Entry:
    """What may be written into a cell: a number of this kind up to `largest`, a dot, x; or any text."""

    kind: Kind
    largest: int
    negative: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell. `entry` makes it one that people fill; it is the only sort that is not locked.

    With a `formula`, `content` is what it gives as long as nobody changes the file. A text is always written as a
    text, whatever it begins with. `link` is the cell that a text leads to.
    """

    content: str | int | Decimal = ""
    look: Look = Look.TEXT
    indent: int = 0
    entry: Entry | None = None
    formula: Formula = ()
    link: Area | None = None


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
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """The whole file. `footer` stands at the foot of every printed sheet, before the page number.

    `answers` are the looks that cells of the look ANSWER take when they show these texts.
    """

    title: str
    footer: str
    lang: str
    pages: tuple[Page, ...]
    answers: Mapping[str, Look] = field(default_factory=dict)


def address(row: int, column: int) -> str:
    """A cell as formulas name it: (4, 2) → C5. Pages have fewer than 26 columns."""
    return f"{chr(ord('A') + column)}{row + 1}"
