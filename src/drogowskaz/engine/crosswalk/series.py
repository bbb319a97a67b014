"""One row over the years and editions, with what every sheet says of a year and with the breaks marked."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from drogowskaz.engine.crosswalk.entries import Entry, Relation
from drogowskaz.engine.crosswalk.loader import way_between
from drogowskaz.engine.crosswalk.ways import Crosswalk, Way
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value

Between = Callable[[Edition, Edition], Crosswalk]
"""The crosswalk from an earlier edition to a later one; raises Unusable when there is none."""


@dataclass(frozen=True)
class Said:
    """What the sheet of one assessed year says of the point's year."""

    assessed: int
    row: Row
    value: Value


@dataclass(frozen=True)
class Point:
    """A year of the series. `row` is the row asked for or, where that one was divided or joined, the other one.

    `said` begins with the sheet of that very year, if there is one, then the others from the oldest. `breaks` are
    the entries between the point before and this one after which numbers cannot be compared.
    """

    year: int
    row: Row
    said: tuple[Said, ...]
    breaks: tuple[Entry, ...]

    @property
    def value(self) -> Value:
        return self.said[0].value

    @property
    def differs(self) -> bool:
        """Sheets disagree about this year; none of them is chosen silently."""
        return len({one.value for one in self.said}) > 1


def series(row: Row, edition: Edition, sheets: Iterable[Sheet], between: Between = way_between) -> tuple[Point, ...]:
    """The past and assessed years of a row of `edition` in sheets of this and other editions, oldest first.

    Forecasts and empty cells are left out. A sheet on an edition from or to which no crosswalk leads has nothing to
    add. A row that was divided or joined stands with its own numbers beside, never summed.
    """
    told: dict[tuple[int, str], list[Said]] = defaultdict(list)
    rows: dict[tuple[int, str], Row] = {}
    steps: dict[Entry, None] = {}
    for sheet in sorted(sheets, key=lambda sheet: sheet.year):
        for other, way in _counterparts(row, edition, sheet.edition, between):
            steps.update(dict.fromkeys(way.steps))
            shown = row if _comparable(way, row, other) else other
            for offset in other.offsets:
                value = sheet.value(other.key, offset)
                if offset <= 0 and value.state is not State.EMPTY:
                    place = sheet.year + offset, shown.key
                    rows.setdefault(place, shown)
                    told[place].append(Said(sheet.year, other, value))
    points: list[Point] = []
    seen: int | None = None
    for year, key in sorted(told):
        cuts = () if seen is None else tuple(step for step in steps if step.cuts and seen < step.year <= year)
        said = sorted(told[year, key], key=lambda one: (one.assessed != year, one.assessed))
        points.append(Point(year, rows[year, key], tuple(said), cuts))
        seen = year
    return tuple(points)


def _counterparts(row: Row, edition: Edition, other: Edition, between: Between) -> list[tuple[Row, Way]]:
    """The rows of another edition that are this row, or of which it was made, or which were made of it."""
    try:
        back = between(other, edition)
        return [(other.row_by_key[way.old], way) for way in back.into(row.key) if way.old in other.row_by_key]
    except Unusable:
        pass
    try:
        forth = between(edition, other)
    except Unusable:
        return []
    return [(other.row_by_key[way.new], way) for way in forth.out_of(row.key) if way.new in other.row_by_key]


def _comparable(way: Way, row: Row, other: Row) -> bool:
    parted = way.relation in (Relation.SPLIT, Relation.MERGED)
    return not parted and (row.kind, row.unit) == (other.kind, other.unit)
