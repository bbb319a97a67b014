"""What is wrong with a file, said to a person: what, where and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from drogowskaz.engine.words import _, count, plural, say

SHOWN = 40
MORE = plural("… and {n} more problem of this kind.", "… and {n} more problems of this kind.")


@dataclass(frozen=True)
class Place:
    """Where in a file: `line` counts from 1; `column` is a column's name or number, as the person sees it.

    With `sheet`, a place in a workbook: `line` is then the row of that sheet and `column` its letters.
    """

    file: str
    line: int | None = None
    column: str | int | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Problem:
    """One thing that makes input unusable. `message` is a marked source string; `params` fill its names."""

    message: str
    place: Place | None = None
    params: dict[str, Any] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """`file, line 3, column “value”: what happened and what to do.`"""
        text = say(self.message, lang, **self.params)
        if self.place is None:
            return text
        where = [self.place.file]
        if self.place.sheet is not None:
            where.append(say(_("sheet “{sheet}”"), lang, sheet=self.place.sheet))
        if self.place.line is not None:
            line = _("line {line}") if self.place.sheet is None else _("row {line}")
            where.append(say(line, lang, line=self.place.line))
        if self.place.column is not None:
            where.append(say(_("column “{column}”"), lang, column=self.place.column))
        return f"{', '.join(where)}: {text}"


class Unusable(Exception):
    """Input that cannot be read at all, with every problem found in it. Nothing of it was kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.report("en"))

    def report(self, lang: str) -> str:
        """All problems, a line each; past the first few, only their number."""
        lines = [problem.sentence(lang) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(count(MORE, len(self.problems) - SHOWN, lang))
        return "\n".join(lines)


def unusable(message: str, place: Place | None = None, **params: Any) -> Unusable:
    """The exception for a single problem."""
    return Unusable([Problem(message, place, params)])
