"""The board as data for the page that shows it: only what changes while people work."""

import datetime as dt
from collections import Counter
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from drogowskaz.assessments.enums import Intake
from drogowskaz.assessments.queries.intake.board import ERRORS, LATE, Line, every_line
from drogowskaz.territory.models import Unit


def changes(region: Unit, year: int, at: dt.datetime, lang: str) -> dict[str, Any]:
    """The lines by code of the unit, and how many stand where; four queries."""
    lines = every_line(region, year, at, lang)
    counted = Counter(line.state.value for line in lines)
    extra = {LATE: sum(line.late for line in lines), ERRORS: sum(line.errors > 0 for line in lines)}
    return {
        "units": {line.unit.code: _told(line) for line in lines},
        "counts": {one.value: counted[one.value] for one in Intake} | extra,
    }


def _told(line: Line) -> dict[str, Any]:
    return {
        "state": line.state.value,
        "late": line.late,
        "filled": line.filled,
        "errors": line.errors,
        "unexplained": line.unexplained,
        "warnings": line.warnings,
        "touched": moment(line.touched),
    }


def moment(at: dt.datetime | None) -> str:
    """When somebody last wrote, as the page shows it."""
    return date_format(localtime(at), "j.m.Y, H:i") if at else ""
