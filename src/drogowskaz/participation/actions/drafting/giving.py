"""Giving drafting tasks, by a signed agreement or by hand, and taking them back."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.drafting.moving import Ground, hold, keep_step, move, needs_reason
from drogowskaz.participation.actions.drafting.telling import tell_step
from drogowskaz.participation.enums.agreement import AgreementState, ScopeLevel
from drogowskaz.participation.enums.drafting import MAKE_TASKS, Side, TaskState
from drogowskaz.participation.models import Agreement, DraftingTask, ScopeEntry
from drogowskaz.participation.permissions.drafting import may_draft, may_rule
from drogowskaz.participation.queries.agreement import entries_to_draft
from drogowskaz.participation.queries.drafting.calendar import days_of, usual_key
from drogowskaz.participation.queries.drafting.tasks import chapters_of
from drogowskaz.participation.workflow.drafting import WITHDRAW

_NOT_SIGNED = _("The agreement is not signed yet, so it gives no tasks.")
_BY_AGREEMENT = _("cooperation agreement, version {number}, signed on {day}")
OFFICIAL = "pl"
"""The language in which what is kept for the record is written."""
LONGEST_BASIS = 300


@dataclass(frozen=True)
class TaskDescription:
    """What is asked of whom. `deadline_key` names the date of the calendar that `deadline` is; without one the day was
    chosen, and `deadline_note` says why."""

    chapter: str
    organisation: Organisation
    level: ScopeLevel
    basis: str
    deadline: dt.date
    deadline_key: str = ""
    deadline_note: str = ""
    rows: tuple[str, ...] = ()


@transaction.atomic
def make_task(
    *, cycle: Cycle, description: TaskDescription, actor: Actor, at: dt.datetime, paper: str = ""
) -> DraftingTask:
    """Give a task without an agreement. `paper` names the registered paper an animator writes it down from.

    Raises Refused with every reason.
    """
    refuse(may_rule(actor, cycle, at, paper), *_faults(cycle, description, at))
    # Whoever holds the cycle is alone, so that a second click finds the task the first one made.
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    refuse(_given_already(cycle, description.chapter, description.organisation))
    return _make(cycle, description, None, Ground(Side.OFFICE, basis=paper), actor, at)


@transaction.atomic
def make_tasks_of(*, agreement: Agreement, actor: Actor, at: dt.datetime) -> list[DraftingTask]:
    """Give the tasks that a signed agreement holds: one for each organisation and chapter of level 3 or 4.

    The signatures give them, so nobody's permission is asked. Called again, or of a later version of the agreement, it
    makes only what is missing; what was withdrawn is not given again by the same line. Raises Refused when the
    agreement is not signed.
    """
    refuse(None if agreement.state == AgreementState.SIGNED else Refusal(_NOT_SIGNED))
    cycle = Cycle.objects.select_for_update().get(pk=agreement.cycle_id)
    made = []
    for entry, organisation in entries_to_draft(agreement):
        if not _is_given(entry, organisation):
            made.append(_of_entry(cycle, entry, organisation, actor, at))
    return made


def _is_given(entry: ScopeEntry, organisation: Organisation) -> bool:
    """By this line, or by another while the task is not withdrawn."""
    theirs = DraftingTask.objects.filter(organisation=organisation)
    if theirs.filter(entry=entry).exists():
        return True
    same = theirs.filter(cycle=entry.agreement.cycle_id, chapter=entry.chapter)
    return same.exclude(state=TaskState.WITHDRAWN).exists()


def _of_entry(
    cycle: Cycle, entry: ScopeEntry, organisation: Organisation, actor: Actor, at: dt.datetime
) -> DraftingTask:
    key = usual_key(entry.chapter)
    number = entry.agreement.version
    signed = entry.agreement.signed_at or at
    basis = say(_BY_AGREEMENT, OFFICIAL, number=number, day=f"{localdate(signed):%d.%m.%Y}")
    description = TaskDescription(
        chapter=entry.chapter,
        organisation=organisation,
        level=ScopeLevel(entry.level),
        basis="; ".join(filter(None, (basis, entry.basis)))[:LONGEST_BASIS],
        deadline=days_of(cycle)[key],
        deadline_key=key,
    )
    return _make(cycle, description, entry, Ground(Side.OFFICE), actor, at)


def _make(
    cycle: Cycle,
    description: TaskDescription,
    entry: ScopeEntry | None,
    ground: Ground,
    actor: Actor,
    at: dt.datetime,
) -> DraftingTask:
    task = DraftingTask(
        cycle=cycle,
        entry=entry,
        chapter=description.chapter,
        rows=list(description.rows),
        organisation=description.organisation,
        level=description.level,
        basis=description.basis.strip(),
        deadline=description.deadline,
        deadline_key=description.deadline_key,
        deadline_note=description.deadline_note.strip(),
        given_at=at,
        given_by=person_of(actor),
    )
    task.save()
    step = keep_step(task, ground, actor=actor, at=at, version=None)
    record(
        actor=person_of(actor),
        verb="drafting.given",
        thing=task,
        at=at,
        chapter=task.chapter,
        organisation=task.organisation_id,
        entry=task.entry_id,
    )
    tell_step(step)
    return task


def _faults(cycle: Cycle, given: TaskDescription, at: dt.datetime) -> list[Refusal | None]:
    """Everything in the description that cannot be."""
    chapter = {one.number: one for one in chapters_of(cycle)}.get(given.chapter)
    faults = [
        (chapter is None, Refusal(_("The form has no such chapter."))),
        (chapter is not None and not _rows_fit(chapter, given.rows), Refusal(_("The chapter has no such row."))),
        (given.level not in MAKE_TASKS, Refusal(_("A task is given at the level “drafts a part” or on commission."))),
        (given.organisation.is_institution, Refusal(_("A task is given to an organisation, not to an institution."))),
        (not given.basis.strip(), Refusal(_("Write what the task rests on."))),
        (len(given.basis.strip()) > LONGEST_BASIS, Refusal(_("The basis has more than 300 characters."))),
        (given.deadline < localdate(at), Refusal(_("The day by which the draft is to come has passed already."))),
        (
            not given.deadline_key and not given.deadline_note.strip(),
            Refusal(_("Write why this day was chosen, or take a date of the calendar.")),
        ),
        (
            bool(given.deadline_key) and days_of(cycle).get(given.deadline_key) != given.deadline,
            Refusal(_("The calendar has another day now. Look at it and choose again.")),
        ),
    ]
    return [refusal for wrong, refusal in faults if wrong]


def _rows_fit(chapter: Chapter, rows: tuple[str, ...]) -> bool:
    return set(rows) <= {row.key for row in chapter.rows}


def _given_already(cycle: Cycle, chapter: str, organisation: Organisation) -> Refusal | None:
    same = DraftingTask.objects.filter(cycle=cycle, chapter=chapter, organisation=organisation)
    if not same.exclude(state__in=[TaskState.WITHDRAWN, TaskState.ACCEPTED]).exists():
        return None
    message = _("{organisation} has a task in chapter {chapter} already. Nothing was added.")
    return Refusal(message, {"organisation": organisation.name, "chapter": chapter})


@transaction.atomic
def withdraw_task(
    *, task: DraftingTask, side: Side, reason: str, actor: Actor, at: dt.datetime, paper: str = "", consent: str = ""
) -> None:
    """Take the task back for the office, or give it up for the organisation; what was written stays. Raises Refused."""
    if side is Side.OFFICE:
        refuse(may_rule(actor, task.cycle, at, paper), needs_reason(reason))
        ground = Ground(side, basis=paper)
    else:
        writing = may_draft(actor, task.organisation, task.cycle, at, consent)
        refuse(writing.refusal, needs_reason(reason))
        ground = Ground(side, mandate=writing.mandate, consent=writing.consent)
    hold(task)
    move(task, WITHDRAW, ground, actor=actor, at=at, reason=reason.strip())
