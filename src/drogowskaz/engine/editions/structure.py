"""Checks that follow from the row tree: „z tego” is an equality, „w tym” a sum of parts not above the whole."""

from fractions import Fraction

from drogowskaz.engine.editions.schema import Check, Missing, Parts, Row, Severity, Table
from drogowskaz.engine.expressions.nodes import Cell, Comparison, Sum
from drogowskaz.engine.words import LANGUAGES, _, say

EXPLANATIONS = "Objaśnienia do OZPS, edycja 2014/2015"
GENERATED = "tree."
"""How the names of these checks begin; no written check may be named so."""
_MESSAGES = {
    Parts.ALL: _("The sum does not agree."),
    Parts.SOME: _("The parts exceed the whole."),
}
_INSTRUCTIONS = {
    Parts.ALL: _("Correct the total or its parts: they must add up exactly."),
    Parts.SOME: _(
        "Correct the total or its parts: these parts are not all, so they may add up to less, never to more."
    ),
}


def tree_checks(table: Table) -> list[Check]:
    """A check for each row that has parts of a kind, over the columns that the row and these parts share."""
    checks = []
    for row in table.rows:
        for parts in (Parts.ALL, Parts.SOME):
            members = [other for other in table.rows if other.parent == row.key and other.parts is parts]
            if members:
                checks.append(_tree_check(row, parts, members))
    return checks


def _tree_check(row: Row, parts: Parts, members: list[Row]) -> Check:
    offsets = set(row.offsets).intersection(*(member.offsets for member in members))
    cells = Sum(tuple((Fraction(1), Cell(member.key, None)) for member in members))
    operator = "=" if parts is Parts.ALL else ">="
    return Check(
        id=f"{GENERATED}{row.key}.{parts}",
        claim=Comparison(Cell(row.key, None), operator, cells),
        missing=Missing.SKIP_ANY,
        severity=Severity.ERROR,
        message={lang: say(_MESSAGES[parts], lang) for lang in LANGUAGES},
        instruction={lang: say(_INSTRUCTIONS[parts], lang) for lang in LANGUAGES},
        basis=EXPLANATIONS,
        table=row.table,
        row=row.key,
        offsets=tuple(sorted(offsets)),
        generated=True,
    )
