"""Consultations for tests: an open cycle of the invented gmina with texts, and a consultation in every state."""

import datetime as dt
from dataclasses import dataclass, replace

from cycles import gmina, holder, opened
from django.db import transaction

from drogowskaz.assessments.actions.texts import write_text
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.texts import CONCLUSIONS
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.consultation import (
    ConsultationText,
    announce_consultation,
    make_consultation,
    put_principles,
)
from drogowskaz.participation.actions.consultation_running import open_consultation
from drogowskaz.participation.actions.consultation_section import add_section
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.enums.consultation import Met, Principle
from drogowskaz.participation.models import Consultation, Contribution
from drogowskaz.participation.queries.consultation_text import (
    Bound,
    chapter_bound,
    recommendation_bound,
    row_bound,
)

NOW = dt.datetime(2027, 3, 1, 11, tzinfo=dt.UTC)
"""When a consultation is announced: two weeks before its first day."""
FIRST, LAST = dt.date(2027, 3, 15), dt.date(2027, 4, 6)
DURING = dt.datetime(2027, 3, 20, 11, tzinfo=dt.UTC)
AFTER = dt.datetime(2027, 4, 7, 6, tzinfo=dt.UTC)
ROW = "population.total"
INTRODUCTION = "Gmina liczy cztery tysiące osób.\n\nDojazd do ośrodka trwa godzinę."
ADVICE = "Potrzebny jest dowóz do lekarza."
CONCLUDED = f"Wnioski są trzy.\n\n- {ADVICE}\n- Brakuje świetlicy."
TEXT = ConsultationText(
    title="Konsultacje projektu oceny",
    purpose="Pytamy, czego w projekcie brakuje.",
    host="Roman Rachmistrz",
    contact="tel. 00 000 00 00",
    can_change="Wnioski i opisy.",
    fixed="Liczby z GUS.",
    offline="Kartka w urzędzie.",
    opens_on=FIRST,
    closes_on=LAST,
)
KEPT = {one: (Met.YES, f"Tak: {one.value}.") for one in Principle}


@dataclass(frozen=True)
class Consulted:
    """A consultation, the cycle it belongs to and the animator who runs it."""

    consultation: Consultation
    cycle: Cycle
    animator: User

    def again(self) -> Consultation:
        return Consultation.objects.select_related("cycle__unit").get(pk=self.consultation.pk)


def prepared(parts: int = 3, cycle: Cycle | None = None, animator: User | None = None, **said: object) -> Consulted:
    """A consultation with everything it needs to be announced, and so many parts."""
    cycle = cycle or written(opened(gmina()))
    animator = animator or holder(Role.ANIMATOR, cycle.unit)
    text = replace(TEXT, **said)  # type: ignore[arg-type]
    made = make_consultation(cycle=cycle, text=text, actor=animator, at=NOW)
    for bound in bounds(cycle)[:parts]:
        add_section(consultation=made, bound=bound, question="Co dodać?", actor=animator, at=NOW)
    put_principles(consultation=made, checks=KEPT, actor=animator, at=NOW)
    return Consulted(made, cycle, animator)


def written(cycle: Cycle) -> Cycle:
    """The draft gets an introduction and conclusions."""
    assert cycle.assessment is not None
    for chapter, text in (("1", INTRODUCTION), (CONCLUSIONS, CONCLUDED)):
        write_text(assessment=cycle.assessment, chapter=chapter, text=text, seen=0, actor=None, at=NOW)
    return cycle


def bounds(cycle: Cycle) -> list[Bound]:
    """A chapter, a row, a recommendation."""
    found = [chapter_bound(cycle, "1"), row_bound(cycle, ROW), recommendation_bound(ADVICE)]
    return [one for one in found if one is not None]


def announced(parts: int = 3, **said: object) -> Consulted:
    """A consultation that everybody can read, two weeks before its first day."""
    there = prepared(parts, **said)
    announce_consultation(consultation=there.consultation, actor=there.animator, at=NOW)
    return replace(there, consultation=there.again())


def running(parts: int = 3, **said: object) -> Consulted:
    """A consultation in which something can be said."""
    there = announced(parts, **said)
    open_consultation(consultation=there.consultation, actor=None, at=DURING)
    return replace(there, consultation=there.again())


def spoken(there: Consulted, number: int = 1, text: str = "Dopiszcie świetlicę.", **fields: object) -> Contribution:
    """Something that was said about one part and published."""
    known: dict[str, object] = {
        "kind": "remark",
        "state": "published",
        "text": text,
        "section": there.consultation.sections.get(number=number),
        "channel": "online",
        "capacity": "personal",
        "sector": "residents",
        "lang": "pl",
        "published_at": DURING,
    }
    with transaction.atomic():
        return add_contribution(cycle=there.cycle, actor=None, at=DURING, **{**known, **fields})  # type: ignore[arg-type]
