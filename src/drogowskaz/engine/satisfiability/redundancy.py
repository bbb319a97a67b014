"""Checks that say nothing new: what they forbid is already forbidden by other checks at least as grave.

Information, not a mistake: with cells missing, a redundant check may still find what the others cannot compute.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from drogowskaz.engine.editions.schema import Check, Edition, Severity
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.satisfiability.limits import Bounds, Case, Translator, decided
from drogowskaz.engine.satisfiability.proof import MOST_SECONDS, Asked, asked, bounds, sorted_cells, sums
from drogowskaz.engine.solver import cheapest

Columns = frozenset[tuple[int | None, nodes.Whose]]
GRAVITY = {severity: place for place, severity in enumerate(Severity)}


@cache
def redundant(edition: Edition) -> tuple[Check, ...]:
    """The checks that in each of their columns cannot fail while the others hold, every cell being filled in.

    Looks at comparisons of sums (and what can be cut into them); each check is asked about by itself, so of two that
    say the same both are named. Takes seconds for a long form.
    """
    translator = Translator(edition, parameters_in(edition.years[-1]))
    everything = asked(edition, edition.years[-1])
    ends = bounds(edition, {cell for one in everything for cell in one.cells}, 0)
    known: dict[Columns, list[tuple[Check, Case]]] = {}
    for one in everything:
        cases = decided(one.cases, ends)
        if len(cases) == 1 and cases[0]:
            known.setdefault(_columns(one), []).append((one.question.check, cases[0]))
    own: dict[str, list[Asked]] = {}
    for one in everything:
        own.setdefault(one.question.check.id, []).append(one)
    return tuple(
        edition.check_by_id[name]
        for name, questions in own.items()
        if all(_implied(one, known, ends, translator) for one in questions)
    )


def _columns(one: Asked) -> Columns:
    return frozenset((cell.offset, cell.whose) for cell in one.cells)


def _implied(one: Asked, known: dict[Columns, list[tuple[Check, Case]]], ends: Bounds, translator: Translator) -> bool:
    """Does every way of breaking the question break a check of the same columns too?"""
    check, columns = one.question.check, _columns(one)
    breaking = translator.cases(nodes.Not(one.question.claim))
    # Without a single way the question is about presence, of which nothing can be said here.
    others = [
        case
        for other_columns, cases in known.items()
        if breaking and other_columns <= columns
        for other, case in cases
        if other is not check and other.stage is check.stage and GRAVITY[other.severity] <= GRAVITY[check.severity]
    ]
    return bool(others) and not any(_possible(case, others, ends) for case in decided(breaking, ends))


def _possible(case: Case, others: Sequence[Case], ends: Bounds) -> bool:
    """Are there any numbers, whole or not, in this case that keep within the other limits?

    Counts as yes when the solver gives up.
    """
    limits = [*case, *(limit for other in others for limit in other)]
    cells = sorted_cells({cell for limit in limits for cell, _factor in limit.factors})
    low, high = (np.array([ends[cell][side] for cell in cells], float) for side in (0, 1))
    conditions = [sums(limits, {cell: place for place, cell in enumerate(cells)})]
    found = cheapest(np.zeros(len(cells)), low, high, conditions, whole=False, seconds=MOST_SECONDS)
    return not found.impossible
