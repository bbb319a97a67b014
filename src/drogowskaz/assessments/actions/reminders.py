"""Reminders to those who hold a dated duty: on from the start, once for each step, newest step only."""

import datetime as dt
import logging

from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from drogowskaz.assessments.queries.duties import Duty, Team, duties_after
from drogowskaz.notifications.actions import post
from drogowskaz.notifications.formats import whole_address
from drogowskaz.notifications.models import DutyReminder
from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.models import User

logger = logging.getLogger(__name__)

OVERDUE = 14
"""The step, in days after the day, at which whoever looks after the unit is told instead of its holders."""
STEPS = (-7, -1, 1, OVERDUE)
FORGOTTEN = 30
"""Days after the last step from which nobody is reminded any more: a form of years ago is no news."""
MORNING = 7
"""The hour at which a day of reminders begins."""
AT_A_TIME = 200
"""Forms looked at together; the whole country takes fifteen rounds."""


def remind(*, at: dt.datetime) -> int:
    """Write the reminders that are due. Returns of how many duties people were told now; a second run tells none."""
    today = (localtime(at) - dt.timedelta(hours=MORNING)).date()
    told, last = 0, 0
    while batch := duties_after(last, at=at, size=AT_A_TIME):
        last = batch.last
        for duty in batch.duties:
            step = due_step(duty, today)
            if step is not None:
                told += _tell(duty, step, batch.teams[duty.form.pk], today, at)
    return told


def due_step(duty: Duty, today: dt.date) -> int | None:
    """The newest step whose day has come, unless it or a later one was told. Steps before the duty do not count."""
    came = [step for step in STEPS if duty.since <= duty.day + dt.timedelta(days=step) <= today]
    if not came or any(step >= came[-1] for step in duty.told):
        return None
    return came[-1] if today <= duty.day + dt.timedelta(days=OVERDUE + FORGOTTEN) else None


def _tell(duty: Duty, step: int, team: Team, today: dt.date, at: dt.datetime) -> bool:
    """Tell the people of one duty. A step for which there is nobody waits for somebody."""
    people = team.supervisors if step == OVERDUE else team.holders
    if not people:
        return False
    try:
        with transaction.atomic():
            DutyReminder.objects.create(duty=duty.path, day=duty.day, step=step, told_at=at)
            for person in people:
                _write(duty, step, team, person, today, at)
    except IntegrityError:
        # Another worker told it in the same moment.
        return False
    except (ValidationError, BadHeaderError):
        logger.exception("A reminder could not be written: %s", duty.path)
        return False
    return True


def _write(duty: Duty, step: int, team: Team, person: User, today: dt.date, at: dt.datetime) -> None:
    language, rule = language_of(person), duty.planned.rule
    local = duty.day != duty.planned.day
    post(
        event="assessments.duty_overdue" if step == OVERDUE else "assessments.duty",
        thing=f"{duty.path} {duty.day} {step:+d}",
        at=at,
        recipient=person,
        context={
            "path": duty.path,
            "unit": duty.form.unit,
            "year": duty.form.year,
            "label": rule.label[language],
            "day": duty.day,
            "left": (duty.day - today).days,
            # Where the computed day is the plain one of the rule, its basis says enough.
            "how": "" if local or duty.day == duty.planned.nominal else duty.planned.how(language),
            "basis": rule.basis[language],
            "local": local,
            "administered": team.administered,
            "link": whole_address("assessments:entry", duty.form.unit.code, duty.form.year, language=language),
        },
    )
