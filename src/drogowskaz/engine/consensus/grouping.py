"""Whether there are groups of voices that chose alike, and which. Groups are told only when everything speaks for them:
enough voices, a structure that chance does not make, clumps where degrees of opinion would make none, and the same
groups again when voices are drawn anew."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.consensus.ballots import MISSING, Choices
from drogowskaz.engine.consensus.clusters import Labels, best_clusters, clusters, nearest
from drogowskaz.engine.consensus.latent import DIRECTIONS, scores
from drogowskaz.engine.consensus.nulls import Cloud, shuffled
from drogowskaz.engine.consensus.rand_index import adjusted_rand

LEVEL = 0.01
COPIES = 199
"""Copies without groups that each test compares with; the first of them decide when the answer is plain."""
FIRST = 20
RESAMPLED = 40
STABLE = 0.8
"""The least mean adjusted Rand index over resamplings."""
LEAST_STATEMENTS = 5
LEAST_SHARE = 0.05
"""A group has at least this share of the voices."""
LEAST_ANSWERS = 0.5
"""Voices that answered a smaller share of the statements do not shape the groups; they go to the nearest one."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Found:
    """What the tests said; a test that was not reached is None. `labels` gives every voice its group when
    all were passed."""

    shaping: int
    statements: int
    p_structure: float | None = None
    p_cloud: float | None = None
    stability: float | None = None
    explained: float = 0.0
    labels: Labels | None = None


def found_in(choices: Choices, *, groups_from: int, smallest: int, seed: int) -> Found:
    """The groups, or how far the search came. The order of the voices must not depend on that of the ballots."""
    whole = np.where(choices == MISSING, np.nan, choices.astype(np.float64))
    usable = whole[:, [len(np.unique(column[~np.isnan(column)])) > 1 for column in whole.T]]
    if usable.shape[1] < LEAST_STATEMENTS:
        return Found(len(whole), usable.shape[1])
    shaping = (~np.isnan(usable)).mean(axis=1) >= LEAST_ANSWERS
    matrix = usable[shaping]
    varied = [len(np.unique(column[~np.isnan(column)])) > 1 for column in matrix.T]
    matrix, usable = matrix[:, varied], usable[:, varied]
    if len(matrix) < groups_from or matrix.shape[1] < LEAST_STATEMENTS:
        return Found(len(matrix), matrix.shape[1])
    return _tested(matrix, usable, shaping, max(smallest, int(np.ceil(LEAST_SHARE * len(matrix)))), seed)


def _tested(matrix: Matrix, whole: Matrix, shaping: NDArray[np.bool_], least: int, seed: int) -> Found:
    rng = np.random.default_rng(seed)
    here = scores(matrix[None])
    start = Found(len(matrix), matrix.shape[1], explained=float(here.explained[0]))
    p_structure = _level(float(here.explained[0]), lambda copies: scores(shuffled(matrix, copies, rng)).explained)
    if p_structure >= LEVEL:
        return replace(start, p_structure=p_structure)
    apart = best_clusters(here.places, rng, least)
    cloud = Cloud(matrix)
    p_cloud = _level(
        float(apart.silhouette[0]),
        lambda copies: best_clusters(scores(cloud.drawn(copies, rng)).places, rng, least).silhouette,
    )
    if p_cloud >= LEVEL:
        return replace(start, p_structure=p_structure, p_cloud=p_cloud)
    stability = _stability(matrix, apart.labels[0], int(apart.groups[0]), rng)
    tested = replace(start, p_structure=p_structure, p_cloud=p_cloud, stability=stability)
    if stability < STABLE:
        return tested
    return replace(tested, labels=_everybody(matrix, whole, shaping, apart.labels[0]))


def _level(there: float, without: Callable[[int], NDArray[np.float64]]) -> float:
    """The p of a statistic against copies without groups; what is there counts as one of them."""
    first = without(FIRST)
    reached = int((first >= there).sum())
    if (1 + reached) / (1 + COPIES) >= LEVEL:
        return (1 + reached) / (1 + FIRST)
    return (1 + reached + int((without(COPIES - FIRST) >= there).sum())) / (1 + COPIES)


def _stability(matrix: Matrix, labels: Labels, groups: int, rng: np.random.Generator) -> float:
    """The mean adjusted Rand index between the groups and those found among voices drawn with replacement."""
    drawn = rng.integers(0, len(matrix), (RESAMPLED, len(matrix)))
    again = clusters(scores(matrix[drawn]).places, groups, rng).labels
    indices = []
    for copy, places in zip(again, drawn, strict=True):
        _each, once = np.unique(places, return_index=True)
        indices.append(adjusted_rand(labels[places[once]], copy[once]))
    return float(np.mean(indices))


def _everybody(matrix: Matrix, whole: Matrix, shaping: NDArray[np.bool_], labels: Labels) -> Labels:
    """The group of every voice, the largest group first. Those that did not shape the groups go to the nearest one:
    a few left over could be computed from the totals."""
    every = np.zeros(len(whole), np.int64)
    every[shaping] = labels
    if not shaping.all():
        means = np.nanmean(matrix, axis=0)
        centred = np.where(np.isnan(whole), means, whole) - means
        _values, vectors = np.linalg.eigh(centred[shaping].T @ centred[shaping])
        places = centred @ vectors[:, -DIRECTIONS:]
        every[~shaping] = nearest(places[shaping].T, labels, places[~shaping].T)
    return np.asarray((-np.bincount(every)).argsort(kind="stable").argsort()[every], np.int64)
