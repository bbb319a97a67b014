"""The tables of an artefact as arrays, ready to be run."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.compiled.tables import Tables
from drogowskaz.engine.expressions.nodes import OPERATORS
from drogowskaz.engine.values import State

Places = NDArray[np.int64]
Flags = NDArray[np.uint8]
NOT_A_NUMBER, DOT, NUMBER, BLANK = 1, 2, 4, 8
"""What a state means to a check, as bits, so that the states of many cells can be joined by `or`."""
FLAGS = np.zeros(4, np.uint8)
FLAGS[State.EMPTY] = NOT_A_NUMBER | BLANK
FLAGS[State.VALUE] = NUMBER
FLAGS[State.NO_INFORMATION] = NOT_A_NUMBER | DOT
FLAGS[State.NOT_APPLICABLE] = NOT_A_NUMBER
UNREADABLE = np.array([NOT_A_NUMBER, DOT], np.uint8)
"""The bit that makes an atom unknown, by its way of treating missing cells: skip-any, zero. With NUMBER turned over,
so that it says that no cell holds one, the same test serves atoms that need at least one number."""
BITS = {State.VALUE: NUMBER, State.EMPTY: BLANK}
WIDE = 2
"""The width of a row whose arithmetic might pass int64."""


@dataclass(frozen=True, eq=False)
class Runs:
    """Several runs of places laid end to end: run i is `place[ptr[i]:ptr[i + 1]]`."""

    ptr: Places
    place: Places

    def __len__(self) -> int:
        return len(self.ptr) - 1

    @cached_property
    def filled(self) -> Places:
        """The runs that hold anything."""
        return np.flatnonzero(np.diff(self.ptr))

    @cached_property
    def starts(self) -> Places:
        """Where the runs that hold anything begin, as `reduceat` wants it."""
        return self.ptr[:-1][self.filled]

    @cached_property
    def all_filled(self) -> bool:
        return len(self.filled) == len(self)

    def part(self, first: int, last: int) -> "Runs":
        return Runs(self.ptr[first : last + 1] - self.ptr[first], self.place[self.ptr[first] : self.ptr[last]])


@dataclass(frozen=True, eq=False)
class Rows(Runs):
    """Rows of whole factors over slots. Rows that may pass int64 have factors of 0 here and stand whole in `wide`."""

    factor: NDArray[np.int64]
    constant: NDArray[np.int64]
    denominator: tuple[int, ...]
    wide: dict[int, tuple[int, tuple[tuple[int, int], ...]]]
    """Of a wide row its constant, and its slots with their factors."""

    @classmethod
    def of(cls, tables: Tables) -> "Rows":
        ptr, slots = places(tables["ptr"]), places(tables["slot"])
        factors, constants = [int(one) for one in tables["factor"]], [int(one) for one in tables["constant"]]
        wide = {}
        for row in (row for row, width in enumerate(tables["width"]) if width == WIDE):
            inside = range(ptr[row], ptr[row + 1])
            wide[row] = constants[row], tuple((int(slots[at]), factors[at]) for at in inside)
            constants[row] = 0
            factors[ptr[row] : ptr[row + 1]] = [0] * len(inside)
        numbers = np.array(factors, np.int64), np.array(constants, np.int64)
        return cls(ptr, slots, *numbers, tuple(int(one) for one in tables["denominator"]), wide)


@dataclass(frozen=True, eq=False)
class Groups(Runs):
    """Nodes of one depth and one kind: `all` of earlier nodes or `any` of them. The first is node number `first`."""

    first: int
    any: bool


@dataclass(frozen=True, eq=False)
class Program:
    """Everything the executors need, with the names that their results are told by."""

    edition: str
    cells: int
    magnitudes: Rows
    levels: tuple[int, ...]
    """Where each depth of magnitudes begins, and how many there are at last."""
    atoms: Rows
    reads: Runs
    """The cells whose numbers each atom needs, through magnitudes too."""
    relations: tuple[tuple[str, int, int], ...]
    """The atoms stand in runs of one relation: which, from, to."""
    unreadable: Flags
    """Of each atom the bits of its cells' joined flags (NUMBER turned over) that make it unknown."""
    test_slot: Places
    test_bit: Flags
    test_wanted: NDArray[np.bool_]
    copies: Runs
    other: Places
    """The second cell of each pair of `copies`."""
    copy_negated: NDArray[np.bool_]
    groups: tuple[Groups, ...]
    node: Places
    guard: Runs
    parameter: tuple[str | None, ...]
    check: Places
    column: Places
    check_ids: tuple[str, ...]
    severities: tuple[str, ...]
    stages: tuple[str, ...]
    indicator_ids: tuple[str, ...]
    indicator_columns: Places
    indicator_factors: tuple[Fraction, ...]
    indicator_parameter: tuple[str | None, ...]
    numerators: Rows
    denominators: Rows
    numerator_reads: Runs
    denominator_reads: Runs

    @property
    def questions(self) -> int:
        return len(self.node)

    @property
    def nodes(self) -> int:
        """How many nodes the logic has."""
        own = len(self.atoms) + len(self.test_slot) + len(self.copies)
        return own + sum(len(group) for group in self.groups)

    @cached_property
    def relation_codes(self) -> Flags:
        """Of each atom, which of `OPERATORS` its relation is."""
        codes = np.empty(len(self.atoms), np.uint8)
        for relation, first, last in self.relations:
            codes[first:last] = OPERATORS.index(relation)
        return codes

    @cached_property
    def unanswerable(self) -> Places:
        """The questions whose parameter of the law is not known for the year."""
        return np.array([place for place, code in enumerate(self.parameter) if code], np.int64)

    @cached_property
    def guarded(self) -> Places:
        """The questions that are unknown when nothing they speak of holds a number or a text."""
        return self.guard.filled


def places(numbers: Any) -> Places:
    """Whole numbers as an array."""
    return np.array(numbers, np.int64)


def program(tables: Tables) -> Program:
    """The artefact's tables as a program."""
    cells = len(tables["planes"]) * len(tables["rows"]) * len(tables["columns"])
    magnitudes = Rows.of(tables["magnitudes"])
    inside = _transitive(magnitudes, cells)
    atoms, relation = Rows.of(tables["atoms"]), tables["atoms"]["relation"]
    tests, copies, questions = tables["tests"], tables["copies"], tables["questions"]
    reads = _reads(atoms, inside, cells)
    node, guard = places(questions["node"]), Runs(places(questions["guard_ptr"]), places(questions["guard"]))
    guard, needs_number = _guards(guard, node, reads)
    unreadable = UNREADABLE[tables["atoms"]["missing"]] if relation else np.zeros(0, np.uint8)
    indicators, checks = tables["indicators"], tables["checks"]
    halves = [Rows.of(indicators[half]) for half in ("numerator", "denominator")]
    first = len(atoms) + len(tests["slot"]) + len(copies["negated"])
    return Program(
        edition=tables["edition"],
        cells=cells,
        magnitudes=magnitudes,
        levels=_levels(magnitudes, cells),
        atoms=atoms,
        reads=reads,
        relations=_runs(relation),
        unreadable=np.where(needs_number, unreadable | NUMBER, unreadable).astype(np.uint8),
        test_slot=places(tests["slot"]),
        test_bit=np.array([BITS[State(state)] for state in tests["state"]], np.uint8),
        test_wanted=np.array(tests["negated"], np.bool_) ^ True,
        copies=Runs(places(copies["ptr"]), places(copies["first"])),
        other=places(copies["second"]),
        copy_negated=np.array(copies["negated"], np.bool_),
        groups=_groups(tables["groups"], first),
        node=node,
        guard=guard,
        parameter=tuple(questions["parameter"]),
        check=places(questions["check"]),
        column=places(questions["column"]),
        check_ids=tuple(check["id"] for check in checks),
        severities=tuple(check["severity"] for check in checks),
        stages=tuple(check["stage"] for check in checks),
        indicator_ids=tuple(indicators["id"]),
        indicator_columns=places(indicators["column"]),
        indicator_factors=tuple(Fraction(factor) for factor in indicators["factor"]),
        indicator_parameter=tuple(indicators["parameter"]),
        numerators=halves[0],
        denominators=halves[1],
        numerator_reads=_reads(halves[0], inside, cells),
        denominator_reads=_reads(halves[1], inside, cells),
    )


def _guards(guard: Runs, node: Places, reads: Runs) -> tuple[Runs, NDArray[np.bool_]]:
    """A guard over just the cells of the question's only atom becomes a property of the atom; the others stay."""
    needs_number = np.zeros(len(reads), np.bool_)
    asked = np.bincount(node, minlength=len(reads))
    kept = np.diff(guard.ptr)
    for question in guard.filled.tolist():
        atom = node[question]
        if atom < len(reads) and asked[atom] == 1:
            cells = set(reads.place[reads.ptr[atom] : reads.ptr[atom + 1]].tolist())
            if cells == set(guard.place[guard.ptr[question] : guard.ptr[question + 1]].tolist()):
                needs_number[atom] = True
                kept[question] = 0
    spans = [guard.place[guard.ptr[one] : guard.ptr[one + 1]] for one in np.flatnonzero(kept)]
    left = np.concatenate(spans) if spans else np.zeros(0, np.int64)
    return Runs(np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)]), left), needs_number


def _transitive(magnitudes: Rows, cells: int) -> list[list[int]]:
    """The cells each magnitude needs, through earlier ones too."""
    found: list[list[int]] = []
    for row in range(len(magnitudes)):
        named = magnitudes.place[magnitudes.ptr[row] : magnitudes.ptr[row + 1]].tolist()
        found.append([cell for one in named for cell in (found[one - cells] if one >= cells else [one])])
    return found


def _reads(rows: Rows, inside: list[list[int]], cells: int) -> Runs:
    if not (rows.place >= cells).any():
        return Runs(rows.ptr, rows.place)
    ptr, found = [0], []
    for row in range(len(rows)):
        named = rows.place[rows.ptr[row] : rows.ptr[row + 1]].tolist()
        found += [cell for one in named for cell in (inside[one - cells] if one >= cells else [one])]
        ptr.append(len(found))
    return Runs(places(ptr), places(found))


def _levels(magnitudes: Rows, cells: int) -> tuple[int, ...]:
    """Magnitudes name only earlier ones; a level ends before the first that names one of the level itself."""
    ends = [0]
    for row in range(len(magnitudes)):
        named = magnitudes.place[magnitudes.ptr[row] : magnitudes.ptr[row + 1]] - cells
        if len(named) and named.max() >= ends[-1] and row > ends[-1]:
            ends.append(row)
    return (*ends, len(magnitudes)) if len(magnitudes) else (0,)


def _runs(relations: list[str]) -> tuple[tuple[str, int, int], ...]:
    counts = [(relation, relations.count(relation)) for relation in OPERATORS]
    found, first = [], 0
    for relation, count in counts:
        if count:
            found.append((relation, first, first + count))
        first += count
    assert relations == [relation for relation, count in counts for _one in range(count)], "atoms stand by relation"
    return tuple(found)


def _groups(tables: Tables, first: int) -> tuple[Groups, ...]:
    """Groups that can be worked out at once: of one kind, and none names another of the run."""
    ptr, named, kinds = places(tables["ptr"]), places(tables["node"]), tables["any"]
    found, begin = [], 0
    for place in range(len(kinds) + 1):
        ended = place == len(kinds)
        depends = not ended and named[ptr[place] : ptr[place + 1]].max() >= first + begin
        if place > begin and (ended or depends or kinds[place] != kinds[begin]):
            runs = Runs(ptr, named).part(begin, place)
            found.append(Groups(runs.ptr, runs.place, first + begin, bool(kinds[begin])))
            begin = place
    return tuple(found)
