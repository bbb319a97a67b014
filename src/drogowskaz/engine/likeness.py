"""How close short Polish texts are, told by the words they share; enough to show somebody what others said before."""

from collections.abc import Mapping
from typing import TypeVar

from drogowskaz.engine import polish

Key = TypeVar("Key")
STEM = 5
"""Letters of a word that stay the same when Polish bends it: transport, transportu, transportem."""
SHORTEST = 4
"""Letters of a word that says something; shorter ones are mostly `i`, `dla`, `nie`."""
CLOSE = 0.2
"""Share of common words from which on two texts are about the same."""


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text that say something, without diacritics."""
    return frozenset(word[:STEM] for word in polish.fold(text).split() if len(word) >= SHORTEST)


def likeness(one: str, other: str) -> float:
    """From 0, no word in common, to 1, the same words: common words against all words of both."""
    mine, theirs = stems(one), stems(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def likest(text: str, others: Mapping[Key, str], *, most: int) -> list[Key]:
    """The keys of the texts that are about the same, the closest first, at most so many; of two as close the first."""
    found = [(likeness(text, other), key) for key, other in others.items()]
    near = sorted((pair for pair in found if pair[0] >= CLOSE), key=lambda pair: -pair[0])
    return [key for _likeness, key in near[:most]]
