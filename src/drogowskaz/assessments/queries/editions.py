"""Reading an edition for its pages: how sure its rows are, who can supply them, and what its checks ask."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.checks.formula import formula
from drogowskaz.engine.crosswalk.loader import crosswalk_of
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import SEVERITIES, Chapter, Check, Edition, Row, Severity, Table
from drogowskaz.engine.expressions.nodes import Block, Cell, walk
from drogowskaz.engine.measures import measures
from drogowskaz.engine.words import _, say

NGO_LEVELS = (
    _("take no part"),
    _("inform and comment"),
    _("supply data"),
    _("draft a part"),
    _("are commissioned to draft it"),
)
"""What organisations do for a row, by its level."""


@dataclass(frozen=True)
class ShownEdition:
    """An edition in the list: its rows by level of certainty, in words, and its neighbours in time."""

    edition: Edition
    certainty: tuple[tuple[Certainty, str, int], ...]
    earlier: str | None
    later: tuple[str, ...]


def editions(lang: str) -> tuple[ShownEdition, ...]:
    """Every installed edition."""
    return tuple(shown_edition(edition_named(name), lang) for name in edition_ids())


def shown_edition(edition: Edition, lang: str) -> ShownEdition:
    """One edition."""
    found = Counter(row.certainty for row in edition.rows)
    crosswalk = crosswalk_of(edition.id)
    return ShownEdition(
        edition=edition,
        certainty=tuple((level, say(LABELS[level], lang), found[level]) for level in Certainty if found[level]),
        earlier=crosswalk.old.id if crosswalk else None,
        later=later_editions(edition),
    )


def later_editions(edition: Edition) -> tuple[str, ...]:
    """The editions whose crosswalk starts in this one."""
    crosswalks = [crosswalk_of(name) for name in edition_ids()]
    return tuple(one.new.id for one in crosswalks if one is not None and one.old is edition)


@dataclass(frozen=True)
class ShownDefinition:
    """A row of an edition in words."""

    row: Row
    depth: int
    unit: str
    certainty: str
    ngo: str


@dataclass(frozen=True)
class ShownCheck:
    """A check in words: what it asks, what is said and to be done when it does not hold."""

    check: Check
    severity: Severity
    label: str
    formula: str
    message: str
    instruction: str


def definition(edition: Edition, row: Row, lang: str) -> ShownDefinition:
    """One row."""
    measure = measures().get(row.unit)
    return ShownDefinition(
        row=row,
        depth=edition.tables[row.table].depths[row.key],
        unit=measure.label[lang] if measure else row.unit,
        certainty=say(LABELS[row.certainty], lang),
        ngo=say(NGO_LEVELS[row.ngo], lang),
    )


def blocks(edition: Edition, chapter: Chapter, lang: str) -> tuple[tuple[Table, tuple[ShownDefinition, ...]], ...]:
    """The tables of a chapter with their rows."""
    return tuple((table, tuple(definition(edition, row, lang) for row in table.rows)) for table in chapter.tables)


def checks_of(edition: Edition, tables: Iterable[str], lang: str) -> tuple[ShownCheck, ...]:
    """The checks whose findings are shown in these tables."""
    tables = set(tables)
    return tuple(_shown_check(one, edition, lang) for one in edition.checks if one.table in tables)


def checks_about(edition: Edition, row: Row, lang: str) -> tuple[ShownCheck, ...]:
    """The checks that speak of a row, by itself or with its whole table."""
    return tuple(_shown_check(one, edition, lang) for one in edition.checks if _speaks_of(one, row))


def _speaks_of(check: Check, row: Row) -> bool:
    inside = tuple(walk(check.claim))
    cells = {node.row for node in inside if isinstance(node, Cell)}
    tables = {node.table for node in inside if isinstance(node, Block)}
    return row.key in cells or row.table in tables


def _shown_check(check: Check, edition: Edition, lang: str) -> ShownCheck:
    return ShownCheck(
        check=check,
        severity=check.severity,
        label=say(SEVERITIES[check.severity], lang),
        formula=formula(check, edition, lang),
        message=check.message[lang],
        instruction=check.instruction.get(lang, ""),
    )
