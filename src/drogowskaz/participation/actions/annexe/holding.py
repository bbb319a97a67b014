"""Keeping an annexe still for as long as a transaction lasts, and moving it only from a state the move starts from."""

import datetime as dt
from typing import Any

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem, ItemStep
from drogowskaz.participation.workflow.annexe import ANNEXE


def hold(annexe: Annexe) -> None:
    """Wait until nobody else changes the annexe, and let nobody until the end of the transaction. What may have changed
    meanwhile is read anew."""
    fields = ["state", "shown", "filled_in", "consent", "consent_withdrawn_at", "sent_at", "changed_at"]
    annexe.refresh_from_db(fields=fields, from_queryset=Annexe.objects.select_for_update())


def move(annexe: Annexe, transition: Transition, **changes: Any) -> None:
    """Change the state of an annexe that is held. Raises Refused when it is in another state."""
    if annexe.state not in transition.sources:
        state = ANNEXE.states[annexe.state]
        raise Refused(
            [Refusal(_("This annexe is already: {state}. Nothing was changed."), {"state": state}, ("state",))]
        )
    annexe.state = AnnexeState(transition.target)
    for name, value in changes.items():
        setattr(annexe, name, value)
    annexe.save(update_fields=["state", *changes])


def move_item(
    item: AnnexeItem, transition: Transition, *, actor: Actor, at: dt.datetime, reason: str = "", step: bool = True
) -> None:
    """Change the state of an answer of an annexe that is held, with its step where somebody else has seen it."""
    assert item.state in transition.sources, f"{item.state} → {transition.target}"
    item.state = ItemState(transition.target)
    item.reason = reason
    item.save(update_fields=["state", "reason"])
    if step:
        ItemStep.objects.create(item=item, state=item.state, text=item.text, reason=reason, at=at, by=person_of(actor))
