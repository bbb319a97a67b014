"""The small inputs that stand beside a written check: one that passes, one that fails."""

import re

from drogowskaz.engine.compiled.artefact import answer
from drogowskaz.engine.editions.loader import COLUMNS
from drogowskaz.engine.editions.schema import Check, Edition
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Value
from drogowskaz.engine.words import _

_EXAMPLE = re.compile(r"\s*([^@=\s]+)\s*(?:@\s*([^@=\s]+))?\s*(?:@\s*(y-1|children))?\s*=(.*)", re.DOTALL)


def example(text: str, edition: Edition, place: Place, problems: list[Problem]) -> Sheet:
    """The sheet of `key = value; key@c-1 = value; key@c0@y-1 = value`; without a column the assessed year's.

    `@y-1` is a cell of last year's form, `@children` one of the single unit below.
    """
    values: dict[Whose, dict[CellKey, Value]] = {whose: {} for whose in Whose}
    for part in filter(str.strip, text.split(";")):
        found = _EXAMPLE.fullmatch(part)
        if found is None:
            message = _("“{text}” is not a cell of an example. Write key = value or key@c-1 = value.")
            problems.append(Problem(message, place, {"text": part.strip()}))
            continue
        key, column, whose, written = found[1], found[2] or "c0", Whose(found[3] or Whose.OWN), found[4]
        row = edition.row_by_key.get(key)
        offset = COLUMNS.get(column)
        if row is None:
            problems.append(Problem(_("The edition has no row “{key}”."), place, {"key": key}))
        elif offset not in row.offsets:
            message = _("The row “{key}” has no column “{column}”.")
            problems.append(Problem(message, place, {"key": key, "column": column}))
        elif (key, offset) in values[whose]:
            problems.append(Problem(_("The cell “{key}” stands twice in one example."), place, {"key": key}))
        else:
            assert offset is not None
            value = read_value(written, row, edition, place, problems)
            if value is not None:
                values[whose][key, offset] = value
    year = edition.years[-1]
    below = values[Whose.CHILDREN]
    return Sheet(
        edition,
        "",
        year,
        values[Whose.OWN],
        last=values[Whose.LAST] or None,
        children=(Sheet(edition, "", year, below),) if below else (),
    )


def answers_of(check: Check, sheet: Sheet) -> list[int]:
    """What one check says of the sheet, in each column it is asked in: 1 holds, 0 does not, -1 cannot be said."""
    return [answer(check, offset, sheet) for offset in sorted(check.offsets)]
