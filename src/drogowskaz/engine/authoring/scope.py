"""Which lines of a shared table belong to one kind of unit and one assessed year."""

from dataclasses import dataclass

from drogowskaz.engine.authoring.spreadsheet import Record
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _


@dataclass(frozen=True)
class Scope:
    """The edition being made: for units of `level`, for the assessed `year`."""

    level: Level
    year: int

    def levels(self, record: Record, column: str, problems: list[Problem]) -> bool:
        """Whether `gmina|city` names our level."""
        known = [level.value for level in Level]
        named = [word.strip() for word in record[column].split("|")]
        for word in named:
            if word not in known:
                message = _("“{word}” is not a kind of unit. Write some of these with | between them: {known}.")
                problems.append(record.problem(message, column, word=word, known=", ".join(known)))
        return self.level.value in named

    def years(self, record: Record, problems: list[Problem]) -> bool:
        """Whether our year lies between the columns `since` and `until`, both included; empty means open."""
        since, until = record.whole("since", problems), record.whole("until", problems)
        if since is not None and until is not None and until < since:
            problems.append(record.problem(_("The row ends before it begins."), "until"))
        return (since is None or since <= self.year) and (until is None or self.year <= until)
