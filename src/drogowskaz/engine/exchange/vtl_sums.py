"""Claims that say how one row of a column is made of others: those fit the hierarchical rulesets of VTL."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from drogowskaz.engine.editions.schema import Edition, Missing
from drogowskaz.engine.exchange.names import cell_code, identifier
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.sheets import block_cells

TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
MODES = {Missing.SKIP_ANY: "non_null", Missing.ZERO: "always_zero", Missing.ZERO_UNLESS_ALL: "partial_zero"}
"""How a ruleset treats what is missing, where an x has been left out and a dot is a null."""


@dataclass(frozen=True)
class SumRule:
    """`whole operator part + part - part`; the parts with 1 or -1."""

    whole: str
    operator: str
    parts: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        said = " ".join(f"{'+' if sign > 0 else '-'} {identifier(cell_code(row))}" for sign, row in self.parts)
        return f"{identifier(cell_code(self.whole))} {self.operator} {said.removeprefix('+ ')}"


@dataclass
class Hierarchy:
    """Which rows the rules of one ruleset put under which: VTL wants no row under itself."""

    under: dict[str, set[str]] = field(default_factory=dict)

    def takes(self, rule: SumRule) -> bool:
        """Add the rule, unless its whole already stands under one of its parts."""
        parts = {row for _sign, row in rule.parts}
        if rule.whole in self._reached(parts):
            return False
        self.under.setdefault(rule.whole, set()).update(parts)
        return True

    def _reached(self, rows: set[str]) -> set[str]:
        found: set[str] = set()
        ahead = set(rows)
        while ahead:
            found |= ahead
            ahead = {below for row in ahead for below in self.under.get(row, ())} - found
        return found


def sum_rule(claim: nodes.Claim, offset: int, missing: Missing, edition: Edition) -> SumRule | None:
    """The claim as a hierarchical rule, or None where no such rule says the same.

    One side is a single row, the other has rows of the same column added or taken away, each once, and neither side
    has factors or constants. Of two single rows the greater stands on the left. In a column that is wholly empty VTL
    asks nothing, so a strict comparison that takes empty cells for zeros is no hierarchical rule.
    """
    if not isinstance(claim, nodes.Comparison) or claim.operator not in TURNED:
        return None
    if missing is Missing.ZERO and claim.operator in ("<", ">"):
        return None
    left, right = (_signed(side, offset, edition) for side in (claim.left, claim.right))
    if not left or not right or len({row for _sign, row in (*left, *right)}) < len(left) + len(right):
        return None
    sides = [(left, claim.operator, right), (right, TURNED[claim.operator], left)]
    single = [side for side in sides if len(side[0]) == 1 and side[0][0][0] == 1]
    if not single:
        return None
    whole, operator, parts = next((side for side in single if side[1] in (">", ">=")), single[0])
    return SumRule(whole[0][1], operator, parts)


def _signed(term: nodes.Term, offset: int, edition: Edition) -> tuple[tuple[int, str], ...]:
    """The rows of a plain sum with their signs; nothing where it is not plain or not of this form and column."""
    found = list(_parts(term, 1, edition))
    here = [(sign, cell.row) for sign, cell in found if cell and cell.whose is Whose.OWN and cell.offset == offset]
    return tuple(here) if len(here) == len(found) else ()


def _parts(term: nodes.Term, sign: int, edition: Edition) -> Iterator[tuple[int, Cell | None]]:
    """Cells with 1 or -1; None for what is neither."""
    match term:
        case Cell():
            yield sign, term
        case nodes.BlockSum(block):
            yield from ((sign, cell) for cell in block_cells(block, edition))
        case nodes.Sum(parts):
            for factor, part in parts:
                if isinstance(factor, Fraction) and abs(factor) == 1:
                    yield from _parts(part, sign * int(factor), edition)
                else:
                    yield 0, None
        case _:
            yield 0, None
