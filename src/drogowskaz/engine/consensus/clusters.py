"""Groups of voices by k-means along their main directions, for many copies of the ballots at once.

Where the voices stand has the shape copies × directions × voices. Each copy is run from several starts at once; those
that stand still are set aside.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_GROUPS = 5
TURNS = 30
"""Turns of k-means at most; nearly always it stands still before."""
DRAWN_STARTS = 2
"""Starts from voices drawn at random, besides those from cuts along the directions."""
BLOCK = 24
"""Copies worked on at once: so many fit into the memory nearest to the processor."""

Block = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Clusters:
    """The groups of each copy as labels, how many there are, and how apart: the mean simplified silhouette."""

    labels: Labels
    groups: Labels
    silhouette: NDArray[np.float64]


def best_clusters(places: Block, rng: np.random.Generator, smallest: int = 1) -> Clusters:
    """The clusters with the number of groups, 2 to 5, with which they are furthest apart."""
    found = [clusters(places, groups, rng, smallest) for groups in range(2, MOST_GROUPS + 1)]
    silhouettes = np.stack([one.silhouette for one in found])
    best = silhouettes.argmax(axis=0)
    labels = np.stack([one.labels for one in found])[best, np.arange(len(best))]
    return Clusters(labels, best + 2, silhouettes.max(axis=0))


def clusters(places: Block, groups: int, rng: np.random.Generator, smallest: int = 1) -> Clusters:
    """The best of several runs of k-means for each copy. One with a group below `smallest` is as good as none."""
    labels, apart = zip(*_blocks(places, groups, rng), strict=True)
    found = np.concatenate(labels)
    sizes = (found[:, :, None] == np.arange(groups)).sum(axis=1).min(axis=1)
    silhouette = np.where(sizes >= max(smallest, 1), np.concatenate(apart), -1.0)
    return Clusters(found, np.full(len(found), groups), silhouette)


def nearest(places: Block, labels: Labels, others: Block) -> Labels:
    """The group, by its centre among `places`, that each of the `others` is nearest to. All of one copy."""
    centres = _centres(places[None], labels[None], int(labels.max()) + 1)
    return np.asarray(_squares(others[None], centres).argmin(axis=1)[0], np.int64)


def _blocks(places: Block, groups: int, rng: np.random.Generator) -> Iterator[tuple[Labels, NDArray[np.float64]]]:
    for begin in range(0, len(places), BLOCK):
        some = places[begin : begin + BLOCK]
        starts = _starts(some, groups, rng)
        runs = starts.shape[1]
        centres = _run(np.repeat(some, runs, axis=0), starts.reshape(-1, *starts.shape[2:]))
        squares = _squares(np.repeat(some, runs, axis=0), centres)
        spread = squares.min(axis=1).sum(axis=1).reshape(len(some), runs)
        kept = squares[spread.argmin(axis=1) + np.arange(len(some)) * runs]
        yield kept.argmin(axis=1), _silhouette(kept)


def _run(places: Block, centres: Block) -> Block:
    """The centres where each run comes to stand still."""
    centres = centres.copy()
    going = np.arange(len(places))
    for _turn in range(TURNS):
        here = places[going]
        moved = _centres(here, _squares(here, centres[going]).argmin(axis=1), centres.shape[2], centres[going])
        still = (moved == centres[going]).all(axis=(1, 2))
        centres[going] = moved
        going = going[~still]
        if not len(going):
            break
    return centres


def _starts(places: Block, groups: int, rng: np.random.Generator) -> Block:
    """Centres to begin from: slices along each direction, and voices drawn at random."""
    copies, directions, voices = places.shape
    begun = []
    for direction in range(directions):
        ranks = places[:, direction].argsort(axis=1).argsort(axis=1)
        begun.append(_centres(places, ranks * groups // voices, groups))
    for _again in range(DRAWN_STARTS):
        drawn = rng.integers(0, voices, (copies, 1, groups))
        begun.append(np.take_along_axis(places, drawn, axis=2))
    return np.stack(begun, axis=1)


def _squares(places: Block, centres: Block) -> Block:
    """Squared distances of every voice from every centre: copies × groups × voices."""
    squares = np.zeros((len(places), centres.shape[2], places.shape[2]))
    for direction in range(places.shape[1]):
        apart = places[:, direction, None, :] - centres[:, direction, :, None]
        squares += apart * apart
    return squares


def _centres(places: Block, labels: Labels, groups: int, before: Block | None = None) -> Block:
    """The centre of each group (copies × directions × groups); one that lost all its voices stays where it was."""
    inside = (labels[:, :, None] == np.arange(groups)).astype(np.float64)
    counted = inside.sum(axis=1)[:, None, :]
    centres = (places @ inside) / np.maximum(counted, 1)
    return centres if before is None else np.where(counted > 0, centres, before)


def _silhouette(squares: Block) -> NDArray[np.float64]:
    """How much nearer voices are to their own centre than to the next, on the average: from 0 to 1."""
    two = np.sqrt(np.partition(squares, 1, axis=1)[:, :2])
    own, other = two[:, 0], two[:, 1]
    apart = np.divide(other - own, other, out=np.zeros_like(own), where=other > 0)
    return np.asarray(apart.mean(axis=1), np.float64)
