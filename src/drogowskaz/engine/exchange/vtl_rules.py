"""The checks of an edition sorted into rules of VTL, one for each column that a check is asked in."""

import itertools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from drogowskaz.engine.compiled.questions import Question, questions
from drogowskaz.engine.editions.schema import Edition, Missing, Stage
from drogowskaz.engine.exchange.names import cell_code
from drogowskaz.engine.exchange.vtl_cells import Cells
from drogowskaz.engine.exchange.vtl_claims import rule
from drogowskaz.engine.exchange.vtl_sums import Hierarchy, sum_rule
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.sheets import block_cells
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _

DIGITS = {Level.VOIVODESHIP: (2, 4), Level.POWIAT: (4, 7)}
"""How long the code of a unit is, and the codes of the units right below it, which begin with it."""
NO_PARAMETER = _("the parameter ${code} is not known for {year}")
NONE_BELOW = _("this kind of unit has no units below it")


@dataclass(frozen=True)
class Rule:
    """A check asked in one column, as VTL says it."""

    question: Question
    text: str


@dataclass(frozen=True)
class LeftOut:
    """A check in a column that has no rule; `reason` is a marked source string."""

    question: Question
    reason: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sums:
    """Where a hierarchical rule is asked and how: rules that share it make one ruleset, or several (`place` from 1)
    where they put two rows under each other."""

    stage: Stage
    offset: int
    missing: Missing
    place: int = 1


@dataclass
class Rules:
    """All rules of an edition for an assessed year: `sums` for hierarchical rulesets, `others` for a datapoint
    ruleset of each check, with the cells that its rules read."""

    edition: Edition
    year: int
    sums: dict[Sums, list[Rule]] = field(default_factory=dict)
    others: dict[str, tuple[Cells, list[Rule]]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def count(self) -> int:
        grouped = [*self.sums.values(), *(found for _cells, found in self.others.values())]
        return sum(len(found) for found in grouped)

    @property
    def parameters(self) -> dict[str, Fraction]:
        """The parameters that the checks name, as far as they are known for the year."""
        named = {node.code for check in self.edition.checks for node in nodes.walk(check.claim)
                 if isinstance(node, nodes.ParameterRef)}  # fmt: skip
        known = parameters_in(self.year)
        return {code: known[code] for code in sorted(named) if code in known}


def rules(edition: Edition, year: int) -> Rules:
    """Every check in every column it is asked in, in the order of the form."""
    made = Rules(edition, year)
    parameters = made.parameters
    hierarchies: defaultdict[Sums, Hierarchy] = defaultdict(Hierarchy)
    for question in questions(edition):
        check = question.check
        left_out = _left_out(question, edition, year, parameters)
        if left_out is not None:
            made.left_out.append(left_out)
            continue
        said = sum_rule(question.claim, question.offset, check.missing, edition)
        if said is not None:
            rulesets = (Sums(check.stage, question.offset, check.missing, place) for place in itertools.count(1))
            ruleset = next(one for one in rulesets if hierarchies[one].takes(said))
            made.sums.setdefault(ruleset, []).append(Rule(question, said.text))
            continue
        if check.id not in made.others:
            made.others[check.id] = Cells(f"CELLS_{cell_code(check.id)}", edition, year, check.missing), []
        cells, found = made.others[check.id]
        filled = _spoken_of(question, edition) if check.missing is Missing.ZERO_UNLESS_ALL else ()
        found.append(Rule(question, rule(question.claim, cells, parameters, filled=filled)))
    return made


def _left_out(question: Question, edition: Edition, year: int, known: Mapping[str, Fraction]) -> LeftOut | None:
    for node in nodes.walk(question.claim):
        if isinstance(node, nodes.ParameterRef) and node.code not in known:
            return LeftOut(question, NO_PARAMETER, {"code": node.code, "year": year})
        if isinstance(node, Cell) and node.whose is Whose.CHILDREN and edition.level not in DIGITS:
            return LeftOut(question, NONE_BELOW)
    return None


def _spoken_of(question: Question, edition: Edition) -> tuple[Cell, ...]:
    """The cells of a claim, each once."""
    found: dict[Cell, None] = {}
    for node in nodes.walk(question.claim):
        if isinstance(node, Cell):
            found[node] = None
        elif isinstance(node, nodes.Block):
            found.update(dict.fromkeys(block_cells(node, edition)))
    return tuple(found)
