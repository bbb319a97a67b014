"""Closing a consensus map: its results are computed once, kept as they are published, and told to followers."""

import datetime as dt

from django.db import transaction

from drogowskaz.engine.workflow import refuse
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.actions.consensus import at_the_door, move_map, tell_of_map
from drogowskaz.participation.actions.consensus_voice import LINK_SENT, thing_of
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.permissions.consensus import may_run_map
from drogowskaz.participation.queries.consensus_results import results_of
from drogowskaz.participation.workflow.consensus import CLOSE


@transaction.atomic
def close_map(*, asked: ConsensusMap, actor: Actor, at: dt.datetime) -> None:
    """Close a map and publish what was said; before or after its last day, always by a person. The letters with links
    are forgotten: nothing tells any more which addresses had a sheet. Raises Refused."""
    now = at_the_door(asked)
    refuse(may_run_map(actor, now.cycle, at))
    move_map(now, CLOSE, actor=actor, at=at, closed_at=at, results=results_of(now, at))
    Message.objects.filter(event=LINK_SENT, thing__startswith=thing_of(now)).delete()
    tell_of_map(now, "participation.consensus_map_results", at)
