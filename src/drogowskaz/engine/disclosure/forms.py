"""Forms of one unit taken together: each with what its checks say, and each number once, wherever it stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from drogowskaz.engine.compiled.artefact import Artefact, compiled
from drogowskaz.engine.compiled.executor import (
    TRUE,
    UNKNOWN,
    Answers,
    Numbers,
    empty_nodes,
    fill_atoms,
    logic,
    magnitudes,
    outside,
)
from drogowskaz.engine.compiled.program import FLAGS, Flags, Program
from drogowskaz.engine.compiled.tables import Tables
from drogowskaz.engine.disclosure.twins import Shared, Spot
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.expressions.nodes import Cell, Whose
from drogowskaz.engine.sheets import CellKey, Sheet, slot, stack
from drogowskaz.engine.values import Kind, State

Place = tuple[int, str, int]
"""A cell of the forms of one unit: the year a form assesses, row and column."""
Told = tuple[int, str, int]
"""An answer or a figure of a form: the year it assesses, the name of the check or indicator, the column."""
Entries = tuple[tuple[int, int], ...]
CONSTANT = -1


@dataclass(frozen=True, eq=False)
class Form:
    """A sheet as the executor sees it, with the truth of every node of its program (0 false, 1 unknown, 2 true).

    `spoken` are its checks and figures, by name and column, of which earlier public copies told.
    """

    sheet: Sheet
    artefact: Artefact
    numbers: Numbers
    flags: Flags
    nodes: list[int]
    answers: Answers
    spoken: frozenset[tuple[str, int]] = frozenset()

    @property
    def program(self) -> Program:
        return self.artefact.program

    @cached_property
    def groups(self) -> Mapping[int, tuple[bool, tuple[int, ...]]]:
        """Of every group whether any of its nodes is enough, and its nodes."""
        tables = self.artefact.tables["groups"]
        first = self.program.nodes - len(tables["any"])
        return {
            first + place: (bool(any_), tuple(tables["node"][tables["ptr"][place] : tables["ptr"][place + 1]]))
            for place, any_ in enumerate(tables["any"])
        }

    @cached_property
    def relations(self) -> list[str]:
        """What each atom's total is to zero."""
        return [relation for relation, first, last in self.program.relations for _atom in range(first, last)]

    def entries(self, table: str, row: int) -> tuple[Entries, int]:
        """A row of atoms or magnitudes: its slots with their factors, and its constant."""
        return self._entries(self.artefact.tables[table], row)

    def half(self, half: str, indicator: int) -> tuple[Entries, int]:
        """The same of an indicator's `numerator` or `denominator`."""
        return self._entries(self.artefact.tables["indicators"][half], indicator)

    def _entries(self, rows: Tables, row: int) -> tuple[Entries, int]:
        inside = range(rows["ptr"][row], rows["ptr"][row + 1])
        entries = tuple((rows["slot"][place], int(rows["factor"][place])) for place in inside)
        return entries, int(rows["constant"][row])

    def total(self, entries: Entries, constant: int) -> int:
        """What such a row comes to."""
        return constant + sum(factor * self.amount(place) for place, factor in entries)

    def amount(self, place: int) -> int:
        """The number in a slot; of a magnitude, how far its row is from zero."""
        if place < self.program.cells:
            return int(self.numbers[place, 0])
        return abs(self.total(*self.entries("magnitudes", place - self.program.cells)))

    def is_sure(self, question: int) -> bool:
        """Whether everybody knows the question's answer: it was told before, or must be yes for a form to be signed."""
        name = self.program.check_ids[self.program.check[question]], int(self.program.column[question])
        return name in self.spoken or self.must_hold(question)

    def must_hold(self, question: int) -> bool:
        """Whether a form on which the answer is no could not be signed, and it is yes."""
        severity = self.program.severities[self.program.check[question]]
        return bool(severity == Severity.ERROR and self.answers[question, 0] == TRUE)

    @cached_property
    def questions_of(self) -> list[list[int]]:
        """For each cell the questions it takes part in whose answer depends on numbers."""
        tables = self.artefact.tables["dependencies"]
        said = zip(self.answers[:, 0].tolist(), self.program.node.tolist(), strict=True)
        silent = {place for place, (answer, node) in enumerate(said) if answer == UNKNOWN and self.nodes[node] != 1}
        return [
            [question for question in tables["question"][first:last] if question not in silent]
            for first, last in zip(tables["ptr"], tables["ptr"][1:], strict=False)
        ]


def form_of(sheet: Sheet, spoken: Collection[Told] = ()) -> Form:
    """The sheet with everything its checks say of it."""
    artefact = compiled(sheet.edition, sheet.year)
    program = artefact.program
    stacked = stack(sheet.edition, [sheet])
    flags = FLAGS[stacked.states]
    nodes = empty_nodes(program, 1)
    fill_atoms(program, stacked.numbers, flags, magnitudes(program, stacked.numbers), nodes[: len(program.atoms)], 0)
    answers = outside(logic(program, stacked.numbers, flags, nodes))
    names = frozenset((name, offset) for year, name, offset in spoken if year == sheet.year)
    return Form(sheet, artefact, stacked.numbers, flags, nodes[:, 0].tolist(), answers, names)


@dataclass
class Quantity:
    """One number, wherever it stands: in one form or, carried over, in several.

    `slots` are all its forms and slots, `places` those of the forms' own cells. `least` and `most` are what a reader
    may know of it once it is hidden.
    """

    number: int
    slots: list[tuple[int, int]]
    places: list[Place]
    least: int = 1
    most: int | None = None


@dataclass(frozen=True, eq=False)
class Joint:
    """The forms with their quantities. `of` is the quantity of each form's slots, CONSTANT where a slot holds no
    number, or one of a form that is not here. `twins` tell the same cell with different numbers; `sums` are a quantity
    and those it is known to be made of."""

    forms: tuple[Form, ...]
    quantities: list[Quantity]
    of: tuple[list[int], ...]
    twins: tuple[tuple[int, int], ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]

    def at(self, form: int, cell: CellKey) -> int:
        """The quantity in a cell of a form, or CONSTANT."""
        return self.of[form][slot(self.forms[form].sheet.edition, Cell(*cell))]


class _Groups:
    """Slots of all forms in groups that hold one number."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = forms
        self.first = [0]
        for form in forms:
            self.first.append(self.first[-1] + form.program.cells)
        self.root = list(range(self.first[-1]))

    def node(self, spot: Spot, whose: Whose = Whose.OWN) -> int:
        form, row, offset = spot
        return self.first[form] + slot(self.forms[form].sheet.edition, Cell(row, offset, whose))

    def top(self, node: int) -> int:
        while self.root[node] != node:
            self.root[node] = node = self.root[self.root[node]]
        return node

    def join(self, one: int, other: int) -> None:
        """The group of `other` becomes part of that of `one`."""
        self.root[self.top(other)] = self.top(one)


def joint(sheets: Sequence[Sheet], same: Shared, spoken: Collection[Told] = ()) -> Joint:
    """The sheets of one unit, oldest first, with `same` telling what they share, and what was told of them before."""
    forms = tuple(form_of(sheet, spoken) for sheet in sheets)
    groups = _Groups(forms)
    numbers = np.concatenate([form.numbers[:, 0] for form in forms]).tolist()
    pairs = [(groups.node(one), groups.node(other)) for one, other in same.twins]
    pairs += [(groups.node(one), groups.node(last, Whose.LAST)) for one, last in _last_years(sheets, same)]
    for one, other in pairs:
        if numbers[one] == numbers[other]:
            groups.join(one, other)
    quantities, of = _quantities(forms, groups)
    everywhere = [quantity for mapped in of for quantity in mapped]
    twins = {(everywhere[one], everywhere[other]) for one, other in pairs if numbers[one] != numbers[other]}
    sums = [
        (everywhere[groups.node(whole)], tuple(everywhere[groups.node(part)] for part in parts))
        for whole, parts in same.sums
    ]
    return Joint(forms, quantities, of, tuple(sorted(pair for pair in twins if CONSTANT not in pair)), tuple(sums))


def _quantities(forms: Sequence[Form], groups: _Groups) -> tuple[list[Quantity], tuple[list[int], ...]]:
    found: dict[int, int] = {}
    quantities: list[Quantity] = []
    of = []
    for place, form in enumerate(forms):
        own = _own_cells(form.sheet)
        mapped = [CONSTANT] * form.program.cells
        for at in np.flatnonzero(form.flags[:, 0] == FLAGS[State.VALUE]).tolist():
            node = groups.first[place] + at
            if at not in own and groups.top(node) == node:
                continue  # a number of a form that is not here, and that stands nowhere else
            mapped[at] = found.setdefault(groups.top(node), len(quantities))
            if mapped[at] == len(quantities):
                quantities.append(Quantity(int(form.numbers[at, 0]), [], []))
            quantities[mapped[at]].slots.append((place, at))
            if at in own:
                quantities[mapped[at]].places.append((form.sheet.year, *own[at]))
        of.append(mapped)
    return quantities, tuple(of)


def _own_cells(sheet: Sheet) -> dict[int, CellKey]:
    """The form's own cells that may hold a number, by slot."""
    edition = sheet.edition
    rows = ((place, row) for place, row in enumerate(edition.rows) if row.kind is not Kind.TEXT)
    return {
        place * len(edition.offsets) + edition.offset_index[offset]: (row.key, offset)
        for place, row in rows
        for offset in row.offsets
    }


def _last_years(sheets: Sequence[Sheet], same: Shared) -> Iterator[tuple[Spot, Spot]]:
    """The cells of last year's form that the checks of a form read, each beside the form's own cell of that year and
    beside that of last year's form, where it is among the forms."""
    for form, sheet in enumerate(sheets):
        if Whose.LAST not in sheet.edition.planes:
            continue
        before = {after: one for one, after in same.twins if after[0] == form and sheets[one[0]].year == sheet.year - 1}
        for (row, offset), value in (sheet.last or {}).items():
            if value.state is not State.VALUE or sheet.edition.row_by_key[row].kind is Kind.TEXT:
                continue
            own = form, row, offset - 1
            if sheet.value(row, offset - 1).state is State.VALUE:
                yield own, (form, row, offset)
            if own in before:
                yield before[own], (form, row, offset)
