"""Opinions of public-benefit councils on the draft: whom it was handed to, until when by convention, what they said."""

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localdate

from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.engine.words import _
from drogowskaz.participation.enums.consultation import OpinionKind
from drogowskaz.participation.models import Consultation, CouncilOpinion

TIME = "COUNCIL_OPINION"
CONVENTION = _(
    "It is a convention: the 14 days of art. 41i ust. 2 of the act on public-benefit activity and volunteering are "
    "about drafts of programmes and strategies, not about the assessment."
)
WAITED_FOR, SILENT = _("the opinion is waited for"), _("gave no opinion within the agreed time")


def days_for(day: dt.date) -> int:
    """How many days a council has by the convention that holds on this day."""
    known = value_on(TIME, day, parameters())
    assert known is not None, "the parameter has no last day"
    return int(known.value)


def opinions_of(consultation: Consultation) -> list[CouncilOpinion]:
    """Every council that got the draft, in the order in which it did; one query."""
    return list(consultation.opinions.select_related("paper", "consultation").order_by("delivered_on", "pk"))


@dataclass(frozen=True)
class ShownOpinion:
    """Where one council stands. `word` is a marked sentence or a label; `days` is how many the council has, counted
    from the day after `delivered_on`; `left` how many remain, None where nothing is waited for any more."""

    opinion: CouncilOpinion
    word: str
    icon: str
    days: int
    left: int | None


def shown_opinions(consultation: Consultation, at: dt.datetime) -> list[ShownOpinion]:
    """Every opinion with its clock, as it stands at this moment on Polish clocks; one query."""
    return [shown_opinion(one, localdate(at)) for one in opinions_of(consultation)]


def shown_opinion(one: CouncilOpinion, today: dt.date) -> ShownOpinion:
    """One opinion with its clock. No query."""
    days, left = (one.due_on - one.delivered_on).days, (one.due_on - today).days
    if one.received_on is not None:
        return ShownOpinion(one, str(OpinionKind(one.kind).label), "done", days, None)
    if left < 0:
        return ShownOpinion(one, SILENT, "note", days, None)
    return ShownOpinion(one, WAITED_FOR, "sign", days, left)
