"""The values of a section as they are typed into CAS: plain text, a line a row, the columns parted by tabs."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import EMPTY, Kind, State, Value

KEPT = tuple[str, int, int, int, str]
"""A filled cell as it is kept: row, column, state, number, text."""


def typed(value: Value, kind: Kind) -> str:
    """The value without anything that only helps the eye: `1204,50`, a dot, an x, or nothing."""
    match value.state:
        case State.EMPTY:
            return ""
        case State.NO_INFORMATION:
            return "."
        case State.NOT_APPLICABLE:
            return "x"
        case State.VALUE:
            return " ".join(value.text.split()) if kind is Kind.TEXT else _figures(value.number, kind)


def _figures(number: int, kind: Kind) -> str:
    whole, part = divmod(abs(number), kind.scale)
    places = len(str(kind.scale)) - 1
    return f"{'-' if number < 0 else ''}{whole}{f',{part:0{places}}' if part else ''}"


def block(sheet: Sheet, rows: Iterable[Row], offsets: Sequence[int]) -> str:
    """The value columns of these rows. A row without a column has nothing in its place, so that columns stay apart."""
    return "\n".join(
        "\t".join(typed(sheet.value(row.key, offset), row.kind) if offset in row.offsets else "" for offset in offsets)
        for row in rows
    )


def kept(sheet: Sheet, rows: Iterable[Row]) -> list[KEPT]:
    """The filled cells of these rows in the order of the form."""
    cells = ((row.key, offset) for row in rows for offset in row.offsets)
    return [
        (*cell, value.state.value, value.number, value.text)
        for cell, value in ((cell, sheet.value(*cell)) for cell in cells)
        if value != EMPTY
    ]


def values_of(cells: Iterable[KEPT]) -> dict[CellKey, Value]:
    """The cells again as values, also after they were stored as JSON."""
    return {(row, offset): Value(State(state), number, text) for row, offset, state, number, text in cells}


def digest(edition: str, cells: Sequence[KEPT]) -> str:
    """The SHA-256 of a section's filled cells under its edition: another value anywhere in it gives another."""
    told = json.dumps([edition, cells], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
