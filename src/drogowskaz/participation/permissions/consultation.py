"""Who prepares and runs consultations of a draft, who sees them, and until when something can be said in one."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor, may_enter
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import Consultation, ConsultationSection

_NOT_YOURS = _("Consultations of {unit} are run by its data editors and approvers, and by its animators.")
_NOT_NOW = {
    CycleState.PLANNED: _("The work of this year has not begun yet, so there is no draft to be consulted."),
    CycleState.SUSPENDED: _("The work of this year is suspended. Take it up again, then go on with the consultation."),
    CycleState.COUNCIL: _("The assessment of this year is with the council. Its draft is not consulted any more."),
    CycleState.CLOSED: _("The work of this year is closed. Its draft is not consulted any more."),
}


def may_run_consultation(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Preparing, announcing, extending, calling off: the people who work on the unit's assessment, its animators."""
    if may_enter(actor, cycle.unit, cycle.year, at) is None:
        return None
    return Refusal(_NOT_YOURS, {"unit": cycle.unit.full_name})


def work_is_on(cycle: Cycle) -> Refusal | None:
    """A draft is only consulted while it is worked on."""
    closed = _NOT_NOW.get(CycleState(cycle.state))
    return Refusal(closed) if closed else None


def may_see_consultation(actor: Actor, consultation: Consultation, at: dt.datetime) -> Refusal | None:
    """Everybody from its announcement on; before that, and where it was called off unannounced, its team alone."""
    if consultation.announced_at is not None:
        return None
    return may_run_consultation(actor, consultation.cycle, at)


_STATES = {
    ConsultationState.DRAFT: _("This consultation is still being prepared. Nothing can be said in it yet."),
    ConsultationState.ANNOUNCED: _("This consultation begins on {opens}. From that day you can say something in it."),
    ConsultationState.ENDED: _(
        "This consultation ended on {closes}. What you want to say can still be sent about the whole assessment."
    ),
    ConsultationState.CLOSED: _("This consultation ended on {closes} and its report is published."),
    ConsultationState.CANCELLED: _("This consultation was called off: {reason}"),
}
_IN_MINUTES = _("This consultation begins today and opens within minutes. Come back in a moment.")


def may_comment(section: ConsultationSection, at: dt.datetime) -> Refusal | None:
    """Whether something can be said about a section: its consultation is open, and neither is its first day still to
    come nor its last one over, to midnight by Polish clocks, whatever the background program has done by then."""
    one = section.consultation
    state = ConsultationState(one.state)
    if state in (ConsultationState.ANNOUNCED, ConsultationState.OPEN):
        due = _due(one, localdate(at))
        if due == ConsultationState.OPEN:
            return Refusal(_IN_MINUTES) if state == ConsultationState.ANNOUNCED else None
        state = due
    params = {"opens": _day(one.opens_on), "closes": _day(one.closes_on), "reason": one.cancel_reason}
    return Refusal(_STATES[state], params)


def _due(consultation: Consultation, today: dt.date) -> ConsultationState:
    """What an announced consultation should be by its days."""
    assert consultation.opens_on is not None, "an announced consultation has its days"
    assert consultation.closes_on is not None, "an announced consultation has its days"
    if today < consultation.opens_on:
        return ConsultationState.ANNOUNCED
    return ConsultationState.OPEN if today <= consultation.closes_on else ConsultationState.ENDED


def _day(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "–"
