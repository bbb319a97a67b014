"""Join the units of the register to what they were before, as a list of changes tells it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Max

from drogowskaz.audit.actions import Actor
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _
from drogowskaz.territory.actions.imports import remember, whole
from drogowskaz.territory.actions.report import Report
from drogowskaz.territory.enums import Change, Content, Outcome
from drogowskaz.territory.formats.changes import ChangeList, Step
from drogowskaz.territory.formats.codes import kind_of, parent_of
from drogowskaz.territory.models import RegisterImport, Succession, Unit

Rows = dict[str, list[Unit]]


def import_changes(
    *, changes: ChangeList, at: dt.datetime, actor: Actor | None = None, dry_run: bool = False
) -> Report:
    """Add the former units that the register never saw, closed, and join them to those that followed.

    A change whose units are not in the register, or not yet as the list has them, is left out and reported.
    Raises Unusable when the list contradicts the register.
    """
    with whole(changes.file, dry_run=dry_run):
        rows = _rows(changes)
        known = set(Succession.objects.values_list("old_id", "new_id"))
        last = max(step.by for step in changes.steps)
        report = Report(Content.CHANGES, changes.file, last, dry_run=dry_run)
        # The newest first: an older change may lead to a unit that only a newer one tells of.
        for step in sorted(_seen(changes.steps), key=lambda step: step.by, reverse=True):
            new = _latest([unit for unit in rows[step.new_code] if unit.name == step.new_name], step.by)
            old = _former(step, new, rows, changes.file, report) if new else None
            if new is None or old is None:
                report.unknown.append(step.new_code)
            elif (old.pk, new.pk) in known:
                report.add(Outcome.UNCHANGED, [new.kind])
            else:
                _join(step, old, new)
                report.add(Outcome.FOLLOWED, [new.kind])
        remember(report, at=at, actor=actor)
    return report


def _seen(steps: Iterable[Step]) -> Iterator[Step]:
    """The changes, none later than the register: a unit it already has as the list tells was changed by then."""
    read = RegisterImport.objects.filter(content=Content.REGISTER)
    newest = read.aggregate(newest=Max("state_on"))["newest"]
    for step in steps:
        yield replace(step, by=newest) if newest and step.after < newest < step.by else step


def _rows(changes: ChangeList) -> Rows:
    codes = {code for step in changes.steps for code in (step.old_code, step.new_code)}
    above = {parent for code in codes if (parent := parent_of(code))}
    rows: Rows = defaultdict(list)
    for unit in Unit.objects.filter(code__in=codes | above).select_related("parent"):
        rows[unit.code].append(unit)
    return rows


def _latest(units: list[Unit], day: dt.date) -> Unit | None:
    """The unit that stands, or else the last to be closed after the day."""
    later = [unit for unit in units if unit.valid_to is None or unit.valid_to > day]
    return max(later, key=lambda unit: unit.valid_to or dt.date.max, default=None)


def _former(step: Step, new: Unit, rows: Rows, file: str, report: Report) -> Unit | None:
    """What was there before the change: found, or added closed; None when it cannot be told yet."""
    if step.change == Change.SPLIT:
        return max(rows[step.old_code], key=lambda unit: unit.valid_to or dt.date.max, default=None)
    same_code = [unit for unit in rows[step.old_code] if unit.pk != new.pk]
    named = [unit for unit in same_code if unit.name == step.old_name]
    if any(unit.valid_to is None for unit in named):
        # The register still has it, so the register is older than the change.
        return None
    ended = [unit for unit in named if unit.valid_to and step.after < unit.valid_to <= step.by]
    if ended:
        return ended[-1]
    other = [unit.name for unit in same_code if unit.valid_to == step.by]
    if other:
        message = _("The list calls the unit {code} “{name}”, but until {date} the register knows it as “{other}”.")
        params = {"code": step.old_code, "name": step.old_name, "date": step.by.isoformat(), "other": other[0]}
        raise unusable(message, Place(file, step.line), **params)
    kind, parent_code = kind_of(step.old_code), parent_of(step.old_code)
    parent = _latest(rows[parent_code], step.after) if parent_code else None
    if kind is None or (parent_code and parent is None):
        return None
    unit = Unit.of(code=step.old_code, name=step.old_name, kind=kind, parent=parent, valid_to=step.by)
    unit.save()
    rows[unit.code].append(unit)
    report.add(Outcome.FORMER, [unit.kind])
    return unit


def _join(step: Step, old: Unit, new: Unit) -> None:
    Succession.objects.create(old=old, new=new, change=step.change, after=step.after, by=step.by)
    begun = step.change != Change.MERGED
    if begun and (new.valid_from is None or new.valid_from > step.by):
        new.valid_from = step.by
        new.save(update_fields=["valid_from"])
