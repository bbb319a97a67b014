"""What stands where on a sheet: every text and number with its place and its look. Rows and columns count from 0."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from drogowskaz.documents.arrangement import EMPTY_TABLE, aligned, head_places, mark_line
from drogowskaz.documents.content import Align, Chart, Document, Map, Missing, Number, Row, Strip
from drogowskaz.documents.figures import WORDS
from drogowskaz.documents.sheets.outline import Part, Sheet, filled
from drogowskaz.engine.words import _, say

PICTURE_ROWS = {Chart: 20, Strip: 12, Map: 29}
"""Rows that a picture beside its table reaches down."""
LABELS, NUMBERS, SENTENCES = 44, 15, 40
"""Characters in a column of labels, of numbers and of longer texts."""
LONG = 20
"""Characters from which on a text is long."""


class Look(StrEnum):
    """What a cell is for, which decides how it looks."""

    TITLE = "title"
    MARK = "mark"
    TEXT = "text"
    LINK = "link"
    CAPTION = "caption"
    HEAD = "head"
    HEAD_END = "head-end"
    LABEL = "label"
    TOTAL = "total"
    SUBTITLE = "subtitle"
    WORD = "word"
    SENTENCE = "sentence"
    NUMBER = "number"
    TOTAL_NUMBER = "total-number"
    NOTE = "note"


@dataclass(frozen=True)
class Spot:
    """A cell. With a number it is one; a text is written as a text, whatever it begins with.

    `link` is the sheet and the row that the text leads to.
    """

    row: int
    column: int
    text: str
    look: Look
    number: Number | None = None
    level: int = 0
    across: int = 1
    down: int = 1
    link: tuple[str, int] | None = None


@dataclass
class Grid:
    """A sheet ready to be written. `frozen` rows and, with `labels_stay`, the first column stay in sight.

    `places` are the first rows of its parts: of the caption, and of the body. `heights` are in lines of text, for rows
    whose texts go over several columns: no program finds these by itself.
    """

    name: str
    spots: list[Spot] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    frozen: int = 0
    labels_stay: bool = False
    repeated: tuple[int, int] | None = None
    places: list[tuple[int, int]] = field(default_factory=list)
    heights: dict[int, int] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


def grid(sheet: Sheet, document: Document, *, pictures: bool) -> Grid:
    """The cells of a sheet; with `pictures` there is room for them beside their tables."""
    made = Grid(sheet.name, parts=sheet.parts)
    made.spots += [Spot(0, 0, sheet.title, Look.TITLE), Spot(1, 0, mark_line(document), Look.MARK)]
    row = 2
    if sheet.head:
        made.spots += _head(row, sheet.parts[0])
        made.repeated = row, row + len(sheet.head) - 1
        row += len(sheet.head)
        made.labels_stay = True
    made.frozen = row
    for part in sheet.parts:
        first = row
        row = _part(made, part, row, document.lang, own_head=not sheet.head)
        if pictures and part.figure is not None:
            row = max(row, first + PICTURE_ROWS[type(part.figure)])
    made.widths = [LABELS, *(_width(sheet, column) for column in range(1, sheet.width))]
    for spot in made.spots:
        if spot.across > 1 and spot.down == 1 and spot.look not in (Look.HEAD, Look.HEAD_END):
            made.heights[spot.row] = _lines(spot, made)
    return made


def contents(document: Document, grids: list[Grid], name: str) -> Grid:
    """The first sheet: what the title page says, and the way to every table."""
    made = Grid(name, widths=[24, 90])
    words = [(document.title, Look.TITLE), (document.subtitle, Look.TEXT), (mark_line(document), Look.MARK)]
    made.spots += [Spot(row, 0, text, look) for row, (text, look) in enumerate(words) if text]
    row = len(words)
    for fact in document.facts:
        made.spots += [Spot(row, 0, fact.label, Look.TEXT), Spot(row, 1, fact.value, Look.TEXT)]
        row += 1
    row += 1
    for one in grids:
        for part, (caption, _body) in zip(one.parts, one.places, strict=True):
            made.spots.append(Spot(row, 0, part.name, Look.LINK, link=(one.name, caption)))
            made.spots.append(Spot(row, 1, part.caption.removeprefix(f"{part.name}. "), Look.TEXT))
            row += 1
    made.spots.append(Spot(row + 1, 0, document.footer, Look.NOTE))
    return made


def _part(made: Grid, part: Part, row: int, lang: str, *, own_head: bool) -> int:
    """Write a part from this row on; gives the row after it."""
    first, table = row, part.table
    unit = f" ({table.unit})" if table.unit else ""
    made.spots.append(Spot(row, 0, part.caption + unit, Look.CAPTION, across=table.width))
    row += 1
    if own_head:
        made.spots += _head(row, part)
        row += len(table.head)
    made.places.append((first, row))
    for line in table.body:
        made.spots += _row(row, line, part)
        row += 1
    if not table.body:
        made.spots.append(Spot(row, 0, say(EMPTY_TABLE, lang), Look.NOTE))
        row += 1
    for said in (*_below(part, lang), part.note):
        if said:
            made.spots.append(Spot(row, 0, said, Look.NOTE, across=table.width))
            row += 1
    return row + 1


def _head(row: int, part: Part) -> Iterator[Spot]:
    aligns = aligned(part.table)
    for down, column, head in head_places(part.table):
        look = Look.HEAD_END if aligns[column] is Align.END else Look.HEAD
        level = int(column > 0 and look is Look.HEAD)
        yield Spot(row + down, column, head.text, look, level=level, across=head.across, down=head.down)


def _row(place: int, row: Row, part: Part) -> Iterator[Spot]:
    if not row.cells:
        yield Spot(place, 0, row.label, Look.SUBTITLE, level=row.level, across=part.table.width)
        return
    aligns = aligned(part.table)
    yield Spot(place, 0, row.label, Look.TOTAL if row.strong else Look.LABEL, level=row.level)
    for column, cell in enumerate(filled(row, part.table), 1):
        if cell.number is not None:
            look = Look.TOTAL_NUMBER if row.strong else Look.NUMBER
            yield Spot(place, column, cell.text, look, number=cell.number)
        elif isinstance(part.figure, Chart):
            # A chart would draw a word as zero. What is missing is told below.
            yield Spot(place, column, "", Look.WORD)
        else:
            sentence = aligns[column] is Align.START
            look = Look.SENTENCE if sentence else Look.WORD
            yield Spot(place, column, cell.text, look, level=int(sentence))


def _below(part: Part, lang: str) -> Iterator[str]:
    """Under a picture: what is to be seen on it, and why which cells of a chart are empty."""
    if part.figure is None:
        return
    yield part.figure.alt
    if isinstance(part.figure, Chart):
        for reason in Missing:
            empty = [
                f"{one.name}, {name}"
                for one in part.figure.series
                for name, datum in zip(part.figure.categories, one.data, strict=True)
                if datum is reason
            ]
            if empty:
                word = say(WORDS[reason], lang)
                yield say(_("Empty cells – {reason}: {cells}."), lang, reason=word, cells="; ".join(empty))


def _lines(spot: Spot, made: Grid) -> int:
    room = sum(made.widths[spot.column : spot.column + spot.across])
    return sum(max(1, -(-len(line) // room)) for line in spot.text.split("\n"))


def _width(sheet: Sheet, column: int) -> int:
    texts = (row.cells[column - 1] for part in sheet.parts for row in part.table.body if len(row.cells) >= column)
    longest = max((len(cell.text) for cell in texts if cell.number is None), default=0)
    return SENTENCES if longest > LONG else NUMBERS
