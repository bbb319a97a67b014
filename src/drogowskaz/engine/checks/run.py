"""Every check over one sheet: what does not hold, and what could not be computed and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.compiled.executor import FALSE, UNKNOWN, Answers, answers
from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.compiled.questions import Question, questions
from drogowskaz.engine.editions.schema import Check, Edition, Missing, Severity, Stage
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.sheets import CellKey, Sheet, Stack, block_cells, stack
from drogowskaz.engine.values import State


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
    """All that the checks say about one sheet. `asked` counts the checks that could be answered; `artefact` is the
    SHA-256 of the compiled checks that said it."""

    sheet: Sheet
    findings: tuple[Finding, ...]
    not_computable: tuple[NotComputable, ...]
    asked: int
    artefact: str

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.check.severity is severity)

    @property
    def has_errors(self) -> bool:
        return bool(self.of(Severity.ERROR))


def truths(sheets: Stack, year: int) -> Answers:
    """For each question (rows) and sheet (columns): 1 holds, 0 does not, -1 cannot be said. Every stage is asked."""
    return answers(compiled(sheets.edition, year).program, sheets.numbers, FLAGS[sheets.states])


def check_sheet(sheet: Sheet, stage: Stage = Stage.ENTRY) -> Result:
    """Every finding of one sheet, in the order of the form, and what could not be computed and why.

    Checks of the signing stage are asked only then: a partly filled form is not in error for being unfinished.
    """
    sheets = stack(sheet.edition, [sheet])
    findings, not_computable = [], []
    known = parameters_in(sheet.year)
    said = truths(sheets, sheet.year)[:, 0].tolist()
    asked = 0
    for question, answer in zip(questions(sheet.edition), said, strict=True):
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
    name = compiled(sheet.edition, sheet.year).sha256
    return Result(sheet, tuple(findings), tuple(not_computable), asked, name)


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
