"""What prepares and announces a consultation, and what calls it off.

The row of the consultation is the door: whoever changes it or anything of it holds it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse, whole
from drogowskaz.notifications.actions import tell
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.consultation import ConsultationState, Met, Principle
from drogowskaz.participation.models import Consultation, PrincipleCheck
from drogowskaz.participation.permissions.consultation import may_run_consultation, work_is_on
from drogowskaz.participation.queries.consultation import running_of
from drogowskaz.participation.queries.consultation_desk import announce_refusals
from drogowskaz.participation.queries.consultation_text import texts_now
from drogowskaz.participation.workflow.consultation import ANNOUNCE, CANCEL, CONSULTATION

LONGEST_REASON = 500
CHOOSE_A_PART = _("Choose a chapter, a row or a recommendation first.")
SOMEBODY_ELSE = _(
    "Somebody else has changed this consultation meanwhile. What you typed is still here; look at what is saved now, "
    "then save again."
)


@dataclass(frozen=True)
class ConsultationText:
    """What is said of a consultation."""

    title: str
    purpose: str = ""
    basis: str = ""
    host: str = ""
    contact: str = ""
    can_change: str = ""
    fixed: str = ""
    offline: str = ""
    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    short_reason: str = ""


def at_the_door(consultation: Consultation) -> Consultation:
    """The consultation as it is now; nobody else changes it until the transaction ends."""
    locked = Consultation.objects.select_for_update(of=("self",))
    return locked.select_related("cycle__unit", "cycle__assessment__unit").get(pk=consultation.pk)


@transaction.atomic
def make_consultation(*, cycle: Cycle, text: ConsultationText, actor: Actor, at: dt.datetime) -> Consultation:
    """Begin to prepare a consultation of a cycle's draft. Raises Refused."""
    refuse(may_run_consultation(actor, cycle, at), work_is_on(cycle), *_wrong(text))
    # Two that are made at once get their numbers one after the other.
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    last = Consultation.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True).first()
    made = Consultation.objects.create(
        cycle=cycle, number=(last or 0) + 1, made_at=at, made_by=person_of(actor), **vars(text)
    )
    record(actor=person_of(actor), verb="consultation.made", thing=made, at=at)
    return made


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, text: ConsultationText, seen: int, actor: Actor, at: dt.datetime
) -> None:
    """Change what is said of a consultation that is being prepared. `seen` is the version the person began from.

    Raises Refused.
    """
    now = at_the_door(consultation)
    refuse(
        may_run_consultation(actor, now.cycle, at),
        prepared(now),
        Refusal(SOMEBODY_ELSE) if now.version != seen else None,
        *_wrong(text),
    )
    Consultation.objects.filter(pk=now.pk).update(version=seen + 1, **vars(text))
    record(actor=person_of(actor), verb="consultation.changed", thing=now, at=at)


@transaction.atomic
def put_principles(
    *, consultation: Consultation, checks: Mapping[Principle, tuple[Met, str]], actor: Actor, at: dt.datetime
) -> None:
    """Write down how the consultation keeps each of these principles, and how far. Raises Refused."""
    now = at_the_door(consultation)
    unsaid = any(not how.strip() for _met, how in checks.values())
    refuse(
        may_run_consultation(actor, now.cycle, at),
        prepared(now),
        Refusal(_("Say of every principle you answer how it is kept, or why it is not.")) if unsaid else None,
    )
    for principle, (met, how) in checks.items():
        PrincipleCheck.objects.update_or_create(
            consultation=now, principle=principle, defaults={"met": met, "how": how.strip()}
        )
    record(actor=person_of(actor), verb="consultation.principles", thing=now, at=at)


@transaction.atomic
def announce_consultation(*, consultation: Consultation, actor: Actor, at: dt.datetime) -> None:
    """Make a consultation public: its sections keep their texts as they read now. Followers of the unit's year get the
    news. Raises Refused with everything that is missing."""
    # Of two consultations announced at once, the second meets the first at the door of the cycle.
    Cycle.objects.select_for_update().get(pk=consultation.cycle_id)
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), work_is_on(now.cycle), prepared(now))
    refuse(_one_at_a_time(now), *announce_refusals(now, at))
    _freeze(now)
    move_consultation(now, ANNOUNCE, actor=actor, at=at, announced_at=at)
    assert now.opens_on is not None, "announced with its days"
    assert now.closes_on is not None, "announced with its days"
    tell_followers(
        now, "participation.consultation_announced", at, opens=f"{now.opens_on:%d.%m.%Y}",
        closes=f"{now.closes_on:%d.%m.%Y}",
    )  # fmt: skip


def _freeze(consultation: Consultation) -> None:
    """Keep the texts of the sections as they read now. Raises Refused where it is not known what to hide in them."""
    try:
        texts = texts_now(consultation)
    except Unusable as unknown:
        raise Refused([Refusal(problem.message, problem.params) for problem in unknown.problems]) from unknown
    for section, text in texts:
        section.text = text
        section.save(update_fields=["text"])


def _one_at_a_time(consultation: Consultation) -> Refusal | None:
    other = running_of(consultation.cycle)
    if other is None:
        return None
    message = _("“{title}” is not over: {state}. Close it with its report first; one consultation runs at a time.")
    return Refusal(message, {"title": other.title, "state": CONSULTATION.states[other.state]}, ("state",))


@transaction.atomic
def cancel_consultation(*, consultation: Consultation, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Call a consultation off; what was said in it stays and gets its answers. Raises Refused."""
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at), unsaid(reason))
    was_public, why = now.announced_at is not None, whole(reason, LONGEST_REASON)
    move_consultation(now, CANCEL, actor=actor, at=at, cancelled_at=at, cancel_reason=why)
    if was_public:
        tell_followers(now, "participation.consultation_cancelled", at, reason=why)


def move_consultation(
    consultation: Consultation, transition: Transition, *, actor: Actor, at: dt.datetime, **changes: Any
) -> None:
    """Change the state only if it is still one the move starts from: of two people the slower one is refused."""
    waiting = Consultation.objects.filter(pk=consultation.pk, state__in=transition.sources)
    changes |= {"state": transition.target, "version": consultation.version + 1}
    try:
        with transaction.atomic():
            moved = waiting.update(**changes)
    except IntegrityError as clash:
        raise Refused([Refusal(_("Another consultation of this cycle is already announced."))]) from clash
    if not moved:
        current = Consultation.objects.values_list("state", flat=True).get(pk=consultation.pk)
        message = _("The consultation is already: {state}.")
        raise Refused([Refusal(message, {"state": CONSULTATION.states[current]}, ("state",))])
    for name, value in changes.items():
        setattr(consultation, name, value)
    record(actor=person_of(actor), verb=transition.verb, thing=consultation, at=at)


def tell_followers(consultation: Consultation, event: str, at: dt.datetime, **context: str) -> None:
    """News for those who follow the unit's year."""
    cycle = consultation.cycle
    told = {"title": consultation.title, **context}
    tell(thing=path_of(cycle.unit, cycle.year), event=event, at=at, context=told)


def prepared(consultation: Consultation) -> Refusal | None:
    """Why what was announced cannot be changed: people have read it."""
    if consultation.state == ConsultationState.DRAFT:
        return None
    message = _("The consultation is now: {state}. What was announced stays as it is; it can only be given more time.")
    return Refusal(message, {"state": CONSULTATION.states[consultation.state]}, ("state",))


def unsaid(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal(_("Give the reason; everybody can read it."))


def _wrong(text: ConsultationText) -> list[Refusal]:
    """What can never be saved, also while it is being prepared."""
    found = []
    if not text.title.strip():
        found.append(Refusal(_("Give the consultation a title.")))
    if text.opens_on and text.closes_on and text.closes_on < text.opens_on:
        found.append(Refusal(_("The last day is before the first one. Set them the other way round.")))
    return found
