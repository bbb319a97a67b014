"""Dated duties: what the people of a unit are to have done by which day, who they are, and who looks after them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Max, Q, Value
from django.db.models.functions import Left
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, Event, Way
from drogowskaz.assessments.models import Assessment, CycleEvent, LocalDate
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.engine.calendar.year import Planned, calendar_of
from drogowskaz.engine.teryt import Level
from drogowskaz.notifications.enums import Kind
from drogowskaz.notifications.models import DutyReminder, Stop
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS

HOLDERS = (Role.DATA_EDITOR, Role.APPROVER)
"""Whose duty the form of a unit is."""
FINISHED = {
    "draft_signed": (Way.SIGNED, Way.SENT, Way.ACCEPTED),
    "rops": (Way.SENT, Way.ACCEPTED),
}
"""The dates of the calendar that are duties, and the states of the form in which each is done."""


def is_done(form: Assessment, key: str) -> bool:
    """Whether the form has come as far as the date asks; one returned for correction has not."""
    submission = getattr(form, "submission", None)
    return submission is not None and submission.state in FINISHED[key]


@dataclass(frozen=True)
class Duty:
    """Something to be done with a form by `day`. `since` is when it became a duty on that day: the cycle was opened, or
    the date was moved there. `told` are the steps of which its people were told."""

    form: Assessment
    planned: Planned
    day: dt.date
    since: dt.date
    told: frozenset[int] = frozenset()

    @property
    def path(self) -> str:
        """The duty among things."""
        return duty_path(self.form.unit.code, self.form.year, self.planned.rule.key)


@dataclass(frozen=True)
class Team:
    """Who of a unit holds its duties in a year, and who looks after them: its administrators, or else its approvers.

    `administered` says whether there is an administrator.
    """

    holders: tuple[User, ...]
    supervisors: tuple[User, ...]
    administered: bool


@dataclass(frozen=True)
class Batch:
    """The duties of some units, the people of each form by its key, and the key of the last form looked at."""

    duties: tuple[Duty, ...]
    teams: Mapping[int, Team]
    last: int


def duty_path(code: str, year: int, key: str) -> str:
    """The path of a duty below its assessment."""
    return f"unit/{code[:GMINA_DIGITS]}/assessment/{year}/duty/{key}"


def duties_after(last: int, *, at: dt.datetime, size: int) -> Batch | None:
    """The undone duties of the next `size` open forms, by key of the form; None behind the last one. Five queries.

    A form that the council has can still be unsent.
    """
    opened = Assessment.objects.filter(pk__gt=last, cycle__state__in=[CycleState.OPEN, CycleState.COUNCIL])
    forms = list(opened.select_related("unit__parent", "cycle", "submission").order_by("pk")[:size])
    if not forms:
        return None
    local = _local_dates(forms)
    moved = _moved(forms)
    duties = [
        duty for form in forms for duty in _duties(form, local.get(form.cycle.pk, {}), moved.get(form.cycle.pk, {}))
    ]
    return Batch(tuple(_with_told(duties)), _teams(forms, at), forms[-1].pk)


def _local_dates(forms: Iterable[Assessment]) -> Mapping[int, dict[str, dt.date]]:
    found: dict[int, dict[str, dt.date]] = defaultdict(dict)
    for one in LocalDate.objects.filter(cycle__assessment__in=forms):
        found[one.cycle_id][one.key] = one.day
    return found


def _moved(forms: Iterable[Assessment]) -> Mapping[int, dict[str, dt.date]]:
    """On which day a date was last set locally or taken back."""
    found: dict[int, dict[str, dt.date]] = defaultdict(dict)
    changes = CycleEvent.objects.filter(cycle__assessment__in=forms, kind__in=[Event.DATE_SET, Event.DATE_CLEARED])
    for row in changes.order_by().values("cycle", "key").annotate(last=Max("at")):
        found[row["cycle"]][row["key"]] = localdate(row["last"])
    return found


@cache
def _computed(of: Level, year: int) -> tuple[Planned, ...]:
    """The calendar of units that set no date themselves: the same for all of them."""
    return calendar_of(of, year)


def _duties(form: Assessment, local: dict[str, dt.date], moved: dict[str, dt.date]) -> list[Duty]:
    of = level(form.unit)
    opened = localdate(form.cycle.opened_at)
    found = []
    for one in calendar_of(of, form.year, local) if local else _computed(of, form.year):
        key = one.rule.key
        if key in FINISHED and not is_done(form, key):
            since = max(opened, *(moved[name] for name in moved if name in (key, _counted_from(one))), opened)
            found.append(Duty(form, one, local.get(key, one.day), since))
    return found


def _counted_from(planned: Planned) -> str:
    return planned.after.rule.key if planned.after else ""


def _with_told(duties: list[Duty]) -> list[Duty]:
    told: dict[tuple[str, dt.date], set[int]] = defaultdict(set)
    for one in DutyReminder.objects.filter(duty__in={duty.path for duty in duties}):
        told[one.duty, one.day].add(one.step)
    return [Duty(one.form, one.planned, one.day, one.since, frozenset(told[one.path, one.day])) for one in duties]


def _teams(forms: Collection[Assessment], at: dt.datetime) -> dict[int, Team]:
    """The active people of each form's unit, whatever kind the unit was when they got their roles."""
    places = {form.unit.code[:GMINA_DIGITS] for form in forms}
    held = (
        Grant.objects.in_force(at)
        .filter(
            Q(reach=Reach.UNIT) | Q(reach=Reach.CYCLE, year__in={form.year for form in forms}),
            role__in=[*HOLDERS, Role.TENANT_ADMIN],
            person__is_active=True,
        )
        .annotate(place=Left("unit__code", Value(GMINA_DIGITS)))
        .filter(place__in=places)
        .select_related("person")
        .order_by("pk")
    )
    by_place: dict[str, list[Grant]] = defaultdict(list)
    for grant in held:
        by_place[grant.place].append(grant)
    return {form.pk: _team(by_place[form.unit.code[:GMINA_DIGITS]], form.year) for form in forms}


def _team(grants: list[Grant], year: int) -> Team:
    mine = [one for one in grants if one.year in (None, year)]

    def people(*roles: Role) -> tuple[User, ...]:
        return tuple(dict.fromkeys(one.person for one in mine if one.person and one.role in roles))

    administrators = people(Role.TENANT_ADMIN)
    return Team(people(*HOLDERS), administrators or people(Role.APPROVER), bool(administrators))


def unwanted(people: Collection[User], path: str) -> set[int]:
    """The keys of those who stopped reminders of duties, or of this one; one query."""
    stops = Stop.objects.filter(person__in=people, kind=Kind.DUTY, thing__in=["", path])
    return set(stops.values_list("person", flat=True))
