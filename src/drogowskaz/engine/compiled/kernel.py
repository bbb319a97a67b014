"""The same program in machine code (numba, the extra `fast`): every atom in one pass over its cells.

What is not a row of factors (tests, copies, groups, guards) goes through numpy as in `executor`. Rows that may pass
int64 are worked out exactly there too. The first call compiles, which takes seconds; the machine code is kept.
"""

import numpy as np
from numba import njit

from drogowskaz.engine.compiled import executor
from drogowskaz.engine.compiled.executor import Numbers
from drogowskaz.engine.compiled.program import NUMBER, Flags, Program

BLOCK = 4096
"""Forms worked on at once: long runs of memory are read as fast as it gives them, and the totals stay in the cache."""
FALSE, UNKNOWN, TRUE, TURNED = np.uint8(0), np.uint8(1), np.uint8(2), np.uint8(NUMBER)

# mypy: disable-error-code="no-untyped-def, untyped-decorator"


@njit(nogil=True)
def _add(total, cells, times):
    """`total` plus `times` the cells; the commonest factors need no multiplication."""
    if times == 1:
        for form in range(len(total)):
            total[form] += cells[form]
    elif times == -1:
        for form in range(len(total)):
            total[form] -= cells[form]
    else:
        for form in range(len(total)):
            total[form] += times * cells[form]


@njit(nogil=True)
def _add_up(total, place, factor, constant, numbers, over, own, begin):
    """Totals of one row over the forms from `begin` on; `over` are the magnitudes, whose slots begin at `own`."""
    end = begin + len(total)
    entry = 0
    if len(place) > 1 and place[0] < own and place[1] < own:
        # Most rows have two cells or more: written down once instead of zeroed, written and added to.
        one, two = numbers[place[0], begin:end], numbers[place[1], begin:end]
        times, also = factor[0], factor[1]
        entry = 2
        if times == 1 and also == 1:
            for form in range(len(total)):
                total[form] = constant + one[form] + two[form]
        elif times == 1 and also == -1:
            for form in range(len(total)):
                total[form] = constant + one[form] - two[form]
        else:
            for form in range(len(total)):
                total[form] = constant + times * one[form] + also * two[form]
    else:
        total[:] = constant
    for rest in range(entry, len(place)):
        cells = numbers[place[rest], begin:end] if place[rest] < own else over[place[rest] - own, begin:end]
        _add(total, cells, factor[rest])


@njit(nogil=True)
def _join(seen, reads, flags, begin):
    """The flags of a row's cells together, over the forms from `begin` on."""
    seen[:] = 0
    for entry in range(len(reads)):
        states = flags[reads[entry], begin : begin + len(seen)]
        for form in range(len(seen)):
            seen[form] |= states[form]


@njit(nogil=True)
def _compare(nodes, total, seen, relation, bits):
    """The nodes of one atom over a run of forms; `relation` is the place among `nodes.OPERATORS`."""
    if relation == 0:
        for form in range(len(nodes)):
            nodes[form] = UNKNOWN if (seen[form] ^ TURNED) & bits else (TRUE if total[form] == 0 else FALSE)
    elif relation == 1:
        for form in range(len(nodes)):
            nodes[form] = UNKNOWN if (seen[form] ^ TURNED) & bits else (TRUE if total[form] != 0 else FALSE)
    elif relation == 2:
        for form in range(len(nodes)):
            nodes[form] = UNKNOWN if (seen[form] ^ TURNED) & bits else (TRUE if total[form] < 0 else FALSE)
    elif relation == 3:
        for form in range(len(nodes)):
            nodes[form] = UNKNOWN if (seen[form] ^ TURNED) & bits else (TRUE if total[form] <= 0 else FALSE)
    elif relation == 4:
        for form in range(len(nodes)):
            nodes[form] = UNKNOWN if (seen[form] ^ TURNED) & bits else (TRUE if total[form] > 0 else FALSE)
    else:
        for form in range(len(nodes)):
            nodes[form] = UNKNOWN if (seen[form] ^ TURNED) & bits else (TRUE if total[form] >= 0 else FALSE)


@njit(cache=True, nogil=True)
def _atoms(ptr, place, factor, constant, relation, reads_ptr, reads, unreadable, numbers, over, own, flags, nodes):
    for begin in range(0, numbers.shape[1], BLOCK):
        end = min(begin + BLOCK, numbers.shape[1])
        total = np.empty(end - begin, np.int64)
        seen = np.empty(end - begin, np.uint8)
        for atom in range(len(relation)):
            here = slice(ptr[atom], ptr[atom + 1])
            _add_up(total, place[here], factor[here], constant[atom], numbers, over, own, begin)
            _join(seen, reads[reads_ptr[atom] : reads_ptr[atom + 1]], flags, begin)
            _compare(nodes[atom, begin:end], total, seen, relation[atom], unreadable[atom])


def question_nodes(program: Program, numbers: Numbers, flags: Flags) -> Flags:
    """As `executor.question_nodes`."""
    nodes = executor.empty_nodes(program, numbers.shape[1])
    atoms, reads = program.atoms, program.reads
    derived = executor.magnitudes(program, numbers)
    over = np.zeros((0, numbers.shape[1]), np.int64) if derived is None else derived
    if len(atoms):
        rows = atoms.ptr, atoms.place, atoms.factor, atoms.constant, program.relation_codes
        cells = numbers, over, program.cells, flags, nodes[: len(atoms)]
        _atoms(*rows, reads.ptr, reads.place, program.unreadable, *cells)
    for atom in atoms.wide:
        executor.fill_atoms(program, numbers, flags, derived, nodes[atom : atom + 1], atom)
    return executor.logic(program, numbers, flags, nodes)
