"""How far the answers of an annexe may be told."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.actions.offers import change_shown
from drogowskaz.assessments.enums import Shown
from drogowskaz.audit.actions import record
from drogowskaz.engine.workflow import refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.annexe.filling import PUBLICATION
from drogowskaz.participation.actions.annexe.holding import hold
from drogowskaz.participation.actions.annexe.offering import offers_of
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.models import Annexe, ItemStep
from drogowskaz.participation.permissions.annexe import may_withdraw, signed_because


@transaction.atomic
def change_publication(*, annexe: Annexe, shown: Shown, actor: Actor, at: dt.datetime) -> None:
    """Let the answers be told further, or less far. Once the form is signed it is refused: what was signed is public as
    it was signed. The same again changes nothing. Raises Refused."""
    hold(annexe)
    refuse(may_withdraw(actor, annexe, at), signed_because(annexe.cycle))
    if annexe.shown != shown:
        put_shown(annexe, shown, actor=actor, at=at)


def put_shown(annexe: Annexe, shown: Shown, *, actor: Actor, at: dt.datetime) -> None:
    """Write the choice everywhere it is kept: the annexe, the answer, the offers."""
    was, annexe.shown = annexe.shown, shown
    annexe.save(update_fields=["shown"])
    item = annexe.items.filter(field=PUBLICATION, place=0).first()
    if item is not None:
        item.text, item.version = shown.value, item.version + 1
        item.changed_at, item.changed_by = at, person_of(actor)
        item.save(update_fields=["text", "version", "changed_at", "changed_by"])
        if item.state != ItemState.DRAFT:
            ItemStep.objects.create(item=item, state=item.state, text=item.text, at=at, by=person_of(actor))
    change_shown(offers=offers_of(annexe), shown=shown, at=at)
    record(
        actor=person_of(actor), verb="annexe.publication_changed", thing=annexe, at=at, was=str(was), shown=shown.value
    )
