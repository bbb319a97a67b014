"""The statutory norm for social workers of a centre: dated parameters of the law against the cells of a sheet.

A centre employs social workers in proportion to the inhabitants or to the families that social work reaches, and
never fewer than a least number. Enough by either proportion is enough.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.checks.sentences import row_name
from drogowskaz.engine.indicators import cell_state, exact_text
from drogowskaz.engine.parameters import Parameter, parameters, value_on
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import State
from drogowskaz.engine.words import _, say

CENTRES = (Level.GMINA, Level.CITY)
"""The levels whose units keep a centre; the norm does not speak of the powiat's own staff."""
POSTS, PERSONS = "staff.social_workers.fte", "staff.social_workers.persons"
RESIDENTS, FAMILIES = "population.total", "social_work.families"


class Verdict(StrEnum):
    """What can be said of a norm."""

    MET = "met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"


VERDICTS = {
    Verdict.MET: _("The statutory norm is met."),
    Verdict.NOT_MET: _("The statutory norm is not met."),
    Verdict.UNKNOWN: _("Whether the statutory norm is met cannot be said."),
}
ENOUGH = _("by {row} ({amount}, one post for {limit}) {needed} posts are needed, {had} filled: enough")
TOO_FEW = _("by {row} ({amount}, one post for {limit}) {needed} posts are needed, {had} filled: too few")
ENOUGH_PERSONS = _("at least {limit} persons are needed in any case, {had} employed: enough")
TOO_FEW_PERSONS = _("at least {limit} persons are needed in any case, {had} employed: too few")


@dataclass(frozen=True)
class Requirement:
    """One sentence of the norm: `had` social workers against `needed`. None where a cell or the parameter `code` is
    not known; `row` is what the need is counted from, nothing for the least number."""

    code: str
    row: str
    parameter: Parameter | None
    amount: Fraction | None
    had: Fraction | None

    @property
    def needed(self) -> Fraction | None:
        """Full-time posts in proportion to `amount`, or the least number of persons."""
        if self.parameter is None or not self.parameter.value:
            return None
        if not self.row:
            return self.parameter.value
        return None if self.amount is None else self.amount / self.parameter.value

    @property
    def holds(self) -> bool | None:
        return None if self.had is None or self.needed is None else self.had >= self.needed


@dataclass(frozen=True)
class Staffing:
    """The norm for one column of a sheet."""

    sheet: Sheet
    offset: int
    by_residents: Requirement
    by_families: Requirement
    least: Requirement

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return self.by_residents, self.by_families, self.least

    @property
    def verdict(self) -> Verdict:
        either = (self.by_residents.holds, self.by_families.holds)
        proportion = True if True in either else None if None in either else False
        if False in (proportion, self.least.holds):
            return Verdict.NOT_MET
        return Verdict.UNKNOWN if None in (proportion, self.least.holds) else Verdict.MET

    @property
    def basis(self) -> tuple[str, ...]:
        """Where the numbers of the law stand, each once."""
        return tuple(dict.fromkeys(one.parameter.basis for one in self.requirements if one.parameter))

    @property
    def certainty(self) -> Certainty:
        """That of its least certain number."""
        levels = [one.parameter.certainty for one in self.requirements if one.parameter]
        return max(levels, key=[*Certainty].index, default=Certainty.WORKING)

    def arithmetic(self, lang: str) -> tuple[str, ...]:
        """What each requirement asks for and what there is; each part could stand in a sentence."""
        return tuple(_said(one, self.sheet, self.offset, lang) for one in self.requirements)

    def sentence(self, lang: str) -> str:
        """The verdict with its arithmetic."""
        said = "; ".join(self.arithmetic(lang))
        return f"{say(VERDICTS[self.verdict], lang)} {said[:1].upper()}{said[1:]}."


def staffing(sheet: Sheet, offset: int = 0, known: tuple[Parameter, ...] | None = None) -> Staffing | None:
    """The norm as it stood on 31 December of the column's year; None where the form does not ask for what it needs."""
    rows = sheet.edition.row_by_key
    asked = all(key in rows and offset in rows[key].offsets for key in (POSTS, PERSONS, RESIDENTS, FAMILIES))
    if sheet.edition.level not in CENTRES or not asked:
        return None
    day = dt.date(sheet.year + offset, 12, 31)
    law = parameters() if known is None else known

    def requirement(code: str, row: str, have: str) -> Requirement:
        return Requirement(
            code, row, value_on(code, day, law), _number(sheet, row, offset), _number(sheet, have, offset)
        )

    return Staffing(
        sheet=sheet,
        offset=offset,
        by_residents=requirement("SW_INHABITANTS", RESIDENTS, POSTS),
        by_families=requirement("SW_FAMILIES", FAMILIES, POSTS),
        least=requirement("SW_MIN", "", PERSONS),
    )


def _number(sheet: Sheet, row: str, offset: int) -> Fraction | None:
    value = sheet.value(row, offset)
    if value.state is not State.VALUE:
        return None
    return Fraction(value.number, sheet.edition.row_by_key[row].kind.scale)


def _said(one: Requirement, sheet: Sheet, offset: int, lang: str) -> str:
    if one.parameter is None:
        message = _("the parameter {code} is not known for {year}")
        return say(message, lang, code=one.code, year=sheet.year + offset)
    limit = exact_text(one.parameter.value, lang)
    if one.had is None or one.needed is None:
        asked = (POSTS, one.row) if one.row else (PERSONS,)
        return "; ".join(cell_state((row, offset), sheet, lang) for row in asked if _number(sheet, row, offset) is None)
    had = exact_text(one.had, lang)
    if one.amount is None:
        return say(ENOUGH_PERSONS if one.holds else TOO_FEW_PERSONS, lang, limit=limit, had=had)
    row = row_name(sheet.edition.row_by_key[one.row], lang)
    amount, needed = exact_text(one.amount, lang), exact_text(_rounded_up(one.needed), lang)
    message = ENOUGH if one.holds else TOO_FEW
    return say(message, lang, row=row, amount=amount, had=had, needed=needed, limit=limit)


def _rounded_up(posts: Fraction) -> Fraction:
    """To the hundredths in which posts are filled in: as many are enough as before, so the words stay true."""
    return Fraction(ceil(posts * 100), 100)
