"""For the auditor: what the answer of a check says of hidden numbers, read from the claim itself.

Written from what the definitions say, apart from `knowledge`, which reads compiled checks: so that the auditor shares
no mistake with what it audits.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import lcm

from drogowskaz.engine.editions.schema import Check, Edition, Missing
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Claim, Term
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.sheets import block_cells
from drogowskaz.engine.values import State, Value

MOST_WAYS = 64
"""In how many ways an answer may come about before the auditor does without it."""


@dataclass(frozen=True)
class Unknown:
    """A hidden number: the auditor's name for it."""

    name: int


Look = Callable[[Cell], Value | Unknown | None]
"""What a reader sees in a cell: a value, a mark, or nothing at all (a form that is not at hand)."""


@dataclass(frozen=True)
class Fact:
    """`sum of factor × unknown + constant` is at least zero, or exactly zero; the unknowns are in stored units."""

    parts: tuple[tuple[int, int], ...]
    constant: int
    exact: bool = False

    def holds(self, numbers: dict[int, int]) -> bool:
        total = self.constant + sum(factor * numbers[unknown] for unknown, factor in self.parts)
        return total == 0 if self.exact else total >= 0


Way = tuple[Fact, ...]
"""Facts that hold together."""
Linear = tuple[dict[int, Fraction], Fraction]


class Unreadable(Exception):
    """A term has a cell without a number in it."""


class NotAtHand(Exception):
    """A claim asks about a form that the auditor was not given, or about a parameter that is not known."""


class TooMany(Exception):
    """An answer can come about in more ways than the auditor goes through."""


@dataclass(frozen=True)
class Reading:
    """Reads the claims of one edition in one assessed year. Raises TooMany and NotAtHand."""

    edition: Edition
    year: int
    look: Look

    def answered(self, check: Check, offset: int, *, broken: bool) -> list[Way]:
        """The ways in which the check can be broken in a column or, where no finding is listed, not be."""
        claim = nodes.at(check.claim, offset)
        if check.missing is Missing.ZERO_UNLESS_ALL and not self._anything_in(claim):
            return [()]
        missing = Missing.SKIP_ANY if check.missing is Missing.SKIP_ANY else Missing.ZERO
        truths = (False,) if broken else (True, None)
        return _few(way for truth in truths for way in self._claim(claim, truth, missing))

    def _anything_in(self, claim: Claim) -> bool:
        inside = ([node] if isinstance(node, Cell) else self._block(node) for node in nodes.walk(claim))
        return any(self._state(cell) is State.VALUE for cells in inside for cell in cells)

    def _block(self, node: nodes.Node) -> list[Cell]:
        return block_cells(node, self.edition) if isinstance(node, nodes.Block) else []

    # Claims

    def _claim(self, claim: Claim, truth: bool | None, missing: Missing) -> list[Way]:
        match claim:
            case nodes.Comparison():
                return self._comparison(claim, truth, missing)
            case nodes.Both(claims):
                return self._all(claims, truth, missing)
            case nodes.Either(claims):
                opposite = None if truth is None else not truth
                return self._all(tuple(nodes.Not(inner) for inner in claims), opposite, missing)
            case nodes.Implies(condition, consequence):
                return self._claim(nodes.Either((nodes.Not(condition), consequence)), truth, missing)
            case nodes.Not(inner):
                return self._claim(inner, None if truth is None else not truth, missing)
            case nodes.Present(cell):
                return _shown(self._state(cell) is State.VALUE, truth)
            case nodes.Absent(cell):
                return _shown(self._state(cell) is State.EMPTY, truth)
            case nodes.Same(first, second):
                return self._same(first, second, truth)
        raise TypeError(claim)

    def _all(self, claims: tuple[Claim, ...], truth: bool | None, missing: Missing) -> list[Way]:
        """All of these true; or one of them false; or none false, but one that cannot be said."""
        if truth is False:
            return _few(way for claim in claims for way in self._claim(claim, False, missing))
        true = [self._claim(claim, True, missing) for claim in claims]
        if truth is True:
            return _few(_joined(true))
        unsaid = [self._claim(claim, None, missing) for claim in claims]
        return _few(
            way
            for chosen in product((True, None), repeat=len(claims))
            if None in chosen
            for way in _joined([true[at] if one else unsaid[at] for at, one in enumerate(chosen)])
        )

    def _comparison(self, claim: nodes.Comparison, truth: bool | None, missing: Missing) -> list[Way]:
        try:
            gaps = self._term(nodes.Sum(((Fraction(1), claim.left), (Fraction(-1), claim.right))), missing)
        except Unreadable:
            return [()] if truth is None else []
        if truth is None:
            return []
        operator = claim.operator if truth else nodes.NEGATED[claim.operator]
        if operator in ("<", "<=") and isinstance(claim.left, nodes.Absolute):
            # A distance is small when neither difference is large: no need to go through the signs.
            inner = claim.left.inner
            sides = (inner, nodes.Sum(((Fraction(-1), inner),)))
            both = [nodes.Comparison(side, operator, claim.right) for side in sides]
            return _few(_joined([self._comparison(one, True, missing) for one in both]))
        return _few(way for signs, gap in gaps for one in _related(gap, operator) for way in ways_of([*signs, one]))

    def _state(self, cell: Cell) -> State:
        seen = self._seen(cell)
        return State.VALUE if isinstance(seen, Unknown) else seen.state

    def _seen(self, cell: Cell) -> Value | Unknown:
        seen = self.look(cell)
        if seen is None:
            raise NotAtHand
        return seen

    def _same(self, first: nodes.Block, second: nodes.Block, truth: bool | None) -> list[Way]:
        """A copy: at least four pairs of numbers above zero, none differing, no number on one side only."""
        if truth is None:
            return []
        pairs = [*zip(block_cells(first, self.edition), block_cells(second, self.edition), strict=True)]
        sides = [(self._state(one) is State.VALUE, self._state(other) is State.VALUE) for one, other in pairs]
        both = [pair for pair, side in zip(pairs, sides, strict=True) if all(side)]
        if any(one != other for one, other in sides) or len(both) < nodes.SAME_PAIRS:
            return _shown(False, truth)
        gaps = [
            self._term(nodes.Sum(((Fraction(1), one), (Fraction(-1), other))), Missing.ZERO)[0][1]
            for one, other in both
        ]
        if truth:
            return _few(_joined([[way for one in _related(gap, "=") for way in ways_of([one])] for gap in gaps]))
        shown = [seen for seen in (self._seen(one) for one, _other in both) if isinstance(seen, Value)]
        if sum(seen.number != 0 for seen in shown) < nodes.SAME_PAIRS:
            return [()]  # perhaps it is no copy because too few numbers are above zero
        return _few(way for gap in gaps for one in _related(gap, "!=") for way in ways_of([one]))

    # Terms

    def _term(self, term: Term, missing: Missing) -> list[tuple[Way, Linear]]:
        """The term over the unknowns, with the signs under which its distances are that."""
        match term:
            case nodes.Number(value):
                return [((), ({}, value))]
            case nodes.ParameterRef():
                return [((), ({}, self._factor(term)))]
            case Cell():
                return [((), self._cell(term, missing))]
            case nodes.BlockSum(block):
                inside = [self._cell(cell, missing) for cell in block_cells(block, self.edition)]
                return [((), _added((Fraction(1), one) for one in inside))]
            case nodes.Absolute(inner):
                found = []
                for signs, (unknowns, constant) in self._term(inner, missing):
                    turned = _added([(Fraction(-1), (unknowns, constant))])
                    found.append(((*signs, fact((unknowns, constant))), (unknowns, constant)))
                    found.append(((*signs, fact(turned)), turned))
                return _few_terms(found)
            case nodes.Sum(parts):
                factors = [self._factor(factor) for factor, _part in parts]
                inside_each = [self._term(part, missing) for _factor, part in parts]
                return _few_terms(
                    (
                        tuple(sign for signs, _linear in chosen for sign in signs),
                        _added((factor, linear) for factor, (_signs, linear) in zip(factors, chosen, strict=True)),
                    )
                    for chosen in product(*inside_each)
                )
        raise TypeError(term)

    def terms(self, term: Term) -> list[tuple[Way, Linear]]:
        """A half of an indicator, which needs every one of its cells. Raises Unreadable."""
        return self._term(term, Missing.SKIP_ANY)

    def _factor(self, factor: Fraction | nodes.ParameterRef) -> Fraction:
        if isinstance(factor, Fraction):
            return factor
        known = parameters_in(self.year)
        if factor.code not in known:
            raise NotAtHand
        return known[factor.code]

    def _cell(self, cell: Cell, missing: Missing) -> Linear:
        seen = self._seen(cell)
        scale = self.edition.row_by_key[cell.row].kind.scale
        if isinstance(seen, Unknown):
            return {seen.name: Fraction(1, scale)}, Fraction(0)
        if seen.state is State.VALUE:
            return {}, Fraction(seen.number, scale)
        if missing is Missing.SKIP_ANY or seen.state is State.NO_INFORMATION:
            raise Unreadable
        return {}, Fraction(0)


def _added(parts: Iterable[tuple[Fraction, Linear]]) -> Linear:
    factors: dict[int, Fraction] = {}
    constant = Fraction(0)
    for times, (inner, number) in parts:
        constant += times * number
        for unknown, factor in inner.items():
            factors[unknown] = factors.get(unknown, Fraction(0)) + times * factor
    return factors, constant


def fact(linear: Linear, *, strict: bool = False, exact: bool = False) -> Fact:
    """The form is at least zero; `strict`: above zero, which for whole numbers is at least the next one."""
    factors, constant = linear
    whole = lcm(constant.denominator, *(factor.denominator for factor in factors.values()))
    parts = tuple((unknown, int(factor * whole)) for unknown, factor in factors.items() if factor)
    return Fact(parts, int(constant * whole) - int(strict), exact)


def _related(gap: Linear, operator: str) -> list[Fact]:
    """The facts of which one must hold for the gap to be so related to zero."""
    turned = _added([(Fraction(-1), gap)])
    return {
        "=": [fact(gap, exact=True)],
        "!=": [fact(gap, strict=True), fact(turned, strict=True)],
        "<": [fact(turned, strict=True)],
        "<=": [fact(turned)],
        ">": [fact(gap, strict=True)],
        ">=": [fact(gap)],
    }[operator]


def ways_of(facts: Iterable[Fact]) -> list[Way]:
    """The facts together as one way, without those of no unknown; no way when one of these does not hold."""
    kept = []
    for one in facts:
        if one.parts:
            kept.append(one)
        elif not one.holds({}):
            return []
    return [tuple(kept)]


def _shown(state: bool, truth: bool | None) -> list[Way]:
    return [()] if truth is state else []


def _joined(claims: Iterable[list[Way]]) -> Iterator[Way]:
    """One way of each."""
    return (tuple(one for way in chosen for one in way) for chosen in product(*claims))


def _few(ways: Iterable[Way]) -> list[Way]:
    """The ways, each once; a single empty one when one of them asks for nothing."""
    found = list(dict.fromkeys(islice(ways, MOST_WAYS + 1)))
    if () in found:
        return [()]
    if len(found) > MOST_WAYS:
        raise TooMany
    return found


def _few_terms(terms: Iterable[tuple[Way, Linear]]) -> list[tuple[Way, Linear]]:
    found = list(islice(terms, MOST_WAYS + 1))
    if len(found) > MOST_WAYS:
        raise TooMany
    return found
