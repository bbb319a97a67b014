"""The sections of a consultation that is being prepared: adding, ordering, taking away."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.consultation import at_the_door, prepared
from drogowskaz.participation.enums.consultation import SectionKind
from drogowskaz.participation.models import Consultation, ConsultationSection
from drogowskaz.participation.permissions.consultation import may_run_consultation
from drogowskaz.participation.queries.consultation_text import Bound

MOST_SECTIONS = 30
"""Sections of one consultation: more than anybody reads through."""
LONGEST_RECOMMENDATION = 2_000
"""Characters of a recommendation that somebody types."""


@transaction.atomic
def add_section(
    *, consultation: Consultation, bound: Bound, question: str = "", actor: Actor, at: dt.datetime
) -> ConsultationSection:
    """Ask about a chapter, a row or a recommendation, after the sections that are there. A second time the same part
    gives the section that is there already. Raises Refused."""
    now = at_the_door(consultation)
    there = list(now.sections.all())
    full = len(there) >= MOST_SECTIONS
    refuse(
        may_run_consultation(actor, now.cycle, at),
        prepared(now),
        Refusal(_("A consultation has at most {n} parts."), {"n": MOST_SECTIONS}) if full else None,
    )
    same = next((one for one in there if _same(one, bound)), None)
    if same is not None:
        return same
    made = ConsultationSection.objects.create(
        consultation=now,
        number=len(there) + 1,
        kind=bound.kind,
        chapter=bound.chapter,
        row=bound.row,
        title=bound.title[:300],
        text=bound.text,
        question=whole(question, 500),
    )
    _touched(now, actor, at)
    return made


def _same(section: ConsultationSection, bound: Bound) -> bool:
    if section.kind != bound.kind:
        return False
    if bound.kind == SectionKind.RECOMMENDATION:
        return section.text == bound.text
    return (section.chapter, section.row) == (bound.chapter, bound.row)


@transaction.atomic
def ask_of_section(*, consultation: Consultation, number: int, question: str, actor: Actor, at: dt.datetime) -> None:
    """Change what is asked of a section. Raises Refused."""
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), prepared(now), _gone(now, number))
    now.sections.filter(number=number).update(question=whole(question, 500))
    _touched(now, actor, at)


@transaction.atomic
def raise_section(*, consultation: Consultation, number: int, actor: Actor, at: dt.datetime) -> None:
    """Put a section before the one above it; the first stays where it is. Raises Refused."""
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), prepared(now), _gone(now, number))
    if number > 1:
        # No two have the same number at any moment: the one above waits at nought.
        for old, new in ((number - 1, 0), (number, number - 1), (0, number)):
            now.sections.filter(number=old).update(number=new)
        _touched(now, actor, at)


@transaction.atomic
def remove_section(*, consultation: Consultation, number: int, actor: Actor, at: dt.datetime) -> None:
    """Take a section away; those after it move up. Raises Refused."""
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), prepared(now), _gone(now, number))
    now.sections.filter(number=number).delete()
    for later in now.sections.filter(number__gt=number).order_by("number"):
        now.sections.filter(pk=later.pk).update(number=F("number") - 1)
    _touched(now, actor, at)


def _gone(consultation: Consultation, number: int) -> Refusal | None:
    if consultation.sections.filter(number=number).exists():
        return None
    return Refusal(_("That part is not there any more; look at the list again."))


def _touched(consultation: Consultation, actor: Actor, at: dt.datetime) -> None:
    record(actor=person_of(actor), verb="consultation.sections", thing=consultation, at=at)
