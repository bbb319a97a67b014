"""In which order invented forms are filled, read from the tree and the checks of an edition."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from drogowskaz.engine.editions.schema import Edition, Parts, Row
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Cell, Comparison, Whose
from drogowskaz.engine.values import Kind

Weighed = tuple[tuple[int, Fraction], ...]
"""Rows by their places, each with its factor."""


@dataclass(frozen=True)
class Family:
    """A row and the rows under it that follow from it, by how they do."""

    whole: int
    parts: Parts
    members: tuple[int, ...]


@dataclass(frozen=True)
class Copy:
    """A row that must equal the sum of others, outside of its own tree."""

    row: int
    of: tuple[int, ...]


@dataclass(frozen=True)
class Ceiling:
    """Rows whose sum may not pass that of others."""

    rows: tuple[int, ...]
    under: Weighed


@dataclass(frozen=True)
class Plan:
    """`roots` follow from no other row; `families` stand so that a whole comes before the family of its part."""

    roots: tuple[int, ...]
    families: tuple[Family, ...]
    copies: tuple[Copy, ...]
    ceilings: tuple[Ceiling, ...]


@cache
def plan(edition: Edition) -> Plan:
    """The order of filling. Rows of text are left out, and so is what checks say of parts of other rows."""
    rows = [row for row in edition.rows if row.kind is not Kind.TEXT]
    roots = tuple(edition.row_index[row.key] for row in rows if not _follows(row, edition))
    under: dict[tuple[str | None, Parts], list[int]] = {}
    for row in rows:
        if _follows(row, edition):
            under.setdefault((row.parent, row.parts), []).append(edition.row_index[row.key])
    families: list[Family] = []
    waiting = [*roots]
    for whole in waiting:
        key = edition.rows[whole].key
        here = [Family(whole, parts, tuple(under[key, parts])) for parts in Parts if (key, parts) in under]
        families += here
        # A list that grows while it is walked: the tree, level after level.
        waiting += [member for family in here for member in family.members]
    known = {(family.whole, frozenset(family.members)) for family in families}
    copies: list[Copy] = []
    ceilings: list[Ceiling] = []
    for comparison in (found for check in edition.checks for found in _comparisons(check.claim)):
        left, right = (_weighed(side, edition) for side in (comparison.left, comparison.right))
        if left is None or right is None:
            continue
        if comparison.operator == "=":
            either = [copy for copy in (_copy(left, right), _copy(right, left)) if copy is not None]
            copies += [one for one in either if one.row in roots and (one.row, frozenset(one.of)) not in known][:1]
        elif comparison.operator != "!=":
            low, high = (left, right) if comparison.operator in ("<", "<=") else (right, left)
            if _plain(low) and {place for place, _factor in low} <= {*roots}:
                ceilings.append(Ceiling(tuple(place for place, _factor in low), high))
    return Plan(roots, tuple(families), tuple(copies), tuple(ceilings))


def _copy(one: Weighed, other: Weighed) -> Copy | None:
    """That a single row equals the sum of others, if this is what they say."""
    if len(one) > 1 or not _plain(one) or not _plain(other):
        return None
    return Copy(one[0][0], tuple(place for place, _factor in other))


def _plain(rows: Weighed) -> bool:
    return all(factor == 1 for _place, factor in rows)


def _follows(row: Row, edition: Edition) -> bool:
    """Whether the row's number follows from the row above it."""
    return row.parent is not None and edition.row_by_key[row.parent].kind is row.kind


def _comparisons(claim: nodes.Claim) -> Iterator[Comparison]:
    """The comparisons that make a claim true whenever they hold."""
    if isinstance(claim, Comparison):
        yield claim
    elif isinstance(claim, nodes.Both):
        for inner in claim.claims:
            yield from _comparisons(inner)
    elif isinstance(claim, nodes.Implies):
        yield from _comparisons(claim.consequence)


def _weighed(term: nodes.Term, edition: Edition) -> Weighed | None:
    """The rows of a sum of cells of this form in whatever column is asked; None for anything else, for factors below
    zero and for rows of several kinds."""
    parts: tuple[tuple[Fraction | nodes.ParameterRef, nodes.Term], ...] = ((Fraction(1), term),)
    parts = term.parts if isinstance(term, nodes.Sum) else parts
    found = []
    for factor, part in parts:
        plain = isinstance(part, Cell) and part.offset is None and part.whose is Whose.OWN
        if not (plain and isinstance(factor, Fraction) and factor > 0):
            return None
        assert isinstance(part, Cell)
        found.append((edition.row_index[part.row], factor))
    kinds = {edition.rows[place].kind for place, _factor in found}
    return tuple(found) if len(kinds) == 1 else None
