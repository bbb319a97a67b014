"""The suggestion for one form: what would have to change, what would do as well, what no change can repair."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from drogowskaz.engine.checks.run import Finding, check_sheet
from drogowskaz.engine.compiled.questions import Question
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.suggestions.demands import Name, demands, situation
from drogowskaz.engine.suggestions.repairs import FILLED, Conflict, Form, Values
from drogowskaz.engine.suggestions.search import STATES, Repair, repair, step
from drogowskaz.engine.values import EMPTY, Kind, State, Value

MOST_SECONDS = 10.0


class Means(StrEnum):
    """How a cell is to change. FILL is for a text, which only a person can write."""

    NUMBER = "number"
    EMPTY = "empty"
    FILL = "fill"


@dataclass(frozen=True)
class Proposal:
    """What a cell holds and what it would hold; `number` in the row's scale, for NUMBER."""

    cell: CellKey
    now: Value
    means: Means
    number: int = 0

    @property
    def value(self) -> Value:
        """What the checks are asked about, with three dots for a text."""
        match self.means:
            case Means.NUMBER:
                return Value(State.VALUE, self.number)
            case Means.EMPTY:
                return EMPTY
        return FILLED


@dataclass(frozen=True)
class Change:
    """One of the fewest changes. `repairs` are the findings that it removes, all other changes being made.

    `span`: any number between these would do, None standing for no end (and for a text or an emptied cell).
    `alternatives` are other cells, each of which would do in place of this one; the likelier first.
    """

    proposal: Proposal
    repairs: tuple[Finding, ...]
    span: tuple[int | None, int | None] | None = None
    alternatives: tuple[Proposal, ...] = ()


class Why(StrEnum):
    """Why an error stays: it quarrels with other checks; it reads only forms that cannot be changed here; the
    search was given up."""

    CONTRADICTION = "contradiction"
    OTHER_FORMS = "other-forms"
    GIVEN_UP = "given-up"


@dataclass(frozen=True)
class Unrepaired:
    """An error that no change removes. `others` are the checks, each with its column, that it quarrels with."""

    finding: Finding
    why: Why
    others: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """`proven`: the errors that can be removed cannot be removed by changing fewer cells (by other numbers, by
    filling in, and by emptying cells that a check wants empty). Empty when the form has no error."""

    sheet: Sheet
    changes: tuple[Change, ...] = ()
    proven: bool = True
    unrepaired: tuple[Unrepaired, ...] = ()

    def applied(self) -> Sheet:
        """The form with all the changes made."""
        values = {**self.sheet.values, **{change.proposal.cell: change.proposal.value for change in self.changes}}
        return replace(self.sheet, values={cell: value for cell, value in values.items() if value != EMPTY})


def suggest(sheet: Sheet, stage: Stage = Stage.ENTRY, *, seconds: float = MOST_SECONDS) -> Suggestion:
    """The fewest cells whose change would satisfy every check of severity error that is asked at the stage.

    When they cannot be found in so many seconds, as few as were found; forms in life need a fraction of one.
    """
    errors = check_sheet(sheet, stage).of(Severity.ERROR)
    if not errors:
        return Suggestion(sheet)
    asked = demands(sheet.edition, sheet.year)
    places = tuple(
        place
        for place, demand in enumerate(asked.found)
        if stage is Stage.SIGN or demand.question.check.stage is Stage.ENTRY
    )
    form = Form(sheet.edition, situation(sheet), asked, places)
    broken = [place for error in errors for place in asked.of[name(error)] if not asked.found[place].kept(form.now)]
    found = repair(form, sorted(broken), seconds)
    finding_of = {name(error): error for error in errors}
    changes = tuple(_change(cell, form, found, finding_of, sheet) for cell in sorted(found.values, key=form.order))
    suggestion = Suggestion(sheet, changes, found.proven)
    given_up = {asked.found[place].name: conflict for place, conflict in found.given_up.items()}
    left = [name(error) for error in check_sheet(suggestion.applied(), stage).of(Severity.ERROR)]
    assert given_up.keys() >= {*left}, "the suggestion leaves an error or makes one"
    unrepaired = tuple(_unrepaired(finding_of[one], given_up[one], form) for one in left)
    return replace(suggestion, unrepaired=unrepaired)


def name(finding: Finding) -> Name:
    """The question that the finding answers."""
    return finding.check.id, finding.offset


def _change(cell: Cell, form: Form, found: Repair, finding_of: Mapping[Name, Finding], sheet: Sheet) -> Change:
    others = {other: value for other, value in found.values.items() if other != cell}
    without = replace(form, now=form.now.changed(others))
    about = [place for place in form.about([cell]) if place not in found.given_up]
    repaired = [place for place in about if not form.demands.found[place].kept(without.now)]
    names = dict.fromkeys(form.demands.found[place].name for place in repaired)
    proposal = _proposal(cell, found.values[cell], sheet)
    return Change(
        proposal,
        tuple(finding_of[one] for one in names if one in finding_of),
        without.span(cell, proposal.number, about) if proposal.means is Means.NUMBER else None,
        tuple(_proposal(other, value, sheet) for other, value in _instead(cell, without, repaired, found).items()),
    )


def _instead(cell: Cell, without: Form, repaired: list[int], found: Repair) -> Values:
    """Other cells that could change instead of `cell`, with what they would hold; the likelier first."""
    helpful = [without.helpful(without.demands.found[place]) for place in repaired]
    shared = [
        other
        for other in (helpful[0] if helpful else [])
        if other != cell and other not in found.values and all(other in cells for cells in helpful)
    ]

    def effort(other: Cell) -> tuple[int, float]:
        return STATES[without.now.state(other)], max(step(without, other, place) for place in repaired)

    values: dict[Cell, Value] = {}
    for other in sorted(shared, key=effort):
        places = {*without.about([other]), *repaired} - found.given_up.keys()
        settled = without.settled([other], sorted(places))
        if not isinstance(settled, Conflict):
            values |= settled
    return values


def _proposal(cell: Cell, value: Value, sheet: Sheet) -> Proposal:
    assert cell.offset is not None
    key = cell.row, cell.offset
    now = sheet.value(*key)
    if value.state is State.EMPTY:
        return Proposal(key, now, Means.EMPTY)
    if sheet.edition.row_by_key[cell.row].kind is Kind.TEXT:
        return Proposal(key, now, Means.FILL)
    return Proposal(key, now, Means.NUMBER, value.number)


def _unrepaired(finding: Finding, conflict: Conflict, form: Form) -> Unrepaired:
    if not conflict.sure:
        return Unrepaired(finding, Why.GIVEN_UP)
    places = sorted(conflict.places)
    others = {form.demands.found[place].name: form.demands.found[place].question for place in places}
    others.pop(name(finding), None)
    cells = [cell for place in form.demands.of[name(finding)] for cell in form.demands.found[place].cells]
    if not others and all(cell.whose is not Whose.OWN for cell in cells):
        return Unrepaired(finding, Why.OTHER_FORMS)
    return Unrepaired(finding, Why.CONTRADICTION, tuple(others.values()))
