"""What institutions were asked to confirm, and what they answered."""

from collections.abc import Collection

from django.db.models import QuerySet

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import Confirmation


def confirmations_of(cycle: Cycle) -> QuerySet[Confirmation]:
    """Every question of a cycle, newest first; one query."""
    return Confirmation.objects.filter(cycle=cycle).select_related("paper", "institution", "asked_by")


def confirmation_behind(token_digest: str) -> Confirmation | None:
    """The question whose link has this digest, with what its page names."""
    joined = Confirmation.objects.select_related("cycle__unit", "paper__organisation", "institution", "asked_by")
    return joined.filter(token_digest=token_digest).first()


def confirmation_of(thing: str, thing_id: str) -> Confirmation | None:
    """What the institution says of one thing: an objection or a confirmation before a question that still waits. None
    where it was never asked, or every question was taken back."""
    return confirmations_about(thing, [thing_id]).get(str(thing_id))


def confirmations_about(thing: str, thing_ids: Collection[str]) -> dict[str, Confirmation]:
    """The same for many things of one sort by their keys; one query."""
    found = (
        Confirmation.objects.filter(thing=thing, thing_id__in=[str(one) for one in thing_ids])
        .exclude(answer=Confirmed.WITHDRAWN)
        .select_related("institution", "asked_by", "cycle__unit")
        .order_by("pk")
    )
    told: dict[str, Confirmation] = {}
    for one in found:
        before = told.get(one.thing_id)
        if before is None or one.answer != Confirmed.WAITING or before.answer == Confirmed.WAITING:
            told[one.thing_id] = one
    return told
