"""Claims and terms to the tables of an artefact: sparse rows of whole numbers, and a small logic over them.

Every comparison becomes an *atom*, a row of whole factors whose total is compared with zero; factors of zero stay, for
a cell that cancels out must still be known. A distance (`abs`) becomes a *magnitude*, a slot derived from a row. What
joins comparisons becomes *groups* of earlier nodes, of which all or any must hold; a negation is pushed down to what
it negates. `docs/developers/artefact.md` describes the tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from drogowskaz.engine.compiled.tables import DOUBLE, RowTable, Table, Tables, ends
from drogowskaz.engine.editions.schema import Edition, Missing
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.sheets import INT64, block_cells, slot
from drogowskaz.engine.values import MOST_DIGITS, Kind, State

MOST_CHILDREN = 3000
"""The units below are at most a country of gminas."""
Node = tuple[str, int]
"""A node of the logic before the nodes are numbered: its table and its place in it."""


class NoParameter(LookupError):
    """A parameter is not known for the assessed year; the argument is its code."""


@dataclass(frozen=True)
class Linear:
    """Factors of slots in stored numbers, and a constant; in shown units."""

    factors: Mapping[int, Fraction]
    constant: Fraction


class Lowering:
    """Collects the rows and nodes of the claims of one edition, with the parameters of one year."""

    def __init__(self, edition: Edition, parameters: Mapping[str, Fraction]) -> None:
        self.edition = edition
        self.parameters = parameters
        self.cells = len(edition.planes) * len(edition.rows) * len(edition.offsets)
        self.magnitudes = RowTable()
        self.atoms = RowTable()
        self.tests = Table[tuple[int, int, int]]()
        self.copies = Table[tuple[tuple[int, ...], tuple[int, ...], int]]()
        self.groups = Table[tuple[tuple[Node, ...], int]]()
        self.level: dict[Node, int] = {}
        self.done: dict[str, Any] = {}
        """By check, a column it was lowered in and what became of it."""

    def slots(self, node: nodes.Node) -> list[int]:
        """The slots of the cells a cell or a block stands for; none for other nodes."""
        if isinstance(node, Cell):
            return [slot(self.edition, node)]
        if isinstance(node, nodes.Block):
            return [slot(self.edition, cell) for cell in block_cells(node, self.edition)]
        return []

    # Terms

    def linear(self, term: nodes.Term) -> Linear:
        """The term as one row in shown units. Raises NoParameter."""
        match term:
            case nodes.Number(value):
                return Linear({}, value)
            case nodes.ParameterRef():
                return Linear({}, self._factor(term))
            case Cell(row):
                return Linear({slot(self.edition, term): Fraction(1, self._scale(row))}, Fraction(0))
            case nodes.BlockSum(block):
                cells = block_cells(block, self.edition)
                return Linear(
                    {slot(self.edition, cell): Fraction(1, self._scale(cell.row)) for cell in cells}, Fraction(0)
                )
            case nodes.Absolute(inner):
                place, denominator = self._magnitude(self.linear(inner))
                return Linear({self.cells + place: Fraction(1, denominator)}, Fraction(0))
            case nodes.Sum(parts):
                return added((self._factor(factor), self.linear(part)) for factor, part in parts)
        raise TypeError(term)

    def _factor(self, factor: Fraction | nodes.ParameterRef) -> Fraction:
        if isinstance(factor, Fraction):
            return factor
        if factor.code not in self.parameters:
            raise NoParameter(factor.code)
        return self.parameters[factor.code]

    def _scale(self, row: str) -> int:
        return self.edition.row_by_key[row].kind.scale

    def _magnitude(self, inner: Linear) -> tuple[int, int]:
        place = self.row(self.magnitudes, inner)
        return place, self.magnitudes.rows[place][2]

    def row(self, table: RowTable, linear: Linear, *more: Any) -> int:
        """The place of the row in the table, as whole numbers over one denominator."""
        denominator = lcm(linear.constant.denominator, *(factor.denominator for factor in linear.factors.values()))
        entries = tuple((place, int(factor * denominator)) for place, factor in linear.factors.items())
        constant = int(linear.constant * denominator)
        most = abs(constant) + sum(abs(factor) * max(self._most(place), 1) for place, factor in entries)
        width = 0 if max(most, denominator) <= DOUBLE else 1 if most <= INT64 else 2
        inside = [self.magnitudes.rows[place - self.cells][3] for place, _factor in entries if place >= self.cells]
        return table.put((entries, constant, denominator, max([width, *inside])), most, *more)

    def _most(self, place: int) -> int:
        """The greatest plausible stored number of a slot."""
        if place >= self.cells:
            return self.magnitudes.most[place - self.cells]
        plane, inside = divmod(place, len(self.edition.rows) * len(self.edition.offsets))
        most = most_stored(self.edition, self.edition.rows[inside // len(self.edition.offsets)].kind)
        return most * (MOST_CHILDREN if self.edition.planes[plane] is Whose.CHILDREN else 1)

    # Claims

    def node(self, claim: nodes.Claim, missing: Missing, *, holds: bool = True) -> Node:
        """The node that is true where the claim holds (or, with `holds` false, where it does not).

        Raises NoParameter.
        """
        match claim:
            case nodes.Comparison(left, operator, right):
                gap = added([(Fraction(1), self.linear(left)), (Fraction(-1), self.linear(right))])
                relation = operator if holds else nodes.NEGATED[operator]
                return "atoms", self.row(self.atoms, gap, relation, 0 if missing is Missing.SKIP_ANY else 1)
            case nodes.Both(claims):
                return self._group(claims, missing, holds=holds, any_=not holds)
            case nodes.Either(claims):
                return self._group(claims, missing, holds=holds, any_=holds)
            case nodes.Implies(condition, consequence):
                return self._group((nodes.Not(condition), consequence), missing, holds=holds, any_=holds)
            case nodes.Not(inner):
                return self.node(inner, missing, holds=not holds)
            case nodes.Present(cell):
                return self._test(cell, State.VALUE, holds)
            case nodes.Absent(cell):
                return self._test(cell, State.EMPTY, holds)
            case nodes.Same(first, second):
                key = tuple(self.slots(first)), tuple(self.slots(second)), int(not holds)
                return "copies", self.copies.put(key)
        raise TypeError(claim)

    def _test(self, cell: Cell, state: State, holds: bool) -> Node:
        key = slot(self.edition, cell), int(state), int(not holds)
        return "tests", self.tests.put(key)

    def _group(self, claims: Iterable[nodes.Claim], missing: Missing, *, holds: bool, any_: bool) -> Node:
        members = tuple(dict.fromkeys(self.node(claim, missing, holds=holds) for claim in claims))
        return members[0] if len(members) == 1 else self._joined(members, int(any_))

    def _joined(self, members: tuple[Node, ...], any_: int) -> Node:
        node = "groups", self.groups.put((members, any_))
        self.level[node] = 1 + max(self.level.get(member, 0) for member in members)
        return node

    def shifted(self, node: Node, by: int) -> Node:
        """The same node, asked of the cells `by` slots further on."""
        table, place = node
        if table == "atoms":
            key = self.atoms.keys[place]
            return table, self._shifted_row(self.atoms, place, by, *key[3:])
        if table == "tests":
            cell, state, negated = self.tests.things[place]
            return table, self.tests.put((cell + by, state, negated))
        if table == "copies":
            first, second, negated = self.copies.things[place]
            return table, self.copies.put(
                (tuple(one + by for one in first), tuple(one + by for one in second), negated)
            )
        members, any_ = self.groups.things[place]
        return self._joined(tuple(self.shifted(member, by) for member in members), any_)

    def _shifted_row(self, table: RowTable, place: int, by: int, *more: Any) -> int:
        entries, constant, denominator, width = table.rows[place]
        moved = tuple(
            (
                at + by if at < self.cells else self.cells + self._shifted_row(self.magnitudes, at - self.cells, by),
                times,
            )
            for at, times in entries
        )
        return table.put((moved, constant, denominator, width), table.most[place], *more)

    # The tables

    def numbering(self) -> dict[Node, int]:
        """Every node's number: atoms by relation, tests, copies, then groups after all that they name."""
        relations = [nodes.OPERATORS.index(key[3]) for key in self.atoms.keys]
        atoms = sorted(range(len(relations)), key=lambda place: (relations[place], place))
        order: list[Node] = [("atoms", place) for place in atoms]
        order += [("tests", place) for place in range(len(self.tests.things))]
        order += [("copies", place) for place in range(len(self.copies.things))]
        kinds = [any_ for _members, any_ in self.groups.things]
        groups = [("groups", place) for place in range(len(self.groups.things))]
        order += sorted(groups, key=lambda node: (self.level[node], kinds[node[1]], node[1]))
        return {node: place for place, node in enumerate(order)}

    def tables(self, numbers: Mapping[Node, int]) -> Tables:
        """Magnitudes, atoms, tests, copies and groups as the artefact keeps them."""
        atoms = [place for table, place in numbers if table == "atoms"]
        keys = self.atoms.keys
        in_order = RowTable(rows=[self.atoms.rows[place] for place in atoms])
        groups = [self.groups.things[place] for table, place in numbers if table == "groups"]
        return {
            "magnitudes": self.magnitudes.tables(),
            "atoms": {
                **in_order.tables(),
                "relation": [keys[place][3] for place in atoms],
                "missing": [keys[place][4] for place in atoms],
            },
            "tests": {
                "slot": [place for place, _state, _negated in self.tests.things],
                "state": [state for _place, state, _negated in self.tests.things],
                "negated": [negated for _place, _state, negated in self.tests.things],
            },
            "copies": {
                "ptr": ends(len(first) for first, _second, _negated in self.copies.things),
                "first": [place for first, _second, _negated in self.copies.things for place in first],
                "second": [place for _first, second, _negated in self.copies.things for place in second],
                "negated": [negated for _first, _second, negated in self.copies.things],
            },
            "groups": {
                "ptr": ends(len(members) for members, _any in groups),
                "node": [numbers[member] for members, _any in groups for member in members],
                "any": [any_ for _members, any_ in groups],
            },
        }


def added(parts: Iterable[tuple[Fraction, Linear]]) -> Linear:
    """The rows times their factors, added up; a slot that cancels out stays, with a factor of zero."""
    factors: dict[int, Fraction] = {}
    constant = Fraction(0)
    for times, inner in parts:
        constant += times * inner.constant
        for place, factor in inner.factors.items():
            factors[place] = factors.get(place, Fraction(0)) + times * factor
    return Linear(factors, constant)


def most_stored(edition: Edition, kind: Kind) -> int:
    """The greatest plausible number of a row of this kind, in its stored scale; 0 for texts."""
    return 0 if kind is Kind.TEXT else edition.largest.get(kind, 10**MOST_DIGITS) * kind.scale
