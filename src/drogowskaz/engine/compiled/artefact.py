"""An edition's checks as bytes with a name: what the server, the browser and the country run are these same bytes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property

from drogowskaz.engine.compiled.executor import answers
from drogowskaz.engine.compiled.lowering import Lowering, NoParameter, most_stored
from drogowskaz.engine.compiled.program import FLAGS, Program, program
from drogowskaz.engine.compiled.questions import Lowered, Question, lowered, questions
from drogowskaz.engine.compiled.tables import NOTHING, Row, RowTable, Tables, ends
from drogowskaz.engine.editions.schema import Check, Edition, Indicator
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.sheets import Sheet, stack
from drogowskaz.engine.words import _

FORMAT = "drogowskaz-artefact-1"


@dataclass(frozen=True, eq=False)
class Artefact:
    """The compiled checks and indicators of an edition. `content` is canonical JSON; its SHA-256 is its name."""

    content: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def tables(self) -> Tables:
        found: Tables = json.loads(self.content)
        return found

    @cached_property
    def program(self) -> Program:
        return program(self.tables)


def compiled(edition: Edition, year: int) -> Artefact:
    """The artefact of the edition with the numbers of the law of that assessed year."""
    known = parameters_in(year)
    return _compiled(edition, tuple((code, known[code]) for code in _codes(edition) if code in known))


def compile_edition(edition: Edition, year: int) -> bytes:
    """The bytes of the artefact."""
    return compiled(edition, year).content


def read_artefact(content: bytes, sha256: str | None = None) -> Artefact:
    """An artefact from its bytes, which must have this name when one is given. Raises Unusable."""
    artefact = Artefact(content)
    if sha256 is not None and artefact.sha256 != sha256:
        message = _("The compiled checks are not the ones asked for: their SHA-256 is {found}, not {wanted}.")
        raise unusable(message, found=artefact.sha256, wanted=sha256)
    try:
        known = artefact.tables["format"]
    except (ValueError, KeyError, TypeError):
        raise unusable(_("These are no compiled checks: the file cannot be read as one.")) from None
    if known != FORMAT:
        message = _("Compiled checks of the format “{format}” cannot be run; this version runs “{known}”.")
        raise unusable(message, format=known, known=FORMAT)
    return artefact


@cache
def _codes(edition: Edition) -> tuple[str, ...]:
    """The parameters that the checks and indicators name."""
    terms = (half for one in edition.indicators for half in (one.numerator, one.denominator))
    inside = (node for part in (*(check.claim for check in edition.checks), *terms) for node in nodes.walk(part))
    return tuple(sorted({node.code for node in inside if isinstance(node, nodes.ParameterRef)}))


@cache
def _compiled(edition: Edition, parameters: tuple[tuple[str, Fraction], ...]) -> Artefact:
    tables = _tables(edition, dict(parameters))
    return Artefact(json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode())


def program_of(edition: Edition, year: int, asked: Iterable[Question]) -> Program:
    """A program of some questions alone, which need not be those of the edition; it has no indicators."""
    asked = tuple(asked)
    lowering = Lowering(edition, parameters_in(year))
    checks = {question.check.id: question.check for question in asked}
    return program(
        {
            "edition": edition.id,
            "columns": edition.offsets,
            "planes": edition.planes,
            "rows": edition.rows,
            "checks": [_check(check) for check in checks.values()],
            **_rules(lowering, asked, [lowered(lowering, question) for question in asked], tuple(checks), ()),
        }
    )


def answer(check: Check, offset: int, sheet: Sheet) -> int:
    """What one check, which need not be of the edition, says in one column: 1 holds, 0 does not, -1 unknown."""
    sheets = stack(sheet.edition, [sheet])
    asked = program_of(sheet.edition, sheet.year, [Question(check, offset)])
    return int(answers(asked, sheets.numbers, FLAGS[sheets.states])[0, 0])


def _tables(edition: Edition, parameters: dict[str, Fraction]) -> Tables:
    lowering = Lowering(edition, parameters)
    asked = questions(edition)
    found = [lowered(lowering, question) for question in asked]
    names = tuple(check.id for check in edition.checks)
    return {
        "format": FORMAT,
        "edition": edition.id,
        "level": edition.level.value,
        "columns": list(edition.offsets),
        "planes": [whose.value for whose in edition.planes],
        "parameters": {code: str(parameters[code]) for code in _codes(edition) if code in parameters},
        "rows": [
            {
                "key": row.key,
                "kind": row.kind.value,
                "offsets": list(row.offsets),
                "most": most_stored(edition, row.kind),
                "label": row.label,
                "short": row.short,
            }
            for row in edition.rows
        ],
        "checks": [_check(check) for check in edition.checks],
        **_rules(lowering, asked, found, names, edition.indicators),
        "dependencies": _dependencies([one.slots for one in found], lowering.cells),
    }


def _check(check: Check) -> Tables:
    return {
        "id": check.id,
        "severity": check.severity.value,
        "stage": check.stage.value,
        "table": check.table,
        "row": check.row,
        "missing": check.missing.value,
        "message": check.message,
        "instruction": check.instruction,
    }


def _rules(
    lowering: Lowering,
    asked: tuple[Question, ...],
    found: list[Lowered],
    names: tuple[str, ...],
    indicators: tuple[Indicator, ...],
) -> Tables:
    """The tables of questions and indicators; `names` are the checks in their order."""
    order = {name: place for place, name in enumerate(names)}
    numbers = lowering.numbering()
    ratios = _indicators(indicators, lowering)
    return {
        **lowering.tables(numbers),
        "questions": {
            "check": [order[question.check.id] for question in asked],
            "column": [question.offset for question in asked],
            "node": [0 if one.node is None else numbers[one.node] for one in found],
            "guard_ptr": ends(len(one.guard) for one in found),
            "guard": [place for one in found for place in one.guard],
            "parameter": [one.parameter for one in found],
        },
        "indicators": ratios,
    }


def _indicators(indicators: tuple[Indicator, ...], lowering: Lowering) -> Tables:
    numerators, denominators = [], []
    found: Tables = {"id": [], "column": [], "factor": [], "parameter": []}
    for indicator in indicators:
        for offset in indicator.offsets:
            code = None
            halves = [NOTHING, NOTHING]
            try:
                halves = [
                    _row(lowering, nodes.at(half, offset)) for half in (indicator.numerator, indicator.denominator)
                ]
            except NoParameter as unknown:
                code = str(unknown.args[0])
            numerators.append(halves[0])
            denominators.append(halves[1])
            found["id"].append(indicator.id)
            found["column"].append(offset)
            found["factor"].append(str(indicator.factor))
            found["parameter"].append(code)
    found["numerator"] = RowTable(rows=numerators).tables()
    found["denominator"] = RowTable(rows=denominators).tables()
    return found


def _row(lowering: Lowering, term: nodes.Term) -> Row:
    table = RowTable()
    return table.rows[lowering.row(table, lowering.linear(term))]


def _dependencies(spoken: Iterable[tuple[int, ...]], cells: int) -> Tables:
    """For each cell the questions it takes part in."""
    found: list[list[int]] = [[] for _cell in range(cells)]
    for question, slots in enumerate(spoken):
        for place in slots:
            found[place].append(question)
    return {"ptr": ends(len(one) for one in found), "question": [one for some in found for one in some]}
