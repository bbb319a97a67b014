"""The checks of an edition as text for people, and how many there are of each kind."""

from collections.abc import Iterator
from enum import StrEnum

from drogowskaz.engine.checks.formula import formula
from drogowskaz.engine.editions.schema import SEVERITIES, Edition
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.words import say


class Sort(StrEnum):
    """What a claim is made of: one comparison; several joined by words; cells being filled in; copied columns."""

    LINEAR = "linear"
    LOGICAL = "logical"
    PRESENCE = "presence"
    COPY = "copy"


def sort_of(claim: nodes.Claim) -> Sort:
    """The kind of a claim; where it has parts of several kinds, the last of them in the order of `Sort`."""
    inside = list(nodes.walk(claim))
    if any(isinstance(node, nodes.Same) for node in inside):
        return Sort.COPY
    if any(isinstance(node, nodes.Present | nodes.Absent) for node in inside):
        return Sort.PRESENCE
    return Sort.LINEAR if isinstance(claim, nodes.Comparison) else Sort.LOGICAL


def sorts(edition: Edition) -> dict[str, int]:
    """How many checks there are of each kind."""
    found = [sort_of(check.claim) for check in edition.checks]
    return {sort.value: found.count(sort) for sort in Sort}


def sentences(edition: Edition, lang: str) -> Iterator[str]:
    """`tree.population.total.all [error] residents = women + men`, for every check in its order."""
    for check in edition.checks:
        yield f"{check.id} [{say(SEVERITIES[check.severity], lang)}] {formula(check, edition, lang)}"
