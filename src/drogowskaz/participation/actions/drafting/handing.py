"""Handing a draft in to the office, and taking it back before the office has decided."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.enums import OfferFate
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.actions.drafting.moving import hold, move, stands_at
from drogowskaz.participation.actions.drafting.writing import ground_of
from drogowskaz.participation.models import DraftingTask
from drogowskaz.participation.permissions.drafting import may_draft
from drogowskaz.participation.queries.drafting.tasks import last_version
from drogowskaz.participation.workflow.drafting import HAND_IN, TAKE_BACK

_NOTHING = _("There is nothing to hand in yet: write the text, or propose a value for a row of the task.")
_NEWER = _("The draft has a newer version than the one you looked at. Read it, then hand it in.")


@transaction.atomic
def hand_in(*, task: DraftingTask, seen: int, actor: Actor, at: dt.datetime, consent: str = "") -> None:
    """Hand the version the person saw in to the office. Raises Refused."""
    writing = may_draft(actor, task.organisation, task.cycle, at, consent)
    refuse(writing.refusal)
    hold(task)
    refuse(None if task.state in HAND_IN.sources else stands_at(task))
    standing = last_version(task)
    version = standing.version if standing else 0
    offered = task.offers.exclude(offer__fate=OfferFate.WITHDRAWN).exists()
    nothing = not offered and not (standing and standing.text)
    refuse(Refusal(_NOTHING) if nothing else None, Refusal(_NEWER) if version != seen else None)
    move(task, HAND_IN, ground_of(writing), actor=actor, at=at, version=version or None)


@transaction.atomic
def take_back(*, task: DraftingTask, actor: Actor, at: dt.datetime, consent: str = "") -> None:
    """Take a handed-in draft back to go on writing. Raises Refused, also when the office has decided meanwhile."""
    writing = may_draft(actor, task.organisation, task.cycle, at, consent)
    refuse(writing.refusal)
    hold(task)
    standing = last_version(task)
    move(task, TAKE_BACK, ground_of(writing), actor=actor, at=at, version=standing.version if standing else None)
