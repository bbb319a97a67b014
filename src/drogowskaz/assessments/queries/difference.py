"""What differs between two editions, arranged for its page."""

from dataclasses import dataclass
from itertools import groupby

from drogowskaz.engine.difference.compare import difference_between
from drogowskaz.engine.difference.pieces import CHANGES, SORTS, Change, Difference, Piece
from drogowskaz.engine.editions.schema import Edition, Texts

LOOKS = {
    Change.ADDED: "done",
    Change.REMOVED: "warning",
    Change.MOVED: "note",
    Change.RENAMED: "note",
    Change.CHANGED: "note",
}
"""The colour and icon beside the word."""


@dataclass(frozen=True)
class ShownPiece:
    """A part of the form that differs, with the words and looks of what became of it."""

    piece: Piece
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownDifference:
    """`counts` are rows of a table: a sort and its numbers, each with the heading of its column. `chapters` have
    number, label and their pieces by sort. Words are marked source strings."""

    difference: Difference
    headings: tuple[str, ...]
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    chapters: tuple[tuple[str, Texts, tuple[tuple[str, tuple[ShownPiece, ...]], ...]], ...]


def shown_difference(old: Edition, new: Edition) -> ShownDifference:
    """From `old` to `new`, along the crosswalk where there is one."""
    found = difference_between(old, new)
    return ShownDifference(
        difference=found,
        headings=tuple(CHANGES.values()),
        counts=tuple(
            (SORTS[sort], tuple((CHANGES[change], number) for change, number in numbers.items()))
            for sort, numbers in found.counts.items()
        ),
        chapters=tuple((number, label, _by_sort(pieces)) for number, label, pieces in found.chapters),
    )


def _by_sort(pieces: tuple[Piece, ...]) -> tuple[tuple[str, tuple[ShownPiece, ...]], ...]:
    grouped = groupby(pieces, lambda piece: piece.sort)
    return tuple((SORTS[sort], tuple(_shown(piece) for piece in some)) for sort, some in grouped)


def _shown(piece: Piece) -> ShownPiece:
    return ShownPiece(piece, tuple((LOOKS[change], CHANGES[change]) for change in piece.changes))
