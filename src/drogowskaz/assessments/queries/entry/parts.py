"""A chapter cut into parts that fit a page: whole tables together up to forty rows, longer ones in equal pieces."""

from dataclasses import dataclass
from functools import cache
from math import ceil

from drogowskaz.engine.editions.schema import Chapter, Edition, Row, Table

MOST_ROWS = 40


@dataclass(frozen=True)
class Piece:
    """A table, or some of its rows; `first` and `last` count the rows of the table from 1."""

    table: Table
    rows: tuple[Row, ...]
    first: int
    last: int

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == len(self.table.rows)


@dataclass(frozen=True)
class Part:
    """One page of a chapter; `number` counts from 1."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for piece in self.pieces for row in piece.rows)


def parts_of(chapter: Chapter) -> tuple[Part, ...]:
    """The pages of a chapter; none where it has no rows."""
    found: list[list[Piece]] = []
    room = 0
    for piece in (piece for table in chapter.tables for piece in _pieces(table)):
        if not found or len(piece.rows) > room:
            found.append([])
            room = MOST_ROWS
        found[-1].append(piece)
        room -= len(piece.rows)
    return tuple(Part(number, tuple(pieces)) for number, pieces in enumerate(found, start=1))


@cache
def pages_of(edition: Edition) -> dict[str, int]:
    """The page of its chapter that each row stands on; what is said of a whole table stands under its last row."""
    found: dict[str, int] = {}
    for part in (part for chapter in edition.chapters for part in parts_of(chapter)):
        for piece in part.pieces:
            found |= {row.key: part.number for row in piece.rows} | {piece.table.key: part.number}
    return found


def _pieces(table: Table) -> list[Piece]:
    count = len(table.rows)
    size = ceil(count / ceil(count / MOST_ROWS)) if count else 1
    return [
        Piece(table, table.rows[start : start + size], start + 1, min(start + size, count))
        for start in range(0, count, size)
    ]
