"""What participation does when something happens in the areas below it."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.signals import cell_decided, cycle_opened
from drogowskaz.participation.actions.annexe import offer_waiting
from drogowskaz.participation.actions.review_letters import tell_if_decided
from drogowskaz.participation.enums.annexe import AnnexeState
from drogowskaz.participation.models import Annexe


@receiver(cell_decided)
def tell_after_cells(offers: Sequence[int], at: dt.datetime, **_kwargs: Any) -> None:
    """The last number of an annexe may be decided at its cell; the organisation is then told where everything went."""
    transaction.on_commit(partial(tell_of_cells, list(offers), at), robust=True)


@transaction.atomic
def tell_of_cells(offers: Sequence[int], at: dt.datetime) -> None:
    """Write to the organisations whose annexes are decided now; those that were told are not told again."""
    annexes = Annexe.objects.filter(items__aims__offer__in=offers, state=AnnexeState.SENT).distinct()
    for annexe in annexes.select_related("cycle__unit", "organisation").order_by("pk"):
        tell_if_decided(annexe=annexe, at=at)


@receiver(cycle_opened)
def offer_what_waits(cycle: Cycle, at: dt.datetime, **_kwargs: Any) -> None:
    """Annexes handed in before the form was there are offered to it now."""
    offer_waiting(cycle=cycle, at=at)
