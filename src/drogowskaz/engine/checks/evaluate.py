"""Nodes over a stack of sheets, exactly, in integers.

A term is an array of integers over the sheets with one denominator for all of them (rows have scales, factors are
fractions), so no check needs a tolerance. The integers are int64 wherever the edition's greatest plausible numbers
show that they fit, else Python's own: slower, never wrapped around. A claim is 1 true, 0 false or -1 unknown, by
Kleene's rules: an unknown part matters only where the known parts do not decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.editions.schema import Edition, Missing
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.sheets import Stack
from drogowskaz.engine.values import MOST_DIGITS, Kind, State

Truth = NDArray[np.int8]
TRUE, FALSE, UNKNOWN = np.int8(1), np.int8(0), np.int8(-1)
Parameters = Mapping[str, Fraction]
INT64 = 2**63 - 1
MOST_CHILDREN = 3000


class NoParameter(LookupError):
    """A parameter is not known for the assessed year."""


@dataclass(frozen=True)
class Amount:
    """`numbers / denominator` for each sheet; `known` is False where it cannot be said.

    No number is further from zero than `most`.
    """

    numbers: NDArray[Any]
    denominator: int
    known: NDArray[np.bool_]
    most: int


class Reader:
    """Evaluates the claims of one check over a stack."""

    def __init__(self, sheets: Stack, missing: Missing, parameters: Parameters) -> None:
        self.sheets = sheets
        self.missing = missing
        self.parameters = parameters

    def truth(self, claim: nodes.Claim) -> Truth:
        """The truth of a whole check, with its way of treating missing cells applied.

        Raises NoParameter.
        """
        truth = self.part(claim)
        if self.missing is Missing.ZERO_UNLESS_ALL:
            cells = [cell for node in nodes.walk(claim) for cell in self._cells(node)]
            filled = np.zeros(len(self.sheets.states), np.bool_)
            for cell in cells:
                filled |= self._state(cell) == State.VALUE
            truth = np.where(filled, truth, UNKNOWN)
        return truth

    def amount(self, term: nodes.Term) -> Amount:
        """The number a term stands for, without a wildcard left in it, over the sheets. Raises NoParameter."""
        return self._term(term)

    def _cells(self, node: nodes.Node) -> list[nodes.Cell]:
        if isinstance(node, nodes.Cell):
            return [node]
        if isinstance(node, nodes.Block):
            return block_cells(node, self.sheets.edition)
        return []

    def _place(self, cell: nodes.Cell) -> tuple[int, int]:
        assert cell.offset is not None, "expand the wildcard first"
        edition = self.sheets.edition
        return edition.row_index[cell.row], edition.offset_index[cell.offset]

    def _state(self, cell: nodes.Cell) -> NDArray[np.uint8]:
        row, column = self._place(cell)
        return self.sheets.plane(cell.whose).states[:, row, column]

    def _numbers(self, cell: nodes.Cell) -> NDArray[np.int64]:
        row, column = self._place(cell)
        return self.sheets.plane(cell.whose).numbers[:, row, column]

    def _factor(self, factor: Fraction | nodes.ParameterRef) -> Fraction:
        if isinstance(factor, Fraction):
            return factor
        if factor.code not in self.parameters:
            raise NoParameter(factor.code)
        return self.parameters[factor.code]

    def _constant(self, value: Fraction) -> Amount:
        count = len(self.sheets.states)
        most = abs(value.numerator)
        numbers = np.full(count, value.numerator, np.int64 if most <= INT64 else object)
        return Amount(numbers, value.denominator, np.ones(count, np.bool_), most)

    def _term(self, node: nodes.Term) -> Amount:
        match node:
            case nodes.Number(value):
                return self._constant(value)
            case nodes.ParameterRef():
                return self._constant(self._factor(node))
            case nodes.Cell(row, _offset, _whose):
                states = self._state(node)
                known = states == State.VALUE
                if self.missing is not Missing.SKIP_ANY:
                    known = states != State.NO_INFORMATION
                kind = self.sheets.edition.row_by_key[row].kind
                most = self.sheets.edition.largest.get(kind, 10**MOST_DIGITS) * kind.scale
                # The units below are at most a country of gminas.
                most *= MOST_CHILDREN if node.whose is nodes.Whose.CHILDREN else 1
                return Amount(self._numbers(node), kind.scale, known, most)
            case nodes.Sum(parts):
                return total([(self._factor(factor), self._term(part)) for factor, part in parts])
            case nodes.BlockSum(block):
                return total([(Fraction(1), self._term(cell)) for cell in block_cells(block, self.sheets.edition)])
            case nodes.Absolute(inner):
                amount = self._term(inner)
                return replace(amount, numbers=np.abs(amount.numbers))
        raise TypeError(node)

    def part(self, node: nodes.Claim) -> Truth:
        """The truth of a claim inside a check, where only the whole check asks whether anything is filled in."""
        match node:
            case nodes.Comparison(left, operator, right):
                return _compare(self._term(left), operator, self._term(right))
            case nodes.Both(claims):
                return _both([self.part(claim) for claim in claims])
            case nodes.Either(claims):
                return _not(_both([_not(self.part(claim)) for claim in claims]))
            case nodes.Not(claim):
                return _not(self.part(claim))
            case nodes.Implies(condition, consequence):
                return _not(_both([self.part(condition), _not(self.part(consequence))]))
            case nodes.Present(cell):
                return np.where(self._state(cell) == State.VALUE, TRUE, FALSE)
            case nodes.Absent(cell):
                return np.where(self._state(cell) == State.EMPTY, TRUE, FALSE)
            case nodes.Same(first, second):
                return self._same(first, second)
        raise TypeError(node)

    def _same(self, first: nodes.Block, second: nodes.Block) -> Truth:
        count = len(self.sheets.states)
        pairs = np.zeros(count, np.int64)
        broken = np.zeros(count, np.bool_)
        for one, other in zip(
            block_cells(first, self.sheets.edition), block_cells(second, self.sheets.edition), strict=True
        ):
            places = self._place(one), self._place(other)
            held = [self.sheets.states[:, row, column] == State.VALUE for row, column in places]
            values = [self.sheets.numbers[:, row, column] for row, column in places]
            broken |= (held[0] != held[1]) | (values[0] != values[1])
            pairs += held[0] & held[1] & (values[0] != 0)
        return (~broken & (pairs >= nodes.SAME_PAIRS)).astype(np.int8)


def block_cells(block: nodes.Block, edition: Edition) -> list[nodes.Cell]:
    """The cells of a table's column; its text rows and rows without that column have none."""
    rows = edition.tables[block.table].rows
    return [
        nodes.Cell(row.key, block.offset) for row in rows if row.kind is not Kind.TEXT and block.offset in row.offsets
    ]


def total(parts: list[tuple[Fraction, Amount]]) -> Amount:
    """The parts times their factors, added over a common denominator."""
    denominator = lcm(*(factor.denominator * amount.denominator for factor, amount in parts))
    times = [factor.numerator * (denominator // (factor.denominator * amount.denominator)) for factor, amount in parts]
    most = sum(abs(whole) * max(amount.most, 1) for whole, (_factor, amount) in zip(times, parts, strict=True))
    width = np.int64 if most <= INT64 else object
    numbers = np.zeros(len(parts[0][1].numbers), width)
    known = np.ones_like(parts[0][1].known)
    for whole, (_factor, amount) in zip(times, parts, strict=True):
        if whole:
            numbers = numbers + amount.numbers.astype(width, copy=False) * whole
        known = known & amount.known
    return Amount(numbers, denominator, known, most)


def _compare(left: Amount, operator: str, right: Amount) -> Truth:
    gap = total([(Fraction(1), left), (Fraction(-1), right)])
    holds = {
        "=": np.equal,
        "!=": np.not_equal,
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
    }[operator](gap.numbers, 0)
    return np.where(gap.known, holds.astype(np.int8), UNKNOWN)


def _not(truth: Truth) -> Truth:
    return np.where(truth == UNKNOWN, UNKNOWN, np.int8(1) - truth)


def _both(truths: list[Truth]) -> Truth:
    stacked = np.stack(truths)
    result = np.where((stacked == UNKNOWN).any(axis=0), UNKNOWN, TRUE)
    return np.where((stacked == FALSE).any(axis=0), FALSE, result)
