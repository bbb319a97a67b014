"""How people and organisations take part in one cycle: what each part of the work has come to, in one look."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import count, plural
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import Meeting
from drogowskaz.participation.permissions.paper import may_read_papers
from drogowskaz.participation.queries.agreement import Summary, summary_of
from drogowskaz.participation.queries.drafting.tasks import tasks_of
from drogowskaz.participation.queries.meeting import Conclusion, conclusions_of, meetings_of
from drogowskaz.participation.queries.review import Counts, counts_of

_INVITED = plural("{n} organisation was invited.", "{n} organisations were invited.")
_SENT = plural("{n} has handed in its annexe.", "{n} have handed in their annexes.")
_TASKS = plural("{n} part of the assessment is drafted by organisations.", "{n} parts are drafted by organisations.")
_ACCEPTED = plural("{n} draft was accepted.", "{n} drafts were accepted.")


@dataclass(frozen=True)
class ParticipationPage:
    """The page. `agreement_told`, `annexes_told` and `tasks_told` are sentences for everyone; `counts` are of the
    annexes. `works_here` says that the reader sees the pages of the office and the animator."""

    cycle: Cycle
    agreement: Summary
    agreement_told: str
    counts: Counts
    annexes_told: tuple[str, ...]
    tasks_told: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    conclusions: tuple[Conclusion, ...]
    papers: int
    works_here: bool


def participation_page(cycle: Cycle, actor: Actor, at: dt.datetime, lang: str) -> ParticipationPage:
    """A fixed number of queries. What is only being worked on is told in counts, never in names."""
    agreement, counts = summary_of(cycle), counts_of(cycle, at)
    states = Counter(tasks_of(cycle).exclude(state=TaskState.WITHDRAWN).values_list("state", flat=True))
    works_here = may_read_papers(actor, cycle, at) is None
    return ParticipationPage(
        cycle=cycle,
        agreement=agreement,
        agreement_told=agreement.told(lang),
        counts=counts,
        annexes_told=tuple(
            count(sentence, number, lang)
            for sentence, number in ((_INVITED, counts.invited), (_SENT, counts.sent))
            if counts.invited or counts.sent
        ),
        tasks_told=tuple(
            count(sentence, number, lang)
            for sentence, number in ((_TASKS, states.total()), (_ACCEPTED, states[TaskState.ACCEPTED]))
            if number
        ),
        meetings=tuple(meetings_of(cycle)),
        conclusions=tuple(conclusions_of(cycle)),
        papers=cycle.papers.filter(crossed_at=None).count() if works_here else 0,
        works_here=works_here,
    )
