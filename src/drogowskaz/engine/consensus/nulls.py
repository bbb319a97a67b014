"""Copies of the ballots as they would be without groups. Each keeps what may not count as a sign of groups.

`shuffled` keeps how popular each statement is and who did not answer it. `clouded` keeps also how the answers to any
two statements go together, so that people who differ by degrees along a line are not taken for two camps.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from drogowskaz.engine.consensus.latent import Block

STEPS = 120
"""Of the correlation, from -1 to 1, at which the covariance of two statements is computed."""
NEAREST = 0.97
"""Correlations of the cloud go no further, where it would no longer be one."""
FARTHEST = 8.0
"""A cut that everybody is on one side of stands no further out; no opinion reaches it."""
EVEN = 3**0.5
"""An even spread from minus to plus this has the variance of 1."""
MANY = 20_000
"""Opinions drawn to find where the cuts of the statements are."""
FITTED = 5
"""Turns of fitting the cloud: an even spread takes sides a little more together than a normal one."""
SMALLEST = 0.02
"""A covariance below it is left as it is."""

Matrix = NDArray[np.float64]


def shuffled(choices: Matrix, copies: int, rng: np.random.Generator) -> Block:
    """Each statement's answers dealt anew among those who answered it."""
    block = np.repeat(choices[None], copies, axis=0)
    for column in range(choices.shape[1]):
        there = np.flatnonzero(~np.isnan(choices[:, column]))
        dealt = np.repeat(choices[there, column][None], copies, axis=0)
        block[:, there, column] = rng.permuted(dealt, axis=1)
    return block


class Cloud:
    """One continuous cloud of opinions: evenly spread along its main direction, normal along the others.

    It takes sides for and against each statement as often as the voices did, and as much together. Who has no opinion
    or said nothing stays as it is. An even spread is the hardest to tell from camps among those that have none.
    """

    def __init__(self, choices: Matrix) -> None:
        self.choices = choices
        sides = np.where(choices == 0, np.nan, choices)
        against = (sides < 0).sum(axis=0) / np.maximum((~np.isnan(sides)).sum(axis=0), 1)
        wanted = _covariances(sides)
        correlations = _correlations(wanted, ndtri(against))
        for _turn in range(FITTED):
            self.root = _root(correlations)
            many = self._opinions((MANY,), np.random.default_rng(0))
            self.cuts = np.array([np.quantile(column, share) for column, share in zip(many.T, against, strict=True)])
            correlations = _nearer(correlations, wanted, _covariances(np.where(many > self.cuts, 1.0, -1.0)))

    def drawn(self, copies: int, rng: np.random.Generator) -> Block:
        """Copies of the ballots drawn from the cloud."""
        opinions = self._opinions((copies, len(self.choices)), rng)
        sided = np.abs(self.choices) == 1
        return np.where(sided, np.where(opinions > self.cuts, 1.0, -1.0), self.choices)

    def _opinions(self, shape: tuple[int, ...], rng: np.random.Generator) -> Block:
        spread = rng.standard_normal((*shape, len(self.root)))
        spread[..., -1] = rng.uniform(-EVEN, EVEN, shape)
        return np.asarray(spread @ self.root.T, np.float64)


def _nearer(correlations: Matrix, wanted: Matrix, reached: Matrix) -> Matrix:
    """Correlations with which the covariance that was reached comes nearer to the wanted one."""
    steps = np.divide(wanted, reached, out=np.ones_like(wanted), where=np.abs(reached) > SMALLEST)
    nearer = np.clip(correlations * np.clip(steps, 0.5, 2.0), -NEAREST, NEAREST)
    np.fill_diagonal(nearer, 1.0)
    return np.asarray(nearer, np.float64)


def _correlations(wanted: Matrix, cuts: Matrix) -> Matrix:
    """The correlation of opinions for which sides have the wanted covariance, for each pair of statements."""
    # Four times the density of two normal opinions at their cuts, added up over the correlation, is that covariance.
    angles = np.linspace(-np.pi / 2, np.pi / 2, STEPS + 1)
    middles = (angles[1:] + angles[:-1]) / 2
    gained = np.stack([4 * _density(cuts, angle) for angle in middles]) * (angles[1] - angles[0])
    reached = np.concatenate([np.zeros((1, *wanted.shape)), gained.cumsum(axis=0)])
    reached -= reached[STEPS // 2]
    found = np.eye(len(wanted))
    for row, column in zip(*np.triu_indices(len(wanted), 1), strict=True):
        angle = np.interp(wanted[row, column], reached[:, row, column], angles)
        found[row, column] = found[column, row] = np.clip(np.sin(angle), -NEAREST, NEAREST)
    return found


def _density(cuts: Matrix, angle: float) -> Matrix:
    """The density of pairs of cuts at the correlation sin(angle), times the cosine that belongs to the angle."""
    finite = np.clip(cuts, -FARTHEST, FARTHEST)
    first, second = finite[:, None], finite[None, :]
    distance = (first**2 + second**2 - 2 * np.sin(angle) * first * second) / (2 * np.cos(angle) ** 2)
    return np.asarray(np.exp(-distance) / (2 * np.pi), np.float64)


def _covariances(sides: Matrix) -> Matrix:
    """The covariance of each pair of statements over those who took a side on both."""
    known = ~np.isnan(sides)
    answers = np.where(known, sides, 0.0)
    there = known.astype(np.float64)
    both = np.maximum(there.T @ there, 1)
    return np.asarray((answers.T @ answers) / both - (answers.T @ there) * (there.T @ answers) / both**2, np.float64)


def _root(correlations: Matrix) -> Matrix:
    """A square root of the nearest matrix that is one of correlations: pairs taken one by one need not fit together."""
    values, vectors = np.linalg.eigh(correlations)
    root = vectors * np.sqrt(np.maximum(values, 1e-6))
    return np.asarray(root / np.sqrt((root**2).sum(axis=1, keepdims=True)), np.float64)
