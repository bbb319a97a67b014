"""The road of a year's work: its steps with where each stands, and what somebody can do on it now."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models import Cycle, CycleEvent
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.participation.enums.consensus import MapState
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.models import ConsensusMap, Consultation, Meeting
from drogowskaz.participation.permissions.contribution import may_speak

DONE, NOW, AHEAD = "done", "now", "ahead"
WORDS = {DONE: _("done"), NOW: _("under way"), AHEAD: _("still to come")}
ICONS = {DONE: "done", NOW: "sign", AHEAD: "note"}


@dataclass(frozen=True)
class Step:
    """One step of the road. `stands` is done, now or ahead, after what really happened and never after a date alone;
    `word` is that in words, `told` what is known of it, `url` where to read on."""

    key: str
    label: str
    stands: str
    word: str
    told: str
    url: str

    @property
    def icon(self) -> str:
        """The icon beside the word."""
        return ICONS[self.stands]


@dataclass(frozen=True)
class Doing:
    """Something anybody can do now, until when or where in `told`."""

    label: str
    told: str
    url: str


@dataclass(frozen=True)
class Facts:
    """What the road is told from. `consultation` and `map` are the newest public ones; `open` counts contributions
    that wait for an answer, `answered` those that have one."""

    cycle: Cycle
    meetings: Collection[Meeting]
    consultation: Consultation | None
    map: ConsensusMap | None
    supplied: int
    open: int
    answered: int


def dates_of(cycle: Cycle, at: dt.datetime, lang: str) -> dict[str, ShownDate]:
    """The dates of the cycle's calendar by their keys; two queries."""
    events: list[CycleEvent] = list(cycle.events.all())
    local = list(cycle.local_dates.all())
    shown = shown_calendar(level(cycle.unit), cycle.year, lang, today=localdate(at), local=local, events=events)
    return {one.key: one for one in shown}


def road_of(facts: Facts, dates: Mapping[str, ShownDate], lang: str) -> tuple[Step, ...]:
    """The steps of the year, from the first meeting to the council; no query."""
    where = [facts.cycle.unit.code, facts.cycle.year]
    found = []
    for key, label, date, look, page in _steps():
        stands, told = look(facts, lang)
        known = told or _planned(dates.get(date), lang)
        url = reverse(page, args=[] if page == "participation:meetings" else where)
        found.append(Step(key, say(label, lang), stands, say(WORDS[stands], lang), known, url))
    return tuple(found)


def _steps() -> tuple[tuple[str, str, str, Callable[[Facts, str], tuple[str, str]], str], ...]:
    """Each step: its key and name, the date of the calendar it is planned for, who looks at it, its page."""
    return (
        ("meeting", _("Meeting"), "joint_meeting", _meeting, "participation:meetings"),
        ("data", _("Data from organisations"), "annexe_closes", _data, "participation:stages"),
        ("draft", _("Consultation of the draft"), "consultation_closes", _consulted, "participation:consultations"),
        ("answers", _("Answers to everybody who spoke"), "draft_signed", _answers, "participation:contributions"),
        ("council", _("The council"), "council", _council, "assessments:cycle"),
    )


def _planned(date: ShownDate | None, lang: str) -> str:
    return say(_("Planned until {day}."), lang, day=f"{date.day:%d.%m.%Y}") if date else ""


def _meeting(facts: Facts, lang: str) -> tuple[str, str]:
    held = [one for one in facts.meetings if one.state in (MeetingState.HELD, MeetingState.ACCEPTED)]
    if held:
        return DONE, say(_("Held: {title}."), lang, title=held[-1].title)
    coming = next((one for one in facts.meetings if one.state == MeetingState.ANNOUNCED), None)
    return (NOW, say(_("Announced: {title}."), lang, title=coming.title)) if coming else (AHEAD, "")


_SUPPLIED = plural("{n} organisation has supplied data.", "{n} organisations have supplied data.")


def _data(facts: Facts, lang: str) -> tuple[str, str]:
    state = facts.cycle.state
    if state == CycleState.PLANNED:
        return AHEAD, ""
    past = facts.consultation is not None or state in (CycleState.COUNCIL, CycleState.CLOSED)
    if facts.supplied:
        return DONE if past else NOW, count(_SUPPLIED, facts.supplied, lang)
    return DONE if past else NOW, say(_("No organisation has supplied data."), lang)


def _consulted(facts: Facts, lang: str) -> tuple[str, str]:
    found = facts.consultation
    if found is None or found.opens_on is None or found.closes_on is None:
        return AHEAD, ""
    days = {"first": f"{found.opens_on:%d.%m.%Y}", "last": f"{found.closes_on:%d.%m.%Y}"}
    if found.state == ConsultationState.ANNOUNCED:
        return AHEAD, say(_("Announced: from {first} to {last}."), lang, **days)
    if found.state == ConsultationState.OPEN:
        return NOW, say(_("Open until {last}."), lang, **days)
    if found.state == ConsultationState.CLOSED:
        return DONE, say(_("It lasted from {first} to {last}; the report is published."), lang, **days)
    return DONE, say(_("It lasted from {first} to {last}."), lang, **days)


def _answers(facts: Facts, lang: str) -> tuple[str, str]:
    spoken = facts.open + facts.answered
    if not spoken:
        return AHEAD, say(_("Nobody has spoken yet."), lang)
    told = say(_("Answers given: {answered} of {spoken}."), lang, answered=facts.answered, spoken=spoken)
    return (NOW if facts.open else DONE), told


def _council(facts: Facts, lang: str) -> tuple[str, str]:
    sent = [one for one in facts.cycle.events.all() if one.kind == Event.TO_COUNCIL]
    if not sent or facts.cycle.state not in (CycleState.COUNCIL, CycleState.CLOSED):
        return AHEAD, ""
    told = say(_("It went to the council on {day}."), lang, day=f"{sent[-1].day:%d.%m.%Y}")
    return (DONE if facts.cycle.state == CycleState.CLOSED else NOW), told


_PARTS = plural("{n} part is asked about.", "{n} parts are asked about.")


def doings_of(facts: Facts, dates: Mapping[str, ShownDate], at: dt.datetime, lang: str) -> tuple[Doing, ...]:
    """What anybody can do now, the most pressing first; no query."""
    asked = (_comment(facts, at, lang), _speak(facts, at, lang), _map(facts, at, lang), _come(facts, at, lang))
    return tuple(one for one in (*asked, _supply(facts, dates, at, lang)) if one)


def _until(day: dt.date | None, lang: str) -> str:
    return say(_("Until {day}."), lang, day=f"{day:%d.%m.%Y}") if day else ""


def _comment(facts: Facts, at: dt.datetime, lang: str) -> Doing | None:
    asked = facts.consultation
    if asked is None or asked.state != ConsultationState.OPEN or not asked.closes_on or localdate(at) > asked.closes_on:
        return None
    told = f"{count(_PARTS, len(asked.sections.all()), lang)} {_until(asked.closes_on, lang)}"
    url = reverse("participation:consultation", args=[facts.cycle.unit.code, facts.cycle.year, asked.number])
    return Doing(say(_("Say what you think of the draft"), lang), told, url)


def _speak(facts: Facts, at: dt.datetime, lang: str) -> Doing | None:
    if may_speak(facts.cycle, at) is not None:
        return None
    told = say(_("A remark, a need, a figure, a good practice or a question. You learn what became of it."), lang)
    url = reverse("participation:contribution_new", args=[facts.cycle.unit.code, facts.cycle.year])
    return Doing(say(_("Speak up, without an account"), lang), told, url)


def _map(facts: Facts, at: dt.datetime, lang: str) -> Doing | None:
    found = facts.map
    if found is None or found.state != MapState.OPEN or (found.closes_on and localdate(at) > found.closes_on):
        return None
    url = reverse("participation:consensus_map", args=[facts.cycle.unit.code, facts.cycle.year, found.number])
    return Doing(say(_("Say what you are for and against"), lang), _until(found.closes_on, lang), url)


def _come(facts: Facts, at: dt.datetime, lang: str) -> Doing | None:
    for one in facts.meetings:
        first = next((slot for slot in one.slots.all() if slot.starts_at > at), None)
        if one.state == MeetingState.ANNOUNCED and first is not None:
            told = f"{localdate(first.starts_at):%d.%m.%Y}: {one.title}"
            return Doing(say(_("Come to a meeting"), lang), told, reverse("participation:meeting", args=[one.pk]))
    return None


def _supply(facts: Facts, dates: Mapping[str, ShownDate], at: dt.datetime, lang: str) -> Doing | None:
    opens, closes = dates.get("annexe_opens"), dates.get("annexe_closes")
    if facts.cycle.state != CycleState.OPEN or not opens or not closes:
        return None
    if not opens.day <= localdate(at) <= closes.day:
        return None
    told = say(_("For organisations, until {day}."), lang, day=f"{closes.day:%d.%m.%Y}")
    return Doing(say(_("Supply data of your organisation"), lang), told, reverse("participation:annexes"))
