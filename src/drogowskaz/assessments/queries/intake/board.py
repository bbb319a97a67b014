"""The intake board: every unit of a region with where its form stands, from what is kept; no cell is read."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.db.models import Count, Max
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, Intake, Sight, Way
from drogowskaz.assessments.models import Assessment, Cycle, LocalDate, Standing, Submission
from drogowskaz.assessments.queries.campaigns import POWIAT_DIGITS, units_of
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.engine import polish
from drogowskaz.engine.calendar.year import Planned, calendar_of
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.teryt import Level
from drogowskaz.territory.enums import POWIATS
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import LONGEST_SEARCH

DUE = "rops"
"""The date of the calendar by which a form is to be with the regional centre."""
LATE, ERRORS, SHOWN = "late", "errors", "draft"
"""What can be asked for beside the states: late ones, ones with errors, drafts that are shown."""
NOT_SENT = (Intake.UNOPENED, Intake.WORK, Intake.SUSPENDED, Intake.CLOSED, Intake.SIGNED)
_BEFORE = {
    CycleState.PLANNED.value: Intake.UNOPENED,
    CycleState.OPEN.value: Intake.WORK,
    CycleState.SUSPENDED.value: Intake.SUSPENDED,
    # What the council has was signed, so the state of its submission is shown; this is for a form without one.
    CycleState.COUNCIL.value: Intake.WORK,
    CycleState.CLOSED.value: Intake.CLOSED,
}


@dataclass(frozen=True)
class Asked:
    """What the person chose to see: a powiat by code, a state (or late, or with errors), words of the name."""

    powiat: str = ""
    state: str = ""
    words: str = ""

    @property
    def nothing(self) -> bool:
        return not (self.powiat or self.state or self.words)


@dataclass(frozen=True)
class Due:
    """The day by which a form is to be with the regional centre, and how it was found, in words."""

    day: dt.date
    how: str
    local: bool = False


@dataclass(frozen=True)
class Line:
    """A unit with where its form stands. `filled` is in per cent of the rows of the assessed year, None without a form.

    `errors`, `unexplained` and `warnings` are numbers only: of a draft nobody sent or showed, no more is told.
    """

    unit: Unit
    state: Intake
    late: bool
    due: Due
    assessment: Assessment | None
    standing: Standing | None
    shared: bool
    filled: int | None
    since: dt.date | None = None
    """The day of the last step on its way to the centre."""

    @property
    def errors(self) -> int:
        return self.standing.errors if self.standing else 0

    @property
    def unexplained(self) -> int:
        return self.standing.justify - self.standing.explained if self.standing else 0

    @property
    def warnings(self) -> int:
        return self.standing.warnings if self.standing else 0

    @property
    def readable(self) -> bool:
        """Whether the centre may read the form: some version was sent to it, or the draft is shown."""
        return self.shared or (self.standing is not None and self.standing.sight == Sight.PACKAGE)

    @property
    def touched(self) -> dt.datetime | None:
        """When somebody last wrote in the form."""
        return self.standing.touched_at if self.standing else None

    def fits(self, state: str) -> bool:
        """Whether the line is among those asked for by this word."""
        if state == LATE:
            return self.late
        if state == ERRORS:
            return self.errors > 0
        return state in ("", self.state.value) or (state == SHOWN and self.shared)


@dataclass(frozen=True)
class Group:
    """A powiat or city with its own line and those of its gminas; or the voivodeship, with units of no powiat."""

    powiat: Unit
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Board:
    """The whole page. `counts` are (word to ask by, its name, how many) over all units of the region; `due` the dates
    of the levels that have units here, as (sentence, day)."""

    groups: tuple[Group, ...]
    powiats: tuple[Unit, ...]
    counts: tuple[tuple[str, str, int], ...]
    dues: tuple[Due, ...]
    units: int
    late: int
    errors: int

    @property
    def lines(self) -> Iterator[Line]:
        """Every line that was asked for, in order."""
        return (line for group in self.groups for line in group.lines)

    @property
    def found(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def arrived(self) -> int:
        """How many forms are with the centre or came back from it."""
        there = {Intake.SENT.value, Intake.RETURNED.value, Intake.ACCEPTED.value, Intake.CORRECTION.value}
        return sum(number for state, _word, number in self.counts if state in there)


def board(region: Unit, year: int, asked: Asked, at: dt.datetime, lang: str) -> Board:
    """Every unit of the region, filtered as asked; four queries."""
    lines = every_line(region, year, at, lang)
    units = [line.unit for line in lines]
    powiats = [unit for unit in units if unit.kind in POWIATS]
    counted = Counter(line.state for line in lines)
    return Board(
        groups=tuple(_groups(region, powiats, lines, asked)),
        powiats=tuple(powiats),
        counts=tuple((one.value, str(one.label), counted[one]) for one in Intake if counted[one]),
        dues=tuple({line.due.day: line.due for line in lines if not line.due.local}.values()),
        units=len(lines),
        late=sum(line.late for line in lines),
        errors=sum(line.errors > 0 for line in lines),
    )


def every_line(region: Unit, year: int, at: dt.datetime, lang: str) -> list[Line]:
    """The lines of all units of the region, in Polish order; four queries."""
    found = Assessment.objects.filter(unit__code__startswith=region.code, year=year)
    forms = {one.unit_id: one for one in found.select_related("submission", "standing")}
    # A gmina that became a town goes on under another row of the register.
    cycles = {one.unit_id: one for one in Cycle.objects.filter(unit__code__startswith=region.code, year=year)}
    local = {
        one.cycle_id: one
        for one in LocalDate.objects.filter(cycle__unit__code__startswith=region.code, cycle__year=year, key=DUE)
    }
    today = localdate(at)
    return [_line(unit, year, cycles.get(unit.pk), forms.get(unit.pk), local, today, lang) for unit in units_of(region)]


def _line(
    unit: Unit,
    year: int,
    cycle: Cycle | None,
    form: Assessment | None,
    local: Mapping[int, LocalDate],
    today: dt.date,
    lang: str,
) -> Line:
    submission: Submission | None = getattr(form, "submission", None)
    standing: Standing | None = getattr(form, "standing", None)
    state = _state(cycle, submission)
    due = _due(level(unit), year, local.get(cycle.pk) if cycle else None, lang)
    return Line(
        unit=unit,
        state=state,
        late=state in NOT_SENT and today > due.day,
        due=due,
        assessment=form,
        standing=standing,
        shared=submission is not None and submission.shared,
        since=localdate(submission.changed_at) if submission is not None else None,
        filled=_part(form.edition, standing) if form is not None and state is not Intake.UNOPENED else None,
    )


def _state(cycle: Cycle | None, submission: Submission | None) -> Intake:
    if submission is not None and submission.state != Way.WORK:
        return Intake(submission.state)
    return _BEFORE[cycle.state] if cycle else Intake.UNOPENED


def _part(edition: str, standing: Standing | None) -> int:
    """Per cent, rounded down: only a whole form is full."""
    return 100 * standing.filled // max(_rows(edition), 1) if standing else 0


@cache
def _rows(edition: str) -> int:
    return sum(0 in row.offsets for row in edition_named(edition).rows)


@cache
def _planned(of: Level, year: int) -> Planned | None:
    return next((one for one in calendar_of(of, year) if one.rule.key == DUE), None)


def _due(of: Level, year: int, local: LocalDate | None, lang: str) -> Due:
    if local is not None:
        return Due(local.day, local.reason, local=True)
    planned = _planned(of, year)
    # Every level has this date in every year of the calendar; without one nothing can be late.
    return Due(planned.day, planned.how(lang)) if planned else Due(dt.date.max, "")


def _groups(region: Unit, powiats: Iterable[Unit], lines: list[Line], asked: Asked) -> Iterator[Group]:
    words = polish.fold(asked.words[:LONGEST_SEARCH]).split()
    by_powiat: dict[str, list[Line]] = {}
    for line in lines:
        if line.fits(asked.state) and all(f" {word}" in f" {line.unit.search_key}" for word in words):
            by_powiat.setdefault(line.unit.code[:POWIAT_DIGITS], []).append(line)
    for powiat in powiats:
        inside = by_powiat.pop(powiat.code, [])
        if inside and asked.powiat in ("", powiat.code):
            # The powiat itself first, then its gminas in Polish order.
            yield Group(powiat, tuple(sorted(inside, key=lambda line: line.unit.kind not in POWIATS)))
    outside = tuple(line for inside in by_powiat.values() for line in inside)
    if outside and not asked.powiat:
        yield Group(region, outside)


def stamped(region: Unit, year: int, day: dt.date, lang: str) -> str:
    """A name for everything the board shows, as it stands now; four small queries."""
    here = {"assessment__unit__code__startswith": region.code, "assessment__year": year}
    kept = Standing.objects.filter(**here).aggregate(newest=Max("checked_at"), n=Count("pk"))
    way = Submission.objects.filter(**here).aggregate(newest=Max("changed_at"), n=Count("pk"))
    cycles = Cycle.objects.filter(unit__code__startswith=region.code, year=year).order_by()
    states = sorted(cycles.values_list("state").annotate(n=Count("pk"), newest=Max("pk")))
    dates = sorted(LocalDate.objects.filter(cycle__in=cycles, key=DUE).values_list("pk", "day"))
    return sha256(repr((day, lang, kept, way, states, dates)).encode()).hexdigest()[:32]
