"""Invented rooms of voters for the tests of consensus maps."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from drogowskaz.engine.consensus import AGAINST, FOR, MISSING, NO_OPINION, Ballots

SECTORS = ("council", "institution", "ngo", "residents")
SIGNS = {"+": FOR, "-": AGAINST, "0": NO_OPINION, ".": MISSING}
Choices = NDArray[np.int8]


def ballots(choices: Choices, sectors: Sequence[str] = (), organisations: Sequence[str] = ()) -> Ballots:
    """Persons of all sectors in turn, unless it is said otherwise."""
    voters, statements = choices.shape
    return Ballots(
        tuple(f"s{place}" for place in range(statements)),
        tuple(sectors) or tuple(SECTORS[place % len(SECTORS)] for place in range(voters)),
        tuple(organisations) or ("",) * voters,
        choices.astype(np.int8),
    )


def room(**by_sector: Sequence[str]) -> Ballots:
    """A room from what each voter said: `residents=("+-0.", …)`, a sign for every statement."""
    said = [(sector, signs) for sector, several in by_sector.items() for signs in several]
    choices = np.array([[SIGNS[sign] for sign in signs] for _sector, signs in said], np.int8)
    return ballots(choices, [sector for sector, _signs in said])


def one_statement(counts: Mapping[str, tuple[int, int, int]]) -> Ballots:
    """A room with one statement: how many of each sector are for, against and of no opinion."""
    return room(**{sector: [*"+" * pro, *"-" * con, *"0" * none] for sector, (pro, con, none) in counts.items()})


def with_gaps(sides: NDArray[np.int64], rng: np.random.Generator, missing: float = 0.15) -> Choices:
    """Some have no opinion (15 %), some do not answer."""
    choices = sides.copy()
    choices[rng.random(choices.shape) < 0.15] = NO_OPINION
    choices[rng.random(choices.shape) < missing] = MISSING
    return choices.astype(np.int8)


def noise(voters: int, seed: int, *, even: bool = False, missing: float = 0.15) -> Choices:
    """Everybody answers each statement independently; statements are more and less popular, or all `even`."""
    rng = np.random.default_rng(seed)
    popular = np.full(20, 0.5) if even else rng.uniform(0.05, 0.95, 20)
    return with_gaps(np.where(rng.random((voters, 20)) < popular, FOR, AGAINST), rng, missing)


def by_degrees(voters: int, seed: int, strength: float = 1.0, *, one_way: bool = False) -> Choices:
    """Opinions that go together along one line, without any camps; `one_way` when it is only the habit to agree."""
    rng = np.random.default_rng(seed)
    pull = strength * (1 if one_way else np.where(rng.random(20) < 0.5, 1, -1))
    chance = ndtr(rng.uniform(-1.2, 1.2, 20) + np.outer(rng.standard_normal(voters), np.ones(20) * pull))
    return with_gaps(np.where(rng.random((voters, 20)) < chance, FOR, AGAINST), rng)


def planted(
    voters: int, seed: int, *, dividing: int = 10, sure: float = 0.85, sizes: Sequence[float] = (0.5, 0.5)
) -> tuple[Choices, NDArray[np.int64]]:
    """Camps that differ on some of 20 statements, and who is in which."""
    rng = np.random.default_rng(seed)
    camps = rng.choice(len(sizes), voters, p=sizes)
    chance = np.tile(rng.uniform(0.3, 0.9, 20), (voters, 1))
    for column in range(dividing):
        chance[:, column] = np.where(camps == column % len(sizes), sure, 1 - sure)
    return with_gaps(np.where(rng.random((voters, 20)) < chance, FOR, AGAINST), rng), camps
