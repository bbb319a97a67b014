"""What the page for typing in contributions offers: parts they can concern, and what was typed in last."""

from django.db.models import QuerySet

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import ConsultationSection, Contribution
from drogowskaz.participation.queries.drafting.tasks import chapters_of

TAKES_SECTIONS = (ConsultationState.OPEN, ConsultationState.ENDED)
"""States of a consultation in which a sheet that came in time is still typed in."""
LAST = 10
"""Contributions shown as those typed in last."""
SECTION, CHAPTER = "s", "c"
"""What the words of a part in the form begin with."""


def sections_for(cycle: Cycle) -> list[ConsultationSection]:
    """The sections of the consultation that is open or being answered; one query."""
    found = ConsultationSection.objects.filter(
        consultation__cycle=cycle, consultation__state__in=TAKES_SECTIONS
    ).select_related("consultation")
    return list(found.order_by("number"))


def parts_of(cycle: Cycle, sections: list[ConsultationSection], lang: str) -> list[tuple[str, str]]:
    """What a contribution can concern: sections of the consultation, then chapters of the form. No query."""
    return [
        *((f"{SECTION}{one.pk}", str(one)) for one in sections),
        *((f"{CHAPTER}{one.number}", f"{one.number}. {one.label[lang]}") for one in chapters_of(cycle)),
    ]


def typed_in(cycle: Cycle) -> QuerySet[Contribution]:
    """What was typed in last for others, the newest first; one query."""
    found = Contribution.objects.filter(cycle=cycle, entered_by__isnull=False, point=None)
    return found.select_related("organisation", "entered_by").order_by("-number")[:LAST]
