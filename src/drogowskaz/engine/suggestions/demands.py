"""What the checks of severity error ask of cells that may change: that none of them be false.

Unknown is enough, so each claim is turned until only single questions are negated, and a question that cannot be
answered counts as kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from drogowskaz.engine.compiled.lowering import NoParameter
from drogowskaz.engine.compiled.questions import Question, questions
from drogowskaz.engine.editions.schema import Edition, Missing, Severity
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.satisfiability.limits import Case, Translator
from drogowskaz.engine.sheets import Sheet, block_cells, slot, stack
from drogowskaz.engine.suggestions.ways import (
    Alike,
    Cells,
    Compared,
    Enough,
    Every,
    Leaf,
    Part,
    Situation,
    Some,
    Stands,
    leaves,
    ways,
)
from drogowskaz.engine.values import State, Value

Key = TypeVar("Key")
Name = tuple[str, int]
"""Of a question: its check and the column it is asked in."""


def situation(sheet: Sheet) -> Situation:
    """The cells of the sheet, of last year's form and of the units below together."""
    arrays = stack(sheet.edition, [sheet])
    found = {}
    for whose in sheet.edition.planes:
        for row in sheet.edition.rows:
            for offset in row.offsets:
                cell = Cell(row.key, offset, whose)
                place = slot(sheet.edition, cell)
                found[cell] = Value(State(arrays.states[place, 0]), int(arrays.numbers[place, 0]))
    return Situation(found)


@dataclass(frozen=True, eq=False)
class Demand:
    """A part of a question that must not be answered with no; all parts together are the whole question.

    `guard` are the cells of the question of which one has to be filled in for it to be asked at all, for the checks
    that treat missing cells so.
    """

    question: Question
    part: Part
    guard: tuple[Cell, ...] = ()

    @property
    def name(self) -> Name:
        return self.question.check.id, self.question.offset

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All that it speaks of, on whatever form."""
        spoken = (cell for leaf in leaves(self.part) for cell in _spoken(leaf))
        return tuple(dict.fromkeys((*spoken, *self.guard)))

    @cached_property
    def own(self) -> Cells:
        return frozenset(cell for cell in self.cells if cell.whose is Whose.OWN)

    @cached_property
    def numbers(self) -> Cells:
        """The cells whose number matters to it."""
        return frozenset(cell for leaf in leaves(self.part) if not isinstance(leaf, Stands) for cell in _spoken(leaf))

    @cached_property
    def filled(self) -> Cells:
        """The cells that it may want to hold a number or a text."""
        copied = (leaf for leaf in leaves(self.part) if isinstance(leaf, Alike | Enough))
        return self._asked(State.VALUE, State.EMPTY) | {cell for leaf in copied for cell in _spoken(leaf)}

    @cached_property
    def emptied(self) -> Cells:
        """The cells that it may want to be empty."""
        return self._asked(State.EMPTY, State.VALUE)

    def _asked(self, wanted: State, unwanted: State) -> Cells:
        stands = (leaf for leaf in leaves(self.part) if isinstance(leaf, Stands))
        return frozenset(leaf.cell for leaf in stands if wanted in leaf.states and unwanted not in leaf.states)

    def ways(self, now: Situation, free: Cells = frozenset()) -> list[Case]:
        """The cases over the numbers of the `free` cells in which it is kept, all other cells standing as they do.

        `[()]` when it is kept anyway, none when it cannot be. A free cell holds a number, whatever it held before.
        Raises Undecided.
        """
        if self.guard and not any(cell in free or now.state(cell) is State.VALUE for cell in self.guard):
            return [()]
        return ways(self.part, now, free, self.question.check.missing)

    def kept(self, now: Situation) -> bool:
        return bool(self.ways(now))


@dataclass(frozen=True, eq=False)
class Demands:
    """The demands of an edition; and by their places those of each question, and those that speak of each own cell."""

    found: tuple[Demand, ...]
    of: Mapping[Name, tuple[int, ...]]
    about: Mapping[Cell, tuple[int, ...]]


@cache
def demands(edition: Edition, year: int) -> Demands:
    """Those of each question of severity error, in the order of the form; without the questions whose parameter is
    not known for the year, which are never answered."""
    translator = Translator(edition, parameters_in(year))
    found: list[Demand] = []
    for question in questions(edition):
        if question.check.severity is Severity.ERROR:
            try:
                part = _part(question.claim, translator)
            except NoParameter:
                continue
            guarded = question.check.missing is Missing.ZERO_UNLESS_ALL
            guard = _cells(nodes.walk(question.claim), edition) if guarded else ()
            found += (Demand(question, piece, guard) for piece in _pieces(part))
    of: dict[Name, list[int]] = {}
    about: dict[Cell, list[int]] = {}
    for place, demand in enumerate(found):
        of.setdefault(demand.name, []).append(place)
        for cell in demand.own:
            about.setdefault(cell, []).append(place)
    return Demands(tuple(found), _frozen(of), _frozen(about))


def _frozen(places: dict[Key, list[int]]) -> dict[Key, tuple[int, ...]]:
    return {key: tuple(several) for key, several in places.items()}


def _pieces(part: Part) -> Iterable[Part]:
    """What has to be kept each by itself for the whole part to be kept."""
    if isinstance(part, Every):
        for inner in part.parts:
            yield from _pieces(inner)
    else:
        yield part


def _spoken(leaf: Leaf) -> Iterable[Cell]:
    match leaf:
        case Compared():
            return leaf.reads
        case Stands():
            return (leaf.cell,)
        case Alike():
            return leaf.one, leaf.other
        case Enough():
            return (cell for pair in leaf.pairs for cell in pair)


def _cells(inside: Iterable[nodes.Node], edition: Edition) -> tuple[Cell, ...]:
    """The cells that these nodes stand for, of whatever form, each once."""
    found: dict[Cell, None] = {}
    for node in inside:
        if isinstance(node, Cell):
            found[node] = None
        elif isinstance(node, nodes.Block):
            found |= dict.fromkeys(block_cells(node, edition))
    return tuple(found)


def _part(claim: nodes.Claim, translator: Translator) -> Part:
    match claim:
        case nodes.Comparison():
            reads = _cells(nodes.read_as_numbers(claim), translator.edition)
            return Compared(tuple(translator.cases(claim)), reads)
        case nodes.Both(claims):
            return Every(tuple(_part(inner, translator) for inner in claims))
        case nodes.Either(claims):
            return Some(tuple(_part(inner, translator) for inner in claims))
        case nodes.Implies(condition, consequence):
            return Some((_part(nodes.Not(condition), translator), _part(consequence, translator)))
        case nodes.Present(cell):
            return Stands(cell, frozenset({State.VALUE}))
        case nodes.Absent(cell):
            return Stands(cell, frozenset({State.EMPTY}))
        case nodes.Not(nodes.Present(cell)):
            return Stands(cell, frozenset(State) - {State.VALUE})
        case nodes.Not(nodes.Absent(cell)):
            return Stands(cell, frozenset(State) - {State.EMPTY})
        case nodes.Same():
            pairs = _pairs(claim, translator.edition)
            return Every((*(Alike(one, other, True) for one, other in pairs), Enough(pairs, True)))
        case nodes.Not(nodes.Same() as same):
            pairs = _pairs(same, translator.edition)
            return Some((*(Alike(one, other, False) for one, other in pairs), Enough(pairs, False)))
        case nodes.Not(inner):
            return _part(nodes.negated(inner), translator)
    raise TypeError(claim)


def _pairs(same: nodes.Same, edition: Edition) -> tuple[tuple[Cell, Cell], ...]:
    """The two cells of each row of the block."""
    first, second = (block_cells(block, edition) for block in (same.first, same.second))
    return tuple(zip(first, second, strict=True))
