"""The public page of a cycle: its road, what can be done now, who takes part, what was said and what became of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import count, plural
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.consensus import MapState
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionKind, ContributionState
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import ConsensusMap, Consultation, Contribution, Fate, Meeting
from drogowskaz.participation.permissions.paper import may_read_papers
from drogowskaz.participation.queries.agreement import Summary, summary_of
from drogowskaz.participation.queries.consultation import public_consultations
from drogowskaz.participation.queries.contribution import author_line, public_of
from drogowskaz.participation.queries.drafting.tasks import tasks_of
from drogowskaz.participation.queries.fate import fates_by
from drogowskaz.participation.queries.meeting import Conclusion, conclusions_of, meetings_of
from drogowskaz.participation.queries.review import Counts, counts_of
from drogowskaz.participation.queries.road import Doing, Facts, Step, dates_of, doings_of, road_of

SHOWN = 3
"""How many contributions, answers and conclusions the page shows before it leads to all of them."""

_INVITED = plural("{n} organisation was invited.", "{n} organisations were invited.")
_SENT = plural("{n} has handed in its annexe.", "{n} have handed in their annexes.")
_TASKS = plural("{n} part of the assessment is drafted by organisations.", "{n} parts are drafted by organisations.")
_ACCEPTED = plural("{n} draft was accepted.", "{n} drafts were accepted.")
_SPOKEN = {
    ContributionKind.REMARK: plural("{n} remark", "{n} remarks"),
    ContributionKind.NEED: plural("{n} need", "{n} needs"),
    ContributionKind.FIGURE: plural("{n} figure", "{n} figures"),
    ContributionKind.PRACTICE: plural("{n} good practice", "{n} good practices"),
    ContributionKind.QUESTION: plural("{n} question", "{n} questions"),
}


@dataclass(frozen=True)
class Voice:
    """A contribution with who said it and, where there is one, its answer."""

    contribution: Contribution
    author: str
    fate: Fate | None


@dataclass(frozen=True)
class ParticipationPage:
    """The page. `agreement_told`, `annexes_told` and `tasks_told` are sentences for everyone; `counts` are of the
    annexes; `kinds` tells how many of each kind were said. `works_here` says that the reader sees the pages of the
    office and the animator."""

    cycle: Cycle
    road: tuple[Step, ...]
    doings: tuple[Doing, ...]
    agreement: Summary
    agreement_told: str
    counts: Counts
    annexes_told: tuple[str, ...]
    tasks_told: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    conclusions: tuple[Conclusion, ...]
    consultation: Consultation | None
    map: ConsensusMap | None
    kinds: tuple[str, ...]
    voices: tuple[Voice, ...]
    answers: tuple[Voice, ...]
    open: int
    answered: int
    unmoderated: int
    papers: int
    works_here: bool


def participation_page(cycle: Cycle, actor: Actor, at: dt.datetime, lang: str) -> ParticipationPage:
    """A fixed number of queries. What is only being worked on is told in counts, never in names."""
    agreement, counts, states = summary_of(cycle), counts_of(cycle, at), _states(cycle)
    tasks = Counter(tasks_of(cycle).exclude(state=TaskState.WITHDRAWN).values_list("state", flat=True))
    works_here = may_read_papers(actor, cycle, at) is None
    meetings = tuple(meetings_of(cycle))
    consultation = public_consultations(cycle).prefetch_related("sections").order_by("-number").first()
    newest = cycle.maps.filter(state__in=(MapState.OPEN, MapState.CLOSED)).order_by("-number").first()
    unanswered, answered = states[ContributionState.PUBLISHED], states[ContributionState.ANSWERED]
    facts = Facts(cycle, meetings, consultation, newest, counts.sent, unanswered, answered)
    dates = dates_of(cycle, at, lang)
    voices, answers = _newest(cycle, lang)
    return ParticipationPage(
        cycle=cycle,
        road=road_of(facts, dates, lang),
        doings=doings_of(facts, dates, at, lang),
        agreement=agreement,
        agreement_told=agreement.told(lang),
        counts=counts,
        annexes_told=_told(((_INVITED, counts.invited), (_SENT, counts.sent)), lang, any_of=counts.invited),
        tasks_told=_told(((_TASKS, tasks.total()), (_ACCEPTED, tasks[TaskState.ACCEPTED])), lang),
        meetings=meetings,
        conclusions=tuple(conclusions_of(cycle))[-SHOWN:],
        consultation=consultation,
        map=newest,
        kinds=_kinds(cycle, lang),
        voices=voices,
        answers=answers,
        open=unanswered,
        answered=answered,
        unmoderated=states[ContributionState.SUBMITTED] if works_here else 0,
        papers=cycle.papers.filter(crossed_at=None).count() if works_here else 0,
        works_here=works_here,
    )


def _states(cycle: Cycle) -> Counter[str]:
    """How many contributions stand where; those joined with another one count with that one."""
    counted = cycle.contributions.filter(merged_into=None).values("state").annotate(n=Count("pk")).order_by("state")
    return Counter({row["state"]: row["n"] for row in counted})


def _kinds(cycle: Cycle, lang: str) -> tuple[str, ...]:
    counted = cycle.contributions.filter(state__in=PUBLIC).values("kind").annotate(n=Count("pk")).order_by("kind")
    found = {row["kind"]: row["n"] for row in counted}
    return tuple(count(_SPOKEN[kind], found[kind], lang) for kind in ContributionKind if kind in found)


def _newest(cycle: Cycle, lang: str) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """The newest contributions, and the newest of those that were answered."""
    said = list(public_of(cycle).filter(state__in=PUBLIC)[:SHOWN])
    answered_last = public_of(cycle).filter(state=ContributionState.ANSWERED).alias(last=Max("fates__at"))
    answered = list(answered_last.order_by("-last", "-number")[:SHOWN])
    fates = fates_by([*said, *answered])
    shown = [[Voice(one, author_line(one, lang), fates.get(one.pk)) for one in group] for group in (said, answered)]
    return tuple(shown[0]), tuple(shown[1])


def _told(counted: tuple[tuple[tuple[str, str], int], ...], lang: str, any_of: int = 0) -> tuple[str, ...]:
    return tuple(count(sentence, number, lang) for sentence, number in counted if number or any_of)
