"""What a document says, before any format. Everything is plain text: whatever stands in it is shown, never obeyed.

Whoever prepares a document describes it in these words; `pdf`, `docx` and `sheets` render the description.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from drogowskaz.documents.maps import Ring
from drogowskaz.documents.questions import Blank, Boxes

DEEPEST = 4
"""Levels of headings."""


class Missing(StrEnum):
    """Why a number is not there."""

    NO_DATA = "no-data"
    NOT_APPLICABLE = "not-applicable"
    WITHHELD = "withheld"


Number: TypeAlias = int | Decimal
"""A number as it is shown: a Decimal has as many decimal places as are to be printed."""
Datum: TypeAlias = Number | Missing


class Mark(StrEnum):
    """What a paragraph is when it is not plain telling. All but LEAD and QUOTE are printed with a word that says it."""

    NONE = "none"
    LEAD = "lead"
    QUOTE = "quote"
    NOTE = "note"
    WARNING = "warning"
    DRAFT = "draft"
    INVENTED = "invented"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Run:
    """A part of a paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False


Text: TypeAlias = str | tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """The title of a part. `level` counts from 1 and goes down one step at a time; `id` is unique, for links."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Paragraph:
    """Telling. A line break in the text is kept."""

    text: Text
    mark: Mark = Mark.NONE


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Text, ...]
    numbered: bool = False


class Align(StrEnum):
    """Where the texts of a column stand."""

    START = "start"
    END = "end"


@dataclass(frozen=True)
class Head:
    """A cell of the head, over so many columns and rows of the head."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Cell:
    """A cell of the body. `number` is the same exactly, for spreadsheets; a text without it stays a text."""

    text: str = ""
    number: Number | None = None


@dataclass(frozen=True)
class Row:
    """A row of the body. Its label is its heading, indented by `level`; without cells it is a title across the table.

    `unit` is what its numbers are counted in, where rows differ.
    """

    label: str
    cells: tuple[Cell, ...] = ()
    level: int = 0
    strong: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table. The first column holds the labels of the rows and has its own cell in the head.

    `aligned` says where the texts of the other columns stand; by itself a column with numbers stands at the end.
    `wide` asks for paper on its side. An empty body is said to be empty.
    """

    caption: str
    head: tuple[tuple[Head, ...], ...]
    body: tuple[Row, ...]
    aligned: tuple[Align, ...] = ()
    unit: str = ""
    note: str = ""
    wide: bool = False

    @property
    def width(self) -> int:
        """How many columns there are, that of the labels included."""
        return sum(head.across for head in self.head[0])


class ChartKind(StrEnum):
    """LINE over years; BAR per category, side by side for several series; STACKED shares of a whole."""

    LINE = "line"
    BAR = "bar"
    STACKED = "stacked"


@dataclass(frozen=True)
class Series:
    """A line or one colour of bars: a datum for every category."""

    name: str
    data: tuple[Datum, ...]


@dataclass(frozen=True)
class Chart:
    """Numbers over categories, mostly years. The last `forecast` categories are forecasts and are drawn as such.

    `alt` says in a sentence what is to be seen. The numbers are printed below as a table, unless `with_table` says
    that they stand beside anyway. `wide` is for many categories.
    """

    kind: ChartKind
    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    note: str = ""
    forecast: int = 0
    with_table: bool = True


@dataclass(frozen=True)
class Strip:
    """Where a unit stands among others like it: dots without names and without an order, and its own mark.

    `group` names the others („gminy wiejskie 8–11 tys. mieszkańców”); those without a number are counted in words.
    """

    title: str
    alt: str
    name: str
    own: Datum
    group: str
    others: tuple[Datum, ...]
    unit: str = ""
    note: str = ""
    with_table: bool = True


@dataclass(frozen=True)
class Area:
    """A unit on a map: polygons of rings of [longitude, latitude]."""

    key: str
    name: str
    datum: Datum
    polygons: tuple[tuple[Ring, ...], ...]
    own: bool = False


@dataclass(frozen=True)
class Map:
    """A map coloured by a number. `breaks` part the classes (a class holds its lower end); without them they are found
    so that the classes hold about as many units each."""

    title: str
    alt: str
    areas: tuple[Area, ...]
    unit: str = ""
    note: str = ""
    breaks: tuple[Number, ...] = ()
    with_table: bool = True


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Contents:
    """The table of contents, down to a level of headings, as the format can: with page numbers on paper."""

    depth: int = 2


@dataclass(frozen=True)
class Fact:
    """A line that names something and says what it is."""

    label: str
    value: str


@dataclass(frozen=True)
class Facts:
    """Facts one below the other, as on the title page."""

    facts: tuple[Fact, ...]

    @property
    def listed(self) -> Items:
        """The same as a list."""
        return Items(tuple((Run(f"{fact.label}: "), Run(fact.value, strong=True)) for fact in self.facts))


Figure: TypeAlias = Chart | Strip | Map
Block: TypeAlias = (
    Heading | Paragraph | Items | Table | Chart | Strip | Map | PageBreak | Contents | Facts | Blank | Boxes
)


@dataclass(frozen=True)
class Document:
    """The whole. Title, subtitle, mark and facts make the title page.

    `mark` with its `mark_text` („Projekt, jeszcze niepodpisany”) is repeated on every page, and so is `footer`.
    A paper that comes back has a `code` that it is known by: large, on every page, and all letters are larger.
    `made` is the date kept in the file; without it there is none, so that the same content gives the same file.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    lang: str = "pl"
    facts: tuple[Fact, ...] = ()
    mark: Mark = Mark.NONE
    mark_text: str = ""
    footer: str = ""
    code: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    made: date | None = None

    def __post_init__(self) -> None:
        assert self.title, "a document has a title"
        headings = [block for block in self.blocks if isinstance(block, Heading)]
        levels = [0, *(heading.level for heading in headings)]
        assert all(1 <= level <= min(above + 1, DEEPEST) for above, level in pairwise(levels)), "a level is skipped"
        assert len({heading.id for heading in headings}) == len(headings), "an id is used twice"


def heads(*texts: str) -> tuple[tuple[Head, ...], ...]:
    """A head of one row: the title of the labels, then those of the other columns."""
    return (tuple(Head(text) for text in texts),)


def runs(text: Text) -> Iterator[Run]:
    """A text as its parts."""
    yield from (Run(text),) if isinstance(text, str) else text
