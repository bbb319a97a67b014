"""Agreeing at once with everything a side has not spoken about."""

import datetime as dt

from django.db import transaction

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.actions.agreement.points import say_opinion
from drogowskaz.participation.enums.agreement import Opinion
from drogowskaz.participation.models import Agreement, Condition, Paper, ScopeEntry
from drogowskaz.participation.queries.agreement.wording import digest_of, wording_of


@transaction.atomic
def agree_with_rest(
    *,
    agreement: Agreement,
    digest: str,
    side: Organisation | None,
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
) -> int:
    """The side agrees with every point it has not spoken about since the point last changed; how many these were.
    Raises Refused, also when the wording is not the one with this `digest` that the side has read."""
    if digest_of(wording_of(agreement)) != digest:
        raise Refused([Refusal(_("The agreement changed after you opened the page. Read it as it stands now."))])
    waiting = _unspoken(agreement, side)
    for point in waiting:
        say_opinion(
            point=point, opinion=Opinion.AGREED, wants="", seen=point.version, side=side, paper=paper, actor=actor,
            at=at,
        )  # fmt: skip
    return len(waiting)


def _unspoken(agreement: Agreement, side: Organisation | None) -> list[ScopeEntry | Condition]:
    """The points the side has not spoken about since they last changed."""
    points: list[ScopeEntry | Condition] = [*agreement.scope.prefetch_related("stances")]
    points += agreement.conditions.filter(removed_at=None).prefetch_related("stances")
    mine = side.pk if side else None
    return [
        point
        for point in points
        if not any(one.organisation_id == mine and one.about == point.version for one in point.stances.all())
    ]
