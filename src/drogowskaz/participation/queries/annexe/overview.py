"""The page of one annexe: its sections with what is answered, its dates, and what can be done now."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate

from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.engine import annexes
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem
from drogowskaz.participation.permissions.annexe import (
    CLOSES,
    OPENS,
    Voice,
    closed_because,
    may_speak_for,
    signed_because,
)
from drogowskaz.participation.queries.annexe.reading import (
    answers_of,
    definition_of,
    earlier_annexe,
    places_of,
    spoken_for,
)


@dataclass(frozen=True)
class SectionProgress:
    """How far a section is answered. `asked` counts the questions of a section once; `places` the services or needs of
    one that repeats, of which `answered` then says nothing."""

    section: annexes.Section
    label: str
    answered: int
    asked: int
    places: int
    missing: int
    returned: int

    @property
    def begun(self) -> bool:
        return self.answered > 0

    @property
    def done(self) -> bool:
        """Everything that is required is there; an optional section is done when it was begun."""
        return self.begun and self.missing == 0


@dataclass(frozen=True)
class Overview:
    """Everything the page says. `refusal` is why this person cannot write now, `spoken_for` whose voice it is."""

    annexe: Annexe
    definition: annexes.Annexe
    sections: tuple[SectionProgress, ...]
    dates: tuple[ShownDate, ...]
    refusal: str
    spoken_for: str
    assisted: bool
    may_write: bool
    may_withdraw: bool
    signed: str
    earlier_year: int | None
    missing: int
    returned: int
    answered: int

    @property
    def is_draft(self) -> bool:
        return self.annexe.state == AnnexeState.DRAFT


def overview(annexe: Annexe, actor: Actor, at: dt.datetime, lang: str) -> Overview:
    """The annexe as this person may see it; a fixed number of queries."""
    definition, items = definition_of(annexe), list(annexe.items.all())
    voice = may_speak_for(actor, annexe.organisation, annexe.cycle, annexe, at)
    closed = closed_because(annexe, at)
    refusal = closed or (voice if not isinstance(voice, Voice) else None)
    problems = annexes.problems_of(definition, answers_of(items))
    sections = tuple(_progress(one, items, problems, lang) for one in definition.sections)
    signed = signed_because(annexe.cycle)
    earlier = earlier_annexe(annexe) if annexe.state == AnnexeState.DRAFT and isinstance(voice, Voice) else None
    return Overview(
        annexe=annexe,
        definition=definition,
        sections=sections,
        dates=window_dates(annexe, lang, at),
        refusal=refusal.sentence(lang) if refusal else "",
        spoken_for=spoken_for(annexe, voice, lang) if isinstance(voice, Voice) else "",
        assisted=isinstance(voice, Voice) and voice.assisted,
        may_write=refusal is None,
        may_withdraw=isinstance(voice, Voice) and annexe.state != AnnexeState.WITHDRAWN,
        signed=signed.sentence(lang) if signed else "",
        earlier_year=earlier.cycle.year if earlier else None,
        missing=len(problems),
        returned=sum(one.returned for one in sections),
        answered=sum(one.answered for one in sections),
    )


def window_dates(annexe: Annexe, lang: str, at: dt.datetime) -> tuple[ShownDate, ...]:
    """The first and the last day, with how each was found."""
    cycle = annexe.cycle
    shown = shown_calendar(level(cycle.unit), cycle.year, lang, today=localdate(at), local=cycle.local_dates.all())
    return tuple(one for one in shown if one.key in (OPENS, CLOSES))


def _progress(
    section: annexes.Section, items: Iterable[AnnexeItem], problems: Iterable[annexes.AnswerProblem], lang: str
) -> SectionProgress:
    keys, found = {one.key for one in section.fields}, list(items)
    answers: Mapping[tuple[str, int], str] = {key: text for key, text in answers_of(found).items() if key[0] in keys}
    returned = [one for one in found if one.field in keys and one.state == ItemState.RETURNED]
    return SectionProgress(
        section=section,
        label=section.label[lang],
        answered=len(answers),
        asked=len(section.fields) * (len(places_of(section, found)) if section.repeats else 1),
        places=len(places_of(section, found)) if section.repeats and answers else 0,
        missing=sum(one.field in keys for one in problems),
        returned=len(returned),
    )


@dataclass(frozen=True)
class Remark:
    """A sentence about an answer with the way to it. `number` counts the place from 1, 0 where a section has one."""

    section: str
    anchor: str
    question: str
    number: int
    sentence: str


@dataclass(frozen=True)
class Readiness:
    """What the page of handing in lists: what is missing, and what is good to know."""

    missing: tuple[Remark, ...]
    hints: tuple[Remark, ...]


def readiness(annexe: Annexe, lang: str) -> Readiness:
    """One query."""
    definition, items = definition_of(annexe), list(annexe.items.all())
    answers = answers_of(items)
    return Readiness(
        tuple(_remark(definition, items, one, lang) for one in annexes.problems_of(definition, answers)),
        tuple(_remark(definition, items, one, lang) for one in annexes.hints_of(definition, answers)),
    )


def _remark(
    definition: annexes.Annexe,
    items: Iterable[AnnexeItem],
    remark: annexes.AnswerProblem | annexes.AnswerHint,
    lang: str,
) -> Remark:
    section = definition.section_of[remark.field]
    places = places_of(section, items)
    return Remark(
        section=section.key,
        anchor=f"{remark.field}-{remark.place}".replace(".", "_"),
        question=definition.field_by_key[remark.field].label[lang],
        number=places.index(remark.place) + 1 if section.repeats and remark.place in places else 0,
        sentence=remark.sentence(lang),
    )
