"""What changes the cycle of a unit: planning, opening, dates, suspension, the council, closing and reopening; one verb,
one trace."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.actions.carrying import carry_over
from drogowskaz.assessments.enums import CycleState, Event, Status
from drogowskaz.assessments.models import Assessment, Cycle, CycleEvent, LocalDate
from drogowskaz.assessments.permissions import may_run_cycle
from drogowskaz.assessments.queries.cycles import (
    STILL_PROVISIONAL,
    Form,
    council_refusal,
    form_for,
    level,
    official_form,
    opening_refusal,
)
from drogowskaz.assessments.signals import cycle_opened
from drogowskaz.assessments.workflow import (
    CLOSE,
    CYCLE,
    OPEN_CYCLE,
    REOPEN,
    RESUME,
    SEND_TO_COUNCIL,
    SUSPEND,
    TAKE_FROM_COUNCIL,
    closing,
    opening,
    to_council,
)
from drogowskaz.audit.actions import record
from drogowskaz.engine.calendar.rules import Binding
from drogowskaz.engine.calendar.year import Planned, calendar_of
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.territory.models import Unit

LONGEST_REASON = 500


@transaction.atomic
def plan_cycle(*, unit: Unit, year: int, actor: Actor, at: dt.datetime) -> Cycle:
    """Put the unit's cycle for the assessed year on the calendar; a second time changes nothing. Raises Refused."""
    refuse(may_run_cycle(actor, unit, year, at))
    cycle, made = Cycle.objects.get_or_create(unit=unit, year=year, defaults={"planned_at": at})
    if made:
        write_event(cycle, Event.PLANNED, actor=actor, at=at)
        record(actor=person_of(actor), verb="cycle.planned", thing=cycle, at=at)
    return cycle


@transaction.atomic
def open_cycle(*, unit: Unit, year: int, actor: Actor, at: dt.datetime) -> Cycle:
    """Begin the work of the year: the form is chosen, a draft assessment made, last year's values carried over.

    Raises Refused: no right, no form, too early for the provisional one, a keeper of the gate, or already open.
    """
    cycle = plan_cycle(unit=unit, year=year, actor=actor, at=at)
    local = {one.key: one.day for one in cycle.local_dates.all()}
    refuse(opening_refusal(unit, year, local, at), *opening.refusals(cycle))
    form = form_for(level(unit), year)
    assert form is not None, "opening_refusal lets no unit without a form through"
    assessment, form = _draft(unit, year, form, at)
    _move(
        cycle,
        OPEN_CYCLE,
        Event.OPENED,
        actor=actor,
        at=at,
        changes={
            "assessment": assessment,
            "edition": form.edition,
            "provisional": form.provisional,
            "opened_at": at,
        },
        details={"edition": form.edition, "provisional": form.provisional},
    )
    carry_over(cycle=cycle, actor=actor, at=at)
    cycle_opened.send(Cycle, cycle=cycle, at=at)
    return cycle


def _draft(unit: Unit, year: int, form: Form, at: dt.datetime) -> tuple[Assessment, Form]:
    """The assessment the cycle works on: the draft that is there, on its own edition, or a new one."""
    assessment, _made = Assessment.objects.get_or_create(
        unit=unit, year=year, defaults={"edition": form.edition, "created_at": at, "changed_at": at}
    )
    if assessment.status != Status.DRAFT:
        message = _("The assessment for {year} has been published. Withdraw it before a cycle is opened on it.")
        raise Refused([Refusal(message, {"year": year})])
    provisional = assessment.edition != official_form(level(unit), year)
    return assessment, Form(assessment.edition, provisional)


@transaction.atomic
def suspend_cycle(*, cycle: Cycle, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Let the work rest; nothing can be entered meanwhile and nothing is lost. Raises Refused."""
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at), _unsaid(reason))
    _move(cycle, SUSPEND, Event.SUSPENDED, actor=actor, at=at, reason=reason)


@transaction.atomic
def resume_cycle(*, cycle: Cycle, actor: Actor, at: dt.datetime, reason: str = "") -> None:
    """Take the work up again after a suspension. Raises Refused."""
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at))
    _move(cycle, RESUME, Event.RESUMED, actor=actor, at=at, reason=reason)


@transaction.atomic
def send_to_council(*, cycle: Cycle, actor: Actor, at: dt.datetime) -> None:
    """Give the signed assessment to the council. From then on nobody contributes to it and no value is written, until
    it is taken back. The log of the cycle keeps the version that went. Raises Refused with everything in the way."""
    held = _held(cycle)
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at), council_refusal(held), *to_council.refusals(held))
    package = held.assessment.submission.package if held.assessment else None
    assert package is not None, "council_refusal lets nothing through that was not signed"
    version = {"version": package.number, "sha256": package.sha256}
    _move(cycle, SEND_TO_COUNCIL, Event.TO_COUNCIL, actor=actor, at=at, details=version)


def _held(cycle: Cycle) -> Cycle:
    """The cycle as it stands, held until the end of the transaction: whoever adds a contribution waits, or came
    first and is seen by the gate."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    return Cycle.objects.select_related("unit", "assessment__submission__package").get(pk=cycle.pk)


@transaction.atomic
def take_from_council(*, cycle: Cycle, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take the assessment back from the council, so that it can be worked on. Raises Refused."""
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at), _unsaid(reason))
    _move(cycle, TAKE_FROM_COUNCIL, Event.FROM_COUNCIL, actor=actor, at=at, reason=reason)


@transaction.atomic
def close_cycle(*, cycle: Cycle, actor: Actor, at: dt.datetime, reason: str = "") -> None:
    """End the work of the year. Raises Refused with what is still waiting."""
    waiting = Refusal(STILL_PROVISIONAL) if cycle.provisional else None
    _held(cycle)
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at), waiting, *closing.refusals(cycle))
    _move(cycle, CLOSE, Event.CLOSED, actor=actor, at=at, reason=reason)


@transaction.atomic
def reopen_cycle(*, cycle: Cycle, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take a closed cycle up again. Raises Refused."""
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at), _unsaid(reason))
    _move(cycle, REOPEN, Event.REOPENED, actor=actor, at=at, reason=reason)


@transaction.atomic
def set_date(*, cycle: Cycle, key: str, day: dt.date, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Choose a day of the unit's own for a date of the calendar. A day the law sets can only be made earlier."""
    planned = _date(cycle, key)
    refuse(
        may_run_cycle(actor, cycle.unit, cycle.year, at),
        _unsaid(reason),
        _too_late(planned, day) if planned else Refusal(_NO_DATE),
    )
    local = {"day": day, "reason": whole(reason, LONGEST_REASON)}
    LocalDate.objects.update_or_create(cycle=cycle, key=key, defaults=local)
    write_event(cycle, Event.DATE_SET, actor=actor, at=at, key=key, reason=reason, details={"day": day.isoformat()})
    record(actor=person_of(actor), verb="cycle.date_set", thing=cycle, at=at, key=key, day=day.isoformat())


@transaction.atomic
def clear_date(*, cycle: Cycle, key: str, actor: Actor, at: dt.datetime) -> None:
    """Go back to the computed day; when there is no local one, nothing changes. Raises Refused."""
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at))
    gone, _by_model = LocalDate.objects.filter(cycle=cycle, key=key).delete()
    if gone:
        write_event(cycle, Event.DATE_CLEARED, actor=actor, at=at, key=key)
        record(actor=person_of(actor), verb="cycle.date_cleared", thing=cycle, at=at, key=key)


@transaction.atomic
def write_down(*, cycle: Cycle, key: str, day: dt.date, note: str, actor: Actor, at: dt.datetime) -> None:
    """Write down on which day something in the calendar really took place. Earlier notes stay. Raises Refused."""
    refuse(
        may_run_cycle(actor, cycle.unit, cycle.year, at),
        None if _date(cycle, key) else Refusal(_NO_DATE),
        Refusal(_("That day is still to come. Write it down when it has happened.")) if day > localdate(at) else None,
    )
    if cycle.events.filter(kind=Event.HAPPENED, key=key, day=day, reason=whole(note, LONGEST_REASON)).exists():
        return
    write_event(cycle, Event.HAPPENED, actor=actor, at=at, key=key, day=day, reason=note)
    record(actor=person_of(actor), verb="cycle.happened", thing=cycle, at=at, key=key, day=day.isoformat())


_NO_DATE = _("There is no such date in the calendar of this cycle.")


def _date(cycle: Cycle, key: str) -> Planned | None:
    return {one.rule.key: one for one in calendar_of(level(cycle.unit), cycle.year)}.get(key)


def _too_late(planned: Planned, day: dt.date) -> Refusal | None:
    if planned.rule.binding is not Binding.STATUTORY or day <= planned.day:
        return None
    message = _("This day is set by law: {day}. An earlier one can be chosen, a later one cannot.")
    return Refusal(message, {"day": f"{planned.day:%d.%m.%Y}"})


def _unsaid(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal(_("Give the reason; it stays with the cycle."))


def write_event(
    cycle: Cycle,
    kind: Event,
    *,
    actor: Actor,
    at: dt.datetime,
    key: str = "",
    day: dt.date | None = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> CycleEvent:
    """Add what happened to the log of the cycle; the day is that of `at` when none is given. Raises Refused."""
    return CycleEvent.objects.create(
        cycle=cycle,
        kind=kind,
        key=key,
        day=day or localdate(at),
        at=at,
        by=person_of(actor),
        reason=whole(reason, LONGEST_REASON),
        details=details or {},
    )


def _move(
    cycle: Cycle,
    transition: Transition,
    event: Event,
    *,
    actor: Actor,
    at: dt.datetime,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Change the state only if it is still one the move starts from: of two people the slower one is refused."""
    waiting = Cycle.objects.filter(pk=cycle.pk, state__in=transition.sources)
    if not waiting.update(state=transition.target, **(changes or {})):
        current = Cycle.objects.values_list("state", flat=True).get(pk=cycle.pk)
        raise Refused([Refusal(_("The cycle is already: {state}."), {"state": CYCLE.states[current]}, ("state",))])
    cycle.state = CycleState(transition.target)
    for name, value in (changes or {}).items():
        setattr(cycle, name, value)
    written = write_event(cycle, event, actor=actor, at=at, reason=reason, details=details)
    said = {"reason": written.reason} if written.reason else {}
    record(actor=person_of(actor), verb=transition.verb, thing=cycle, at=at, **said)
