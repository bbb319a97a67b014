"""Whom a reminder would reach: the units that were chosen, their people, and those with nobody to write to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import Intake
from drogowskaz.assessments.models import Reminder
from drogowskaz.assessments.queries.intake.board import Line
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.territory.models import Unit

ON_DUTY = (Role.DATA_EDITOR, Role.APPROVER, Role.TENANT_ADMIN)
"""Whose work a form is, or who gives that work to somebody."""
TO_DO = (
    Intake.UNOPENED,
    Intake.WORK,
    Intake.SUSPENDED,
    Intake.CLOSED,
    Intake.SIGNED,
    Intake.RETURNED,
    Intake.CORRECTION,
)
"""States in which something is left for the unit to do."""


@dataclass(frozen=True)
class Reached:
    """A unit with the people who would be written to."""

    line: Line
    people: tuple[User, ...]


@dataclass(frozen=True)
class Preview:
    """What a reminder would do. `nobody` have no person with an account; `again` were reminded today already; `done`
    have nothing left to do."""

    reached: tuple[Reached, ...]
    nobody: tuple[Line, ...]
    again: tuple[Line, ...]
    done: tuple[Line, ...]

    @property
    def people(self) -> int:
        """How many letters would leave; a person with two of the units gets two."""
        return sum(len(one.people) for one in self.reached)


def preview(lines: Iterable[Line], year: int, at: dt.datetime) -> Preview:
    """Two queries, whatever the number of units."""
    lines = list(lines)
    open_ones = [line for line in lines if line.state in TO_DO]
    today = Reminder.objects.filter(year=year, day=localdate(at), unit__in=[line.unit for line in open_ones])
    told = set(today.values_list("unit_id", flat=True))
    waiting = [line for line in open_ones if line.unit.pk not in told]
    people = on_duty([line.unit for line in waiting], year, at)
    return Preview(
        reached=tuple(Reached(line, people[line.unit.pk]) for line in waiting if people[line.unit.pk]),
        nobody=tuple(line for line in waiting if not people[line.unit.pk]),
        again=tuple(line for line in open_ones if line.unit.pk in told),
        done=tuple(line for line in lines if line.state not in TO_DO),
    )


def on_duty(units: Collection[Unit], year: int, at: dt.datetime) -> dict[int, tuple[User, ...]]:
    """The people of each unit whose work its form is, by key of the unit, each once; one query."""
    held = Grant.objects.in_force(at).filter(
        Q(reach=Reach.UNIT) | Q(reach=Reach.CYCLE, year=year), role__in=ON_DUTY, person__is_active=True,
        unit__code__startswith=_region(units),
    )  # fmt: skip
    by_place: dict[str, dict[int, User]] = defaultdict(dict)
    for grant in held.select_related("person", "unit").order_by("person__name", "pk"):
        assert grant.unit is not None, "a grant for a unit or its year names the unit"
        by_place[grant.unit.code[:GMINA_DIGITS]][grant.person_id] = grant.person
    return {unit.pk: tuple(by_place[unit.code[:GMINA_DIGITS]].values()) for unit in units}


def _region(units: Collection[Unit]) -> str:
    """The digits all the units share with their voivodeship; those of no unit when there are none."""
    return next((unit.code[:2] for unit in units), "-")


def last_reminders(region: Unit, year: int) -> list[Reminder]:
    """The newest reminders of the region, for the page; one query."""
    found = Reminder.objects.filter(unit__code__startswith=region.code, year=year).select_related("unit", "by")
    return list(found.order_by("-day", "unit__sort_key")[:MOST_SHOWN])


MOST_SHOWN = 300
"""More than the units of any voivodeship but one have in a day."""
