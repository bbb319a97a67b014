"""Two copies of one form: the council's, with every number, and the public one, in which small counts are hidden."""

from dataclasses import dataclass
from enum import StrEnum

from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.words import _


class Copy(StrEnum):
    """For whom a document is made."""

    COUNCIL = "council"
    PUBLIC = "public"


COPIES = {
    Copy.COUNCIL: _("for the council: with every number, not for publication"),
    Copy.PUBLIC: _("public: small counts of people are hidden"),
}


@dataclass(frozen=True)
class Hidden:
    """What a copy does not tell: cells of the form, indicators in a column, whether `silent` checks hold, and the
    numbers of the findings of `numberless` ones.

    `mark` stands in place of a number; the reasons are sentences. With a `refusal` no public copy may be made.
    """

    cells: frozenset[CellKey] = frozenset()
    indicators: frozenset[tuple[str, int]] = frozenset()
    silent: frozenset[tuple[str, int]] = frozenset()
    numberless: frozenset[tuple[str, int]] = frozenset()
    mark: str = ""
    reason: str = ""
    figure_reason: str = ""
    finding_reason: str = ""
    refusal: str = ""


NOTHING_HIDDEN = Hidden()
