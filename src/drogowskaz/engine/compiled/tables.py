"""The tables of an artefact while they are being collected: things once each, rows of whole factors."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

DOUBLE = 2**53 - 1
"""The greatest whole number that a browser's number holds exactly."""
Tables = dict[str, Any]
Thing = TypeVar("Thing")
Row = tuple[tuple[tuple[int, int], ...], int, int, int]
"""Slots with their whole factors, a constant, the denominator that leads to shown units, and the width."""
NOTHING: Row = ((), 0, 1, 0)


@dataclass
class Table(Generic[Thing]):
    """Things in the order in which they came, each once."""

    found: dict[Thing, int] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)

    def put(self, thing: Thing) -> int:
        """Where it stands."""
        place = self.found.setdefault(thing, len(self.things))
        if place == len(self.things):
            self.things.append(thing)
        return place


@dataclass
class RowTable:
    """Rows of whole factors, each once. `most` bounds every total."""

    found: dict[tuple[Any, ...], int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    keys: list[tuple[Any, ...]] = field(default_factory=list)

    def put(self, row: Row, most: int, *more: Any) -> int:
        """The place of the row; `more` tells equal rows apart."""
        key = *row[:3], *more
        place = self.found.setdefault(key, len(self.rows))
        if place == len(self.rows):
            self.rows.append(row)
            self.most.append(most)
            self.keys.append(key)
        return place

    def tables(self) -> Tables:
        return {
            "ptr": ends(len(entries) for entries, *_rest in self.rows),
            "slot": [place for entries, *_rest in self.rows for place, _factor in entries],
            "factor": [written(factor) for entries, *_rest in self.rows for _place, factor in entries],
            "constant": [written(constant) for _entries, constant, _denominator, _width in self.rows],
            "denominator": [written(denominator) for _entries, _constant, denominator, _width in self.rows],
            "width": [width for *_rest, width in self.rows],
        }


def written(number: int) -> int | str:
    """A whole number as JSON keeps it exactly: past what a browser's number holds, as a text."""
    return number if abs(number) <= DOUBLE else str(number)


def ends(lengths: Iterable[int]) -> list[int]:
    """Where each of several runs laid end to end begins, and where the last one ends."""
    found = [0]
    for length in lengths:
        found.append(found[-1] + length)
    return found
