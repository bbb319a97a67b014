"""Whether all the checks of an edition can hold together, with a filled form as the proof.

The search puts every cell at one or more: a form of zeros satisfies almost anything and proves nothing. Where that is
not possible, the cells in the way may be zero. The solver (HiGHS) works in floating point, so what it finds is rounded
to whole numbers and checked exactly; a contradiction is told as the smallest set of checks, for a person to see.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np

from drogowskaz.engine.compiled.lowering import MOST_CHILDREN, NoParameter
from drogowskaz.engine.compiled.questions import Question, questions
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.satisfiability.limits import Bounds, Case, Limit, Translator, decided
from drogowskaz.engine.solver import Sums, cheapest

Thing = TypeVar("Thing")
MOST_SEARCHES = 400
MOST_SECONDS = 20.0
"""For one call of the solver, so that a linter never hangs; the shipped editions need a fraction of a second."""


class Undecided(Exception):
    """The solver gave up."""


@dataclass(frozen=True)
class Asked:
    """A question of the edition with the cases in which it holds."""

    question: Question
    cases: tuple[Case, ...]

    @property
    def cells(self) -> frozenset[Cell]:
        return frozenset(cell for case in self.cases for limit in case for cell, _factor in limit.factors)

    def holds(self, values: dict[Cell, int]) -> bool:
        return any(all(limit.holds(values) for limit in case) for case in self.cases)


@dataclass(frozen=True)
class Proof:
    """`witness` is a form on which every check holds, in stored numbers; cells that nothing asks about are left out.

    `conflict` is empty, or the smallest set of questions that cannot all hold. `zeros` are cells that could not be
    kept above zero. `undecided` are questions about which the solver gave up.
    """

    witness: dict[Cell, int]
    conflict: tuple[Question, ...] = ()
    zeros: tuple[Cell, ...] = ()
    undecided: tuple[Question, ...] = ()


def asked(edition: Edition, year: int) -> list[Asked]:
    """Every question with its cases; one whose parameter is not known for the year is left out."""
    translator = Translator(edition, parameters_in(year))
    found = []
    for question in questions(edition):
        try:
            found.append(Asked(question, tuple(translator.cases(question.claim))))
        except NoParameter:
            continue
    return found


def bounds(edition: Edition, cells: Iterable[Cell], least: int) -> dict[Cell, tuple[int, int]]:
    """From `least` (or, where a row may be below zero, as far below) to the edition's greatest plausible number."""
    found = {}
    for cell in cells:
        row = edition.row_by_key[cell.row]
        most = edition.largest[row.kind] * row.kind.scale
        most *= MOST_CHILDREN if cell.whose is Whose.CHILDREN else 1
        found[cell] = (-most if row.negative else least, most)
    return found


def years(edition: Edition) -> list[int]:
    """One assessed year of the edition for each set of values that the parameters of its checks had."""
    codes = {
        node.code for check in edition.checks for node in nodes.walk(check.claim)
        if isinstance(node, nodes.ParameterRef)
    }  # fmt: skip
    found = {}
    for year in edition.years:
        known = parameters_in(year)
        found[tuple(known.get(code) for code in sorted(codes))] = year
    return sorted(found.values())


@cache
def prove(edition: Edition, year: int) -> Proof:
    """A form on which every check holds, or the smallest set of checks that contradict each other."""
    witness: dict[Cell, int] = {}
    zeros: list[Cell] = []
    undecided: list[Question] = []
    for group in _connected(asked(edition, year)):
        ends = bounds(edition, {cell for one in group for cell in one.cells}, 1)
        while True:
            try:
                found = _search(group, ends)
                if found is not None:
                    witness |= found
                    break
                conflict = smallest(group, lambda some, ends=ends: _contradict(some, ends))  # type: ignore[misc]
            except Undecided:
                undecided += [one.question for one in group]
                break
            raised = [cell for one in conflict for cell in sorted_cells(one.cells) if ends[cell][0] == 1]
            if not raised:
                return Proof({}, tuple(one.question for one in conflict))
            ends |= {cell: (0, ends[cell][1]) for cell in raised}
            zeros += dict.fromkeys(raised)
    return Proof(witness, (), tuple(zeros), tuple(undecided))


def sorted_cells(cells: Iterable[Cell]) -> list[Cell]:
    """In an order that does not change from run to run."""
    return sorted(cells, key=lambda cell: (cell.row, cell.offset or 0, cell.whose))


def _connected(asked: Sequence[Asked]) -> list[list[Asked]]:
    """The questions in groups that share no cell, each group a problem of its own."""
    root: dict[Cell, Cell] = {}

    def top(cell: Cell) -> Cell:
        while root[cell] != cell:
            root[cell] = cell = root[root[cell]]
        return cell

    for one in asked:
        cells = sorted_cells(one.cells)
        for cell in cells:
            root.setdefault(cell, cell)
            root[top(cell)] = top(cells[0])
    groups: dict[Cell | None, list[Asked]] = {}
    for one in asked:
        first = next(iter(sorted_cells(one.cells)), None)
        groups.setdefault(None if first is None else top(first), []).append(one)
    return list(groups.values())


def _contradict(asked: Sequence[Asked], ends: Bounds) -> bool:
    try:
        return _search(asked, ends) is None
    except Undecided:
        return False


def _search(asked: Sequence[Asked], ends: Bounds) -> dict[Cell, int] | None:
    """Values within the bounds on which every question holds, or None. Raises Undecided.

    Questions with one case are limits from the start. The others are looked at only when the values found break
    them: first one case of each broken question at once, since they seldom hinder each other, then case by case.
    """
    cells = sorted_cells({cell for one in asked for cell in one.cells})
    open_: list[Asked] = []
    fixed: list[Limit] = []
    for one in asked:
        cases = decided(one.cases, ends)
        if not cases:
            return None
        if len(cases) == 1:
            fixed += cases[0]
        else:
            open_.append(Asked(one.question, tuple(cases)))
    searches = 0

    def search(fixed: list[Limit], open_: list[Asked]) -> dict[Cell, int] | None:
        nonlocal searches
        searches += 1
        if searches > MOST_SEARCHES:
            raise Undecided
        values = solve(cells, fixed, ends)
        if values is None:
            return None
        broken = [one for one in open_ if not one.holds(values)]
        if not broken:
            return values
        if len(broken) > 1:
            chosen = [limit for one in broken for limit in one.cases[0]]
            together = search(fixed + chosen, [one for one in open_ if one not in broken])
            if together is not None:
                return together
        left = [one for one in open_ if one is not broken[0]]
        tried = (search(fixed + list(case), left) for case in broken[0].cases)
        return next((found for found in tried if found is not None), None)

    return search(fixed, open_)


def solve(cells: Sequence[Cell], limits: Sequence[Limit], ends: Bounds) -> dict[Cell, int] | None:
    """Whole numbers within the bounds and all limits, small ones by preference; None when there are none.

    Raises Undecided when the solver gives up or its numbers do not stand the exact check.
    """
    if not cells:
        return {} if all(limit.holds({}) for limit in limits) else None
    low, high = (np.array([ends[cell][side] for cell in cells], float) for side in (0, 1))
    conditions = [sums(limits, {cell: place for place, cell in enumerate(cells)})] if limits else []
    found = cheapest(np.ones(len(cells)), low, high, conditions, gap=1.0, seconds=MOST_SECONDS)
    if found.impossible:
        return None
    if found.numbers is None or not found.best:
        raise Undecided
    values = {cell: round(float(value)) for cell, value in zip(cells, found.numbers, strict=True)}
    if not all(limit.holds(values) for limit in limits):
        raise Undecided
    return values


def sums(limits: Sequence[Limit], place: Mapping[Cell, int]) -> Sums:
    """The limits as sums over the cells in their places."""
    rows = [row for row, limit in enumerate(limits) for _part in limit.factors]
    columns = [place[cell] for limit in limits for cell, _factor in limit.factors]
    factors = [float(factor) for limit in limits for _cell, factor in limit.factors]
    least = np.array([-limit.constant for limit in limits], float)
    most = np.where([limit.exact for limit in limits], least, np.inf)
    return Sums(factors, rows, columns, least, most)


def smallest(things: Sequence[Thing], contradict: Callable[[Sequence[Thing]], bool]) -> list[Thing]:
    """A part of `things` that still contradicts and of which nothing can be left out (a deletion filter).

    Leaves out halves first, then smaller and smaller pieces.
    """
    kept = list(things)
    size = max(len(kept) // 2, 1)
    while True:
        start = 0
        while start < len(kept):
            rest = kept[:start] + kept[start + size :]
            if rest and contradict(rest):
                kept = rest
            else:
                start += size
        if size == 1:
            return kept
        size = max(size // 2, 1)
