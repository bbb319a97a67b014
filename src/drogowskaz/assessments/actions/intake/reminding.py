"""Reminding many units of their forms at once, each at most once a day."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Reminder
from drogowskaz.assessments.permissions import may_use_desk
from drogowskaz.assessments.queries.intake.board import Line, every_line
from drogowskaz.assessments.queries.intake.reminders import Reached, preview
from drogowskaz.audit.actions import record
from drogowskaz.documents.plain import plain
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse, too_long
from drogowskaz.notifications.actions import post
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.territory.models import Unit

LONGEST_TEXT = 1000
EVENT = "assessments.form_reminded"
_NOBODY = _("No unit was chosen, so nobody was written to.")


@dataclass(frozen=True)
class Reminded:
    """What a reminder did. `nobody` are units without a person with an account: the reminder is written down, and they
    are to be reached by letter or telephone. `again` were reminded today before."""

    units: int
    letters: int
    nobody: tuple[Unit, ...]
    again: tuple[Unit, ...]


@transaction.atomic
def remind(
    *,
    region: Unit,
    year: int,
    codes: Iterable[str],
    text: str,
    actor: Actor,
    at: dt.datetime,
    link: Callable[[Unit], str],
) -> Reminded:
    """Write to the people of these units whose work the form is. A unit that was reminded today is passed over, also
    when two people press the button at once. The letters tell no number of the form. Raises Refused."""
    wanted, text = set(codes), plain(text).strip()
    lines = [line for line in every_line(region, year, at, "pl") if line.unit.code in wanted]
    refuse(
        may_use_desk(actor, region, at),
        Refusal(_NOBODY) if not lines else None,
        too_long(text, LONGEST_TEXT),
    )
    found = preview(lines, year, at)
    again = [line.unit for line in found.again]
    nobody, units, letters = [], 0, 0
    for one in (*found.reached, *(Reached(line, ()) for line in found.nobody)):
        if not _written_down(one, year, text, actor, at):
            again.append(one.line.unit)
            continue
        units += 1
        letters += sum(_write(one.line, person, (region, year), text, at, link) for person in one.people)
        if not one.people:
            nobody.append(one.line.unit)
    if units:
        record(actor=person_of(actor), verb="intake.reminded", thing=region, at=at, year=year, units=units)
    return Reminded(units, letters, tuple(nobody), tuple(again))


def _written_down(one: Reached, year: int, text: str, actor: Actor, at: dt.datetime) -> bool:
    """Whether this is the first reminder of the unit today."""
    try:
        with transaction.atomic():
            Reminder.objects.create(
                unit=one.line.unit,
                year=year,
                day=localdate(at),
                text=text,
                people=len(one.people),
                at=at,
                by=person_of(actor),
            )
    except IntegrityError:
        return False
    return True


def _write(
    line: Line, person: User, about: tuple[Unit, int], text: str, at: dt.datetime, link: Callable[[Unit], str]
) -> bool:
    region, year = about
    context = {
        "unit": line.unit,
        "region": region,
        "due": line.due.day,
        "late": line.late,
        "text": text,
        "link": link(line.unit),
    }
    thing = f"unit:{line.unit.pk}:{year}:{localdate(at)}"
    return post(event=EVENT, thing=thing, at=at, recipient=person, context=context) is not None
