"""What a resident or a councillor wants to know of a form first: a few numbers, what changed most."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from drogowskaz.engine.editions.schema import Row, Texts
from drogowskaz.engine.narrative.drafts import Draft, about, change, changes, level
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.yamlfile import read

LEAST = 20
"""A change of fewer is no news: in a village three more or fewer are chance."""
MOST_CHANGES = 5


@dataclass(frozen=True)
class Group:
    """A title and the rows told under it."""

    label: Texts
    rows: tuple[str, ...]


@cache
def groups(path: Path = DEFINITIONS / "summary.yaml") -> tuple[Group, ...]:
    """The groups in their order. Raises Unusable with file and line."""
    problems: list[Problem] = []
    found = []
    for node in read(path).items(problems, "groups"):
        found.append(Group(node.texts("label", problems), node.strings("rows", problems)))
        node.refuse_unknown(problems)
    if problems:
        raise Unusable(problems)
    return tuple(found)


def headlines(sheet: Sheet, lang: str) -> tuple[tuple[str, tuple[Draft, ...]], ...]:
    """Under each title the drafts of the rows this edition has; titles without any are left out."""
    told = []
    for group in groups():
        rows = [sheet.edition.row_by_key[key] for key in group.rows if key in sheet.edition.row_by_key]
        drafts = tuple(about(row, sheet, lang, parts=False) for row in rows if 0 in row.offsets)
        if drafts:
            told.append((group.label[lang], drafts))
    return tuple(told)


def largest_changes(sheet: Sheet, lang: str) -> tuple[Draft, ...]:
    """The rows that changed most against the year before, by their share, among those large enough to tell."""
    whole = [row for row in sheet.edition.rows if row.parent is None]
    found = [one for one in changes(whole, sheet) if min(abs(one[1]), abs(one[2])) >= LEAST]
    found.sort(key=lambda one: -_part(one))
    return tuple(
        Draft(level(row, now, sheet, lang) + change(row, now, before, lang) + ".", ((row.key, 0), (row.key, -1)))
        for row, now, before in found[:MOST_CHANGES]
    )


def _part(one: tuple[Row, Fraction, Fraction]) -> Fraction:
    _row, now, before = one
    return abs(now - before) / abs(before)
