"""Claims as conditions of VTL over the cells of a check, exactly, in whole numbers.

Numbers are hundredths of what the form shows, and every comparison is multiplied until its factors are whole, so that
no engine has to round: `a <= 0.35 * b + 5` becomes `20 * a <= 7 * b + 10000`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from drogowskaz.engine.exchange.vtl_cells import Cells
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell
from drogowskaz.engine.sheets import block_cells

HUNDREDTHS = 100
OPERATORS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
Parameters = Mapping[str, Fraction]


@dataclass(frozen=True)
class Linear:
    """Names or distances with their factors, and a constant, in hundredths."""

    parts: tuple[tuple[Fraction, str], ...]
    constant: Fraction = Fraction(0)

    @property
    def denominator(self) -> int:
        return lcm(self.constant.denominator, *(factor.denominator for factor, _name in self.parts))

    def times(self, factor: Fraction) -> "Linear":
        return Linear(tuple((factor * own, name) for own, name in self.parts), factor * self.constant)

    def text(self) -> str:
        """`2 * a - b + 500`; the factors are whole."""
        sized = [(factor, f"{abs(factor)} * {name}" if abs(factor) != 1 else name) for factor, name in self.parts]
        if self.constant or not sized:
            sized.append((self.constant, str(abs(self.constant))))
        said = "".join(f" {'-' if factor < 0 else '+'} {size}" for factor, size in sized)
        return said.removeprefix(" + ") if sized[0][0] >= 0 else f"-{said.removeprefix(' - ')}"


def linear(term: nodes.Term, cells: Cells, parameters: Parameters) -> Linear:
    """The term over the cells, which it adds to. A factor of zero stays: its cell must be known."""
    match term:
        case nodes.Number(value):
            return Linear((), value * HUNDREDTHS)
        case nodes.ParameterRef():
            return Linear((), _factor(term, parameters) * HUNDREDTHS)
        case Cell():
            return Linear(((Fraction(1), cells.number(term)),))
        case nodes.BlockSum(block):
            return Linear(tuple((Fraction(1), cells.number(cell)) for cell in block_cells(block, cells.edition)))
        case nodes.Absolute(inner):
            found = linear(inner, cells, parameters)
            whole = found.times(Fraction(found.denominator)).text()
            return Linear(((Fraction(1, found.denominator), f"abs({whole})"),))
        case nodes.Sum(parts):
            return _added([linear(part, cells, parameters).times(_factor(by, parameters)) for by, part in parts])
    raise TypeError(term)


def _added(terms: list[Linear]) -> Linear:
    parts = tuple(part for one in terms for part in one.parts)
    return Linear(parts, sum((one.constant for one in terms), Fraction(0)))


def _factor(factor: Fraction | nodes.ParameterRef, parameters: Parameters) -> Fraction:
    return factor if isinstance(factor, Fraction) else parameters[factor.code]


def condition(claim: nodes.Claim, cells: Cells, parameters: Parameters) -> str:
    """The claim, as VTL's own three answers give it: true, false or null."""
    match claim:
        case nodes.Comparison(left, operator, right):
            sides = [linear(side, cells, parameters) for side in (left, right)]
            times = Fraction(lcm(*(side.denominator for side in sides)))
            return f" {OPERATORS[operator]} ".join(side.times(times).text() for side in sides)
        case nodes.Both(claims):
            return " and ".join(f"({condition(inner, cells, parameters)})" for inner in claims)
        case nodes.Either(claims):
            return " or ".join(f"({condition(inner, cells, parameters)})" for inner in claims)
        case nodes.Not(inner):
            return f"not ({condition(inner, cells, parameters)})"
        case nodes.Implies(asked, inner):
            return f"not ({condition(asked, cells, parameters)}) or ({condition(inner, cells, parameters)})"
        case nodes.Present(cell):
            return cells.present(cell)
        case nodes.Absent(cell):
            return cells.absent(cell)
        case nodes.Same(first, second):
            return cells.copy(first, second)
    raise TypeError(claim)


def rule(claim: nodes.Claim, cells: Cells, parameters: Parameters, *, filled: tuple[Cell, ...]) -> str:
    """The claim as a rule of a datapoint ruleset; with `filled`, asked only where one of these cells is filled in."""
    asked = [f"({' or '.join(cells.present(cell) for cell in filled)})"] if filled else []
    if isinstance(claim, nodes.Implies):
        asked.append(f"({condition(claim.condition, cells, parameters)})")
        claim = claim.consequence
    said = condition(claim, cells, parameters)
    return f"when {' and '.join(asked)} then {said}" if asked else said
