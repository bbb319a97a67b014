"""What every reader gives, and how cells go into it one by one."""

from dataclasses import dataclass, field

from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Unreadable, Value, parse
from drogowskaz.engine.words import _

MOST_SHOWN = 40
"""How many characters of an unreadable value are repeated to the person."""


@dataclass(frozen=True)
class Source:
    """Where published numbers were read. `url` may be empty for paper."""

    title: str
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True)
class Reading:
    """A sheet from a file. `expected` are the findings a worked example must give, as `check-id column`."""

    sheet: Sheet
    source: Source | None = None
    name: dict[str, str] = field(default_factory=dict)
    expected: tuple[str, ...] | None = None


def find_row(edition: Edition, name: str) -> Row | None:
    """A row by its stable key or by `chapter/number` as printed."""
    return edition.row_by_key.get(name) or edition.row_by_print.get(name)


def read_value(text: str, row: Row, edition: Edition, place: Place, problems: list[Problem]) -> Value | None:
    """The value of a cell, or None with its problem noted."""
    try:
        return parse(text, row.kind, largest=edition.largest.get(row.kind, 0), negative=row.negative)
    except Unreadable as error:
        shown = text.strip()
        shown = shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN]}…"
        problems.append(Problem(error.message, place, {"text": shown}))
        return None


def put(values: dict[tuple[str, int], Value], row: Row, offset: int, value: Value) -> None:
    """Keep a filled cell; an empty one is not kept."""
    if value.state is not State.EMPTY:
        values[row.key, offset] = value


def wrong_column(row: Row, offset: int, year: int, place: Place, problems: list[Problem]) -> bool:
    """Note a problem when the row has no such column."""
    if offset in row.offsets:
        return False
    years = ", ".join(str(year + known) for known in row.offsets)
    message = _("The row “{row}” has no column {year}. It has: {years}.")
    problems.append(Problem(message, place, {"row": row.key, "year": year + offset, "years": years}))
    return True
