"""What is missing and wrong in invented forms: cells here and there, blocks, whole chapters, mistyped numbers."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.national.fitting import bounds
from drogowskaz.engine.values import Kind, State

Numbers = NDArray[np.int64]
States = NDArray[np.uint8]
SCATTERED = 0.03
"""The share of cells missing one by one: empty, a dot or an x in these shares of 256."""
EMPTIES, DOTS = 154, 64
BLOCKS = 2
"""In a form, each of up to 2.5 % of its rows, one after another, in every column."""
BLOCK = 0.025
CHAPTERS = 0.015
"""The share of chapters that nobody filled in."""
ABSENT = 0.01
"""The share of units that gave no form at all."""
MISTYPED = 0.002
"""The share of cells with a wrong number."""


@cache
def _chapter_of(edition: Edition) -> NDArray[np.int64]:
    """The chapter of each row, by its place."""
    numbers = {chapter.number: place for place, chapter in enumerate(edition.chapters)}
    return np.array([numbers[edition.tables[row.table].chapter] for row in edition.rows])


def states(edition: Edition, forms: int, chance: np.random.Generator) -> States:
    """States of shape (forms, rows, columns)."""
    rows, columns = len(edition.rows), len(edition.offsets)
    found = np.full((forms, rows, columns), State.VALUE, np.uint8)
    missing = chance.random(found.shape, np.float32) < SCATTERED
    kinds = chance.integers(0, 256, int(np.count_nonzero(missing)), np.uint8)
    found[missing] = np.where(
        kinds < EMPTIES,
        np.uint8(State.EMPTY),
        np.where(kinds < EMPTIES + DOTS, np.uint8(State.NO_INFORMATION), np.uint8(State.NOT_APPLICABLE)),
    )
    longest = max(1, round(BLOCK * rows))
    starts = chance.integers(0, rows, (forms, BLOCKS))
    ends = starts + chance.integers(1, longest + 1, (forms, BLOCKS))
    place = np.arange(rows)
    blocks = ((place >= starts[:, :, None]) & (place < ends[:, :, None])).any(axis=1)
    chapters = chance.random((forms, len(edition.chapters))) < CHAPTERS
    found[blocks | chapters[:, _chapter_of(edition)]] = State.EMPTY
    found.reshape(forms, -1)[:, bounds(edition).absent] = State.EMPTY
    return found


def mistype(edition: Edition, numbers: Numbers, held: States, chance: np.random.Generator) -> None:
    """Change some numbers of shape (forms, rows, columns) as people mistype them: a digit too many or too few, a
    wrong digit, a zero."""
    wrong = chance.integers(0, numbers.size, round(MISTYPED * numbers.size))
    row = wrong // len(edition.offsets) % len(edition.rows)
    text = np.array([one.kind is Kind.TEXT for one in edition.rows])
    wrong = wrong[~text[row] & (held.reshape(-1)[wrong] == State.VALUE)]
    flat = numbers.reshape(-1)
    old = flat[wrong]
    digit = chance.integers(1, 10, len(wrong)) * 10 ** chance.integers(0, 4, len(wrong))
    ways = np.stack([old * 10, old // 10, old + digit, np.zeros_like(old)])
    new = ways[chance.integers(0, len(ways), len(wrong)), np.arange(len(wrong))]
    allowed = bounds(edition)
    cell = wrong % (len(edition.rows) * len(edition.offsets))
    flat[wrong] = np.minimum(new, allowed.low[cell] + allowed.span[cell].astype(np.int64))
