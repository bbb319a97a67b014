"""What a check asks, as a sentence without numbers, for people who read the edition: `women + men = residents`."""

from dataclasses import dataclass
from fractions import Fraction

from drogowskaz.engine.checks.sentences import row_name
from drogowskaz.engine.editions.schema import Check, Edition
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.values import decimal_text
from drogowskaz.engine.words import _, say

SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
COLUMNS = {
    -2: _("two years before"),
    -1: _("the year before"),
    0: _("the assessed year"),
    1: _("the next year"),
    2: _("in two years"),
}
OTHERS = {Whose.LAST: _("in last year's form"), Whose.CHILDREN: _("the units below together")}
FILLED = _("{cell} is filled in")
EMPTY = _("{cell} is empty")
PLACES = 6


def formula(check: Check, edition: Edition, lang: str) -> str:
    """The claim of the check in words and signs; a column is named where the check is not about every one."""
    return _Writer(edition, lang).claim(check.claim)


@dataclass(frozen=True)
class _Writer:
    edition: Edition
    lang: str

    def say(self, message: str, **params: object) -> str:
        return say(message, self.lang, **params)

    def _where(self, node: nodes.Cell | nodes.Block) -> str:
        said = [] if node.offset is None else [self.say(COLUMNS[node.offset])]
        if isinstance(node, nodes.Cell) and node.whose is not Whose.OWN:
            said.insert(0, self.say(OTHERS[node.whose]))
        return f" ({', '.join(said)})" if said else ""

    def _cell(self, cell: nodes.Cell) -> str:
        return row_name(self.edition.row_by_key[cell.row], self.lang) + self._where(cell)

    def _block(self, block: nodes.Block) -> str:
        label = self.edition.tables[block.table].label[self.lang]
        return self.say(_("all rows of “{label}”"), label=label) + self._where(block)

    def term(self, node: nodes.Term) -> str:
        match node:
            case nodes.Number(value):
                return self._number(value)
            case nodes.ParameterRef(code):
                return f"${code}"
            case nodes.Cell():
                return self._cell(node)
            case nodes.BlockSum(block):
                return self._block(block)
            case nodes.Absolute(inner):
                return self.say(_("the size of ({inner})"), inner=self.term(inner))
            case nodes.Sum(parts):
                return self._sum(parts)
        raise TypeError(node)

    def _number(self, value: Fraction) -> str:
        return decimal_text(value, self.lang, 2 if (value * 100).denominator == 1 else PLACES)

    def _sum(self, parts: tuple[tuple[Fraction | nodes.ParameterRef, nodes.Term], ...]) -> str:
        said = ""
        for factor, part in parts:
            shown = f"({self.term(part)})" if isinstance(part, nodes.Sum) else self.term(part)
            if isinstance(factor, nodes.ParameterRef):
                shown = f"{self.term(factor)} × {shown}"
            elif abs(factor) != 1:
                shown = f"{self._number(abs(factor))} × {shown}"
            minus = isinstance(factor, Fraction) and factor < 0
            said += f" − {shown}" if minus else (f" + {shown}" if said else shown)
        return said.strip()

    def claim(self, claim: nodes.Claim) -> str:
        match claim:
            case nodes.Comparison(left, operator, right):
                return f"{self.term(left)} {SIGNS[operator]} {self.term(right)}"
            case nodes.Both(claims):
                return self.say(_(" and ")).join(self._inner(inner) for inner in claims)
            case nodes.Either(claims):
                return self.say(_(" or ")).join(self._inner(inner) for inner in claims)
            case nodes.Not(inner):
                return self.say(_("it is not so that {claim}"), claim=self._inner(inner))
            case nodes.Implies(condition, consequence):
                message = _("if {condition}, then {consequence}")
                return self.say(message, condition=self.claim(condition), consequence=self.claim(consequence))
            case nodes.Present(cell):
                return self.say(FILLED, cell=self._cell(cell))
            case nodes.Absent(cell):
                return self.say(EMPTY, cell=self._cell(cell))
            case nodes.Same(first, second):
                message = _("{first} and {second} are a copy of each other")
                return self.say(message, first=self._block(first), second=self._block(second))
        raise TypeError(claim)

    def _inner(self, claim: nodes.Claim) -> str:
        said = self.claim(claim)
        return f"({said})" if isinstance(claim, nodes.Both | nodes.Either | nodes.Implies) else said
