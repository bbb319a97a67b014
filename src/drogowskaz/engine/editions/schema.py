"""An edition of the form, frozen. Everything the program knows about a form comes from here."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.expressions.nodes import Cell, Claim, Term, Whose, walk
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import _

Texts = dict[str, str]
"""A text in each language of the interface, by its code."""


class Parts(StrEnum):
    """How a row belongs to the row above it, as the official explanations define the words.

    ALL („z tego”): all parts are given and add up exactly. SOME („w tym”): not all are given, their sum is not
    above the whole. NONE: overlaps with its sisters, or only stands under it.
    """

    ALL = "all"
    SOME = "some"
    NONE = "none"


class Severity(StrEnum):
    """ERROR blocks signing; JUSTIFY asks for an explanation that travels with the form.

    WARNING and NOTE ask the person to look again.
    """

    ERROR = "error"
    JUSTIFY = "justify"
    WARNING = "warning"
    NOTE = "note"


SEVERITIES = {
    Severity.ERROR: _("error"),
    Severity.JUSTIFY: _("to be explained"),
    Severity.WARNING: _("warning"),
    Severity.NOTE: _("note"),
}


class Stage(StrEnum):
    """When a check is asked: while the form is being filled, or only when it is to be signed (completeness)."""

    ENTRY = "entry"
    SIGN = "sign"


class Measure(StrEnum):
    """Whether a row tells a state on 31 December or something summed over the year."""

    STOCK = "stock"
    FLOW = "flow"
    TEXT = "text"


class Aggregation(StrEnum):
    """How the values of several units become one."""

    SUM = "sum"
    NONE = "none"


SOURCES = {
    "GUS": _("Statistics Poland (GUS)"),
    "SIO": _("the information system of education (SIO)"),
    "CAS": _("reports in CAS"),
    "CAS-MRiPS-03": _("the report MRiPS-03 in CAS"),
    "CAS-other": _("other reports in CAS"),
    "MRiPS-06": _("the report MRiPS-06"),
    "NGO": _("organisations"),
    "budget": _("budget reports of the unit"),
    "own": _("the unit's own data"),
}
"""The systems a row is filled from, by the code that editions use."""


class Missing(StrEnum):
    """What a check does with cells that hold no number.

    SKIP_ANY: a comparison with such a cell is unknown. ZERO_UNLESS_ALL: empty and `x` count as zero, but the check is
    unknown when no cell it speaks of holds a number or a text. ZERO: empty and `x` count as zero. A dot is never
    zero: it makes a comparison unknown.
    """

    SKIP_ANY = "skip-any"
    ZERO_UNLESS_ALL = "zero-unless-all"
    ZERO = "zero"


@dataclass(frozen=True)
class Row:
    """A row of the form. `key` is stable for ever; `number` is the printed one, None where it is not certain.

    `offsets` are its columns, in years from the assessed one. `sensitive` rows tell about people helped: public
    copies suppress their small counts. `ngo` is how far organisations may take part, 0 (none) to 4 (commissioned).
    """

    key: str
    table: str
    number: int | None
    label: Texts
    short: Texts
    unit: str
    kind: Kind
    offsets: tuple[int, ...]
    parent: str | None
    parts: Parts
    source: str
    certainty: Certainty
    basis: str
    ngo: int
    note: Texts
    sensitive: bool = False
    negative: bool = False
    measure: Measure = Measure.STOCK
    aggregation: Aggregation = Aggregation.SUM


@dataclass(frozen=True)
class Table:
    """A block of rows printed together."""

    key: str
    chapter: str
    label: Texts
    rows: tuple[Row, ...]

    @cached_property
    def depths(self) -> dict[str, int]:
        """How deep each row stands in the tree, 0 for those that stand for themselves; parents come before parts."""
        found: dict[str, int] = {}
        for row in self.rows:
            found[row.key] = found[row.parent] + 1 if row.parent in found else 0
        return found


@dataclass(frozen=True)
class Chapter:
    """A chapter of the form; without tables when only its title is known."""

    number: str
    label: Texts
    certainty: Certainty
    note: Texts
    tables: tuple[Table, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for table in self.tables for row in table.rows)


@dataclass(frozen=True)
class Check:
    """What must hold. `message` says what is wrong, `instruction` what to do; `cases` are inputs that pass and fail.

    `table` and `row` are where its findings are shown; `row` is None when a whole block is meant.
    `generated` checks follow from the row tree and have no text of their own.
    """

    id: str
    claim: Claim
    missing: Missing
    severity: Severity
    message: Texts
    instruction: Texts
    basis: str
    table: str
    row: str | None
    offsets: tuple[int, ...]
    generated: bool = False
    passing: str = ""
    failing: str = ""
    stage: Stage = Stage.ENTRY


class Direction(StrEnum):
    """How a higher value is to be read: a heavier load, a stronger resource, or neither without a closer look."""

    HEAVIER = "higher-heavier"
    STRONGER = "higher-stronger"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Indicator:
    """A ratio of cells: `factor` × numerator / denominator, shown in `unit` with `decimals` places.

    `group` is one of `editions.indicators.GROUPS`; `norm` may be empty; `offsets` are the columns its cells share.
    """

    id: str
    group: str
    label: Texts
    numerator: Term
    denominator: Term
    factor: Fraction
    unit: Texts
    decimals: int
    direction: Direction
    norm: Texts
    meaning: Texts
    certainty: Certainty
    basis: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Edition:
    """One published version of the form for one level of unit, for the assessed years it was used in.

    Two editions are the same only when they are the same object: loading is cached by folder.
    """

    id: str
    level: Level
    years: tuple[int, ...]
    label: Texts
    basis: str
    chapters: tuple[Chapter, ...]
    checks: tuple[Check, ...]
    largest: dict[Kind, int]
    rows: tuple[Row, ...] = field(default=())
    indicators: tuple[Indicator, ...] = ()

    @cached_property
    def row_by_key(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    @cached_property
    def row_index(self) -> dict[str, int]:
        """Where each row stands in the arrays of a sheet."""
        return {row.key: place for place, row in enumerate(self.rows)}

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """All columns any row has, in order; the second axis of a sheet."""
        return tuple(sorted({offset for row in self.rows for offset in row.offsets}))

    @cached_property
    def offset_index(self) -> dict[int, int]:
        return {offset: place for place, offset in enumerate(self.offsets)}

    @cached_property
    def tables(self) -> dict[str, Table]:
        return {table.key: table for chapter in self.chapters for table in chapter.tables}

    @cached_property
    def row_by_print(self) -> dict[str, Row]:
        """Rows by `chapter/number` as printed, where the number is certain."""
        return {
            f"{chapter.number}/{row.number}": row
            for chapter in self.chapters
            for row in chapter.rows
            if row.number is not None
        }

    @cached_property
    def whose(self) -> frozenset[Whose]:
        """Whose forms the checks ask about."""
        inside = (node for check in self.checks for node in walk(check.claim))
        return frozenset(node.whose for node in inside if isinstance(node, Cell))

    @cached_property
    def planes(self) -> tuple[Whose, ...]:
        """The forms that the checks read, this one first: the outermost order of the arrays."""
        return (Whose.OWN, *(whose for whose in (Whose.LAST, Whose.CHILDREN) if whose in self.whose))

    @cached_property
    def indicator_by_id(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def check_by_id(self) -> dict[str, Check]:
        return {check.id: check for check in self.checks}

    def chapter_of(self, row: Row) -> Chapter:
        return next(chapter for chapter in self.chapters if chapter.number == self.tables[row.table].chapter)
