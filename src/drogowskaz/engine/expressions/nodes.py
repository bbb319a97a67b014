"""What a check says, as frozen nodes. A node refuses nonsense when it is built, so evaluators need not ask.

There are two sorts: a `Term` is a number, a `Claim` is true, false or unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from drogowskaz.engine.words import _

OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
NEGATED = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
SAME_PAIRS = 4
"""How many pairs of non-zero numbers a copied block must have before we speak of a copy."""


class Nonsense(ValueError):
    """An expression that cannot mean anything; the argument is a marked source string."""


class Node:
    """Either sort. `children` are the nodes directly inside."""

    def children(self) -> "tuple[Node, ...]":
        return ()


class Term(Node):
    """A number."""


class Claim(Node):
    """Something true, false or unknown."""


@dataclass(frozen=True)
class Number(Term):
    """An exact constant, in the shown unit of the rows beside it (zł, FTE, persons)."""

    value: Fraction


@dataclass(frozen=True)
class ParameterRef(Term):
    """A dated parameter, `$CODE`, as it stands on 31 December of the assessed year."""

    code: str


class Whose(StrEnum):
    """Whose form a cell is read in: this one, last year's submitted one, or the sum over the units below."""

    OWN = "own"
    LAST = "y-1"
    CHILDREN = "children"


@dataclass(frozen=True)
class Cell(Term):
    """The value of `row` in the column `offset` years from the assessed one; None is every column (`c*`).

    In last year's form the column is counted from the year which that form assessed.
    """

    row: str
    offset: int | None
    whose: Whose = Whose.OWN


@dataclass(frozen=True)
class Block(Node):
    """All rows of a table in one column; only `sum` and `same` can use it."""

    table: str
    offset: int | None


@dataclass(frozen=True)
class Sum(Term):
    """Terms added up, each with its exact factor: `a + b - 2 * c`."""

    parts: tuple[tuple[Fraction | ParameterRef, Term], ...]

    def children(self) -> tuple[Node, ...]:
        factors = [factor for factor, _part in self.parts if isinstance(factor, ParameterRef)]
        return (*factors, *(part for _factor, part in self.parts))


@dataclass(frozen=True)
class BlockSum(Term):
    """The sum of a table's column."""

    block: Block

    def children(self) -> tuple[Node, ...]:
        return (self.block,)


@dataclass(frozen=True)
class Absolute(Term):
    """The distance from zero."""

    inner: Term

    def children(self) -> tuple[Node, ...]:
        return (self.inner,)


@dataclass(frozen=True)
class Comparison(Claim):
    """`left operator right`; unknown when a cell in it cannot be read as a number."""

    left: Term
    operator: str
    right: Term

    def __post_init__(self) -> None:
        if self.operator not in OPERATORS:
            raise Nonsense(_("An unknown comparison."))

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Both(Claim):
    """All claims hold."""

    claims: tuple[Claim, ...]

    def children(self) -> tuple[Node, ...]:
        return self.claims


@dataclass(frozen=True)
class Either(Claim):
    """At least one claim holds."""

    claims: tuple[Claim, ...]

    def children(self) -> tuple[Node, ...]:
        return self.claims


@dataclass(frozen=True)
class Not(Claim):
    """The claim does not hold."""

    claim: Claim

    def children(self) -> tuple[Node, ...]:
        return (self.claim,)


@dataclass(frozen=True)
class Implies(Claim):
    """`if(condition, consequence)`: where the condition does not hold, nothing is asked."""

    condition: Claim
    consequence: Claim

    def children(self) -> tuple[Node, ...]:
        return (self.condition, self.consequence)


@dataclass(frozen=True)
class Present(Claim):
    """The cell holds a number or a text. A dot and an x are neither present nor absent."""

    cell: Cell

    def children(self) -> tuple[Node, ...]:
        return (self.cell,)


@dataclass(frozen=True)
class Absent(Claim):
    """The cell has been left empty."""

    cell: Cell

    def children(self) -> tuple[Node, ...]:
        return (self.cell,)


@dataclass(frozen=True)
class Same(Claim):
    """Two columns of a table are a copy of each other: at least four pairs of non-zero numbers, every pair of
    numbers equal, and no row with a number on one side only. Never unknown."""

    first: Block
    second: Block

    def __post_init__(self) -> None:
        if self.first.table != self.second.table:
            raise Nonsense(_("“same” compares two columns of one table."))

    def children(self) -> tuple[Node, ...]:
        return (self.first, self.second)


Sort = TypeVar("Sort", bound=Node)


def column(offset: int | None) -> str:
    """A column as checks write it: `c*`, `c0`, `c-1`, `c+2`."""
    if offset is None:
        return "c*"
    return f"c{offset:+d}" if offset else "c0"


def negated(claim: Claim) -> Claim:
    """A claim that is true where `claim` is false, false where it is true; `Not` stands only before what has no
    opposite of its own."""
    match claim:
        case Comparison(left, operator, right):
            return Comparison(left, NEGATED[operator], right)
        case Both(claims):
            return Either(tuple(Not(inner) for inner in claims))
        case Either(claims):
            return Both(tuple(Not(inner) for inner in claims))
        case Not(inner):
            return inner
        case Implies(condition, consequence):
            return Both((condition, Not(consequence)))
    return Not(claim)


def read_as_numbers(node: Node) -> "Iterator[Cell | Block]":
    """The cells and blocks whose numbers a comparison needs, with the same one as often as it stands."""
    if isinstance(node, Cell | Block):
        yield node
    elif not isinstance(node, Present | Absent | Same):
        for child in node.children():
            yield from read_as_numbers(child)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, outermost first."""
    yield node
    for child in node.children():
        yield from walk(child)


def at(node: Sort, offset: int) -> Sort:
    """The same node with every `c*` standing for the column `offset`."""
    if isinstance(node, Cell | Block):
        return replace(node, offset=offset) if node.offset is None else node
    inside = {part.name: _at(getattr(node, part.name), offset) for part in fields(node)}  # type: ignore[arg-type]
    return replace(node, **inside)  # type: ignore[type-var]


def _at(part: Any, offset: int) -> Any:
    if isinstance(part, tuple):
        return tuple(_at(item, offset) for item in part)
    return at(part, offset) if isinstance(part, Node) else part
