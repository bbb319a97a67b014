"""The labels of prints: told apart from numbers and references, and matched to the rows of an edition."""

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from drogowskaz.engine.editions.schema import Edition, Row

_REFERENCE = re.compile(r"[\[(]?\s*(w tym|z tego) z wiersza \d+\s*[\])]?", re.I)
"""„w tym z wiersza 13”: what the print adds to a label and we keep as structure."""
_NUMBER = re.compile(r"(?:lp\.?\s*)?(\d{1,3})\.?", re.I)
_NUMBER_BEFORE = re.compile(r"((?:\d{1,3}\.)+\d{0,3})\s*(?=\D)")
WORD = re.compile(r"[^\W\d_]{2}")
"""What tells a field of words from one of values."""
_NOT = re.compile(r"\bnie (?=\w)")
"""Prints write „nie przyznania” for „nieprzyznania”."""
ENOUGH_WORDS = 3
"""A label cut short must keep so many words to stand for the whole one."""

Key = TypeVar("Key", bound=Hashable)


def normal(text: str) -> str:
    """The label without case, dashes, punctuation and references; diacritics stay, they tell words apart."""
    words = re.findall(r"\w+", _REFERENCE.sub(" ", text).casefold())
    return _NOT.sub("nie", " ".join(words))


def _unordered(label: str) -> tuple[str, ...]:
    return tuple(sorted(label.split()))


def _gathered(pairs: Iterable[tuple[Key, Row]]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found


class Labels:
    """The rows of an edition by their labels."""

    def __init__(self, edition: Edition) -> None:
        self.labels = {row.key: normal(row.label["pl"]) for row in edition.rows}
        self.rows = edition.rows
        self.exact = _gathered((self.labels[row.key], row) for row in edition.rows)
        self.unordered = _gathered((_unordered(self.labels[row.key]), row) for row in edition.rows)

    def named(self, printed: str, number: int | None) -> list[Row]:
        """The rows a printed label can mean, from the strictest comparison that finds any.

        Word for word; the same words in another order; the beginning of a longer label of ours; at last half of the
        words, where the printed number is the row's own.
        """
        label = normal(printed)
        found = self.exact.get(label) or self.unordered.get(_unordered(label))
        return found or self._begun(normal(printed.partition(":")[0])) or self._alike(label, number)

    def _begun(self, label: str) -> list[Row]:
        if len(label.split()) < ENOUGH_WORDS:
            return []
        return [row for row in self.rows if self.labels[row.key].startswith(f"{label} ")]

    def _alike(self, label: str, number: int | None) -> list[Row]:
        given = {*label.split()}
        return [
            row
            for row in self.rows
            if row.number is not None and row.number == number and _alike(given, {*self.labels[row.key].split()})
        ]


def _alike(first: set[str], second: set[str]) -> bool:
    return bool(first) and 2 * len(first & second) >= min(len(first), len(second))


def numbered(fields: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    """The printed number of the row, when the line begins with one, and the rest of the line."""
    start = next((place for place, field in enumerate(fields) if field), len(fields))
    fields = fields[start:]
    number = _NUMBER.fullmatch(fields[0]) if fields else None
    if number is not None and len(fields) > 1 and WORD.search(fields[1]):
        return int(number[1]), fields[1:]
    before = _NUMBER_BEFORE.match(fields[0]) if fields else None
    if before is not None:
        figures = before[1].strip(".")
        return (int(figures) if figures.isdigit() else None), (fields[0][before.end() :], *fields[1:])
    return None, fields
