"""The day by which a draft is to come: which dates of the calendar it can be, and how it was set."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.assessments.queries.texts import CONCLUSIONS
from drogowskaz.engine.words import _, say
from drogowskaz.participation.models import DraftingTask

USUAL = "annexe_checked"
"""A draft comes when the data of organisations are taken in, so that two weeks are left before the consultation."""
USUAL_OF_CONCLUSIONS = "recommendations"
"""Conclusions are written after the workshop on the joint diagnosis."""
_FROM_CALENDAR = _("The date of the calendar: {label}.")
_CHOSEN = _("Chosen by hand: {why}")


def usual_key(chapter: str) -> str:
    """The date of the calendar a task in this chapter takes when nobody chooses another."""
    return USUAL_OF_CONCLUSIONS if chapter == CONCLUSIONS else USUAL


def dates_of(cycle: Cycle, lang: str, at: dt.datetime) -> tuple[ShownDate, ...]:
    """The calendar of the cycle, with the days its unit chose; one query."""
    return shown_calendar(level(cycle.unit), cycle.year, lang, today=localdate(at), local=list(cycle.local_dates.all()))


def days_of(cycle: Cycle) -> dict[str, dt.date]:
    """The day of every date that holds in the cycle, by its name; one query."""
    known = shown_calendar(level(cycle.unit), cycle.year, "pl", today=dt.date.min, local=list(cycle.local_dates.all()))
    return {one.key: one.day for one in known}


def how_set(task: DraftingTask, lang: str) -> str:
    """How the day of a task was set, in words."""
    if not task.deadline_key:
        return say(_CHOSEN, lang, why=task.deadline_note)
    known = shown_calendar(level(task.cycle.unit), task.cycle.year, lang, today=task.deadline)
    label = next((one.label for one in known if one.key == task.deadline_key), task.deadline_key)
    return say(_FROM_CALENDAR, lang, label=label)
