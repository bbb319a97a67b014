"""The parts of two editions that differ, as plain pieces, and how many there are of each sort."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from drogowskaz.engine.editions.schema import Edition, Texts
from drogowskaz.engine.words import _


class Sort(StrEnum):
    """What a piece is a part of the form as."""

    CHAPTER = "chapter"
    TABLE = "table"
    ROW = "row"
    CHECK = "check"


class Change(StrEnum):
    """What became of a piece. MOVED: to another chapter, table or place in it; RENAMED: another label or key;
    CHANGED: anything else that can be seen or computed."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"


SORTS = {
    Sort.CHAPTER: _("chapters"),
    Sort.TABLE: _("tables"),
    Sort.ROW: _("rows"),
    Sort.CHECK: _("checks"),
}
CHANGES = {
    Change.ADDED: _("added"),
    Change.REMOVED: _("removed"),
    Change.MOVED: _("moved"),
    Change.RENAMED: _("renamed"),
    Change.CHANGED: _("changed"),
}


@dataclass(frozen=True)
class Aspect:
    """One thing about a piece that is not the same: its name (a marked source string), before and after."""

    name: str
    change: Change
    before: Texts
    after: Texts


@dataclass(frozen=True)
class Piece:
    """A chapter, table, row or check that differs. `key` and `chapter` are those of the later edition, or of the
    earlier one when it is gone."""

    sort: Sort
    key: str
    chapter: str
    label: Texts
    changes: tuple[Change, ...]
    aspects: tuple[Aspect, ...] = ()


@dataclass(frozen=True)
class Difference:
    """All pieces that differ, in the order of the form, those that are gone last."""

    old: Edition
    new: Edition
    pieces: tuple[Piece, ...]

    @cached_property
    def counts(self) -> dict[Sort, dict[Change, int]]:
        """For each sort how many pieces were added, removed, moved, renamed, changed; a piece may count twice."""
        found = Counter((piece.sort, change) for piece in self.pieces for change in piece.changes)
        return {sort: {change: found[sort, change] for change in Change} for sort in Sort}

    @cached_property
    def chapters(self) -> tuple[tuple[str, Texts, tuple[Piece, ...]], ...]:
        """Number, label and pieces of each chapter with a difference; chapters that are gone come last."""
        labels = {chapter.number: chapter.label for edition in (self.new, self.old) for chapter in edition.chapters}
        labels |= {chapter.number: chapter.label for chapter in self.new.chapters}
        grouped = {number: [piece for piece in self.pieces if piece.chapter == number] for number in labels}
        return tuple((number, labels[number], tuple(found)) for number, found in grouped.items() if found)
