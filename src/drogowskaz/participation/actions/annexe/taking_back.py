"""An organisation takes back what it supplied, or the consent that somebody writes for it or publishes it."""

import datetime as dt
from enum import StrEnum

from django.db import transaction

from drogowskaz.assessments.enums import Shown
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal, refuse, whole
from drogowskaz.organisations.permissions import Actor, may_assist, person_of
from drogowskaz.participation.actions.annexe.holding import hold, move, move_item
from drogowskaz.participation.actions.annexe.offering import IN_THE_FORM, offers_of, take_offers_back
from drogowskaz.participation.actions.annexe.publishing import put_shown
from drogowskaz.participation.enums.annexe import AnnexeState, FilledIn, ItemState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.permissions.annexe import Voice, may_speak_for, may_withdraw
from drogowskaz.participation.workflow.annexe import WITHDRAW, WITHDRAW_ITEM

LONGEST_REASON = 500


class Of(StrEnum):
    """Which consent is taken back: that another person writes, or that anything is published."""

    ENTRY = "entry"
    PUBLICATION = "publication"


@transaction.atomic
def withdraw(*, annexe: Annexe, actor: Actor, at: dt.datetime, reason: str = "", lang: str = "pl") -> int:
    """Withdraw the whole annexe with its numbers. Returns how many numbers stay, because the form that holds them is
    signed. Raises Refused."""
    hold(annexe)
    refuse(may_withdraw(actor, annexe, at))
    return _withdrawn(annexe, reason, actor, at, lang)


def _withdrawn(annexe: Annexe, reason: str, actor: Actor, at: dt.datetime, lang: str) -> int:
    reason = whole(reason, LONGEST_REASON)
    move(annexe, WITHDRAW, changed_at=at)
    for item in annexe.items.exclude(state=ItemState.WITHDRAWN):
        move_item(item, WITHDRAW_ITEM, actor=actor, at=at, reason=reason)
    why = reason or say(_("The organisation withdrew its annexe."), lang)
    kept = take_offers_back(annexe, reason=why, actor=actor, at=at)
    said = {"reason": reason} if reason else {}
    record(actor=person_of(actor), verb=WITHDRAW.verb, thing=annexe, at=at, kept=kept, **said)
    return kept


@transaction.atomic
def take_back_consent(*, annexe: Annexe, of: Of, said: str, actor: Actor, at: dt.datetime, lang: str = "pl") -> int:
    """Write down that the organisation takes a consent back. `said` is who told it and how, needed from an animator.

    Of entry: the annexe is withdrawn, and nobody writes for the organisation any more. Of publication: its answers
    are for the office only. Returns how many numbers stay in a signed form as they were signed. Raises Refused.
    """
    hold(annexe)
    refuse(_may_take_back(annexe, said, actor, at), _nothing_to_take_back(annexe, of))
    said = whole(said, LONGEST_REASON)
    form = annexe.cycle.assessment
    if of is Of.PUBLICATION:
        kept = sum(one.fate in IN_THE_FORM for one in offers_of(annexe)) if form is not None and form.locked else 0
        put_shown(annexe, Shown.UNIT, actor=actor, at=at)
    else:
        kept = 0
        if annexe.state != AnnexeState.WITHDRAWN:
            kept = _withdrawn(annexe, said, actor, at, lang)
        annexe.consent_withdrawn_at = at
        annexe.save(update_fields=["consent_withdrawn_at"])
    record(actor=person_of(actor), verb="annexe.consent_withdrawn", thing=annexe, at=at, of=of.value, said=said)
    return kept


def _may_take_back(annexe: Annexe, said: str, actor: Actor, at: dt.datetime) -> Refusal | None:
    """The organisation itself, or an animator who writes down what it said."""
    voice = may_speak_for(actor, annexe.organisation, annexe.cycle, annexe, at)
    if isinstance(voice, Voice) and not voice.assisted:
        return None
    refusal = may_assist(actor, annexe.cycle.unit, annexe.cycle.year, at)
    if refusal:
        return voice if isinstance(voice, Refusal) else refusal
    return None if said.strip() else Refusal(_("Write down who took the consent back, and how they told it."))


def _nothing_to_take_back(annexe: Annexe, of: Of) -> Refusal | None:
    if of is Of.PUBLICATION:
        if annexe.shown == Shown.UNIT:
            return Refusal(_("The answers are for the office only already. Nothing was changed."))
        return None
    if annexe.filled_in == FilledIn.ITSELF:
        return Refusal(_("The organisation fills this annexe in itself. It can withdraw the annexe as a whole."))
    if annexe.consent_withdrawn_at is not None:
        return Refusal(_("The consent was taken back already. Nothing was changed."))
    return None
