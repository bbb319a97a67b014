"""A second evaluator, slow and plain: one check in one column of one sheet, in fractions and in tables of three truths.

Written from what the definitions say about missing cells and nodes, not from `compiled/`. An answer is True,
False or None for “cannot be said”.
"""

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction

from drogowskaz.engine.editions.schema import Check, Missing
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State

T, F, U = True, False, None
AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}
IF = {(T, T): T, (T, F): F, (T, U): U, (F, T): T, (F, F): T, (F, U): T, (U, T): T, (U, F): U, (U, U): U}
NOT = {T: F, F: T, U: U}


class Oracle:
    """Answers for one sheet, one way of treating missing cells and one column."""

    def __init__(self, sheet: Sheet, check: Check, offset: int, parameters: Mapping[str, Fraction]) -> None:
        self.sheet = sheet
        self.check = check
        self.column = offset
        self.parameters = parameters

    def answer(self) -> bool | None:
        named = everything(self.check.claim)
        for node in named:
            if isinstance(node, nodes.ParameterRef) and node.code not in self.parameters:
                return None
        if self.check.missing is Missing.ZERO_UNLESS_ALL:
            spoken_of = [place for node in named for place in self.places(node)]
            if not any(self.sheet.value(*place).state is State.VALUE for place in spoken_of):
                return None
        return self.claim(self.check.claim)

    def places(self, node: object) -> list[tuple[str, int]]:
        """The cells that a cell or a block stands for."""
        if isinstance(node, nodes.Cell):
            return [(node.row, self.column if node.offset is None else node.offset)]
        if isinstance(node, nodes.Block):
            offset = self.column if node.offset is None else node.offset
            rows = [row for row in self.sheet.edition.rows if row.table == node.table and row.kind is not Kind.TEXT]
            return [(row.key, offset) for row in rows]
        return []

    def number(self, place: tuple[str, int]) -> Fraction | None:
        value = self.sheet.value(*place)
        row = next(row for row in self.sheet.edition.rows if row.key == place[0])
        if value.state is State.VALUE:
            return Fraction(value.number, {"count": 1, "money": 100, "fte": 100}[row.kind.value])
        if value.state is State.NO_INFORMATION or self.check.missing is Missing.SKIP_ANY:
            return None
        return Fraction(0)

    def term(self, node: nodes.Term) -> Fraction | None:
        if isinstance(node, nodes.Number):
            return node.value
        if isinstance(node, nodes.ParameterRef):
            return self.parameters[node.code]
        if isinstance(node, nodes.Cell):
            return self.number(self.places(node)[0])
        if isinstance(node, nodes.Absolute):
            inside = self.term(node.inner)
            return None if inside is None else abs(inside)
        if isinstance(node, nodes.BlockSum):
            return added([self.number(place) for place in self.places(node.block)])
        assert isinstance(node, nodes.Sum)
        parts = []
        for factor, part in node.parts:
            times = factor if isinstance(factor, Fraction) else self.parameters[factor.code]
            amount = self.term(part)
            parts.append(None if amount is None else times * amount)
        return added(parts)

    def claim(self, node: nodes.Claim) -> bool | None:
        if isinstance(node, nodes.Comparison):
            return compared(self.term(node.left), node.operator, self.term(node.right))
        if isinstance(node, nodes.Both):
            answer: bool | None = True
            for claim in node.claims:
                answer = AND[answer, self.claim(claim)]
            return answer
        if isinstance(node, nodes.Either):
            answer = False
            for claim in node.claims:
                answer = OR[answer, self.claim(claim)]
            return answer
        if isinstance(node, nodes.Not):
            return NOT[self.claim(node.claim)]
        if isinstance(node, nodes.Implies):
            return IF[self.claim(node.condition), self.claim(node.consequence)]
        if isinstance(node, nodes.Present):
            return self.sheet.value(*self.places(node.cell)[0]).state is State.VALUE
        if isinstance(node, nodes.Absent):
            return self.sheet.value(*self.places(node.cell)[0]).state is State.EMPTY
        assert isinstance(node, nodes.Same)
        return self.same(node)

    def same(self, node: nodes.Same) -> bool:
        columns = []
        for block in (node.first, node.second):
            values = [self.sheet.value(*place) for place in self.places(block)]
            columns.append([value.number if value.state is State.VALUE else None for value in values])
        non_zero = [one for one in columns[0] if one]
        return columns[0] == columns[1] and len(non_zero) >= 4


def added(parts: list[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def compared(left: Fraction | None, operator: str, right: Fraction | None) -> bool | None:
    if left is None or right is None:
        return None
    if operator == "=":
        return left == right
    if operator == "!=":
        return left != right
    if operator == "<":
        return left < right
    if operator == "<=":
        return left <= right
    if operator == ">":
        return left > right
    return left >= right


def everything(node: object) -> list[object]:
    """The node and all that is inside it, found by looking into every field."""
    if isinstance(node, tuple):
        return [inner for part in node for inner in everything(part)]
    if not isinstance(node, nodes.Node):
        return []
    return [node, *(inner for part in fields(node) for inner in everything(getattr(node, part.name)))]  # type: ignore[arg-type]
