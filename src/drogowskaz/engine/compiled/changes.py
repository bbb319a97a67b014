"""The questions that one cell takes part in, as a program of their own: what a change of the cell can alter."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.compiled.artefact import Artefact
from drogowskaz.engine.compiled.program import Groups, Places, Program, Rows, Runs, places


@lru_cache(maxsize=8192)
def about(artefact: Artefact, slot: int) -> tuple[Places, Program]:
    """The questions that depend on a slot, and the program that answers them alone."""
    dependencies = artefact.tables["dependencies"]
    asked = places(dependencies["question"][dependencies["ptr"][slot] : dependencies["ptr"][slot + 1]])
    return asked, part(artefact.program, asked)


def part(whole: Program, questions: Places) -> Program:
    """The program of some of the questions, in their order; it gives the same answers about them."""
    needed = np.zeros(max(whole.nodes, 1), np.bool_)
    needed[whole.node[questions]] = True
    for group in reversed(whole.groups):
        for at in np.flatnonzero(needed[group.first : group.first + len(group)]):
            needed[group.place[group.ptr[at] : group.ptr[at + 1]]] = True
    number = np.cumsum(needed) - 1
    atoms, tests = len(whole.atoms), len(whole.test_slot)
    kept_atoms = np.flatnonzero(needed[:atoms])
    kept_tests = np.flatnonzero(needed[atoms : atoms + tests])
    kept_copies = np.flatnonzero(needed[atoms + tests : atoms + tests + len(whole.copies)])
    kept_pairs = _entries(whole.copies, kept_copies)
    guard = _runs(whole.guard, questions)
    return replace(
        whole,
        atoms=_rows(whole.atoms, kept_atoms),
        reads=_runs(whole.reads, kept_atoms),
        relations=_relations(whole, needed),
        unreadable=whole.unreadable[kept_atoms],
        test_slot=whole.test_slot[kept_tests],
        test_bit=whole.test_bit[kept_tests],
        test_wanted=whole.test_wanted[kept_tests],
        copies=_runs(whole.copies, kept_copies),
        other=whole.other[kept_pairs],
        copy_negated=whole.copy_negated[kept_copies],
        groups=tuple(_groups(whole, needed, number)),
        node=number[whole.node[questions]],
        guard=guard,
        parameter=tuple(whole.parameter[place] for place in questions),
        check=whole.check[questions],
        column=whole.column[questions],
    )


def _entries(runs: Runs, kept: Places) -> Places:
    """Where the places of the kept runs stand, run after run."""
    spans = [np.arange(runs.ptr[run], runs.ptr[run + 1]) for run in kept]
    return np.concatenate(spans) if spans else np.zeros(0, np.int64)


def _ends(runs: Runs, kept: Places) -> Places:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.diff(runs.ptr)[kept])])


def _runs(runs: Runs, kept: Places) -> Runs:
    return Runs(_ends(runs, kept), runs.place[_entries(runs, kept)])


def _rows(rows: Rows, kept: Places) -> Rows:
    entries = _entries(rows, kept)
    wide = {place: rows.wide[row] for place, row in enumerate(kept.tolist()) if row in rows.wide}
    denominators = tuple(rows.denominator[row] for row in kept)
    return Rows(_ends(rows, kept), rows.place[entries], rows.factor[entries], rows.constant[kept], denominators, wide)


def _relations(whole: Program, needed: NDArray[np.bool_]) -> tuple[tuple[str, int, int], ...]:
    found, first = [], 0
    for relation, begin, end in whole.relations:
        count = int(needed[begin:end].sum())
        if count:
            found.append((relation, first, first + count))
        first += count
    return tuple(found)


def _groups(whole: Program, needed: NDArray[np.bool_], number: Places) -> list[Groups]:
    found = []
    for group in whole.groups:
        kept = np.flatnonzero(needed[group.first : group.first + len(group)])
        if len(kept):
            inside = _runs(group, kept)
            found.append(Groups(inside.ptr, number[inside.place], int(number[group.first + kept[0]]), group.any))
    return found
