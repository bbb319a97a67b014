"""The one executor: every check over one sheet or a country of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np

from drogowskaz.engine.checks.evaluate import FALSE, UNKNOWN, NoParameter, Reader, Truth, block_cells
from drogowskaz.engine.editions.schema import Check, Edition, Missing, Severity, Stage
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.engine.sheets import CellKey, Sheet, Stack, stack
from drogowskaz.engine.values import State


@dataclass(frozen=True)
class Question:
    """A check asked in one column; its claim has no wildcard left."""

    check: Check
    offset: int
    claim: nodes.Claim


@dataclass(frozen=True)
class Finding:
    """A check that does not hold in one column of a sheet."""

    check: Check
    offset: int
    claim: nodes.Claim
    cells: tuple[CellKey, ...]


@dataclass(frozen=True)
class NotComputable:
    """A check that cannot be answered: because of these cells of the form, of this parameter, or of a form that is
    not known (last year's, those of the units below)."""

    check: Check
    offset: int
    cells: tuple[CellKey, ...] = ()
    parameter: str | None = None
    whose: nodes.Whose | None = None


@dataclass(frozen=True)
class Result:
    """All that the checks say about one sheet. `asked` counts the checks that could be answered."""

    sheet: Sheet
    findings: tuple[Finding, ...]
    not_computable: tuple[NotComputable, ...]
    asked: int

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.check.severity is severity)

    @property
    def has_errors(self) -> bool:
        return bool(self.of(Severity.ERROR))


@cache
def questions(edition: Edition) -> tuple[Question, ...]:
    """Every check in every column it is asked in, in the order of the form."""
    order = {row.key: place for place, row in enumerate(edition.rows)}
    last = {table.key: order[table.rows[-1].key] for table in edition.tables.values() if table.rows}
    asked = [
        Question(check, offset, nodes.at(check.claim, offset)) for check in edition.checks for offset in check.offsets
    ]

    def place(question: Question) -> tuple[int, int]:
        row = question.check.row
        return (order[row], 0) if row else (last[question.check.table], 1)

    return tuple(sorted(asked, key=place))


@cache
def parameters_in(year: int) -> dict[str, Fraction]:
    """The parameters as they stand on 31 December of the assessed year."""
    day = dt.date(year, 12, 31)
    found = {parameter.code: value_on(parameter.code, day, parameters()) for parameter in parameters()}
    return {code: parameter.value for code, parameter in found.items() if parameter}


def truths(sheets: Stack, year: int) -> Truth:
    """For each question (rows) and sheet (columns): 1 holds, 0 does not, -1 cannot be said. Every stage is asked."""
    known = parameters_in(year)
    asked = questions(sheets.edition)
    answers = np.full((len(asked), len(sheets.states)), UNKNOWN, np.int8)
    for place, question in enumerate(asked):
        try:
            answers[place] = Reader(sheets, question.check.missing, known).truth(question.claim)
        except NoParameter:
            continue
    return answers


def check_sheet(sheet: Sheet, stage: Stage = Stage.ENTRY) -> Result:
    """Every finding of one sheet, in the order of the form, and what could not be computed and why.

    Checks of the signing stage are asked only then: a partly filled form is not in error for being unfinished.
    """
    sheets = stack(sheet.edition, [sheet])
    findings, not_computable = [], []
    known = parameters_in(sheet.year)
    answers = truths(sheets, sheet.year)[:, 0]
    asked = 0
    for question, answer in zip(questions(sheet.edition), answers, strict=True):
        if question.check.stage is Stage.SIGN and stage is not Stage.SIGN:
            continue
        asked += int(answer != UNKNOWN)
        if answer == FALSE:
            cells = _cells(nodes.walk(question.claim), sheet.edition)
            findings.append(Finding(question.check, question.offset, question.claim, cells))
        elif answer == UNKNOWN:
            unread = _unread(question, sheet)
            codes = [node.code for node in nodes.walk(question.claim) if isinstance(node, nodes.ParameterRef)]
            parameter = next((code for code in codes if code not in known), None)
            whose = None if unread or parameter else _unknown_form(question.claim)
            not_computable.append(NotComputable(question.check, question.offset, unread, parameter, whose))
    return Result(sheet, tuple(findings), tuple(not_computable), asked)


@cache
def questions_about(edition: Edition) -> dict[CellKey, tuple[Question, ...]]:
    """The questions that each cell of the edition takes part in; cells that no check touches are absent."""
    found: dict[CellKey, list[Question]] = {}
    for question in questions(edition):
        for cell in _cells(nodes.walk(question.claim), edition):
            found.setdefault(cell, []).append(question)
    return {cell: tuple(asked) for cell, asked in found.items()}


def _unread(question: Question, sheet: Sheet) -> tuple[CellKey, ...]:
    """The cells that leave a question without an answer, by its way of treating missing ones."""
    missing = question.check.missing
    needed = _cells(nodes.read_as_numbers(question.claim), sheet.edition)
    dots = tuple(cell for cell in needed if sheet.value(*cell).state is State.NO_INFORMATION)
    if missing is Missing.ZERO:
        return dots
    spoken_of = _cells(nodes.walk(question.claim), sheet.edition)
    if missing is Missing.ZERO_UNLESS_ALL:
        filled = any(sheet.value(*cell).state is State.VALUE for cell in spoken_of)
        return dots if filled else spoken_of
    return tuple(cell for cell in needed if sheet.value(*cell).state is not State.VALUE)


def _unknown_form(claim: nodes.Claim) -> nodes.Whose | None:
    """The other form that a claim asks about and that was not there, or not filled in."""
    inside = (node.whose for node in nodes.walk(claim) if isinstance(node, nodes.Cell))
    return next((whose for whose in inside if whose is not nodes.Whose.OWN), None)


def _cells(inside: Iterable[nodes.Node], edition: Edition) -> tuple[CellKey, ...]:
    """The cells that these nodes stand for, in their order, each once."""
    found: dict[CellKey, None] = {}
    for node in inside:
        if isinstance(node, nodes.Cell) and node.offset is not None and node.whose is nodes.Whose.OWN:
            found[node.row, node.offset] = None
        elif isinstance(node, nodes.Block):
            for cell in block_cells(node, edition):
                if cell.offset is not None:
                    found[cell.row, cell.offset] = None
    return tuple(found)
