"""An author's one appeal against hiding, and the decision of somebody who did not hide it."""

import datetime as dt

from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, too_long
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.moderation import reason_fault, restore
from drogowskaz.participation.actions.moderation_letters import write_to_author
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Appeal, Contribution
from drogowskaz.participation.permissions.moderation import may_decide_appeal
from drogowskaz.participation.queries.appeal import appeal_fault

LONGEST_APPEAL = 3000
"""Characters."""
_NO_TEXT = _("Say why it should not be hidden.")
_DECIDED = _("The appeal about {number} was decided on meanwhile. Nothing was changed by you.")


@transaction.atomic
def put_appeal(*, contribution: Contribution, text: str, at: dt.datetime) -> Appeal:
    """Write the author's appeal down; whoever calls has let only the author come here. Raises Refused."""
    # Behind the row of the contribution two clicks come one after the other.
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    said = text.strip()
    refuse(
        appeal_fault(held),
        None if said else Refusal(_NO_TEXT),
        too_long(said, LONGEST_APPEAL),
    )
    appeal = Appeal.objects.create(contribution=held, text=said, at=at)
    record(actor=None, verb="contribution.appealed", thing=held, at=at)
    return appeal


@transaction.atomic
def decide_appeal(*, contribution: Contribution, upheld: bool, reason: str, actor: Actor, at: dt.datetime) -> Appeal:
    """Decide on the appeal: upheld, it is published again; otherwise it stays hidden. The author is written to
    each time. Raises Refused."""
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    appeal = Appeal.objects.select_related("contribution__cycle__unit").filter(contribution=held).first()
    if appeal is None or appeal.upheld is not None or held.state != ContributionState.HIDDEN:
        raise Refused([Refusal(_DECIDED, {"number": contribution.number})])
    verdict = may_decide_appeal(actor, appeal, at)
    refuse(verdict.refusal, reason_fault(reason))
    appeal.upheld, appeal.reason, appeal.label = upheld, reason.strip(), verdict.label
    appeal.decided_at, appeal.decided_by = at, person_of(actor)
    appeal.save(update_fields=["upheld", "reason", "label", "decided_at", "decided_by"])
    decided = appeal.contribution
    if upheld:
        restore(decided, seen=None, reason=reason, actor=actor, at=at)
    record(actor=person_of(actor), verb="contribution.appeal_decided", thing=decided, at=at, upheld=upheld)
    write_to_author(contribution=decided, event="appeal_decided", at=at, upheld=upheld, because=appeal.reason)
    return appeal
