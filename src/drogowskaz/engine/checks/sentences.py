"""A finding as a sentence with its arithmetic: which numbers, how they should relate, what they are made of."""

from dataclasses import dataclass, replace
from fractions import Fraction

from drogowskaz.engine.checks.run import Finding, NotComputable
from drogowskaz.engine.compiled.artefact import answer
from drogowskaz.engine.compiled.executor import FALSE, TRUE
from drogowskaz.engine.editions.schema import Check, Missing, Row
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import EMPTY, Kind, State, decimal_text
from drogowskaz.engine.words import _, say

SHOULD = {
    "=": _("{left} should equal {right}"),
    "!=": _("{left} should differ from {right}"),
    "<": _("{left} should be less than {right}"),
    "<=": _("{left} should be at most {right}"),
    ">": _("{left} should be more than {right}"),
    ">=": _("{left} should be at least {right}"),
}
STATES = {
    State.EMPTY: _("{cell} is empty"),
    State.NO_INFORMATION: _("{cell} has a dot (no information)"),
    State.NOT_APPLICABLE: _("{cell} has an x (not applicable)"),
    State.VALUE: _("{cell} is filled in"),
}
UNKNOWN_FORMS = {
    Whose.LAST: _("last year's form is not known, or is not filled in there"),
    Whose.CHILDREN: _("the forms of the units below are not all known, or are not filled in there"),
}
MOST_REASONS = 3
MOST_PLACES = 6


def row_name(row: Row, lang: str) -> str:
    """How a row is called inside a sentence: its short name, or its printed number, or its label."""
    if row.short:
        return row.short[lang]
    if row.number is not None:
        return say(_("row {number}"), lang, number=row.number)
    return say(_("“{label}”"), lang, label=row.label[lang])


def place_of(finding: Finding | NotComputable, sheet: Sheet, lang: str) -> str:
    """Where on the form: `chapter 2, row 1 “Residents – total”, 2014`."""
    edition = sheet.edition
    year = sheet.year + finding.offset
    table = edition.tables[finding.check.table]
    if finding.check.row is None:
        message = _("chapter {chapter}, block “{label}”, {year}")
        return say(message, lang, chapter=table.chapter, label=table.label[lang], year=year)
    row = edition.row_by_key[finding.check.row]
    if row.number is None:
        message = _("chapter {chapter}, “{label}”, {year}")
        return say(message, lang, chapter=table.chapter, label=row.label[lang], year=year)
    message = _("chapter {chapter}, row {number} “{label}”, {year}")
    return say(message, lang, chapter=table.chapter, number=row.number, label=row.label[lang], year=year)


def arithmetic(finding: Finding, sheet: Sheet, lang: str) -> str:
    """The numbers of the finding: `1 204 powinno równać się 1 211 (kobiety 1 180 + mężczyźni 31).`"""
    said = _Speaker(sheet, lang, finding.check, finding.offset).broken(finding.claim)
    return said[:1].upper() + said[1:] + "."


def because(unanswered: NotComputable, sheet: Sheet, lang: str) -> str:
    """Why a check cannot be computed, naming the first few cells."""
    if unanswered.whose:
        return say(UNKNOWN_FORMS[unanswered.whose], lang)
    if unanswered.parameter:
        message = _("the parameter {code} is not known for {year}")
        return say(message, lang, code=unanswered.parameter, year=sheet.year)
    speaker = _Speaker(sheet, lang, unanswered.check, unanswered.offset)
    reasons = [speaker.state(cell) for cell in unanswered.cells[:MOST_REASONS]]
    left = len(unanswered.cells) - len(reasons)
    return "; ".join(reasons) + (say(_(" and {n} more"), lang, n=left) if left else "")


@dataclass(frozen=True)
class _Speaker:
    sheet: Sheet
    lang: str
    check: Check
    offset: int

    def say(self, message: str, **params: object) -> str:
        return say(message, self.lang, **params)

    def _number(self, number: Fraction) -> str:
        """Exact where a few decimal places are enough, so that a finding never says `3 should be less than 3`."""
        enough = (places for places in range(2, MOST_PLACES) if (number * 10**places).denominator == 1)
        return decimal_text(number, self.lang, next(enough, MOST_PLACES))

    def _factor(self, factor: Fraction | nodes.ParameterRef) -> Fraction:
        return parameters_in(self.sheet.year)[factor.code] if isinstance(factor, nodes.ParameterRef) else factor

    def amount(self, node: nodes.Term) -> Fraction:
        match node:
            case nodes.Number(value):
                return value
            case nodes.ParameterRef():
                return self._factor(node)
            case nodes.Cell(row, offset):
                assert offset is not None
                return Fraction(self._stored(node), self._row(row).kind.scale)
            case nodes.Sum(parts):
                return sum((self._factor(factor) * self.amount(part) for factor, part in parts), Fraction(0))
            case nodes.BlockSum(block):
                return sum((self.amount(cell) for cell in self._block(block)), Fraction(0))
            case nodes.Absolute(inner):
                return abs(self.amount(inner))
        raise TypeError(node)

    def _stored(self, cell: nodes.Cell) -> int:
        key = cell.row, cell.offset or 0
        match cell.whose:
            case Whose.LAST:
                return (self.sheet.last or {}).get(key, EMPTY).number
            case Whose.CHILDREN:
                return sum(child.value(*key).number for child in self.sheet.children)
        return self.sheet.value(*key).number

    def _where(self, cell: nodes.Cell) -> str:
        """What tells the cell from those of the finding's own form and year: another year, or another form."""
        year = self.sheet.year + (cell.offset or 0)
        match cell.whose:
            case Whose.LAST:
                return self.say(_("last year's form, {year}"), year=year - 1)
            case Whose.CHILDREN:
                return self.say(_("{n} units below together"), n=len(self.sheet.children))
        return "" if cell.offset == self.offset else str(year)

    def _row(self, key: str) -> Row:
        return self.sheet.edition.row_by_key[key]

    def _block(self, block: nodes.Block) -> list[nodes.Cell]:
        rows = self.sheet.edition.tables[block.table].rows
        return [nodes.Cell(row.key, block.offset) for row in rows if row.kind is not Kind.TEXT]

    def _named(self, cell: nodes.Cell) -> str:
        """A part of a sum: `kobiety 4 149`, with the year where it is not the finding's own: `kobiety 2013: 4 160`."""
        where = self._where(cell)
        if where:
            where = f" {where}:" if cell.whose is Whose.OWN else f" ({where}):"
        return f"{row_name(self._row(cell.row), self.lang)}{where} {self._number(self.amount(cell))}"

    def term(self, node: nodes.Term) -> str:
        """A number with what it is made of: `8 269 (kobiety 4 149 + mężczyźni 4 120)`."""
        shown = self._number(self.amount(node))
        match node:
            case nodes.Cell(row, offset, whose):
                if (row, offset, whose) == (self.check.row, self.offset, Whose.OWN):
                    return shown
                name = row_name(self._row(row), self.lang)
                where = self._where(node)
                return f"{shown} ({name}, {where})" if where else f"{shown} ({name})"
            case nodes.Sum(parts):
                return f"{shown} ({self._made_of(parts)})"
            case nodes.BlockSum(block):
                label = self.sheet.edition.tables[block.table].label[self.lang]
                return self.say(_("{number} (all rows of “{label}”)"), number=shown, label=label)
            case nodes.Absolute(nodes.Cell() as cell):
                return f"{shown} ({self._named(cell)})"
            case nodes.Absolute(nodes.Sum(parts)):
                return self.say(_("{number} (the difference: {parts})"), number=shown, parts=self._made_of(parts))
        return shown

    def _made_of(self, parts: tuple[tuple[Fraction | nodes.ParameterRef, nodes.Term], ...]) -> str:
        said = ""
        for factor, part in parts:
            exact = self._factor(factor)
            size = abs(exact)
            shown = self._named(part) if isinstance(part, nodes.Cell) else self.term(part)
            times = f"{self._number(size)} × " if size != 1 else ""
            sign = "−" if exact < 0 else "+"
            said += f" {sign} {times}{shown}" if said or exact < 0 else f"{times}{shown}"
        return said.strip().replace(" + ", "\N{NO-BREAK SPACE}+ ").replace(" − ", "\N{NO-BREAK SPACE}− ")

    def _truth(self, claim: nodes.Claim) -> int:
        """Of a claim inside the check, where only the whole check asks whether anything is filled in."""
        missing = Missing.SKIP_ANY if self.check.missing is Missing.SKIP_ANY else Missing.ZERO
        return answer(replace(self.check, claim=claim, missing=missing), self.offset, self.sheet)

    def _copy(self, first: nodes.Block, second: nodes.Block) -> str:
        filled = [
            cell for cell in self._block(first) if self.sheet.value(cell.row, first.offset or 0).state is State.VALUE
        ]
        years = [self.sheet.year + (block.offset or 0) for block in (first, second)]
        name, number = row_name(self._row(filled[0].row), self.lang), self._number(self.amount(filled[0]))
        message = _("{n} numbers agree, beginning with {name} {number} for {year} and for {other}")
        return self.say(message, n=len(filled), name=name, number=number, year=years[0], other=years[1])

    def state(self, key: CellKey) -> str:
        row, offset = key
        cell = self.say(_("{name} ({year})"), name=row_name(self._row(row), self.lang), year=self.sheet.year + offset)
        return self.say(STATES[self.sheet.value(row, offset).state], cell=cell)

    def holds(self, claim: nodes.Claim) -> str:
        """A claim that is true, as a condition: `żłobki 0`."""
        match claim:
            case nodes.Comparison(nodes.Cell() as cell, operator, nodes.Number(value)):
                where = self._where(cell)
                shown = f"{operator}\N{NO-BREAK SPACE}{self._number(value)}"
                return f"{row_name(self._row(cell.row), self.lang)}{where and f' ({where})'} {shown}"
            case nodes.Comparison(left, operator, right):
                return f"{self.term(left)} {operator} {self.term(right)}"
            case nodes.Both(claims):
                return self.say(_(" and ")).join(self.holds(inner) for inner in claims)
            case nodes.Either(claims):
                held = (inner for inner in claims if self._truth(inner) == TRUE)
                return self.say(_(" or ")).join(self.holds(inner) for inner in held)
            case nodes.Present(cell) | nodes.Absent(cell):
                return self.state((cell.row, cell.offset or 0))
            case nodes.Implies(condition, consequence):
                return self.holds(nodes.Either((nodes.Not(condition), consequence)))
            case nodes.Same(first, second):
                return self._copy(first, second)
            case nodes.Not(nodes.Present() | nodes.Absent() | nodes.Same() as inner):
                return self.broken(inner)
            case nodes.Not(inner):
                return self.holds(nodes.negated(inner))
        raise TypeError(claim)

    def broken(self, claim: nodes.Claim) -> str:
        """A claim that is false, as what should have been."""
        match claim:
            case nodes.Comparison(left, operator, right):
                return self.say(SHOULD[operator], left=self.term(left), right=self.term(right))
            case nodes.Both(claims):
                return "; ".join(self.broken(inner) for inner in claims if self._truth(inner) == FALSE)
            case nodes.Either(claims):
                return self.say(_(" or ")).join(self.broken(inner) for inner in claims)
            case nodes.Implies(condition, consequence):
                message = _("since {condition}: {consequence}")
                return self.say(message, condition=self.holds(condition), consequence=self.broken(consequence))
            case nodes.Present(cell) | nodes.Absent(cell):
                return self.state((cell.row, cell.offset or 0))
            case nodes.Same():
                return self.say(_("the two columns of the block differ"))
            case nodes.Not(nodes.Present() | nodes.Absent() | nodes.Same() as inner):
                return self.holds(inner)
            case nodes.Not(inner):
                return self.broken(nodes.negated(inner))
        raise TypeError(claim)
