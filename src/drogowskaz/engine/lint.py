"""Mistakes in an edition that can be loaded and is still not fit to publish, and how much an edition holds."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.checks.run import questions_about
from drogowskaz.engine.compiled.executor import FALSE, TRUE
from drogowskaz.engine.editions.schema import SEVERITIES, Check, Edition, Parts, Row, Severity, Texts
from drogowskaz.engine.examples import answers_of, example
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.measures import measures
from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.satisfiability.proof import prove, years
from drogowskaz.engine.satisfiability.redundancy import redundant
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import LANGUAGES, _, count, plural, say

Choice = TypeVar("Choice", bound=Enum)
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")

KINDS = {
    Kind.COUNT: _("whole numbers"),
    Kind.MONEY: _("amounts of money"),
    Kind.FTE: _("full-time equivalents"),
    Kind.TEXT: _("texts"),
}
ROWS = plural("{n} row", "{n} rows")
CELLS = plural("{n} cell", "{n} cells")
GENERATED = plural("{n} check from the row tree", "{n} checks from the row tree")
WRITTEN = plural("{n} written check", "{n} written checks")
PROVED = plural(
    "A form of {n} cell on which every check holds was found.",
    "A form of {n} cells on which every check holds was found.",
)
UNCHECKED = plural("{n} row that no check touches", "{n} rows that no check touches")


@dataclass(frozen=True)
class Counts:
    """How much an edition holds. `unchecked` rows are no mistake: not every row can be compared with another."""

    rows: dict[Certainty, int]
    kinds: dict[Kind, int]
    cells: int
    generated: dict[Severity, int]
    written: dict[Severity, int]
    unchecked: tuple[str, ...]

    def sentence(self, lang: str) -> str:
        """`34 rows (certain: 30; inferred, to be checked: 4), of them whole numbers: 32, texts: 2; 162 cells; …`"""
        certainty = {say(LABELS[level], lang): number for level, number in self.rows.items()}
        kinds = ", ".join(f"{say(KINDS[kind], lang)}: {number}" for kind, number in self.kinds.items())
        rows = _counted(ROWS, certainty, lang)
        if kinds:
            rows = say(_("{rows}, of them {kinds}"), lang, rows=rows, kinds=kinds)
        said = [rows, count(CELLS, self.cells, lang)]
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
        kinds=_tally(Kind, Counter(row.kind for row in edition.rows)),
        cells=sum(len(row.offsets) for row in edition.rows),
        generated=_tally(Severity, Counter(check.severity for check in edition.checks if check.generated)),
        written=_tally(Severity, Counter(check.severity for check in edition.checks if not check.generated)),
        unchecked=tuple(row.key for row in edition.rows if row.key not in touched),
    )


def _tally(order: type[Choice], found: Counter[Choice]) -> dict[Choice, int]:
    return {one: found[one] for one in order if found[one]}


def remarks(edition: Edition, lang: str) -> list[str]:
    """What is no mistake and still worth knowing: how the checks were proved, those that say nothing new, the rows that
    no check touches. Takes seconds for a long form."""
    proof = prove(edition, edition.years[-1])
    said = [count(PROVED, len(proof.witness), lang)] if proof.witness else []
    lists = {
        _("Cells that had to be allowed to be zero, for all checks to hold together: {names}."): [
            f"{cell.row} ({nodes.column(cell.offset)})" for cell in proof.zeros
        ],
        _("Checks that follow from others when every cell is filled in: {names}."): [
            check.id for check in redundant(edition)
        ],
        _("Rows that no check touches: {names}."): list(counts(edition).unchecked),
    }
    return said + [say(message, lang, names=", ".join(names)) for message, names in lists.items() if names]


def lint(edition: Edition) -> list[Problem]:
    """Every mistake found, in the order of the form; an empty list when the edition is sound."""
    tables, checks = Place(f"{edition.id}/tables"), Place(f"{edition.id}/checks.yaml")
    return [
        *_texts(edition),
        *(Problem(message, tables, params) for row in edition.rows for message, params in _row(row, edition)),
        *(Problem(message, tables, params) for message, params in _sums(edition)),
        *(Problem(message, checks, params) for check in edition.checks for message, params in _check(check, edition)),
        *(problem for check in edition.checks if not check.generated for problem in _examples(check, edition, checks)),
        *(Problem(message, checks, params) for check in edition.checks for message, params in _names(check, edition)),
        *(Problem(message, checks, params) for message, params in _contradictions(edition)),
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


def _names(check: Check, edition: Edition) -> Iterator[Mistake]:
    """Rows of one check that its sentences would call by the same name."""
    rows = {node.row for node in nodes.walk(check.claim) if isinstance(node, nodes.Cell)}
    for lang in LANGUAGES:
        named: dict[str, set[str]] = {}
        for key in rows:
            row = edition.row_by_key[key]
            named.setdefault((row.short or row.label).get(lang, ""), set()).add(key)
        for name, keys in named.items():
            if len(keys) > 1:
                message = _("The check “{id}” speaks of two rows by the same name “{name}”: {keys}.")
                yield message, {"id": check.id, "name": name, "keys": ", ".join(sorted(keys))}


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
    yield from _units(check, edition)
    for node in nodes.walk(check.claim):
        for year in edition.years if isinstance(node, nodes.ParameterRef) else ():
            assert isinstance(node, nodes.ParameterRef)
            if value_on(node.code, dt.date(year, 12, 31), parameters()) is None:
                message = _("The check “{id}” needs the parameter “{code}”, which is not known for {year}.")
                yield message, {"id": check.id, "code": node.code, "year": year}


def _units(check: Check, edition: Edition) -> Iterator[Mistake]:
    """Sums of unlike things, and comparisons of numbers of another kind: persons with zlotys.

    People, families and places are all whole numbers and may be compared, since the form itself does (no more
    families than persons); only a factor makes money or posts of them.
    """
    for node in nodes.walk(check.claim):
        if isinstance(node, nodes.Sum | nodes.BlockSum) and len(added := _added_up(node, edition)) > 1:
            message = _("The check “{id}” adds up what is counted in different units: {units}.")
            yield message, {"id": check.id, "units": ", ".join(sorted(added))}
        if isinstance(node, nodes.Comparison):
            compared = _added_up(node.left, edition) | _added_up(node.right, edition)
            if len({row.kind for row in compared.values()}) > 1:
                message = _(
                    "The check “{id}” compares unlike numbers ({units}). "
                    "A factor must say how much of the one goes with the other."
                )
                yield message, {"id": check.id, "units": ", ".join(sorted(compared))}


def _added_up(term: nodes.Term, edition: Edition) -> dict[str, Row]:
    """One row for each unit in which the term is counted; a factor other than one makes another unit of a row."""
    match term:
        case nodes.Cell(row):
            return {edition.row_by_key[row].unit: edition.row_by_key[row]}
        case nodes.BlockSum(block):
            return {row.unit: row for row in edition.tables[block.table].rows if row.kind is not Kind.TEXT}
        case nodes.Absolute(inner):
            return _added_up(inner, edition)
        case nodes.Sum(parts):
            plain = [_added_up(part, edition) for factor, part in parts if factor in (1, -1)]
            return {unit: row for rows in plain for unit, row in rows.items()}
    return {}


def _contradictions(edition: Edition) -> Iterator[Mistake]:
    """Checks that no form could satisfy together, in the fewest that already contradict each other."""
    for year in years(edition):
        proof = prove(edition, year)
        named = {
            _("No form can satisfy these checks together: {checks}."): proof.conflict,
            _("It could not be decided whether a form can satisfy these checks together: {checks}."): proof.undecided,
        }
        for message, questions_ in named.items():
            if questions_:
                checks = [f"{one.check.id} ({nodes.column(one.offset)})" for one in questions_]
                yield message, {"checks": ", ".join(checks)}


def _examples(check: Check, edition: Edition, place: Place) -> Iterator[Problem]:
    """What `passing` and `failing` really do."""
    for name, text in (("passing", check.passing), ("failing", check.failing)):
        problems: list[Problem] = []
        sheet = example(text, edition, place, problems)
        if problems:
            yield from problems
            continue
        answers = answers_of(check, sheet)
        if name == "passing" and (FALSE in answers or TRUE not in answers):
            message = _("The check “{id}” does not hold in its example “passing”.")
            if FALSE not in answers:
                message = _("The check “{id}” cannot be computed in its example “passing”.")
            yield Problem(message, place, {"id": check.id})
        if name == "failing" and FALSE not in answers:
            yield Problem(_("The check “{id}” finds nothing in its example “failing”."), place, {"id": check.id})
