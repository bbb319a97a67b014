"""Writing down when a public-benefit council got the draft, and what it said of it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.consultation import OpinionKind
from drogowskaz.participation.models import Consultation, CouncilOpinion, Paper
from drogowskaz.participation.permissions.opinion import may_hand_draft, may_write_opinion
from drogowskaz.participation.queries.opinion import days_for

LONGEST_NAME, LONGEST_TEXT = 200, 20_000
_ALREADY = _(
    "The opinion of this council is written down already. Take it back first, with a reason, to write another."
)

_NOT_THIS_PAPER = _("Paper {number} cannot be used: it is of another cycle or crossed out.")


@dataclass(frozen=True)
class OpinionText:
    """What a council said, on which day it reached the unit."""

    kind: OpinionKind
    received_on: dt.date
    text: str = ""


@transaction.atomic
def hand_draft(
    *, consultation: Consultation, council: str, delivered_on: dt.date, actor: Actor, at: dt.datetime
) -> CouncilOpinion:
    """Write down that the council got the draft on this day, and start its clock.

    The same council and day twice is one; another day corrects the first while no opinion has come. Raises Refused with
    every reason."""
    now, name = _at_the_door(consultation), whole(" ".join(council.split()), LONGEST_NAME)
    refuse(may_hand_draft(actor, now, at), *_misdelivered(name, delivered_on, at))
    due = delivered_on + dt.timedelta(days=days_for(delivered_on))
    there = now.opinions.filter(council=name).first()
    if there is not None and there.delivered_on == delivered_on:
        return there
    given = {"delivered_on": delivered_on, "due_on": due, "at": at, "by": person_of(actor)}
    if there is None:
        made = CouncilOpinion.objects.create(consultation=now, council=name, **given)
    else:
        if not CouncilOpinion.objects.filter(pk=there.pk, received_on=None).update(**given):
            raise Refused([Refusal(_ALREADY)])
        made = CouncilOpinion.objects.get(pk=there.pk)
    record(
        actor=person_of(actor), verb="opinion.draft_handed", thing=now, at=at, council=name,
        delivered_on=delivered_on.isoformat(), due_on=due.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def write_opinion(
    *, opinion: CouncilOpinion, said: OpinionText, paper: Paper | None, actor: Actor, at: dt.datetime
) -> None:
    """Write down what the council said. Whoever is not of the council names the paper it stands on. Of two people at
    once the slower one is told. Raises Refused with every reason."""
    now = _at_the_door(opinion.consultation)
    there = CouncilOpinion.objects.get(pk=opinion.pk)
    refuse(may_write_opinion(actor, now, at, on_paper=paper is not None), *_misread(there, said, paper, now, at))
    waiting = CouncilOpinion.objects.filter(pk=there.pk, received_on=None)
    text = whole(said.text, LONGEST_TEXT)
    if not waiting.update(
        received_on=said.received_on, kind=said.kind, text=text, paper=paper, at=at, by=person_of(actor)
    ):
        raise Refused([Refusal(_ALREADY)])
    record(
        actor=person_of(actor), verb="opinion.received", thing=now, at=at, council=there.council, kind=said.kind,
        paper=paper.number if paper else None,
    )  # fmt: skip


@transaction.atomic
def take_back_opinion(*, opinion: CouncilOpinion, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take back an opinion that was written down by mistake; the log keeps what it said. One that is not there changes
    nothing. Raises Refused."""
    now = _at_the_door(opinion.consultation)
    there = CouncilOpinion.objects.get(pk=opinion.pk)
    refuse(
        may_write_opinion(actor, now, at),
        None if reason.strip() else Refusal(_("Say why the opinion is taken back; the log keeps it.")),
    )
    if there.received_on is None:
        return
    CouncilOpinion.objects.filter(pk=there.pk).update(
        received_on=None, kind="", text="", paper=None, at=at, by=person_of(actor)
    )
    record(
        actor=person_of(actor), verb="opinion.taken_back", thing=now, at=at, council=there.council, kind=there.kind,
        text=there.text, received_on=there.received_on.isoformat(), reason=whole(reason, 500),
    )  # fmt: skip


def _at_the_door(consultation: Consultation) -> Consultation:
    """The consultation as it stands now; others wait until this act is over."""
    return Consultation.objects.select_for_update(of=("self",)).select_related("cycle__unit").get(pk=consultation.pk)


def _misdelivered(name: str, day: dt.date, at: dt.datetime) -> list[Refusal]:
    faults = []
    if not name:
        faults.append(Refusal(_("Write how the council is called.")))
    if day > localdate(at):
        faults.append(Refusal(_("The day on which the council got the draft has not come yet.")))
    return faults


def _misread(
    there: CouncilOpinion, said: OpinionText, paper: Paper | None, now: Consultation, at: dt.datetime
) -> list[Refusal]:
    faults = []
    if not there.delivered_on <= said.received_on <= localdate(at):
        faults.append(Refusal(_("The opinion comes between the day the council got the draft and today.")))
    if said.kind != OpinionKind.NONE and not said.text.strip():
        faults.append(Refusal(_("Write what the council said, in its own words or shortly.")))
    if paper is not None and (paper.cycle_id != now.cycle_id or paper.crossed_at is not None):
        faults.append(Refusal(_NOT_THIS_PAPER, {"number": paper.number}))
    return faults
