"""How a consultation was run, and what councils said, as facts in words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate

from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.participation.enums.consultation import OpinionKind
from drogowskaz.participation.queries.opinion import CONVENTION

OPEN = _("from {first} to {last}, {days}")
LASTED = plural("{n} day", "{n} days")
VOLUNTARY = _("voluntary: no provision asks for it")


def facts_of(run: Mapping[str, Any], lang: str) -> tuple[tuple[str, str], ...]:
    """Names of facts with the facts; the language has to be active for the days. What was left empty is left out."""
    lasted = count(LASTED, run["days"], lang)
    host = ", ".join(part for part in (run["host"], run["contact"]) if part)
    announced = dt.datetime.fromisoformat(run["announced_at"]) if run["announced_at"] else None
    told = [
        (_("Purpose"), run["purpose"]),
        (_("Announced"), date_format(localdate(announced), "j E Y") if announced else ""),
        (
            _("Open for contributions"),
            say(OPEN, lang, first=_day(run["opens_on"]), last=_day(run["closes_on"]), days=lasted),
        ),
        *((_("Extended"), _extended(one, lang)) for one in run["extensions"]),
        (_("Shorter than the standard, because"), run["short_reason"]),
        (_("Basis"), run["basis"] or say(VOLUNTARY, lang)),
        (_("Person to ask"), host),
        (_("What could be changed"), run["can_change"]),
        (_("What could not"), run["fixed"]),
        (_("Without the internet"), run["offline"]),
    ]
    return tuple((say(name, lang), text) for name, text in told if text)


def _extended(one: Mapping[str, str], lang: str) -> str:
    form = _("from {before} to {last}: {reason}")
    return say(form, lang, before=_day(one["before"]), last=_day(one["closes_on"]), reason=one["reason"])


def council_told(one: Mapping[str, str], day: dt.date, lang: str) -> str:
    """A council's clock and what it said by this day, with what the clock rests on. Silence is told without blame."""
    dates = {"delivered": _day(one["delivered_on"]), "due": _day(one["due_on"])}
    if one["received_on"]:
        form = _("{what}. It got the draft on {delivered}; the opinion came on {day}.")
        said = say(form, lang, what=_begun(str(OpinionKind(one["kind"]).label)), day=_day(one["received_on"]), **dates)
    elif dt.date.fromisoformat(one["due_on"]) < day:
        form = _("It got the draft on {delivered} and gave no opinion within the agreed time, to {due}.")
        said = say(form, lang, **dates)
    else:
        form = _("It got the draft on {delivered}; its opinion is waited for until {due}.")
        said = say(form, lang, **dates)
    return f"{said} {say(CONVENTION, lang)}"


def _day(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j E Y")


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
