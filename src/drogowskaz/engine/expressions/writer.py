"""Nodes back to text in the language of checks, in one fixed spelling, so that two claims can be compared by eye."""

from fractions import Fraction

from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Node, column

LOOSEST, OR, AND, NOT, SUM, PRODUCT, ATOM = range(7)
"""How tightly the place binds in which a node stands; what binds less goes into brackets."""


def written(node: Node, place: int = LOOSEST) -> str:
    """`{a, c*} <= 2 * {b, c*}`; reading it again gives a claim that says the same and is written the same."""
    if isinstance(node, nodes.Claim):
        return _claim(node, place)
    match node:
        case nodes.Cell(row, offset, whose):
            form = "" if whose is nodes.Whose.OWN else f", {whose}"
            return f"{{{row}, {column(offset)}{form}}}"
        case nodes.Block(table, offset):
            return f"{{@{table}, {column(offset)}}}"
        case nodes.BlockSum(block):
            return f"sum({written(block)})"
        case nodes.Number() | nodes.ParameterRef():
            return _bracketed(_constant(node), SUM, place) if _is_negative(node) else _constant(node)
        case nodes.Sum(parts):
            return _sum(parts, place)
        case nodes.Absolute(inner):
            return f"abs({written(inner)})"
    raise TypeError(node)


def _claim(node: nodes.Claim, place: int) -> str:
    match node:
        case nodes.Comparison(left, operator, right):
            return _bracketed(f"{written(left, SUM)} {operator} {written(right, SUM)}", NOT, place)
        case nodes.Both(claims):
            return _bracketed(" and ".join(written(claim, NOT) for claim in claims), AND, place)
        case nodes.Either(claims):
            return _bracketed(" or ".join(written(claim, AND) for claim in claims), OR, place)
        case nodes.Not(claim):
            return _bracketed(f"not {written(claim, NOT)}", NOT, place)
        case nodes.Implies(condition, consequence):
            return f"if({written(condition)}, {written(consequence)})"
        case nodes.Present(cell):
            return f"present({written(cell)})"
        case nodes.Absent(cell):
            return f"absent({written(cell)})"
        case nodes.Same(first, second):
            return f"same({written(first)}, {written(second)})"
    raise TypeError(node)


def _bracketed(text: str, own: int, place: int) -> str:
    return f"({text})" if own < place else text


def _is_negative(node: Node) -> bool:
    return isinstance(node, nodes.Number) and node.value < 0


def _constant(node: nodes.Number | nodes.ParameterRef) -> str:
    return f"${node.code}" if isinstance(node, nodes.ParameterRef) else _decimal(node.value)


def _decimal(number: Fraction) -> str:
    """Exact: numbers in checks are written as decimals, so they can be written as decimals again."""
    places = next(places for places in range(61) if (number * 10**places).denominator == 1)
    whole, part = divmod(abs(int(number * 10**places)), 10**places)
    shown = f"{whole}.{part:0{places}}" if places else str(whole)
    return f"-{shown}" if number < 0 else shown


def _sum(parts: tuple[tuple[Fraction | nodes.ParameterRef, nodes.Term], ...], place: int) -> str:
    if len(parts) == 1 and parts[0][0] == 1:
        return f"sum({written(parts[0][1])})"
    text = ""
    for factor, part in parts:
        if isinstance(factor, Fraction) and isinstance(part, nodes.Number):
            factor, part = Fraction(1 if factor * part.value >= 0 else -1), nodes.Number(abs(factor * part.value))
        minus = isinstance(factor, Fraction) and factor < 0
        size = abs(factor) if isinstance(factor, Fraction) else factor
        if size == 1:
            shown = written(part, PRODUCT)
        else:
            times = f"${size.code}" if isinstance(size, nodes.ParameterRef) else _decimal(size)
            shown = f"{times} * {written(part, ATOM)}"
        sign = "-" if minus else "+"
        text += f" {sign} {shown}" if text else (f"-{shown}" if minus else shown)
    return _bracketed(text, SUM, place) if len(parts) > 1 or text.startswith("-") else _bracketed(text, PRODUCT, place)
