"""From ballots to the result."""

from collections.abc import Sequence

import numpy as np

from drogowskaz.engine.consensus.ballots import Ballots, voices_of
from drogowskaz.engine.consensus.grouping import Found, found_in
from drogowskaz.engine.consensus.method import VERSION, about_groups, method_of
from drogowskaz.engine.consensus.shown import Shown, bands_of, cells_of, shown_of, tallies, total
from drogowskaz.engine.consensus.verdicts import Cells, verdicts_of
from drogowskaz.engine.consensus.words import ConsensusResult, Group, Groups, StatementResult

SMALLEST = 5
TELLING = 5
"""Statements on which groups differ most that are named."""


def result_of(ballots: Ballots, *, groups_from: int, smallest: int = SMALLEST, seed: int = 0) -> ConsensusResult:
    """What can be said of the ballots, and may be shown to everybody.

    `groups_from` voices are needed to look for groups; a part has at least `smallest`. The same ballots in any order
    give the same result; `seed` is that of the tests that draw at random.
    """
    assert smallest > 0, "a part has voices"
    shown = shown_of(voices_of(ballots), smallest)
    cells = cells_of(shown, smallest) if shown.parts else [()] * len(ballots.statements)
    verdicts = verdicts_of(cells, shown.parts, seed)
    found = found_in(shown.voices.choices, groups_from=groups_from, smallest=smallest, seed=seed)
    return ConsensusResult(
        smallest=smallest,
        voices=len(shown.places),
        left_out=shown.left_out,
        hidden_cells=any(cell is None for row in cells for cell in row),
        parts=shown.parts,
        statements=tuple(
            StatementResult(statement, row, total(row), verdict)
            for statement, row, verdict in zip(ballots.statements, cells, verdicts, strict=True)
        ),
        bands=bands_of(shown.voices.choices, smallest),
        answered=_answered(cells),
        groups=_groups(shown, cells, found, smallest),
        about_groups=about_groups(found, groups_from=groups_from),
        method=method_of(smallest=smallest, groups_from=groups_from, left_out=shown.left_out),
        version=VERSION,
    )


def _answered(cells: Sequence[Cells]) -> float | None:
    """The share of answers given in the cells that are shown."""
    sums = [total(row) for row in cells]
    asked = sum(one.voices for one in sums)
    return sum(one.answered for one in sums) / asked if asked else None


def _groups(shown: Shown, cells: Sequence[Cells], found: Found, smallest: int) -> Groups | None:
    """The groups with what they say of each statement.

    Where a part's cell is hidden, that of every group is too: the sums of both are the same voices. So it is when one
    of the groups has too few answers.
    """
    if found.labels is None or found.p_structure is None or found.p_cloud is None or found.stability is None:
        return None
    by_group = [tallies(shown.voices.choices[found.labels == group]) for group in range(int(found.labels.max()) + 1)]
    open_ = [
        all(row) and all(tally[place].answered >= smallest for tally in by_group) for place, row in enumerate(cells)
    ]
    shares = [[one[place].share for one in by_group] if may else [] for place, may in enumerate(open_)]
    apart = {
        place: max(there) - min(there)
        for place, row in enumerate(shares)
        if len(there := [share for share in row if share is not None]) == len(by_group)
    }
    return Groups(
        groups=tuple(
            Group(
                voices=int(np.count_nonzero(found.labels == group)),
                cells=tuple(cell if may else None for cell, may in zip(row, open_, strict=True)),
            )
            for group, row in enumerate(by_group)
        ),
        p_structure=found.p_structure,
        p_cloud=found.p_cloud,
        stability=found.stability,
        explained=found.explained,
        telling=tuple(sorted(apart, key=lambda place: -apart[place])[:TELLING]),
    )
