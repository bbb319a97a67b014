"""Text to nodes. The grammar is the whole language; `docs/developers/checks.md` explains it to statisticians."""

from fractions import Fraction
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError

from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Claim, Nonsense, Term
from drogowskaz.engine.words import _

GRAMMAR = r"""
?start: either
?either: both ("or" both)*
?both: negated ("and" negated)*
?negated: "not" negated -> negation | comparison
?comparison: sum (OPERATOR sum)?
?sum: product | sum "+" product -> add | sum "-" product -> subtract
?product: atom | product "*" atom -> multiply
?atom: NUMBER -> number
     | "$" CODE -> parameter
     | cell | block
     | NAME "(" either ("," either)* ")" -> call
     | "-" atom -> minus
     | "(" either ")"
cell: "{" KEY "," COLUMN ("," WHOSE)? "}"
block: "{" "@" KEY "," COLUMN "}"
OPERATOR: "<=" | ">=" | "!=" | "=" | "<" | ">"
COLUMN: /c(\*|0|[+-][1-9])/
KEY: /[a-z][a-z0-9_]*(\.[a-z0-9_]+)*/
CODE: /[A-Z][A-Z0-9_]*/
WHOSE: "y-1" | "children"
NAME: "abs" | "sum" | "if" | "present" | "absent" | "same"
NUMBER: /[0-9]{1,60}(\.[0-9]{1,60})?/
%ignore /\s+/
"""
ANY_COLUMN = '%extend cell: "{" KEY "}"'
"""An indicator holds for every column: there a cell may leave its column out."""


class Misspelt(ValueError):
    """An expression that cannot be read. `message` is a marked source string, `at` the character it stops at."""

    def __init__(self, message: str, at: int | None = None) -> None:
        self.message = message
        self.at = at
        super().__init__(message)


@cache
def _parser(grammar: str) -> Lark:
    return Lark(grammar, parser="lalr")


def parse(text: str) -> Claim:
    """The claim a check makes. Raises Misspelt."""
    found = _read(text, GRAMMAR)
    if not isinstance(found, Claim):
        raise Misspelt(_("A check must claim something: use a comparison, present, absent or same."))
    return found


def parse_term(text: str) -> Term:
    """The number one half of an indicator stands for; `{row}` is short for `{row, c*}`. Raises Misspelt."""
    found = _read(text, GRAMMAR + ANY_COLUMN)
    if not isinstance(found, Term):
        raise Misspelt(_("A number is needed where the expression has a claim or a whole table."))
    return found


def _read(text: str, grammar: str) -> nodes.Node:
    try:
        found: nodes.Node = _Build().transform(_parser(grammar).parse(text))
    except UnexpectedInput as error:
        raise Misspelt(_("The expression cannot be read from character {at} on."), error.column) from None
    except VisitError as error:
        if isinstance(error.orig_exc, Nonsense):
            raise Misspelt(str(error.orig_exc)) from None
        raise
    return found


def _offset(token: Token | str) -> int | None:
    column = str(token)[1:]
    return None if column == "*" else int(column)


def _term(node: Any) -> Term:
    if not isinstance(node, Term):
        raise Nonsense(_("A number is needed where the expression has a claim or a whole table."))
    return node


def _claim(node: Any) -> Claim:
    if not isinstance(node, Claim):
        raise Nonsense(_("A claim is needed where the expression has only a number."))
    return node


def _of(node: Any, sort: type[Any], message: str) -> Any:
    if not isinstance(node, sort):
        raise Nonsense(message)
    return node


def _parts(node: Term) -> tuple[tuple[Fraction | nodes.ParameterRef, Term], ...]:
    return node.parts if isinstance(node, nodes.Sum) else ((Fraction(1), node),)


def _scaled(node: Term, factor: Fraction) -> Term:
    if isinstance(node, nodes.Number):
        return nodes.Number(node.value * factor)
    scaled: list[tuple[Fraction | nodes.ParameterRef, Term]] = []
    for own, part in _parts(node):
        if isinstance(own, nodes.ParameterRef):
            scaled.append((factor, nodes.Sum(((own, part),))))
        else:
            scaled.append((own * factor, part))
    return nodes.Sum(tuple(scaled))


@v_args(inline=True)
class _Build(Transformer[Token, Any]):
    def number(self, token: Token) -> nodes.Number:
        return nodes.Number(Fraction(str(token)))

    def parameter(self, token: Token) -> nodes.ParameterRef:
        return nodes.ParameterRef(str(token))

    def cell(self, key: Token, column: Token | str = "c*", whose: Token | str = nodes.Whose.OWN) -> nodes.Cell:
        return nodes.Cell(str(key), _offset(column), nodes.Whose(str(whose)))

    def block(self, key: Token, column: Token) -> nodes.Block:
        return nodes.Block(str(key), _offset(column))

    def minus(self, inner: Any) -> Term:
        return _scaled(_term(inner), Fraction(-1))

    def add(self, left: Any, right: Any) -> nodes.Sum:
        return nodes.Sum(_parts(_term(left)) + _parts(_term(right)))

    def subtract(self, left: Any, right: Any) -> nodes.Sum:
        return nodes.Sum(_parts(_term(left)) + _parts(_scaled(_term(right), Fraction(-1))))

    def multiply(self, left: Any, right: Any) -> Term:
        for factor, other in ((_term(left), _term(right)), (right, left)):
            if isinstance(factor, nodes.Number):
                return _scaled(other, factor.value)
            if isinstance(factor, nodes.ParameterRef):
                if any(own != 1 for own, _part in _parts(other)):
                    return nodes.Sum(((factor, other),))
                return nodes.Sum(tuple((factor, part) for _own, part in _parts(other)))
        raise Nonsense(_("A cell can be multiplied only by a number or a parameter."))

    def comparison(self, left: Any, operator: Token, right: Any) -> nodes.Comparison:
        return nodes.Comparison(_term(left), str(operator), _term(right))

    def negation(self, inner: Any) -> nodes.Not:
        return nodes.Not(_claim(inner))

    def both(self, *claims: Any) -> nodes.Both:
        return nodes.Both(tuple(_claim(claim) for claim in claims))

    def either(self, *claims: Any) -> nodes.Either:
        return nodes.Either(tuple(_claim(claim) for claim in claims))

    def call(self, name: Token, *arguments: Any) -> nodes.Node:
        wanted = {"abs": 1, "if": 2, "present": 1, "absent": 1, "same": 2}.get(str(name))
        if wanted is not None and len(arguments) != wanted:
            raise Nonsense(_("A function has the wrong number of arguments."))
        cell = _("“present” and “absent” ask about one cell.")
        block = _("“same” compares two columns of one table.")
        match str(name):
            case "abs":
                return nodes.Absolute(_term(arguments[0]))
            case "if":
                return nodes.Implies(_claim(arguments[0]), _claim(arguments[1]))
            case "present":
                return nodes.Present(_of(arguments[0], nodes.Cell, cell))
            case "absent":
                return nodes.Absent(_of(arguments[0], nodes.Cell, cell))
            case "same":
                return nodes.Same(_of(arguments[0], nodes.Block, block), _of(arguments[1], nodes.Block, block))
        if len(arguments) == 1 and isinstance(arguments[0], nodes.Block):
            return nodes.BlockSum(arguments[0])
        return nodes.Sum(tuple(part for argument in arguments for part in _parts(_term(argument))))
