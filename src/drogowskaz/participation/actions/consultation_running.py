"""What moves an announced consultation: its first day, its last night, more time, another person to ask."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.actions.cycles import write_event
from drogowskaz.assessments.enums import Event
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.consultation import (
    LONGEST_REASON,
    SOMEBODY_ELSE,
    at_the_door,
    move_consultation,
    tell_followers,
    unsaid,
)
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import Consultation, ConsultationExtension
from drogowskaz.participation.permissions.consultation import may_run_consultation
from drogowskaz.participation.queries.consultation import CLOSES, OPENS, open_refusal
from drogowskaz.participation.workflow.consultation import CONSULTATION, END, OPEN

_GOES_ON = (ConsultationState.ANNOUNCED, ConsultationState.OPEN)


@transaction.atomic
def open_consultation(*, consultation: Consultation, actor: Actor, at: dt.datetime) -> None:
    """Begin, once the first day has come. Raises Refused."""
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), _not_now(now, ConsultationState.ANNOUNCED))
    refuse(open_refusal(now, at))
    move_consultation(now, OPEN, actor=actor, at=at, opened_at=at)
    write_event(now.cycle, Event.HAPPENED, actor=actor, at=at, key=OPENS, reason=now.title)
    tell_followers(now, "participation.consultation_opened", at, closes=f"{now.closes_on:%d.%m.%Y}")


@transaction.atomic
def end_consultation(*, consultation: Consultation, actor: Actor, at: dt.datetime) -> None:
    """End, once the last day is over. It is not opened again. Raises Refused."""
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), _not_now(now, ConsultationState.OPEN))
    assert now.closes_on is not None, "an open one has its days"
    message = _("The last day is {day}, to midnight. The consultation cannot be ended before; it can be called off.")
    lasts = localdate(at) <= now.closes_on
    refuse(Refusal(message, {"day": f"{now.closes_on:%d.%m.%Y}"}) if lasts else None)
    move_consultation(now, END, actor=actor, at=at, ended_at=at)
    write_event(now.cycle, Event.HAPPENED, actor=actor, at=at, key=CLOSES, day=now.closes_on, reason=now.title)
    tell_followers(now, "participation.consultation_ended", at)


def keep_days(*, at: dt.datetime) -> int:
    """Open and end the consultations whose day has come; the worker asks for it in every round. Returns how many.

    Late, doubled and skipped runs do no harm: what can be said is known by the days, not by this run.
    """
    today = localdate(at)
    beginning = Consultation.objects.filter(
        state=ConsultationState.ANNOUNCED, opens_on__lte=today, closes_on__gte=today
    )
    ending = Consultation.objects.filter(state=ConsultationState.OPEN, closes_on__lt=today)
    moved = 0
    for found, act in ((beginning, open_consultation), (ending, end_consultation)):
        for one in found:
            try:
                act(consultation=one, actor=None, at=at)
            except Refused:
                # Somebody has moved it, or given it more time, since it was found.
                continue
            moved += 1
    return moved


@transaction.atomic
def extend(*, consultation: Consultation, closes_on: dt.date, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Give a consultation more time, also on its last evening; everybody reads why. Raises Refused."""
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), unsaid(reason), *_no_more_time(now, closes_on, at))
    assert now.closes_on is not None, "announced with its days"
    why = whole(reason, LONGEST_REASON)
    ConsultationExtension.objects.create(
        consultation=now, before=now.closes_on, closes_on=closes_on, reason=why, at=at, by=person_of(actor)
    )
    Consultation.objects.filter(pk=now.pk).update(closes_on=closes_on, version=now.version + 1)
    record(
        actor=person_of(actor), verb="consultation.extended", thing=now, at=at, before=now.closes_on.isoformat(),
        closes_on=closes_on.isoformat(),
    )  # fmt: skip
    tell_followers(now, "participation.consultation_extended", at, closes=f"{closes_on:%d.%m.%Y}", reason=why)


def _no_more_time(now: Consultation, closes_on: dt.date, at: dt.datetime) -> list[Refusal]:
    """Why it cannot be given time to this day."""
    if now.state not in _GOES_ON:
        message = _("The consultation is now: {state}. What has ended cannot be given more time.")
        return [Refusal(message, {"state": CONSULTATION.states[now.state]}, ("state",))]
    assert now.closes_on is not None, "announced with its days"
    params = {"day": f"{now.closes_on:%d.%m.%Y}"}
    if localdate(at) > now.closes_on:
        return [Refusal(_("The last day was {day}, so the time is over. What has ended is not opened again."), params)]
    if closes_on <= now.closes_on:
        return [Refusal(_("Choose a day after {day}, which is the last one now."), params)]
    return []


@transaction.atomic
def change_host(
    *, consultation: Consultation, host: str, contact: str, seen: int, actor: Actor, at: dt.datetime
) -> None:
    """Name another person to ask, or another way, while the consultation is announced or its answers are written.

    Raises Refused.
    """
    now = at_the_door(consultation)
    there = bool(host.strip() and contact.strip())
    refuse(
        may_run_consultation(actor, now.cycle, at),
        _not_now(now, *_GOES_ON, ConsultationState.ENDED),
        Refusal(SOMEBODY_ELSE) if now.version != seen else None,
        None if there else Refusal(_("Say who can be asked, and how: a phone or an address.")),
    )
    changed = {"host": whole(host, 200), "contact": whole(contact, 300)}
    Consultation.objects.filter(pk=now.pk).update(version=seen + 1, **changed)
    record(actor=person_of(actor), verb="consultation.host_changed", thing=now, at=at)


def _not_now(now: Consultation, *states: ConsultationState) -> Refusal | None:
    if now.state in states:
        return None
    message = _("The consultation is now: {state}. This cannot be done with it.")
    return Refusal(message, {"state": CONSULTATION.states[now.state]}, ("state",))
