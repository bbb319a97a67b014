"""How wide the columns of a table are on paper, and how large its letters."""

from typing import TypeAlias

from drogowskaz.documents.arrangement import aligned, head_places
from drogowskaz.documents.charts.lettering import width
from drogowskaz.documents.content import Align, Row, Table

Column: TypeAlias = tuple[float, str]
"""So many points (`pt`), or such a share of what those leave (`fr`)."""

LEAST_LABEL = 0.3
"""How much of the width the labels keep, however many columns there are."""
PADDING = 12
NARROW = 0.6
"""A table that needs less of the width than this is as narrow as it can be, so that the eye keeps to its row."""
LONG = 26
"""Characters from which on a column is one of sentences, which share what the others leave."""
TALL = 900
"""Characters in a row from which on it may be cut by the end of a page; a shorter row stays whole."""
FEW = 12
"""Rows of a table that stays on one page."""


def columns(table: Table, room: float, stretch: float = 1) -> list[Column]:
    """The width of each column: numbers take what they need, sentences share the rest.

    `stretch` is how much wider the letters may be than those of our own documents.
    """
    aligns = aligned(table)
    needed = [_needed(table, column) * stretch for column in range(1, table.width)]
    sentences = [
        aligns[column] is Align.START and max(map(len, _texts(table, column)), default=0) > LONG
        for column in range(1, table.width)
    ]
    labels = max((width(row.label, letters(table)) * stretch + row.level * 11 for row in table.body), default=room)
    labels += 3 * PADDING
    if not any(sentences) and labels + sum(needed) < NARROW * room:
        return [(round(share, 1), "pt") for share in (labels, *needed)]
    fixed = sum(width for width, flows in zip(needed, sentences, strict=True) if not flows)
    left = room - fixed
    if left < room * LEAST_LABEL * (1 + 0.5 * sum(sentences)):
        # Too much for the paper: every column gives way in its measure.
        shares = [min(one, 160) for one in needed]
        labels = LEAST_LABEL / (1 - LEAST_LABEL) * sum(shares)
        return [(round(share, 1), "fr") for share in (labels, *shares)]
    rest = ((1.0, "fr") if flows else (round(width, 1), "pt") for width, flows in zip(needed, sentences, strict=True))
    return [(1.2 if any(sentences) else 1.0, "fr"), *rest]


def _texts(table: Table, column: int) -> list[str]:
    return [row.cells[column - 1].text for row in table.body if len(row.cells) >= column]


def _needed(table: Table, column: int) -> float:
    """Points a column takes: its widest text, or the longest word above it."""
    size = letters(table)
    above = [
        word for _row, place, head in head_places(table) if place == column and head.across == 1
        for word in head.text.split()
    ]  # fmt: skip
    # The letters of the head are bold.
    found = [*(width(text, size) for text in _texts(table, column)), *(width(word, size * 1.1) for word in above)]
    return max(*found, 30) + PADDING


def letters(table: Table) -> float:
    """Points of the letters of a table, and a little more: what their widths are reckoned with."""
    return 10 if table.width <= 7 else 9 if table.width <= 11 else 7.5


def cut(row: Row) -> bool:
    """May the end of a page cut this row?"""
    return len(row.label) + sum(len(cell.text) for cell in row.cells) > TALL


def whole(table: Table) -> bool:
    """Is the table short enough to be kept on one page?"""
    return len(table.body) <= FEW and not any(cut(row) for row in table.body)
