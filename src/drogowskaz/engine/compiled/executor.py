"""A program over the arrays of one form or of a country of them, with numpy.

`numbers` are int64 and `flags` uint8 (`FLAGS[states]`), both of shape (slots, forms), C-contiguous. A row of the first
axis is one cell of every form, so that a row of factors adds up long runs of memory that lie together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.compiled.program import NOT_A_NUMBER, NUMBER, Flags, Program, Rows, Runs

Numbers = NDArray[np.int64]
Answers = NDArray[np.int8]
TRUE, FALSE, UNKNOWN = np.int8(1), np.int8(0), np.int8(-1)
COMPARE: dict[str, Callable[..., Any]] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
BLOCK = 64
"""Rows worked out at once over a country: their totals stay in the processor's cache."""
FEW = 16
"""For fewer forms than this, sparse matrices cost more than they save."""
SAME_PAIRS = 4


def answers(program: Program, numbers: Numbers, flags: Flags) -> Answers:
    """For each question (rows) and form (columns): 1 holds, 0 does not, -1 cannot be said."""
    return outside(question_nodes(program, numbers, flags))


def outside(nodes: Flags) -> Answers:
    """What a node's 0, 1 (unknown) and 2 are called outside: 0, -1, 1. Inside, `all` is the least of several nodes
    and `any` the greatest."""
    return (nodes >> 1).view(np.int8) - (nodes & 1).view(np.int8)


def question_nodes(program: Program, numbers: Numbers, flags: Flags) -> Flags:
    """The node of every question: 0 does not hold, 1 unknown, 2 holds."""
    forms = numbers.shape[1]
    nodes = empty_nodes(program, forms)
    atoms = len(program.atoms)
    derived = magnitudes(program, numbers)
    step = BLOCK if forms > FEW else max(atoms, 1)
    for first in range(0, atoms, step):
        fill_atoms(program, numbers, flags, derived, nodes[first : min(first + step, atoms)], first)
    return logic(program, numbers, flags, nodes)


def empty_nodes(program: Program, forms: int) -> Flags:
    """Room for all nodes, to be filled; for a program without any, one of zeros that unanswerable questions name."""
    return np.empty((program.nodes, forms), np.uint8) if program.nodes else np.zeros((1, forms), np.uint8)


@dataclass(frozen=True)
class Broken:
    """The questions that do not hold, each with the form in which it does not, by question; and of every question in
    how many forms it could be answered."""

    question: NDArray[np.int64]
    form: NDArray[np.int64]
    asked: NDArray[np.int64]


def broken(nodes: Flags) -> Broken:
    """What does not hold, from the nodes of the questions."""
    questions, forms = nodes.shape
    form = np.flatnonzero(nodes == 0)
    ends = np.searchsorted(form, np.arange(questions + 1) * forms)
    question = np.repeat(np.arange(questions), np.diff(ends))
    form -= question * forms
    return Broken(question, form, forms - _odd(nodes))


def _odd(nodes: Flags) -> NDArray[np.int64]:
    """How many nodes of each row are unknown: the only odd number among them."""
    unknown = nodes & 1
    # Eight forms at a time, where they come in eights.
    words = unknown.view(np.uint64) if nodes.shape[1] % 8 == 0 and nodes.flags.c_contiguous else unknown
    counted: NDArray[np.int64] = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    return counted


def fill_atoms(
    program: Program, numbers: Numbers, flags: Flags, derived: NDArray[Any] | None, nodes: Flags, first: int
) -> None:
    """The nodes of the atoms from `first` on, as many as `nodes` has rows."""
    last = first + len(nodes)
    found = totals(program.atoms, numbers, derived, program, first, last)
    holds = nodes.view(np.bool_)
    for relation, begin, end in program.relations:
        here = slice(max(begin, first) - first, max(min(end, last) - first, 0))
        if here.start < here.stop:
            COMPARE[relation](found[here], 0, out=holds[here], casting="unsafe")
    nodes <<= 1
    seen = joined(program.reads, flags, first, last)
    seen ^= NUMBER
    seen &= program.unreadable[first:last, None]
    forget(nodes, seen != 0)


def forget(nodes: Flags, where: NDArray[np.bool_]) -> None:
    """Make nodes unknown; in plain arithmetic, which is quicker than to pick them out."""
    unknown = where.view(np.uint8)
    nodes &= unknown - 1
    nodes |= unknown


def joined(runs: Runs, flags: Flags, first: int, last: int) -> Flags:
    """The flags of all the cells of each run together."""
    part = runs.part(first, last) if last - first < len(runs) else runs
    forms = flags.shape[1]
    found = np.zeros((last - first, forms), np.uint8)
    if not len(part.place):
        return found
    gathered = flags[part.place]
    if forms > FEW:
        # Eight forms at a time: a run of words is joined several times quicker than a run of bytes.
        padded = np.zeros((len(gathered), -(-forms // 8) * 8), np.uint8)
        padded[:, :forms] = gathered
        together = np.bitwise_or.reduceat(padded.view(np.uint64), part.starts, axis=0)
        found[part.filled] = together.view(np.uint8)[:, :forms]
    else:
        found[part.filled] = np.bitwise_or.reduceat(gathered, part.starts, axis=0)
    return found


def magnitudes(program: Program, numbers: Numbers) -> NDArray[Any] | None:
    """The derived slots, None when there are none. Where one may pass int64, its rows are worked out exactly."""
    count = len(program.magnitudes)
    if not count:
        return None
    found = np.zeros((count, numbers.shape[1]), np.int64)
    for first, last in zip(program.levels, program.levels[1:], strict=False):
        found[first:last] = np.abs(totals(program.magnitudes, numbers, found, program, first, last, exact=False))
    return found


def totals(
    rows: Rows,
    numbers: Numbers,
    derived: NDArray[Any] | None,
    program: Program,
    first: int,
    last: int,
    *,
    exact: bool = True,
) -> NDArray[Any]:
    """The totals of some rows over all forms; with `exact`, Python's own integers where int64 might not be enough."""
    if numbers.shape[1] > FEW:
        found: NDArray[Any]
        plain, over = _matrices(rows, first, last, program.cells, len(program.magnitudes))
        found = plain @ numbers
        if derived is not None and over is not None:
            found += over @ derived
    else:
        part = rows.part(first, last)
        source = numbers if derived is None else np.concatenate([numbers, derived])
        found = np.zeros((last - first, numbers.shape[1]), np.int64)
        if len(part.place):
            products = source[part.place]
            products *= rows.factor[rows.ptr[first] : rows.ptr[last], None]
            found[part.filled] = np.add.reduceat(products, part.starts, axis=0)
    found += rows.constant[first:last, None]
    wide = [row for row in rows.wide if first <= row < last] if exact else []
    if wide:
        found = found.astype(object)
        for row in wide:
            found[row - first] = _exact(*rows.wide[row], numbers, program)
    return found


def _exact(
    constant: int, entries: tuple[tuple[int, int], ...], numbers: Numbers, program: Program
) -> NDArray[np.object_]:
    """A row that may pass int64, in Python's integers; the magnitudes it names are worked out the same way."""
    total: NDArray[np.object_] = np.full(numbers.shape[1], constant, object)
    for place, factor in entries:
        total = total + factor * _cell(place, numbers, program)
    return total


def _cell(place: int, numbers: Numbers, program: Program) -> NDArray[np.object_]:
    if place < program.cells:
        own: NDArray[np.object_] = numbers[place].astype(object)
        return own
    rows, row = program.magnitudes, place - program.cells
    if row in rows.wide:
        return _sizes(_exact(*rows.wide[row], numbers, program))
    inside = slice(rows.ptr[row], rows.ptr[row + 1])
    entries = tuple(zip(rows.place[inside].tolist(), rows.factor[inside].tolist(), strict=True))
    return _sizes(_exact(int(rows.constant[row]), entries, numbers, program))


def _sizes(numbers: NDArray[np.object_]) -> NDArray[np.object_]:
    found: NDArray[np.object_] = np.abs(numbers)
    return found


@lru_cache(maxsize=512)
def _matrices(rows: Rows, first: int, last: int, cells: int, derived: int) -> tuple[Any, Any]:
    """Rows as sparse matrices over the cells and over the magnitudes (None when they name none)."""
    # Checking a single form must not wait for scipy.
    from scipy.sparse import csr_array  # noqa: PLC0415

    part = rows.part(first, last)
    factor = rows.factor[rows.ptr[first] : rows.ptr[last]]
    whole = csr_array((factor, part.place, part.ptr), shape=(last - first, cells + derived))
    over = whole[:, cells:]
    return whole[:, :cells], over if over.nnz else None


def logic(program: Program, numbers: Numbers, flags: Flags, nodes: Flags) -> Flags:
    """The nodes of the questions, once those of the atoms are known; `nodes` is filled on the way."""
    place = len(program.atoms)
    if len(program.test_slot):
        held = (flags[program.test_slot] & program.test_bit[:, None]) != 0
        nodes[place : place + len(held)] = (held == program.test_wanted[:, None]).view(np.uint8) << 1
        place += len(held)
    if len(program.copies):
        nodes[place : place + len(program.copies)] = _copies(program, numbers, flags)
    for group in program.groups:
        join = np.maximum if group.any else np.minimum
        nodes[group.first : group.first + len(group)] = join.reduceat(nodes[group.place], group.ptr[:-1], axis=0)
    found = nodes[program.node]
    if len(program.guarded):
        said = joined(program.guard, flags, 0, len(program.guard))[program.guarded] & NUMBER
        guarded = found[program.guarded]
        forget(guarded, said == 0)
        found[program.guarded] = guarded
    found[program.unanswerable] = 1
    return found


def _copies(program: Program, numbers: Numbers, flags: Flags) -> Flags:
    """Whether one column of a block is a copy of another, or is not."""
    one, other = numbers[program.copies.place], numbers[program.other]
    held, also = flags[program.copies.place] & NUMBER, flags[program.other] & NUMBER
    unlike = (held != also) | (one != other)
    pairs = (held & also).view(np.bool_) & (one != 0)
    result = np.zeros((len(program.copies), numbers.shape[1]), np.bool_)
    if len(program.copies.place):
        starts = program.copies.starts
        alike = ~np.logical_or.reduceat(unlike, starts, axis=0)
        enough = np.add.reduceat(pairs, starts, axis=0, dtype=np.int64) >= SAME_PAIRS
        result[program.copies.filled] = alike & enough
    nodes: Flags = (result != program.copy_negated[:, None]).view(np.uint8) << 1
    return nodes


@dataclass(frozen=True)
class Half:
    """The numerators of all indicators, or the denominators: totals of shape (indicators, forms), which divided by
    `denominators` are in shown units, and where they are known."""

    totals: NDArray[Any]
    known: NDArray[np.bool_]
    denominators: tuple[int, ...]


def halves(program: Program, numbers: Numbers, flags: Flags) -> tuple[Half, Half]:
    """Both halves of every indicator over all forms. A parameter that is not known leaves both unknown."""
    derived = magnitudes(program, numbers)
    unset = [place for place, code in enumerate(program.indicator_parameter) if code]
    found = []
    for rows, reads in (
        (program.numerators, program.numerator_reads),
        (program.denominators, program.denominator_reads),
    ):
        known = joined(reads, flags, 0, len(rows)) & NOT_A_NUMBER == 0
        known[unset] = False
        found.append(Half(totals(rows, numbers, derived, program, 0, len(rows)), known, rows.denominator))
    return found[0], found[1]
