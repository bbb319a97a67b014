"""Mistakes in an edition that can be loaded and is still not fit to publish, and how much an edition holds."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

import numpy as np

from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.checks.evaluate import FALSE, TRUE
from drogowskaz.engine.checks.run import questions, questions_about, truths
from drogowskaz.engine.editions.loader import COLUMNS
from drogowskaz.engine.editions.schema import SEVERITIES, Check, Edition, Parts, Row, Severity, Texts
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.measures import measures
from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.sheets import CellKey, Sheet, stack
from drogowskaz.engine.values import Value
from drogowskaz.engine.words import LANGUAGES, _, count, plural, say

Choice = TypeVar("Choice", bound=Enum)
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_EXAMPLE = re.compile(r"\s*([^@=\s]+)\s*(?:@\s*(\S+))?\s*=(.*)", re.DOTALL)

ROWS = plural("{n} row", "{n} rows")
CELLS = plural("{n} cell", "{n} cells")
GENERATED = plural("{n} check from the row tree", "{n} checks from the row tree")
WRITTEN = plural("{n} written check", "{n} written checks")
UNCHECKED = plural("{n} row that no check touches", "{n} rows that no check touches")


@dataclass(frozen=True)
class Counts:
    """How much an edition holds. `unchecked` rows are no mistake: not every row can be compared with another."""

    rows: dict[Certainty, int]
    cells: int
    generated: dict[Severity, int]
    written: dict[Severity, int]
    unchecked: tuple[str, ...]

    def sentence(self, lang: str) -> str:
        """`34 rows (certain: 30; inferred, to be checked: 4); 162 cells; …`"""
        certainty = {say(LABELS[level], lang): number for level, number in self.rows.items()}
        said = [_counted(ROWS, certainty, lang), count(CELLS, self.cells, lang)]
        for forms, by_severity in ((GENERATED, self.generated), (WRITTEN, self.written)):
            said.append(_counted(forms, {say(SEVERITIES[one], lang): n for one, n in by_severity.items()}, lang))
        return "; ".join([*said, count(UNCHECKED, len(self.unchecked), lang)])


def _counted(forms: tuple[str, str], parts: dict[str, int], lang: str) -> str:
    inside = "; ".join(f"{name}: {number}" for name, number in parts.items())
    return count(forms, sum(parts.values()), lang) + (f" ({inside})" if inside else "")


def counts(edition: Edition) -> Counts:
    """Rows by certainty, cells, checks by origin and severity, and the rows that no check touches."""
    touched = {row for row, _offset in questions_about(edition)}
    return Counts(
        rows=_tally(Certainty, Counter(row.certainty for row in edition.rows)),
        cells=sum(len(row.offsets) for row in edition.rows),
        generated=_tally(Severity, Counter(check.severity for check in edition.checks if check.generated)),
        written=_tally(Severity, Counter(check.severity for check in edition.checks if not check.generated)),
        unchecked=tuple(row.key for row in edition.rows if row.key not in touched),
    )


def _tally(order: type[Choice], found: Counter[Choice]) -> dict[Choice, int]:
    return {one: found[one] for one in order if found[one]}


def lint(edition: Edition) -> list[Problem]:
    """Every mistake found, in the order of the form; an empty list when the edition is sound."""
    tables, checks = Place(f"{edition.id}/tables"), Place(f"{edition.id}/checks.yaml")
    return [
        *_texts(edition),
        *(Problem(message, tables, params) for row in edition.rows for message, params in _row(row, edition)),
        *(Problem(message, tables, params) for message, params in _sums(edition)),
        *(Problem(message, checks, params) for check in edition.checks for message, params in _check(check, edition)),
        *(problem for check in edition.checks if not check.generated for problem in _examples(check, edition, checks)),
    ]


Mistake = tuple[str, dict[str, object]]
"""A marked source string and what fills its names."""


def _texts(edition: Edition) -> Iterator[Problem]:
    """Names that a person would meet empty."""
    named: list[tuple[str, str, Texts]] = [("edition.yaml", edition.id, edition.label)]
    named += [("edition.yaml", chapter.number, chapter.label) for chapter in edition.chapters]
    named += [("tables", table.key, table.label) for table in edition.tables.values()]
    named += [("tables", row.key, row.label) for row in edition.rows]
    for check in edition.checks:
        named += [("checks.yaml", check.id, check.message), ("checks.yaml", check.id, check.instruction)]
    for file, name, texts in named:
        for lang in LANGUAGES:
            if not texts.get(lang, "").strip():
                message = _("“{name}” has a label, message or instruction that is empty in the language “{lang}”.")
                yield Problem(message, Place(f"{edition.id}/{file}"), {"name": name, "lang": lang})


def _row(row: Row, edition: Edition) -> Iterator[Mistake]:
    if not KEY.fullmatch(row.key):
        yield _("The key “{key}” is misspelt: only a–z, 0–9, _ and dots, beginning with a letter."), {"key": row.key}
    measure = measures().get(row.unit)
    if measure is None:
        message = _("The row “{key}” is counted in “{unit}”, which is not in units.yaml.")
        yield message, {"key": row.key, "unit": row.unit}
    elif measure.kind is not row.kind:
        message = _("The row “{key}” is counted in “{unit}”, which does not go with the kind “{kind}”.")
        yield message, {"key": row.key, "unit": row.unit, "kind": row.kind}
    if row.parent is not None and row.parts is not Parts.NONE and edition.row_by_key[row.parent].unit != row.unit:
        message = _("The row “{key}” is counted in another unit than “{parent}”, of which it is a part.")
        yield message, {"key": row.key, "parent": row.parent}


def _sums(edition: Edition) -> Iterator[Mistake]:
    """Rows without a short name that a sentence would have to name inside a sum."""
    summed: set[str] = set()
    for check in edition.checks:
        for node in nodes.walk(check.claim):
            if isinstance(node, nodes.Sum):
                summed |= {part.row for _factor, part in node.parts if isinstance(part, nodes.Cell)}
    for row in edition.rows:
        if row.key in summed and not row.short:
            yield _("The row “{key}” stands in a sum and needs a short name (short)."), {"key": row.key}


def _check(check: Check, edition: Edition) -> Iterator[Mistake]:
    if not KEY.fullmatch(check.id):
        yield _("The key “{key}” is misspelt: only a–z, 0–9, _ and dots, beginning with a letter."), {"key": check.id}
    for node in nodes.walk(check.claim):
        for year in edition.years if isinstance(node, nodes.ParameterRef) else ():
            assert isinstance(node, nodes.ParameterRef)
            if value_on(node.code, dt.date(year, 12, 31), parameters()) is None:
                message = _("The check “{id}” needs the parameter “{code}”, which is not known for {year}.")
                yield message, {"id": check.id, "code": node.code, "year": year}


def _examples(check: Check, edition: Edition, place: Place) -> Iterator[Problem]:
    """What `passing` and `failing` really do."""
    for name, text in (("passing", check.passing), ("failing", check.failing)):
        problems: list[Problem] = []
        values = example(text, edition, place, problems)
        if problems:
            yield from problems
            continue
        answers = answers_of(check, edition, values)
        if name == "passing" and (FALSE in answers or TRUE not in answers):
            message = _("The check “{id}” does not hold in its example “passing”.")
            if FALSE not in answers:
                message = _("The check “{id}” cannot be computed in its example “passing”.")
            yield Problem(message, place, {"id": check.id})
        if name == "failing" and FALSE not in answers:
            yield Problem(_("The check “{id}” finds nothing in its example “failing”."), place, {"id": check.id})


def answers_of(check: Check, edition: Edition, values: dict[CellKey, Value]) -> list[int]:
    """What one check says of these cells, in each column it is asked in: 1 holds, 0 does not, -1 cannot be said."""
    year = edition.years[-1]
    answers = truths(stack(edition, [Sheet(edition, "", year, values)]), year)[:, 0]
    asked = np.array([question.check is check for question in questions(edition)])
    return [int(answer) for answer in answers[asked]]


def example(text: str, edition: Edition, place: Place, problems: list[Problem]) -> dict[CellKey, Value]:
    """The cells of `key = value; key@c-1 = value`; without a column the assessed year's."""
    values: dict[CellKey, Value] = {}
    for part in filter(str.strip, text.split(";")):
        found = _EXAMPLE.fullmatch(part)
        if found is None:
            message = _("“{text}” is not a cell of an example. Write key = value or key@c-1 = value.")
            problems.append(Problem(message, place, {"text": part.strip()}))
            continue
        key, column, written = found[1], found[2] or "c0", found[3]
        row = edition.row_by_key.get(key)
        offset = COLUMNS.get(column)
        if row is None:
            problems.append(Problem(_("The edition has no row “{key}”."), place, {"key": key}))
        elif offset not in row.offsets:
            message = _("The row “{key}” has no column “{column}”.")
            problems.append(Problem(message, place, {"key": key, "column": column}))
        elif (key, offset) in values:
            problems.append(Problem(_("The cell “{key}” stands twice in one example."), place, {"key": key}))
        else:
            assert offset is not None
            value = read_value(written, row, edition, place, problems)
            if value is not None:
                values[key, offset] = value
    return values
