"""Working days and days off in Poland, and days in words."""

import datetime as dt
from functools import cache

import holidays
from babel.dates import format_date

from drogowskaz.engine.words import _, say

SATURDAY = 5
_NAMES = {"pl": "pl", "en": "en_US"}
"""The languages of the library of public holidays, by those of the interface."""

WEEKDAYS = (
    _("It is a Monday."),
    _("It is a Tuesday."),
    _("It is a Wednesday."),
    _("It is a Thursday."),
    _("It is a Friday."),
    _("It is a Saturday."),
    _("It is a Sunday."),
)


@cache
def _public_holidays(year: int, lang: str) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("PL", years=year, language=_NAMES[lang]))


def holiday(day: dt.date, lang: str) -> str | None:
    """The name of the public holiday on this day, or None. 24 December is one since 2025."""
    return _public_holidays(day.year, lang).get(day)


def is_working(day: dt.date) -> bool:
    """Neither a Saturday or Sunday nor a public holiday."""
    return day.weekday() < SATURDAY and holiday(day, "pl") is None


def working_from(day: dt.date) -> dt.date:
    """The day itself when it is a working day, otherwise the next one that is."""
    while not is_working(day):
        day += dt.timedelta(days=1)
    return day


def working_until(day: dt.date) -> dt.date:
    """The day itself when it is a working day, otherwise the last one before it that is."""
    while not is_working(day):
        day -= dt.timedelta(days=1)
    return day


def working_days_on(day: dt.date, number: int) -> dt.date:
    """The day that is so many working days later, or earlier when `number` is negative."""
    step = dt.timedelta(days=1 if number > 0 else -1)
    for _time in range(abs(number)):
        day += step
        while not is_working(day):
            day += step
    return day


def last_of_month(year: int, month: int) -> dt.date:
    """The last day of a month, whatever day it is."""
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return after - dt.timedelta(days=1)


def day_text(day: dt.date, lang: str) -> str:
    """`30 kwietnia 2027`, in English `30 April 2027`; no line breaks inside."""
    return format_date(day, "d MMMM y", locale=lang).replace(" ", "\N{NO-BREAK SPACE}")


def month_text(day: dt.date, lang: str) -> str:
    """`lutego 2027`, in English `February 2027`."""
    return format_date(day, "MMMM y", locale=lang).replace(" ", "\N{NO-BREAK SPACE}")


def weekday_text(day: dt.date, lang: str) -> str:
    """What day of the week it is, and which holiday falls on it, as sentences."""
    said = say(WEEKDAYS[day.weekday()], lang)
    name = holiday(day, lang)
    if name is None:
        return said
    free = say(_("It is a public holiday: {name}."), lang, name=name)
    return f"{said} {free}"
