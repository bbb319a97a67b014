"""What the team of a consultation needs to know: what is still missing, and the days the calendar proposes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.texts import texts_of
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.participation.enums.consultation import ConsultationState, Principle, SectionKind
from drogowskaz.participation.models import Consultation, ConsultationExtension, ConsultationSection
from drogowskaz.participation.queries.consultation import CLOSES, OPENS, Days, days_of, open_refusal
from drogowskaz.participation.queries.consultation_text import (
    chapters,
    empty_chapters,
    recommendations,
    rows_by_table,
)
from drogowskaz.participation.queries.drafting.calendar import days_of as calendar_days

PRINCIPLES = {
    Principle.GOOD_FAITH: _("good faith"),
    Principle.UNIVERSALITY: _("universality"),
    Principle.TRANSPARENCY: _("transparency"),
    Principle.RESPONSIVENESS: _("responsiveness"),
    Principle.COORDINATION: _("coordination"),
    Principle.PREDICTABILITY: _("predictability"),
    Principle.PUBLIC_INTEREST: _("public interest"),
}


def proposed_days(cycle: Cycle) -> tuple[dt.date, dt.date]:
    """The first and the last day by the calendar of the cycle, with the days its unit chose; one query."""
    days = calendar_days(cycle)
    return days[OPENS], days[CLOSES]


def announce_refusals(consultation: Consultation, at: dt.datetime) -> list[Refusal]:
    """Everything that is still missing before a consultation can be announced at that moment; three queries."""
    one = consultation
    said = (
        (one.host.strip() and one.contact.strip(), _("Say who can be asked, and how: a phone or an address.")),
        (one.can_change.strip(), _("Say what can still be changed. Where nothing can, there is nothing to consult.")),
        (one.offline.strip(), _("Say how to take part without the internet.")),
    )
    return [
        *_parts(one),
        *_days(one, at),
        *(Refusal(message) for there, message in said if not there),
        *_principles(one),
    ]


def _parts(consultation: Consultation) -> list[Refusal]:
    sections = list(consultation.sections.all())
    if not sections:
        return [Refusal(_("Choose at least one part of the draft to ask about."))]
    assessment = consultation.cycle.assessment
    texts = texts_of(assessment) if assessment else {}
    message = _("Nobody has written in chapter “{title}” yet, so there is nothing to read. Write it, or take it away.")
    return [Refusal(message, {"title": one.title}) for one in empty_chapters(sections, texts)]


def _days(consultation: Consultation, at: dt.datetime) -> list[Refusal]:
    days = days_of(consultation, at)
    if days is None or consultation.opens_on is None:
        return [Refusal(_("Set the first and the last day."))]
    if consultation.opens_on < localdate(at):
        message = _("The first day, {day}, is in the past. Choose a day that is still to come.")
        return [Refusal(message, {"day": f"{consultation.opens_on:%d.%m.%Y}"})]
    if consultation.short_reason.strip():
        return []
    found = []
    if days.announced_late:
        message = _(
            "It would be announced {n} days before its first day; the standard is {standard}. Choose a later day, or "
            "give a reason that everybody reads."
        )
        found.append(Refusal(message, {"n": days.ahead, "standard": int(days.ahead_standard.value)}))
    if days.is_short:
        message = _(
            "It would last {n} days; the standard is {standard}. Choose a later last day, or give a reason that "
            "everybody reads."
        )
        found.append(Refusal(message, {"n": days.lasts, "standard": int(days.lasts_standard.value)}))
    return found


def _principles(consultation: Consultation) -> list[Refusal]:
    kept = set(consultation.principles.values_list("principle", flat=True))
    message = _("Say how this principle is kept: {principle}.")
    return [Refusal(message, {"principle": PRINCIPLES[one]}, ("principle",)) for one in Principle if one not in kept]


@dataclass(frozen=True)
class ChosenPart:
    """A part that was chosen, and whether its chapter has no text yet."""

    section: ConsultationSection
    empty: bool


@dataclass(frozen=True)
class Offered:
    """What can still be chosen: chapters with whether anybody wrote in them, rows by block, recommendations."""

    chapters: tuple[tuple[str, str, bool], ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    recommendations: tuple[str, ...]


@dataclass(frozen=True)
class DeskPage:
    """The desk of a consultation. `missing` is what stands in the way of announcing it now, in sentences; `days` how
    its days compare to the standard; `may_open` and `may_end` that the day has come for the button."""

    missing: tuple[str, ...]
    days: Days | None
    parts: tuple[ChosenPart, ...]
    offered: Offered
    extensions: tuple[ConsultationExtension, ...]
    may_open: bool
    may_end: bool
    may_extend: bool


def consultation_desk_page(consultation: Consultation, at: dt.datetime, lang: str) -> DeskPage:
    """A fixed number of queries."""
    draft = consultation.state == ConsultationState.DRAFT
    today, last = localdate(at), consultation.closes_on
    sections = list(consultation.sections.all())
    assessment = consultation.cycle.assessment
    texts = texts_of(assessment) if draft and assessment else {}
    empty = empty_chapters(sections, texts) if draft else []
    announced, is_open = (consultation.state == one for one in (ConsultationState.ANNOUNCED, ConsultationState.OPEN))
    missing = announce_refusals(consultation, at) if draft else []
    return DeskPage(
        missing=tuple(one.sentence(lang) for one in missing),
        days=days_of(consultation, at),
        parts=tuple(ChosenPart(one, one in empty) for one in sections),
        offered=_offered(consultation.cycle, sections, texts, lang) if draft else Offered((), (), ()),
        extensions=tuple(consultation.extensions.all()),
        may_open=announced and open_refusal(consultation, at) is None,
        may_end=is_open and last is not None and today > last,
        may_extend=(announced or is_open) and last is not None and today <= last,
    )


def _offered(cycle: Cycle, sections: Sequence[ConsultationSection], texts: Mapping[str, str], lang: str) -> Offered:
    chosen = {(one.chapter, one.row) for one in sections if one.kind != SectionKind.RECOMMENDATION}
    asked = {one.text for one in sections if one.kind == SectionKind.RECOMMENDATION}
    return Offered(
        chapters=tuple(
            (one.number, f"{one.number}. {one.label[lang]}", bool(texts.get(one.number)))
            for one in chapters(cycle)
            if (one.number, "") not in chosen
        ),
        rows=tuple(
            (
                f"{chapter.number}. {table.label[lang]}",
                tuple((row.key, row.label[lang]) for row in rows if (chapter.number, row.key) not in chosen),
            )
            for chapter, table, rows in rows_by_table(cycle)
        ),
        recommendations=tuple(one for one in recommendations(cycle) if one not in asked),
    )
