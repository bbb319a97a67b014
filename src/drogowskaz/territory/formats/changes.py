"""The list of changes between two states of the register: what a unit was before, and out of which it was made.

`between` is two dates parted by a slash (the change came after the first and by the second) or the day of the change.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from drogowskaz.engine.problems import Place, Problem, Unusable
from drogowskaz.engine.words import _
from drogowskaz.territory.enums import Change
from drogowskaz.territory.formats.codes import kind_of
from drogowskaz.territory.formats.terc import LONGEST_NAME
from drogowskaz.territory.formats.text import Line, has_header, read_date, read_table, read_text, unknown_header

HEADER = "change,old_code,new_code,old_name,new_name,split_from_code,between"
CHANGES = {
    "kind": Change.KIND,
    "rename": Change.RENAMED,
    "recode": Change.RECODED,
    "merge": Change.MERGED,
    "new": Change.SPLIT,
}
"""By the first word of the column `change`; what follows it explains."""


@dataclass(frozen=True)
class Step:
    """One change. A unit split off keeps its `old_name` empty: what it left stands on, whatever it is called."""

    change: Change
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    after: dt.date
    by: dt.date
    line: int


@dataclass(frozen=True)
class ChangeList:
    """The changes in a file, as they stand there."""

    file: str
    steps: tuple[Step, ...]


def read_changes(path: Path) -> ChangeList:
    """The list in the file. Raises Unusable with every problem found."""
    return parse_changes(read_text(path), path.name)


def parse_changes(text: str, file: str) -> ChangeList:
    """The list in the text of a file. Raises Unusable with every problem found."""
    table = read_table(text, file)
    if not has_header(table.columns, HEADER):
        raise unknown_header(file, table.columns, [HEADER])
    problems = list(table.problems)
    steps = [step for line in table.lines if (step := _step(line, file, problems))]
    seen: dict[tuple[str, ...], int] = {}
    for step in steps:
        key = step.old_code, step.old_name, step.new_code, step.new_name
        if key in seen:
            message = _("The change stands twice: here and in line {first}.")
            problems.append(Problem(message, Place(file, step.line), {"first": seen[key]}))
        seen.setdefault(key, step.line)
    if problems:
        raise Unusable(problems)
    return ChangeList(file, tuple(steps))


def _step(line: Line, file: str, problems: list[Problem]) -> Step | None:
    before = len(problems)
    fields = line.fields
    change = CHANGES.get((fields["change"].split() or [""])[0])
    if change is None:
        message = _("“{text}” is no change we know. It begins with one of: {known}.")
        params = {"text": fields["change"], "known": ", ".join(CHANGES)}
        problems.append(Problem(message, Place(file, line.number, "change"), params))
        return None
    old = "split_from_code" if change == Change.SPLIT else "old_code"
    for column in (old, "new_code"):
        if kind_of(fields[column]) is None:
            message = _("“{text}” is not a TERYT code.")
            problems.append(Problem(message, Place(file, line.number, column), {"text": fields[column]}))
    for column in ("new_name",) if change == Change.SPLIT else ("old_name", "new_name"):
        if not 0 < len(fields[column]) <= LONGEST_NAME:
            message = _("A name of 1 to {n} characters belongs here.")
            problems.append(Problem(message, Place(file, line.number, column), {"n": LONGEST_NAME}))
    old_name = "" if change == Change.SPLIT else fields["old_name"]
    if (fields[old], old_name) == (fields["new_code"], fields["new_name"]):
        problems.append(Problem(_("The unit is the same before and after."), Place(file, line.number)))
    dates = _between(fields["between"], Place(file, line.number, "between"), problems)
    if dates is None or len(problems) > before:
        return None
    return Step(change, fields[old], old_name, fields["new_code"], fields["new_name"], *dates, line.number)


def _between(text: str, place: Place, problems: list[Problem]) -> tuple[dt.date, dt.date] | None:
    """The two days around the change, or None with its problem noted."""
    first, slash, second = text.partition("/")
    dates = [read_date(part, place, problems) for part in ((first, second) if slash else (first,))]
    if not slash and dates[0]:
        return dates[0] - dt.timedelta(days=1), dates[0]
    if len(dates) < 2 or dates[0] is None or dates[1] is None:
        return None
    if dates[0] >= dates[1]:
        problems.append(Problem(_("The first date must come before the second."), place))
        return None
    return dates[0], dates[1]
