"""One date of the calendar as a rule: when it falls, for whom, on what basis and how sure we are of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _

Texts = dict[str, str]
"""A text in each language of the interface."""


class Binding(StrEnum):
    """What makes a date binding: the law, a resolution or letter of the place, a known custom, or our proposal."""

    STATUTORY = "statutory"
    LOCAL = "local"
    CONVENTION = "convention"
    OURS = "ours"


BINDINGS = {
    Binding.STATUTORY: _("set by law"),
    Binding.LOCAL: _("set locally"),
    Binding.CONVENTION: _("customary, not law"),
    Binding.OURS: _("proposed by Drogowskaz"),
}


class Move(StrEnum):
    """What happens to a day that is not a working day."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class Fixed:
    """A day of a month; `day` 0 means the last working day of it. `year` counts from the assessed year."""

    day: int
    month: int
    year: int


@dataclass(frozen=True)
class Relative:
    """So many days, or `working` days, after the date `to`; a negative number means before it."""

    to: str
    days: int
    working: bool = False


@dataclass(frozen=True)
class DateRule:
    """A date of the calendar of these `levels`, for assessed years from `since` to `until` (None = open).

    `move_basis` says why the day moves off days off; without it a date set by law never moves. `source` tells where
    the rule was read; `note` what a person should know beside it.
    """

    key: str
    label: Texts = field(hash=False)
    levels: tuple[Level, ...]
    when: Fixed | Relative
    move: Move
    move_basis: Texts = field(hash=False)
    binding: Binding
    basis: Texts = field(hash=False)
    certainty: Certainty
    source: str
    note: Texts = field(hash=False)
    since: int | None
    until: int | None

    def holds(self, level: Level, year: int) -> bool:
        """Whether it is a date of this level's calendar for the assessed year."""
        return (
            level in self.levels
            and (self.since is None or self.since <= year)
            and (self.until is None or year <= self.until)
        )
