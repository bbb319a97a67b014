"""The page of a consultation that everybody reads: its days against the standard, its parts, what was said of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.timezone import localdate

from drogowskaz.documents.assessment.chapters import written
from drogowskaz.documents.content import Items, Paragraph
from drogowskaz.documents.dates import DatedEvent
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.consultation import ConsultationState, Principle
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.models import (
    Consultation,
    ConsultationExtension,
    ConsultationSection,
    Contribution,
    Meeting,
    PrincipleCheck,
)
from drogowskaz.participation.permissions.consultation import may_comment, may_run_consultation
from drogowskaz.participation.queries.consultation import CLOSES, OPENS, Answered, Days, answered_of, days_of
from drogowskaz.participation.queries.consultation_text import texts_now
from drogowskaz.participation.queries.contribution import public_of
from drogowskaz.participation.queries.contributions import Line, lines_of
from drogowskaz.participation.queries.drafting.calendar import dates_of
from drogowskaz.participation.queries.meeting import meetings_of
from drogowskaz.participation.queries.opinion import ShownOpinion, shown_opinions

NEWEST = 3
"""Contributions shown under a part; the rest are in the list."""


@dataclass(frozen=True)
class ShownSection:
    """A part with the text that is spoken about. `said` counts what everybody can read of what was said about it,
    `newest` are the last of it; `open` says that something can be said now."""

    section: ConsultationSection
    blocks: tuple[Paragraph | Items, ...]
    said: int
    newest: tuple[Line, ...]
    open: bool


@dataclass(frozen=True)
class ConsultationPage:
    """The page. `days_told` are the days in sentences, with the standard and that it is no law; `next_day` is what
    happens next; `runs` says that the reader is of the team; `preview`, that nobody else reads it yet."""

    consultation: Consultation
    days: Days | None
    days_told: tuple[str, ...]
    next_day: str
    sections: tuple[ShownSection, ...]
    principles: tuple[tuple[Principle, str, PrincipleCheck | None], ...]
    extensions: tuple[ConsultationExtension, ...]
    meetings: tuple[Meeting, ...]
    opinions: tuple[ShownOpinion, ...]
    answered: Answered
    runs: bool
    preview: bool
    open: bool


def consultation_page(consultation: Consultation, actor: Actor, at: dt.datetime, lang: str) -> ConsultationPage:
    """A fixed number of queries, whatever was said. Of one that is being prepared it is how it would read now."""
    preview = consultation.announced_at is None
    texts = {one.pk: text for one, text in texts_now(consultation)} if preview else {}
    sections = shown_sections(consultation, texts, at, lang)
    days = days_of(consultation, at)
    return ConsultationPage(
        consultation=consultation,
        days=days,
        days_told=_days_told(consultation, days, lang, at) if days else (),
        next_day=_next_day(consultation, at, lang),
        sections=sections,
        principles=principles_of(consultation, lang),
        extensions=tuple(consultation.extensions.all()),
        meetings=tuple(meetings_of(consultation.cycle)),
        opinions=tuple(shown_opinions(consultation, at)),
        answered=answered_of(consultation),
        runs=may_run_consultation(actor, consultation.cycle, at) is None,
        preview=preview,
        open=any(one.open for one in sections),
    )


def shown_sections(
    consultation: Consultation, texts: Mapping[int, str], at: dt.datetime, lang: str
) -> tuple[ShownSection, ...]:
    """The parts with their frozen texts, or with these by key where they are given."""
    sections = list(consultation.sections.all())
    for one in sections:
        one.consultation = consultation
    said, newest = _said(consultation, lang)
    return tuple(
        ShownSection(
            section=one,
            blocks=tuple(written(texts.get(one.pk, one.text))),
            said=said.get(one.pk, 0),
            newest=tuple(newest.get(one.pk, ())),
            open=may_comment(one, at) is None,
        )
        for one in sections
    )


def _said(consultation: Consultation, lang: str) -> tuple[dict[int, int], Mapping[int, list[Line]]]:
    """How much everybody can read about each part, and the newest of it."""
    found = public_of(consultation.cycle).filter(section__consultation=consultation, state__in=PUBLIC)
    counts = dict(found.order_by().values_list("section").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by=F("section"), order_by=F("number").desc())
    last: list[Contribution] = list(found.annotate(place=place).filter(place__lte=NEWEST))
    newest: dict[int, list[Line]] = defaultdict(list)
    for line in lines_of(last, lang):
        assert line.contribution.section_id is not None, "found by its part"
        newest[line.contribution.section_id].append(line)
    return counts, newest


MEANINGS = {
    Principle.GOOD_FAITH: _("Whoever asks is ready to change the draft, and everybody listens to each other."),
    Principle.UNIVERSALITY: _("Everybody the draft concerns can learn of it and say what they think."),
    Principle.TRANSPARENCY: _("What is asked, who says what and what becomes of it can be read by everybody."),
    Principle.RESPONSIVENESS: _("Whoever speaks gets an answer with a reason."),
    Principle.COORDINATION: _("One person runs it and answers for it."),
    Principle.PREDICTABILITY: _("The days are known ahead and there is enough time."),
    Principle.PUBLIC_INTEREST: _("Decisions weigh all voices for the good of all, not of the loudest."),
}


def principles_of(consultation: Consultation, lang: str) -> tuple[tuple[Principle, str, PrincipleCheck | None], ...]:
    """The seven principles in their order: what each means, and how it is kept, None where nobody has said. One
    query."""
    checks = {one.principle: one for one in consultation.principles.all()}
    return tuple((one, say(MEANINGS[one], lang), checks.get(one)) for one in Principle)


_BEFORE = plural("Announced {n} day before its first day.", "Announced {n} days before its first day.")
_LASTS = plural("It lasts {n} day.", "It lasts {n} days.")
_STANDARD = _(
    "The standard is at least {ahead} days of announcement and {lasts} days of consultation. It is good practice, not "
    "law: the assessment is not an act of local law."
)
_CALENDAR = _("The days are those of the calendar of this cycle.")
_OWN_DAYS = _(
    "The calendar of this cycle proposes {opens} to {closes}; whoever runs the consultation chose other days."
)
_MIDNIGHT = _("The last day counts to midnight on Polish clocks.")


def _days_told(consultation: Consultation, days: Days, lang: str, at: dt.datetime) -> tuple[str, ...]:
    """How the days were computed, and how far they are from the standard."""
    planned = {one.key: one.day for one in dates_of(consultation.cycle, lang, at)}
    opens, closes = planned[OPENS], planned[CLOSES]
    first = next(iter(consultation.extensions.all()), None)
    same = (consultation.opens_on, first.before if first else consultation.closes_on) == (opens, closes)
    return (
        say(_MIDNIGHT, lang),
        count(_BEFORE, days.ahead, lang),
        count(_LASTS, days.lasts, lang),
        say(_STANDARD, lang, ahead=int(days.ahead_standard.value), lasts=int(days.lasts_standard.value)),
        say(_CALENDAR, lang) if same else say(_OWN_DAYS, lang, opens=f"{opens:%d.%m.%Y}", closes=f"{closes:%d.%m.%Y}"),
    )


_BEGINS = plural("It begins in {n} day.", "It begins in {n} days.")
_LEFT = plural("{n} day is left.", "{n} days are left.")


def _next_day(consultation: Consultation, at: dt.datetime, lang: str) -> str:
    """What the calendar says of a consultation that is announced or open; empty of the others."""
    today = localdate(at)
    if consultation.opens_on is None or consultation.closes_on is None:
        return ""
    if consultation.state == ConsultationState.ANNOUNCED and today < consultation.opens_on:
        return count(_BEGINS, (consultation.opens_on - today).days, lang)
    if consultation.state == ConsultationState.OPEN and today <= consultation.closes_on:
        left = (consultation.closes_on - today).days
        return count(_LEFT, left, lang) if left else say(_("Today is the last day."), lang)
    return ""


def entries_of(consultation: Consultation, *, url: str, lang: str) -> list[DatedEvent]:
    """The first and the last day as entries of a calendar."""
    named = (
        ("opens", consultation.opens_on, _("Consultation begins: {title}")),
        ("closes", consultation.closes_on, _("Last day of the consultation: {title}")),
    )
    text = "\n\n".join(filter(None, (consultation.purpose, url)))
    return [
        DatedEvent(
            uid=f"consultation-{consultation.pk}-{name}@drogowskaz",
            day=day,
            title=say(title, lang, title=consultation.title),
            text=text,
            url=url,
            revision=consultation.version,
        )
        for name, day, title in named
        if day is not None
    ]
