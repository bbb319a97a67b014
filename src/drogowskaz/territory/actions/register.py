"""Bring the register to the state of a TERC file: open, replace and close units, and join what follows what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from drogowskaz.audit.actions import Actor
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.words import _
from drogowskaz.territory.actions.imports import remember, whole
from drogowskaz.territory.actions.report import Report
from drogowskaz.territory.enums import GMINAS, Change, Content, Kind, Outcome, Tier
from drogowskaz.territory.formats.codes import NUMBER, parent_of
from drogowskaz.territory.formats.terc import Entry, Register, read_register
from drogowskaz.territory.models import Boundary, RegisterImport, Succession, Unit

DEMO = DEFINITIONS / "territory" / "demo.csv"


@dataclass(frozen=True)
class _Past:
    """What earlier registers allow us to say about time."""

    newest: dt.date | None
    whole_before: dt.date | None
    oldest: dt.date | None

    @classmethod
    def before(cls, day: dt.date) -> "_Past":
        read = RegisterImport.objects.filter(content=Content.REGISTER).values_list("state_on", "complete")
        states = [(state, complete) for state, complete in read if state is not None]
        return cls(
            newest=max((state for state, _complete in states), default=None),
            whole_before=max((state for state, complete in states if complete and state < day), default=None),
            oldest=min((state for state, _complete in states if state < day), default=None),
        )

    def stood_on(self, unit: Unit) -> dt.date | None:
        """The last day we know the unit to have stood: a whole register that no longer had it would have closed it."""
        days = [day for day in (self.whole_before or self.oldest, unit.valid_from) if day]
        return max(days, default=None)


@dataclass(frozen=True)
class _Plan:
    """What has to happen so that the register says what the file says."""

    new: list[Entry]
    replaced: list[tuple[Unit, Entry, Change]]
    gone: list[Unit]
    unchanged: list[Unit]

    @property
    def ended(self) -> list[Unit]:
        return [*(unit for unit, _entry, _change in self.replaced), *self.gone]


def import_register(
    *, register: Register, at: dt.datetime, actor: Actor | None = None, dry_run: bool = False
) -> Report:
    """Bring the register to the state of the file; a file with only a part of it closes nothing that is not replaced.

    Raises Unusable when the file is older than what was read, contradicts a register of its own day, comes from the
    future, or holds a unit without the unit above it.
    """
    with whole(register.file, dry_run=dry_run):
        past = _Past.before(register.state_on)
        _refuse_out_of_time(register, past, timezone.localdate(at))
        standing = {unit.code: unit for unit in Unit.objects.current()}
        plan = _plan(register, standing)
        _refuse_orphans(register, plan, standing)
        _refuse_contradiction(register, plan)
        report = Report(Content.REGISTER, register.file, register.state_on, register.complete, dry_run)
        report.add(Outcome.CREATED, (entry.kind for entry in plan.new))
        report.add(Outcome.RENAMED, (entry.kind for _u, entry, change in plan.replaced if change == Change.RENAMED))
        report.add(Outcome.KIND, (entry.kind for _u, entry, change in plan.replaced if change == Change.KIND))
        report.add(Outcome.CLOSED, (unit.kind for unit in plan.gone))
        report.add(Outcome.UNCHANGED, (unit.kind for unit in plan.unchanged))
        if report.changed:
            _write(plan, standing, register.state_on, past)
        remember(report, at=at, actor=actor)
    return report


def load_demo(*, at: dt.datetime, actor: Actor | None = None) -> Report | None:
    """Put in the units that come with the product, or return None where a newer register has been read."""
    register = read_register(DEMO)
    newest = _Past.before(register.state_on).newest
    if newest and newest > register.state_on:
        return None
    return import_register(register=register, at=at, actor=actor)


def _plan(register: Register, standing: dict[str, Unit]) -> _Plan:
    """Compare the file with the units that stand. A gmina whose kind changed is known by its number."""
    by_number = {unit.code[:NUMBER]: unit for unit in standing.values() if unit.kind in GMINAS}
    plan = _Plan([], [], [], [])
    for entry in register.entries:
        unit = standing.get(entry.code)
        if unit is not None and unit.name == entry.name:
            plan.unchanged.append(unit)
        elif unit is not None:
            plan.replaced.append((unit, entry, Change.RENAMED))
        elif entry.kind in GMINAS and entry.code[:NUMBER] in by_number:
            plan.replaced.append((by_number[entry.code[:NUMBER]], entry, Change.KIND))
        else:
            plan.new.append(entry)
    plan.gone.extend(_gone(register, plan, standing))
    return plan


def _gone(register: Register, plan: _Plan, standing: dict[str, Unit]) -> list[Unit]:
    """Units that stand no more: those the whole register leaves out, and the town and rural part of a gmina that is
    no longer urban-rural, whichever file says so."""
    listed = {entry.code for entry in register.entries}
    replaced = {unit.code for unit, _entry, _change in plan.replaced}
    missing = [unit for unit in standing.values() if unit.code not in listed | replaced]
    if register.complete:
        return missing
    changed = {unit.code for unit, _entry, change in plan.replaced if change == Change.KIND}
    return [unit for unit in missing if unit.kind in (Kind.TOWN, Kind.RURAL_PART) and parent_of(unit.code) in changed]


def _refuse_out_of_time(register: Register, past: _Past, today: dt.date) -> None:
    params = {"date": register.state_on.isoformat(), "newest": past.newest.isoformat() if past.newest else ""}
    if register.state_on > today:
        message = _("The register is of {date}, which has not come yet. Nothing was changed.")
        raise unusable(message, Place(register.file), **params)
    if past.newest and register.state_on < past.newest:
        message = _("The register is of {date}, but one of {newest} has been read already. Nothing was changed.")
        raise unusable(message, Place(register.file), **params)


def _refuse_orphans(register: Register, plan: _Plan, standing: dict[str, Unit]) -> None:
    ended = {unit.code for unit in plan.ended}
    there = {entry.code for entry in register.entries} | (standing.keys() - ended)
    message = _("The unit {code} lies in {parent}, which is neither in the file nor in the register read before.")
    problems = [
        Problem(message, Place(register.file, entry.line), {"code": entry.code, "parent": entry.parent_code})
        for entry in register.entries
        if entry.parent_code and entry.parent_code not in there
    ]
    if problems:
        raise Unusable(problems)


def _refuse_contradiction(register: Register, plan: _Plan) -> None:
    """A unit that a register of the same day opened or closed cannot be closed or opened by this one."""
    day = register.state_on
    closed = set(Unit.objects.filter(valid_to=day).values_list("code", flat=True)) if plan.new else set()
    places: list[tuple[str, str, int | None]] = [
        (unit.code, unit.name, entry.line) for unit, entry, _change in plan.replaced if unit.valid_from == day
    ]
    places += [(unit.code, unit.name, None) for unit in plan.gone if unit.valid_from == day]
    places += [(entry.code, entry.name, entry.line) for entry in plan.new if entry.code in closed]
    message = _("The unit {code} {name}: another register of {date} says otherwise. Keep only the right one.")
    if places:
        raise Unusable(
            Problem(message, Place(register.file, line), {"code": code, "name": name, "date": day.isoformat()})
            for code, name, line in places
        )


def _write(plan: _Plan, standing: dict[str, Unit], day: dt.date, past: _Past) -> None:
    """Close what ended, open the rest from the top down, then hang on it what belonged to the replaced units."""
    Unit.objects.filter(pk__in=[unit.pk for unit in plan.ended]).update(valid_to=day)
    for unit in plan.ended:
        del standing[unit.code]
    changed = {entry.code for _unit, entry, _change in plan.replaced}
    opened: list[tuple[Entry, dt.date | None]] = [(entry, day) for _unit, entry, _change in plan.replaced]
    # Without a whole register from before, a unit we see for the first time may have stood long ago.
    opened += [(entry, day if past.whole_before or entry.parent_code in changed else None) for entry in plan.new]
    for tier in Tier:
        rows = [
            Unit.of(
                code=entry.code,
                name=entry.name,
                kind=entry.kind,
                parent=standing[entry.parent_code] if entry.parent_code else None,
                valid_from=since,
            )
            for entry, since in opened
            if Tier.of(entry.kind) == tier
        ]
        standing.update((unit.code, unit) for unit in Unit.objects.bulk_create(rows))
    followers = {unit.pk: standing[entry.code] for unit, entry, _change in plan.replaced}
    _move(standing.values(), followers)
    Succession.objects.bulk_create(
        Succession(old=unit, new=followers[unit.pk], change=change, after=past.stood_on(unit), by=day)
        for unit, _entry, change in plan.replaced
    )


def _move(standing: Iterable[Unit], followers: dict[int, Unit]) -> None:
    """Units below and outlines go from the replaced row to the one that follows it."""
    moved = [unit for unit in standing if unit.parent_id in followers]
    for unit in moved:
        unit.parent = followers[unit.parent_id]  # type: ignore[index]
    Unit.objects.bulk_update(moved, ["parent"], batch_size=500)
    outlines = list(Boundary.objects.filter(unit__in=followers).defer("polygons"))
    for outline in outlines:
        outline.unit = followers[outline.unit_id]
    Boundary.objects.bulk_update(outlines, ["unit"], batch_size=500)
    covering = list(Boundary.objects.filter(covers__in=followers).defer("polygons"))
    for outline in covering:
        outline.covers = followers[outline.covers_id]  # type: ignore[index]
    Boundary.objects.bulk_update(covering, ["covers"], batch_size=500)
