"""Ballots as they come, and the voices in them: each person is one, and each organisation is one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.polish import fold

FOR, NO_OPINION, AGAINST, MISSING = 1, 0, -1, -9
KNOWN = (FOR, NO_OPINION, AGAINST, MISSING)

Choices = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Ballots:
    """What was chosen: a row for each voter, a column for each statement.

    `sectors` and `organisations` name those of each voter; the organisation is empty for a person. Voters with the
    same organisation (letter case, accents and punctuation apart) speak with one voice. `choices` holds FOR, AGAINST,
    NO_OPINION or MISSING.
    """

    statements: tuple[str, ...]
    sectors: tuple[str, ...]
    organisations: tuple[str, ...]
    choices: Choices

    def __post_init__(self) -> None:
        assert self.choices.shape == (len(self.sectors), len(self.statements)), "a row a voter, a column a statement"
        assert len(self.organisations) == len(self.sectors), "an organisation or nothing for every voter"
        assert bool(np.isin(self.choices, KNOWN).all()), "only known choices"


@dataclass(frozen=True, eq=False)
class Voices:
    """What is counted: a row for each voice, in an order that does not depend on that of the ballots."""

    sectors: tuple[str, ...]
    choices: Choices

    def of(self, kept: NDArray[np.bool_]) -> "Voices":
        return Voices(tuple(np.array(self.sectors, object)[kept]), self.choices[kept])


def voices_of(ballots: Ballots) -> Voices:
    """One voice for each person and each organisation; a ballot without a single answer is none."""
    ballots = _answered(ballots)
    people = [place for place, name in enumerate(ballots.organisations) if not same_name(name)]
    shared: dict[str, list[int]] = {}
    for place, name in enumerate(ballots.organisations):
        if key := same_name(name):
            shared.setdefault(key, []).append(place)
    sectors = [ballots.sectors[place] for place in people]
    rows = [ballots.choices[place] for place in people]
    for places in shared.values():
        sectors.append(most_named([ballots.sectors[place] for place in places]))
        rows.append(majority(ballots.choices[places]))
    return _ordered(sectors, rows, len(ballots.statements))


def same_name(name: str) -> str:
    """The name of an organisation as it is compared; empty for a person."""
    return fold(name) or name.strip().casefold()


def majority(choices: Choices) -> Choices:
    """What several voters of one organisation say together, statement by statement: the most frequent choice of those
    who answered, no opinion where two lead, missing where nobody answered."""
    counted = np.stack([(choices == choice).sum(axis=0) for choice in (AGAINST, NO_OPINION, FOR)])
    most = counted.max(axis=0)
    leads = counted == most
    chosen = np.where(leads.sum(axis=0) == 1, leads.argmax(axis=0) - 1, NO_OPINION)
    return np.where(most == 0, MISSING, chosen).astype(np.int8)


def most_named(sectors: Sequence[str]) -> str:
    """The sector that most of them named; of several the first in the alphabet."""
    counted = Counter(sectors)
    return min(counted, key=lambda sector: (-counted[sector], sector))


def _answered(ballots: Ballots) -> Ballots:
    kept = (ballots.choices != MISSING).any(axis=1)
    return Ballots(
        ballots.statements,
        tuple(sector for sector, keep in zip(ballots.sectors, kept, strict=True) if keep),
        tuple(name for name, keep in zip(ballots.organisations, kept, strict=True) if keep),
        ballots.choices[kept],
    )


def _ordered(sectors: Sequence[str], rows: Sequence[Choices], width: int) -> Voices:
    """Sorted by what was chosen alone, so that neither the order of ballots nor the names of sectors move a result."""
    matrix = np.array(rows, np.int8).reshape(len(rows), width)
    order = sorted(range(len(rows)), key=lambda place: (matrix[place].tolist(), sectors[place]))
    return Voices(tuple(sectors[place] for place in order), matrix[order])
