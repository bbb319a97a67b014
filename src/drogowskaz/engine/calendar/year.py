"""The calendar of one assessed year: the day of every date, with the sentences that say how it was found."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drogowskaz.engine.calendar.days import (
    day_text,
    is_working,
    last_of_month,
    month_text,
    weekday_text,
    working_days_on,
    working_from,
    working_until,
)
from drogowskaz.engine.calendar.loader import date_rules
from drogowskaz.engine.calendar.rules import Binding, DateRule, Fixed, Move
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _, count, plural, say

YEARS = (
    _("{day}, in the assessed year itself."),
    _("{day}, in the year after the assessed one."),
    _("{day}, two years after the assessed one."),
    _("{day}, three years after the assessed one."),
)
LENGTHS = {
    False: plural("{n} day", "{n} days"),
    True: plural("{n} working day", "{n} working days"),
}


@dataclass(frozen=True)
class Planned:
    """A date of the calendar. `nominal` is the day before moving off days off; `after` the date it is counted from,
    with `after_is_local` when that one was set by the unit instead of computed."""

    rule: DateRule
    day: dt.date
    nominal: dt.date
    after: "Planned | None" = None
    after_day: dt.date | None = None

    def how(self, lang: str) -> str:
        """How the day was computed: the rule, the day of the week, and whether it moved and why."""
        said = [self._rule(lang), weekday_text(self.nominal, lang)]
        if self.day != self.nominal:
            said.append(self._moved(lang))
        elif not is_working(self.day):
            said.append(self._kept(lang))
        return " ".join(said)

    def _rule(self, lang: str) -> str:
        when = self.rule.when
        if isinstance(when, Fixed):
            if when.day == 0:
                return say(_("The last working day of {month}."), lang, month=month_text(self.nominal, lang))
            return say(YEARS[when.year], lang, day=day_text(self.nominal, lang))
        assert self.after is not None, "counted from another date"
        assert self.after_day is not None, "and from its day"
        params = {
            "length": count(LENGTHS[when.working], abs(when.days), lang),
            "date": self.after.rule.label[lang],
            "day": day_text(self.after_day, lang),
        }
        after, before = _("{length} after the date “{date}” ({day})."), _("{length} before the date “{date}” ({day}).")
        said = say(after if when.days >= 0 else before, lang, **params)
        if self.after_day != self.after.day:
            said += " " + say(_("That date was set locally, so this one follows it."), lang)
        return said

    def _moved(self, lang: str) -> str:
        later, earlier = _("Moved to the next working day, {day}."), _("Moved to the working day before, {day}.")
        said = say(later if self.day > self.nominal else earlier, lang, day=day_text(self.day, lang))
        basis = self.rule.move_basis.get(lang)
        return f"{said} {basis}" if basis else said

    def _kept(self, lang: str) -> str:
        """A day off stays where it is; a date set by law with a warning, because nobody should count on more."""
        if self.rule.binding is not Binding.STATUTORY:
            return say(_("It stays although it is not a working day."), lang)
        message = _(
            "The provision does not say that it moves off a day off (to be checked), so the last working day before "
            "it is safe: {day}."
        )
        return say(message, lang, day=day_text(working_until(self.day), lang))


def calendar_of(
    level: Level,
    year: int,
    local: Mapping[str, dt.date] | None = None,
    rules: Iterable[DateRule] | None = None,
) -> tuple[Planned, ...]:
    """The dates of a level for an assessed year, by day. Those counted from a date in `local` follow the local day.

    The days given are the computed ones also for dates in `local`: who shows them shows both.
    """
    local = local or {}
    found: dict[str, Planned] = {}
    for rule in date_rules() if rules is None else rules:
        if rule.holds(level, year):
            found[rule.key] = _planned(rule, year, found, local)
    return tuple(sorted(found.values(), key=lambda one: one.day))


def _planned(rule: DateRule, year: int, found: Mapping[str, Planned], local: Mapping[str, dt.date]) -> Planned:
    when = rule.when
    if isinstance(when, Fixed):
        nominal = _fixed(when, year)
        return Planned(rule, _off_days_off(nominal, rule.move), nominal)
    after = found[when.to]
    start = local.get(when.to, after.day)
    nominal = working_days_on(start, when.days) if when.working else start + dt.timedelta(days=when.days)
    return Planned(rule, _off_days_off(nominal, rule.move), nominal, after, start)


def _fixed(when: Fixed, year: int) -> dt.date:
    if when.day == 0:
        return working_until(last_of_month(year + when.year, when.month))
    return dt.date(year + when.year, when.month, when.day)


def _off_days_off(day: dt.date, move: Move) -> dt.date:
    match move:
        case Move.NEXT:
            return working_from(day)
        case Move.PREVIOUS:
            return working_until(day)
    return day
