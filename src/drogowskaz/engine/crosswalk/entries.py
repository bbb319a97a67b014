"""One step of the crosswalk: from a year on, this row is that row, and why."""

from dataclasses import dataclass, field
from enum import StrEnum

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Texts
from drogowskaz.engine.problems import Place
from drogowskaz.engine.words import _


class Relation(StrEnum):
    """How rows before a year and from it on belong together.

    SAME, RENAMED (another key) and MOVED (another chapter or table) join one row with one. A SPLIT is one row
    before and several after, one entry for each; MERGED the other way round.
    """

    SAME = "same"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    REMOVED = "removed"


RELATIONS = {
    Relation.SAME: _("the same row"),
    Relation.RENAMED: _("renamed"),
    Relation.MOVED: _("moved"),
    Relation.SPLIT: _("divided"),
    Relation.MERGED: _("joined with others"),
    Relation.NEW: _("new"),
    Relation.REMOVED: _("removed"),
}


@dataclass(frozen=True)
class Entry:
    """A step. `year` is the first assessed year for which it holds; `breaks`: numbers on its two sides cannot be
    compared, though the row goes on (another source, another definition)."""

    old: str | None
    new: str | None
    relation: Relation
    year: int
    reason: Texts = field(hash=False)
    breaks: bool = False
    certainty: Certainty = Certainty.WORKING
    place: Place | None = field(default=None, compare=False)

    @property
    def cuts(self) -> bool:
        """A series must show a break here."""
        return self.breaks or self.relation in (Relation.SPLIT, Relation.MERGED, Relation.REMOVED)
