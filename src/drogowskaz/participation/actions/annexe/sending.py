"""Handing an annexe in, and handing in again what the office returned."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine import annexes
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.notifications.actions import post
from drogowskaz.notifications.formats import whole_address
from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.participation.actions.annexe.holding import hold, move, move_item
from drogowskaz.participation.actions.annexe.offering import bring_in_step
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.permissions.annexe import Voice, may_send, may_speak_for
from drogowskaz.participation.queries.annexe import answers_of, definition_of
from drogowskaz.participation.workflow.annexe import DECLARE_ITEM, HAND_IN, HAND_IN_ITEM, WITHDRAW_ITEM

THEIRS = (Role.DATA_EDITOR, Role.APPROVER)
"""Who of the unit learns that something came."""


@transaction.atomic
def send_annexe(*, annexe: Annexe, actor: Actor, at: dt.datetime, lang: str = "pl") -> None:
    """Hand the annexe in: every answer goes to the office, every number beside its cell. Raises Refused, with all that
    is missing; a second time changes nothing and says so."""
    hold(annexe)
    if annexe.state == AnnexeState.SENT:
        raise Refused([Refusal(_("This annexe was handed in already. Nothing was sent twice."))])
    refuse(may_send(actor, annexe, at))
    _hand_in(annexe, (ItemState.DRAFT, ItemState.RETURNED), actor, at, lang)


@transaction.atomic
def correct_returned(*, annexe: Annexe, actor: Actor, at: dt.datetime, lang: str = "pl") -> None:
    """Hand in again the answers the office returned; also after the dates, until the form is signed. An answer that is
    now empty is withdrawn. Raises Refused."""
    hold(annexe)
    if annexe.state == AnnexeState.DRAFT:
        raise Refused([Refusal(_("This annexe has not been handed in yet, so there is nothing to correct."))])
    refuse(may_send(actor, annexe, at))
    _hand_in(annexe, (ItemState.RETURNED,), actor, at, lang)


def _hand_in(annexe: Annexe, states: tuple[ItemState, ...], actor: Actor, at: dt.datetime, lang: str) -> None:
    answers, definition = answers_of(annexe.items.all()), definition_of(annexe)
    refuse(*(_missing(definition, one, lang) for one in annexes.problems_of(definition, answers)))
    voice = may_speak_for(actor, annexe.organisation, annexe.cycle, annexe, at)
    assert isinstance(voice, Voice), "may_send has refused the others"
    for item in annexe.items.filter(state__in=states):
        if item.text:
            way = DECLARE_ITEM if definition.is_declared(item.field) else HAND_IN_ITEM
            move_item(item, way, actor=actor, at=at)
        elif item.state == ItemState.RETURNED:
            move_item(item, WITHDRAW_ITEM, actor=actor, at=at)
    changes = {"sent_at": at, "sent_by": person_of(actor), "mandate": voice.mandate or annexe.mandate, "changed_at": at}
    if annexe.state == AnnexeState.SENT:
        # Single answers were returned while the annexe as a whole stayed with the office.
        _note(annexe, **changes)
    else:
        move(annexe, HAND_IN, **changes)
    bring_in_step(annexe, actor=actor, at=at, lang=lang)
    record(
        actor=person_of(actor), verb=HAND_IN.verb, thing=annexe, at=at, answers=len(answers),
        mandate=annexe.mandate_id, consent=annexe.consent,
    )  # fmt: skip
    _tell(annexe, at)


def _missing(definition: annexes.Annexe, problem: annexes.AnswerProblem, lang: str) -> Refusal:
    question = definition.field_by_key[problem.field].label[lang]
    return Refusal(_("{question}: {sentence}"), {"question": question, "sentence": problem.sentence(lang)})


def _note(annexe: Annexe, **changes: object) -> None:
    for name, value in changes.items():
        setattr(annexe, name, value)
    annexe.save(update_fields=list(changes))


def _tell(annexe: Annexe, at: dt.datetime) -> None:
    """Write to the people of the unit who go on with it. The letter holds no answer."""
    cycle = annexe.cycle
    theirs = Q(reach=Reach.UNIT) | Q(reach=Reach.CYCLE, year=cycle.year)
    held = Grant.objects.in_force(at).filter(theirs & of_place(cycle.unit), role__in=THEIRS, person__is_active=True)
    people = {grant.person for grant in held.exclude(person=annexe.sent_by).select_related("person")}
    for person in sorted(people, key=lambda one: one.pk):
        post(
            event="participation.annexe_sent",
            thing=f"annexe:{annexe.pk}:{at.isoformat()}",
            at=at,
            recipient=person,
            context={
                "organisation": annexe.organisation,
                "unit": cycle.unit,
                "year": cycle.year,
                "link": whole_address(
                    "participation:review", cycle.unit.code, cycle.year, annexe.pk, language=language_of(person)
                ),
            },
        )  # fmt: skip


@transaction.atomic
def offer_waiting(*, cycle: Cycle, at: dt.datetime, lang: str = "pl") -> int:
    """Offer the numbers of annexes that were handed in before the cycle had its form. Returns how many annexes were
    looked at; a second time nothing is offered twice."""
    waiting = Annexe.objects.filter(cycle=cycle, state__in=[AnnexeState.SENT, AnnexeState.RETURNED])
    found = list(waiting.select_related("organisation", "cycle__assessment"))
    for annexe in found:
        hold(annexe)
        # In the name of who handed it in: the offer is theirs, only its place is found now.
        bring_in_step(annexe, actor=annexe.sent_by, at=at, lang=lang)
    return len(found)
