"""The hidden sheet behind the sheet of checks: each cell of the form as a number that is exact, then each answer.

A cell is taken over as the engine reads it: a number in the row's scale, nothing, `.` or `x`, 0 for a text. What the
engine would refuse is an error here, and so is a row whose key no longer stands where the template had it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drogowskaz.documents.spreadsheets.content import Cell, Line, Look, Page
from drogowskaz.documents.spreadsheets.formulas import fits, quoted
from drogowskaz.documents.spreadsheets.layout import Places
from drogowskaz.engine.checks.run import truths
from drogowskaz.engine.compiled.questions import Question, questions
from drogowskaz.engine.editions.schema import Edition, Missing, Row
from drogowskaz.engine.expressions import nodes, spreadsheet
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.expressions.spreadsheet import Area, Formula, Ground, Unwritable, called, filled_in, truth
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.sheets import Sheet, block_cells, stack
from drogowskaz.engine.values import Kind, State
from drogowskaz.engine.words import _, say

MARK = "drogowskaz:workings"
KEY, SAME, FIRST = range(3)
"""The columns: a row's key or a check's name; whether the key is where it was; then the years."""
WIDTHS = (40, 6)
YEAR_WIDTH = 16
DOT_OR_X = quoted(".  x")
"""With two spaces between, which TRIM leaves in no text, so that either is found in it alone, and nothing else is."""
SYMBOL = f'IF(TRIM({{it}})="","",MID({DOT_OR_X},FIND(LOWER(TRIM({{it}})),{DOT_OR_X}),1))'
TEXT = 'IF({same}=1,IF(TRIM({it})="","",0),NA())'
ANSWERS = {1: spreadsheet.TRUE, 0: spreadsheet.FALSE, -1: spreadsheet.UNKNOWN}
"""The engine's answers as formulas give them."""
OTHER_FORMS = {
    Whose.LAST: _("needs last year's form"),
    Whose.CHILDREN: _("needs the forms of the units below"),
}


@dataclass(frozen=True)
class Answer:
    """A question with what the engine says to it now, and the column of the formula; or why there is no formula."""

    question: Question
    column: int = 0
    now: int = spreadsheet.UNKNOWN
    reason: str = ""


@dataclass(frozen=True)
class Workings:
    """The sheet, the answers in the order of the questions, and the line of each check that has formulas."""

    page: Page
    answers: tuple[Answer, ...]
    lines: dict[str, int]

    def area(self, answer: Answer) -> Area:
        """Where the answer stands."""
        here = self.lines[answer.question.check.id], FIRST + answer.column
        return Area(here, here, self.page.name)


def workings(sheet: Sheet, found: Places, lang: str) -> Workings:
    """The sheet for a form in which these values stand now."""
    edition, name = sheet.edition, say(_("Workings"), lang)
    asked = questions(edition)
    reasons = [_unanswered(question, sheet.year, lang) for question in asked]
    used = _used([question for question, reason in zip(asked, reasons, strict=True) if not reason], edition)
    lines = [Line((_text(MARK),), hidden=True), *_values(sheet, found, used)]
    ground = _ground(sheet, used)
    now = truths(stack(edition, [sheet]), sheet.year)[:, 0]
    answers: list[Answer] = []
    rows: dict[str, list[Cell | None]] = {}
    for question, reason, truth_now in zip(asked, reasons, now, strict=True):
        formula = () if reason else _formula(question, ground)
        if not formula:
            answers.append(Answer(question, reason=reason or say(_("too large for a spreadsheet"), lang)))
            continue
        row = rows.setdefault(question.check.id, [None] * len(edition.offsets))
        column, answer = edition.offset_index[question.offset], ANSWERS[int(truth_now)]
        row[column] = Cell(answer, Look.MACHINE, formula=formula)
        answers.append(Answer(question, column, answer))
    places = {id: len(lines) + place for place, id in enumerate(rows)}
    lines += [Line((_text(id), None, *row)) for id, row in rows.items()]
    widths = (*WIDTHS, *(YEAR_WIDTH for _offset in edition.offsets))
    page = Page(name, tuple(lines), widths, frozenset({KEY}), hidden=True)
    return Workings(page, tuple(answers), places)


def _unanswered(question: Question, year: int, lang: str) -> str:
    """Why a template cannot answer a question, whatever is written into it; nothing where it can."""
    known = parameters_in(year)
    for node in nodes.walk(question.claim):
        if isinstance(node, nodes.Cell) and node.whose is not Whose.OWN:
            return say(OTHER_FORMS[node.whose], lang)
        if isinstance(node, nodes.ParameterRef) and node.code not in known:
            return say(_("the parameter {code} is not known for {year}"), lang, code=node.code, year=year)
    return ""


def _used(asked: Iterable[Question], edition: Edition) -> dict[str, set[int]]:
    """The rows that the questions are about, in the order of the form, each with the columns that are needed."""
    used: dict[str, set[int]] = {row.key: set() for row in edition.rows}
    for question in asked:
        for node in nodes.walk(question.claim):
            for cell in block_cells(node, edition) if isinstance(node, nodes.Block) else [node]:
                if isinstance(cell, nodes.Cell) and cell.offset is not None:
                    used[cell.row].add(cell.offset)
    return {key: offsets for key, offsets in used.items() if offsets}


def _values(sheet: Sheet, found: Places, used: dict[str, set[int]]) -> Iterator[Line]:
    for line, (key, offsets) in enumerate(used.items(), start=1):
        pattern = _pattern(sheet.edition.row_by_key[key], sheet.edition)
        here, same = (Area((line, column), (line, column)) for column in (KEY, SAME))
        guard = filled_in("IF(EXACT({there},{here}),1,0)", there=found.keys[key], here=here)
        values = (
            Cell(
                _content(sheet, key, offset),
                Look.MACHINE,
                formula=filled_in(pattern, same=same, it=found.cells[key, offset]),
            )
            if offset in offsets
            else None
            for offset in sheet.edition.offsets
        )
        yield Line((_text(key), Cell(1, Look.MACHINE, formula=guard), *values))


def _pattern(row: Row, edition: Edition) -> str:
    """The formula that takes over a cell of the row. Of a number it asks what the template lets people write."""
    if row.kind is Kind.TEXT:
        return TEXT
    most, scale = edition.largest.get(row.kind, 0), row.kind.scale
    least = -most if row.negative else 0
    places, times = (2, f"*{scale}") if scale > 1 else (0, "")
    number = f"IF(ROUND(MEDIAN({least},{{it}},{most}),{places})={{it}},ROUND({{it}}{times},0),NA())"
    return f"IF({{same}}=1,IF(ISNUMBER({{it}}),{number},{SYMBOL}),NA())"


def _content(sheet: Sheet, key: str, offset: int) -> int | str:
    """What the formula of a cell gives now."""
    value = sheet.value(key, offset)
    if value.state is State.VALUE:
        return value.number
    return {State.NO_INFORMATION: ".", State.NOT_APPLICABLE: "x"}.get(value.state, "")


def _ground(sheet: Sheet, used: dict[str, set[int]]) -> Ground:
    edition = sheet.edition
    lines = {key: line for line, key in enumerate(used, start=1)}

    def position(cell: nodes.Cell) -> tuple[int, int]:
        return lines[cell.row], FIRST + edition.offset_index[cell.offset or 0]

    def most(key: str) -> int:
        kind = edition.row_by_key[key].kind
        return edition.largest.get(kind, 0) * kind.scale

    return Ground(
        position=position,
        cells=lambda block: block_cells(block, edition),
        scale=lambda key: edition.row_by_key[key].kind.scale,
        most=most,
        parameters=parameters_in(sheet.year),
    )


def _formula(question: Question, ground: Ground) -> Formula:
    """The formula of a question; nothing where no spreadsheet can hold it."""
    missing = question.check.missing
    try:
        formula = truth(
            question.claim,
            ground,
            zeros=missing is not Missing.SKIP_ANY,
            unless_all=missing is Missing.ZERO_UNLESS_ALL,
        )
    except Unwritable:
        return ()
    # An error, where a cell holds no value or is gone, leaves the question without an answer.
    formula = called("IFERROR", formula, (str(spreadsheet.UNKNOWN),))
    return formula if fits(formula) else ()


def _text(text: str) -> Cell:
    return Cell(text, Look.MACHINE)
