"""What the office of the demonstration has decided on the annexe of the invented circle: two answers taken in, one
asked about again."""

import datetime as dt

from django.db import transaction

from drogowskaz.organisations.actions.demo import CIRCLE, GMINA
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.review import ItemDecision, decide_items
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.workflow.annexe import ACCEPT_ITEM, RETURN_ITEM

TAKEN_IN = ("n6.missing", "n7.worked")
ASKED, QUESTION = "n6.access", "Czy w\N{NO-BREAK SPACE}wakacje nie jedzie żaden autobus?"


@transaction.atomic
def demo_review(*, at: dt.datetime) -> None:
    """Decides while nothing of the annexe is decided yet; done twice, it changes nothing."""
    found = Annexe.objects.filter(
        cycle__unit__code=GMINA, organisation__name=CIRCLE, state=AnnexeState.SENT, items__state=ItemState.SENT
    ).exclude(items__decided_at__isnull=False)
    annexe = found.select_related("cycle__unit", "cycle__assessment__unit", "organisation").first()
    if annexe is None:
        return
    items = {one.field: one for one in annexe.items.filter(field__in=[*TAKEN_IN, ASKED], place=0, state=ItemState.SENT)}
    decisions = [ItemDecision(items[key].pk, ACCEPT_ITEM, items[key].version) for key in TAKEN_IN if key in items]
    if ASKED in items:
        decisions.append(ItemDecision(items[ASKED].pk, RETURN_ITEM, items[ASKED].version, QUESTION))
    clerk = User.objects.get(email="pracownik@gops.wymyslona.example")
    decide_items(annexe=annexe, decisions=decisions, paper=None, actor=clerk, at=at)
