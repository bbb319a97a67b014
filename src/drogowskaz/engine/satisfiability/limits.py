"""Claims as linear limits over the whole numbers that cells store.

A claim becomes the list of its *cases*: it holds where at least one case holds, and a case is a set of limits that all
hold. Every cell is taken as filled in with a text or a number above zero (a witness is a whole form); so `present`
always holds, `absent` never does, and a column is a copy of another when all its numbers are the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm

from drogowskaz.engine.compiled.lowering import NoParameter
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Claim, Comparison, Term
from drogowskaz.engine.sheets import block_cells

Bounds = Mapping[Cell, tuple[int, int]]
"""The least and the greatest number a cell may store, both included."""


@dataclass(frozen=True)
class Limit:
    """`sum of factor × cell + constant` is at least zero, or exactly zero. Cells are in their stored scale."""

    factors: tuple[tuple[Cell, int], ...]
    constant: int
    exact: bool = False

    def holds(self, values: Mapping[Cell, int]) -> bool:
        total = sum(factor * values[cell] for cell, factor in self.factors) + self.constant
        return total == 0 if self.exact else total >= 0

    def reach(self, bounds: Bounds) -> tuple[int, int]:
        """The least and the greatest total that the bounds of its cells allow."""
        ends = [sorted(factor * end for end in bounds[cell]) for cell, factor in self.factors]
        return self.constant + sum(end[0] for end in ends), self.constant + sum(end[1] for end in ends)


Case = tuple[Limit, ...]
Linear = tuple[dict[Cell, Fraction], Fraction]
"""Factors of cells, in the units shown on the form, and a constant."""


@dataclass(frozen=True)
class Translator:
    """Turns claims about one edition into cases, with the parameters of one year. Raises NoParameter."""

    edition: Edition
    parameters: Mapping[str, Fraction]

    def cases(self, claim: Claim) -> list[Case]:
        """The ways in which the claim can hold; none when it cannot, an empty case when nothing is asked."""
        match claim:
            case Comparison():
                return self._comparison(claim)
            case nodes.Both(claims):
                return _joined([self.cases(inner) for inner in claims])
            case nodes.Either(claims):
                return [case for inner in claims for case in self.cases(inner)]
            case nodes.Implies(condition, consequence):
                return self.cases(nodes.Not(condition)) + self.cases(consequence)
            case nodes.Present() | nodes.Not(nodes.Absent()):
                return [()]
            case nodes.Absent() | nodes.Not(nodes.Present()):
                return []
            case nodes.Same():
                pairs = self._pairs(claim)
                equal = [self.cases(Comparison(one, "=", other)) for one, other in pairs]
                return _joined(equal) if len(pairs) >= nodes.SAME_PAIRS else []
            case nodes.Not(nodes.Same() as same):
                pairs = self._pairs(same)
                unlike = [case for one, other in pairs for case in self.cases(Comparison(one, "!=", other))]
                return unlike if len(pairs) >= nodes.SAME_PAIRS else [()]
            case nodes.Not(inner):
                return self.cases(nodes.negated(inner))
        raise TypeError(claim)

    def _pairs(self, same: nodes.Same) -> list[tuple[Cell, Cell]]:
        """The two cells of each row of the block."""
        first, second = (block_cells(block, self.edition) for block in (same.first, same.second))
        return [*zip(first, second, strict=True)]

    def _comparison(self, claim: Comparison) -> list[Case]:
        left, operator, right = claim.left, claim.operator, claim.right
        if operator == "!=":
            return self.cases(Comparison(left, "<", right)) + self.cases(Comparison(left, ">", right))
        if operator in (">", ">="):
            left, operator, right = right, {">": "<", ">=": "<="}[operator], left
        if operator in ("<", "<=") and isinstance(left, nodes.Absolute):
            # The distance is small when neither difference is large: two limits at once instead of two cases.
            turned = nodes.Sum(((Fraction(-1), left.inner),))
            return _joined([self.cases(Comparison(side, operator, right)) for side in (left.inner, turned)])
        gap = nodes.Sum(((Fraction(1), right), (Fraction(-1), left)))
        return [
            (*signs, self._limit(linear, strict=operator == "<", exact=operator == "="))
            for signs, linear in self._term(gap)
        ]

    def _factor(self, factor: Fraction | nodes.ParameterRef) -> Fraction:
        if isinstance(factor, Fraction):
            return factor
        if factor.code not in self.parameters:
            raise NoParameter(factor.code)
        return self.parameters[factor.code]

    def _term(self, term: Term) -> list[tuple[Case, Linear]]:
        """The term as linear forms, each with the signs under which a distance in it is that form."""
        match term:
            case nodes.Number(value):
                return [((), ({}, value))]
            case nodes.ParameterRef():
                return [((), ({}, self._factor(term)))]
            case Cell():
                return [((), ({term: Fraction(1)}, Fraction(0)))]
            case nodes.BlockSum(block):
                return [((), (dict.fromkeys(block_cells(block, self.edition), Fraction(1)), Fraction(0)))]
            case nodes.Absolute(inner):
                found = []
                for signs, linear in self._term(inner):
                    turned = _added([(Fraction(-1), linear)])
                    found.append(((*signs, self._limit(linear)), linear))
                    found.append(((*signs, self._limit(turned, strict=True)), turned))
                return found
            case nodes.Sum(parts):
                factors = [self._factor(factor) for factor, _part in parts]
                return [
                    (
                        tuple(sign for signs, _linear in chosen for sign in signs),
                        _added([(factor, linear) for factor, (_signs, linear) in zip(factors, chosen, strict=True)]),
                    )
                    for chosen in product(*(self._term(part) for _factor, part in parts))
                ]
        raise TypeError(term)

    def _limit(self, linear: Linear, *, strict: bool = False, exact: bool = False) -> Limit:
        """The form is at least zero; `strict`: above zero, which for whole numbers is at least the next one."""
        shown, constant = linear
        stored = {
            cell: factor / self.edition.row_by_key[cell.row].kind.scale for cell, factor in shown.items() if factor
        }
        whole = lcm(constant.denominator, *(factor.denominator for factor in stored.values()))
        factors = tuple((cell, int(factor * whole)) for cell, factor in stored.items())
        return Limit(factors, int(constant * whole) - int(strict), exact)


def _added(parts: Iterable[tuple[Fraction, Linear]]) -> Linear:
    factors: dict[Cell, Fraction] = {}
    constant = Fraction(0)
    for times, (inner, number) in parts:
        constant += times * number
        for cell, factor in inner.items():
            factors[cell] = factors.get(cell, Fraction(0)) + times * factor
    return factors, constant


def _joined(claims: Iterable[list[Case]]) -> list[Case]:
    """The cases of claims that all hold: one case of each."""
    return [tuple(limit for case in chosen for limit in case) for chosen in product(*claims)]


def decided(cases: Iterable[Case], bounds: Bounds) -> list[Case]:
    """The cases that the bounds leave open, without the limits that hold anyway; `[()]` when one surely holds."""
    found = []
    for case in cases:
        left = []
        for limit in case:
            least, most = limit.reach(bounds)
            if most < 0 or (limit.exact and least > 0):
                break
            if least < 0 or (limit.exact and most > 0):
                left.append(limit)
        else:
            if not left:
                return [()]
            found.append(tuple(left))
    return found
