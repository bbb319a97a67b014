"""What a template carries so that it is known again: the stamp of its sheets, the keys of its rows and columns.

Row 1 of every sheet of a template is for the program: in the column of keys the stamp, in the columns of values
`c-2 … c+2`. Below, a row of the form has its key in the column of keys, and a heading of a table `@` and the table's.
"""

import hashlib
import json
import re
from dataclasses import dataclass

from drogowskaz.engine.editions.schema import Edition, Parts

FORM, ABOUT = "drogowskaz:form", "drogowskaz:about"
"""How the stamp begins on a sheet of rows, and on the first sheet, which says what the file is."""
VALUE = "value"
"""The name of the column of values on the first sheet."""
UNIT = "unit"
"""The key of the line of the first sheet where the unit's code stands; others of its lines are for people."""
_STAMP = re.compile(
    rf"(?P<role>{FORM}|{ABOUT}) edition=(?P<edition>\S+) year=(?P<year>\d{{4}}) unit=(?P<unit>\d*) rows=(?P<rows>\w+)",
    re.ASCII,
)


@dataclass(frozen=True)
class Stamp:
    """Which edition, unit and assessed year a sheet is for. `unit` is empty where the person writes it in.

    `rows` is the hash of the edition's rows: a template made from other rows is told apart.
    """

    role: str
    edition: str
    year: int
    unit: str
    rows: str

    def __str__(self) -> str:
        return f"{self.role} edition={self.edition} year={self.year} unit={self.unit} rows={self.rows}"


def read_stamp(text: str) -> Stamp | None:
    """The stamp written in a cell, if it is one."""
    found = _STAMP.fullmatch(text.strip())
    if found is None:
        return None
    return Stamp(found["role"], found["edition"], int(found["year"]), found["unit"], found["rows"])


def rows_hash(edition: Edition) -> str:
    """SHA-256 over what gives a cell its meaning: keys, kinds, columns and sums. Labels and order may change."""
    rows = sorted(
        [row.key, row.kind.value, list(row.offsets), row.parent or "", row.parts.value, row.negative]
        for row in edition.rows
    )
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def totals(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The rows that are the exact sum of others, each with its parts: there a template writes a formula."""
    found: dict[str, tuple[str, ...]] = {}
    for row in edition.rows:
        if row.parts is Parts.ALL and row.parent is not None:
            found[row.parent] = (*found.get(row.parent, ()), row.key)
    return {
        whole: parts
        for whole, parts in found.items()
        if all({*edition.row_by_key[part].offsets} >= {*edition.row_by_key[whole].offsets} for part in parts)
    }
