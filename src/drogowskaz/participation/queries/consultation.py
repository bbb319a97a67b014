"""Consultations for their pages: the one that is running, those everybody may read, what can be spoken about now."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.parameters import Parameter, parameters, value_on
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.models import Consultation, ConsultationSection, Contribution
from drogowskaz.participation.models.consultation import RUNNING
from drogowskaz.participation.permissions.consultation import may_comment
from drogowskaz.participation.queries.fate import unanswered, unmoderated

OPENS, CLOSES = "consultation_opens", "consultation_closes"
"""The dates of the calendar of a cycle on which its draft is consulted."""
ANNOUNCED_AHEAD, LASTS = "CONSULTATION_ANNOUNCED", "CONSULTATION_LASTS"


def running_of(cycle: Cycle) -> Consultation | None:
    """The consultation of a cycle that was announced and is not over; one query. There is at most one."""
    return Consultation.objects.filter(cycle=cycle, state__in=RUNNING).first()


def public_consultations(cycle: Cycle) -> QuerySet[Consultation]:
    """Consultations of a cycle that everybody may read, also those called off after their announcement."""
    return Consultation.objects.filter(cycle=cycle, announced_at__isnull=False)


def in_preparation(cycle: Cycle) -> QuerySet[Consultation]:
    """Consultations of a cycle that are being prepared, the newest first."""
    return Consultation.objects.filter(cycle=cycle, state=ConsultationState.DRAFT).order_by("-number")


def consultation_named(cycle: Cycle, number: int) -> Consultation | None:
    """One consultation of a cycle, whoever may read it; one query."""
    found = Consultation.objects.filter(cycle=cycle, number=number).first()
    if found is not None:
        found.cycle = cycle
    return found


def sections_open(cycle: Cycle, at: dt.datetime) -> list[ConsultationSection]:
    """The sections of a cycle that something can be said about now, with their consultation; one query."""
    found = ConsultationSection.objects.filter(
        consultation__cycle=cycle, consultation__state=ConsultationState.OPEN
    ).select_related("consultation")
    return [one for one in found if may_comment(one, at) is None]


def open_refusal(consultation: Consultation, at: dt.datetime) -> Refusal | None:
    """Why an announced consultation cannot be opened now: too early, or its time went by without anybody opening it."""
    assert consultation.opens_on is not None, "announced with its days"
    assert consultation.closes_on is not None, "announced with its days"
    today = localdate(at)
    if today < consultation.opens_on:
        message = _("The first day is {day}. The consultation opens by itself on that day.")
        return Refusal(message, {"day": f"{consultation.opens_on:%d.%m.%Y}"})
    if today > consultation.closes_on:
        message = _(
            "The last day was {day}, and nobody could say anything until then. Call this consultation off and announce "
            "another one."
        )
        return Refusal(message, {"day": f"{consultation.closes_on:%d.%m.%Y}"})
    return None


@dataclass(frozen=True)
class Days:
    """The days of a consultation against the standard, which is a convention. `ahead` is how many days before its
    first day it was announced, `lasts` how many there are, the first and the last counted."""

    ahead: int
    lasts: int
    ahead_standard: Parameter
    lasts_standard: Parameter

    @property
    def announced_late(self) -> bool:
        return self.ahead < self.ahead_standard.value

    @property
    def is_short(self) -> bool:
        return self.lasts < self.lasts_standard.value

    @property
    def need_reason(self) -> bool:
        """Whether a public reason belongs to them."""
        return self.announced_late or self.is_short


def days_of(consultation: Consultation, at: dt.datetime) -> Days | None:
    """The days as announced, or as they would be if it were announced at that moment; None where they are not set."""
    first, last = consultation.opens_on, consultation.closes_on
    if first is None or last is None:
        return None
    announced = localdate(consultation.announced_at or at)
    return Days((first - announced).days, (last - first).days + 1, *standards(announced))


def standards(day: dt.date) -> tuple[Parameter, Parameter]:
    """How many days ahead a consultation is announced, and how many it lasts, by the standard of that day."""
    return _standard(ANNOUNCED_AHEAD, day), _standard(LASTS, day)


def _standard(code: str, day: dt.date) -> Parameter:
    known = value_on(code, day, parameters())
    assert known is not None, "the parameter has no last day"
    return known


@dataclass(frozen=True)
class Answered:
    """Of what was said and everybody can read, how much has an answer."""

    all: int
    answered: int

    @property
    def waiting(self) -> int:
        return self.all - self.answered


def answered_of(consultation: Consultation) -> Answered:
    """What was said in a consultation and how much of it is answered; two queries."""
    every = Contribution.objects.filter(section__consultation=consultation, state__in=PUBLIC).count()
    return Answered(every, every - waiting_in(consultation).count())


def waiting_in(consultation: Consultation) -> QuerySet[Contribution]:
    """What was said in it, was published and has no answer yet."""
    return unanswered(consultation.cycle).filter(section__consultation=consultation)


def unmoderated_in(consultation: Consultation) -> QuerySet[Contribution]:
    """What was said in it and waits for a moderator or for its author."""
    return unmoderated(consultation.cycle).filter(section__consultation=consultation)


BEGINNING = 80
"""Characters by which a contribution is known again."""


def close_refusals(consultation: Consultation) -> list[Refusal]:
    """Why a consultation cannot be closed yet: what was said in it and has no answer, by number and beginning; two
    queries."""
    message = _("Contribution {number} has no answer yet: “{text}”")
    queue = _("Contribution {number} is not settled with its moderator yet.")
    waiting = waiting_in(consultation).order_by("number")
    return [
        *(Refusal(message, {"number": one.number, "text": _beginning(one.text)}) for one in waiting),
        *(Refusal(queue, {"number": one.number}) for one in unmoderated_in(consultation).order_by("number")),
    ]


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rstrip()}…"
