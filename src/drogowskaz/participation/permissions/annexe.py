"""Who may read an annexe, fill it in and hand it in; and within which dates."""

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.assessments.workflow import CYCLE
from drogowskaz.engine.calendar.year import calendar_of
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import Mandate, Membership, Organisation
from drogowskaz.organisations.permissions import (
    Actor,
    may_assist,
    may_audit,
    may_contribute,
    may_enter,
    person_of,
    standing,
)
from drogowskaz.participation.enums.annexe import AnnexeState, FilledIn, ItemState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.workflow.annexe import ANNEXE

OPENS, CLOSES = "annexe_opens", "annexe_closes"
"""The dates of the calendar between which organisations supply data."""


@dataclass(frozen=True)
class Window:
    """The first and the last day on which an annexe is filled in and handed in."""

    opens: dt.date
    closes: dt.date


@dataclass(frozen=True)
class Voice:
    """Whose right somebody fills an annexe in by: a mandate of the organisation, or its consent to an animator's help
    when there is none."""

    mandate: Mandate | None

    @property
    def assisted(self) -> bool:
        """Whether somebody writes for the organisation who does not belong to it."""
        return self.mandate is None


def window_of(cycle: Cycle) -> Window:
    """The days that hold: local ones where the unit chose them. Uses the local dates of the cycle."""
    local = {one.key: one.day for one in cycle.local_dates.all()}
    planned = {one.rule.key: one.day for one in calendar_of(level(cycle.unit), cycle.year, local)}
    return Window(local.get(OPENS, planned[OPENS]), local.get(CLOSES, planned[CLOSES]))


def window_refusal(cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Why nothing can be filled in or handed in now: too early, too late, or the work of the year rests or is done."""
    if cycle.state in (CycleState.SUSPENDED, CycleState.COUNCIL, CycleState.CLOSED):
        message = _(
            "The cycle for {year} is now: {state}. What was written is kept. Ask the office of {unit} what comes next."
        )
        params = {"year": cycle.year, "state": CYCLE.states[cycle.state], "unit": cycle.unit.full_name}
        return Refusal(message, params, ("state",))
    window, day = window_of(cycle), localdate(at)
    if window.opens <= day <= window.closes:
        return None
    params = {
        "year": cycle.year,
        "opens": f"{window.opens:%d.%m.%Y}",
        "closes": f"{window.closes:%d.%m.%Y}",
        "unit": cycle.unit.full_name,
    }
    return Refusal(_TOO_EARLY if day < window.opens else _TOO_LATE, params)


_TOO_EARLY = _(
    "Organisations supply data for {year} from {opens} to {closes}. It is too early now; nothing was lost. The office "
    "of {unit} can set an earlier day."
)
_TOO_LATE = _(
    "Organisations supplied data for {year} from {opens} to {closes}. That time is over; everything that was written "
    "is kept. Ask the office of {unit}: it can set a later day, or take the numbers down itself."
)


def may_speak_for(
    actor: Actor, organisation: Organisation, cycle: Cycle, annexe: Annexe | None, at: dt.datetime
) -> Voice | Refusal:
    """By what right the person fills in the annexe of this organisation, or why they may not."""
    found = standing(actor, organisation, Act.SUPPLY, cycle.unit, cycle.year, at)
    if isinstance(found, Mandate):
        return Voice(found)
    if person_of(actor) is None or may_contribute(actor) or may_assist(actor, cycle.unit, cycle.year, at):
        return found
    if annexe is None or annexe.filled_in == FilledIn.ITSELF:
        return Refusal(_NO_CONSENT, {"organisation": organisation.name})
    if annexe.consent_withdrawn_at is not None:
        day = f"{localdate(annexe.consent_withdrawn_at):%d.%m.%Y}"
        return Refusal(_CONSENT_GONE, {"organisation": organisation.name, "day": day})
    return Voice(None)


_NO_CONSENT = _(
    "You may write for {organisation} once its consent is written down: who gave it, when and how. You have no mandate "
    "of your own from it."
)
_CONSENT_GONE = _(
    "{organisation} took its consent back on {day}. Nobody can write for it any more; its own people can."
)


def may_fill(actor: Actor, annexe: Annexe, at: dt.datetime) -> Refusal | None:
    """Writing answers: within the dates; what was returned also later, until the form is signed."""
    voice = may_speak_for(actor, annexe.organisation, annexe.cycle, annexe, at)
    return voice if isinstance(voice, Refusal) else closed_because(annexe, at)


def closed_because(annexe: Annexe, at: dt.datetime) -> Refusal | None:
    """Why nobody can change an answer now; None while somebody can."""
    if annexe.state == AnnexeState.DRAFT:
        return window_refusal(annexe.cycle, at) or signed_because(annexe.cycle)
    if annexe.state == AnnexeState.WITHDRAWN or not returned(annexe):
        params = {"state": ANNEXE.states[annexe.state]}
        return Refusal(_("This annexe is now: {state}. Answers can be read, not changed."), params, ("state",))
    return signed_because(annexe.cycle)


def returned(annexe: Annexe) -> bool:
    """Whether the office asks for a correction of some answer; one query."""
    return annexe.items.filter(state=ItemState.RETURNED).exists()


def signed_because(cycle: Cycle) -> Refusal | None:
    """Why nothing that stands in the form can change any more: it was signed. None while it can."""
    if cycle.assessment is None or not cycle.assessment.locked:
        return None
    message = _(
        "The form for {year} is signed, so what it holds stays as it is. Ask the office of {unit}: it can begin a "
        "correction."
    )
    return Refusal(message, {"year": cycle.year, "unit": cycle.unit.full_name})


def may_send(actor: Actor, annexe: Annexe, at: dt.datetime) -> Refusal | None:
    """Handing in, for the first time or what was returned."""
    return may_fill(actor, annexe, at)


def may_withdraw(actor: Actor, annexe: Annexe, at: dt.datetime) -> Refusal | None:
    """Taking back what the organisation supplied, on any day: taking part is voluntary."""
    voice = may_speak_for(actor, annexe.organisation, annexe.cycle, annexe, at)
    return voice if isinstance(voice, Refusal) else None


def institution_refusal(organisation: Organisation) -> Refusal | None:
    """Why an institution has no annexe: what it knows, it writes into the form."""
    if not organisation.is_institution:
        return None
    message = _("{organisation} is a public institution. The annexe is for organisations of citizens.")
    return Refusal(message, {"organisation": organisation.name})


def may_start(actor: Actor, organisation: Organisation, cycle: Cycle, consent: str, at: dt.datetime) -> Refusal | None:
    """Beginning an annexe: with a mandate, or as an animator with the consent of the organisation."""
    institution = institution_refusal(organisation)
    if institution:
        return institution
    voice = may_speak_for(actor, organisation, cycle, None, at)
    if isinstance(voice, Refusal) and not (consent and may_assist(actor, cycle.unit, cycle.year, at) is None):
        return voice
    return window_refusal(cycle, at)


def may_read_annexe(actor: Actor, annexe: Annexe, at: dt.datetime) -> Refusal | None:
    """The people of the organisation always; the office, animators and auditors once it was handed in; whoever helps
    to fill it in, all the time."""
    person, cycle = person_of(actor), annexe.cycle
    if person is not None and person.is_active and _belongs(person.pk, annexe.organisation, at):
        return None
    voice = may_speak_for(actor, annexe.organisation, cycle, annexe, at)
    if isinstance(voice, Voice):
        return None
    office = actor is not None and (
        may_enter(actor, cycle.unit, cycle.year, at) is None or may_audit(actor, cycle.unit, at) is None
    )
    if office and annexe.sent_at is not None:
        return None
    if office:
        message = _("{organisation} is still filling in its annexe. It can be read once it is handed in.")
        return Refusal(message, {"organisation": annexe.organisation.name})
    return voice


def _belongs(person: int, organisation: Organisation, at: dt.datetime) -> bool:
    """Whether the person is a member of the organisation now."""
    return Membership.objects.in_force(at).filter(person=person, organisation=organisation).exists()
