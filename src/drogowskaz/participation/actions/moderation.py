"""What moderators do with contributions: publishing, returning, hiding with a ground, rejecting spam, restoring."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, too_long
from drogowskaz.notifications.actions import tell
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.actions.contributing import move_contribution
from drogowskaz.participation.actions.moderation_letters import write_to_author
from drogowskaz.participation.enums.moderation import Ground, ModerationStep
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.permissions.moderation import may_moderate_in, may_moderate_this, may_return, ties_of
from drogowskaz.participation.queries.contribution import contribution_path
from drogowskaz.participation.workflow.contribution import HIDE, PUBLISH, REJECT, RESTORE, RETURN

LONGEST_REASON = 1000
"""Characters."""
_NO_REASON = _("Say why. The author reads it.")
_NO_GROUND = _("Choose the ground. A different opinion is never one: what is only against us stays published.")
_APPEALED = _("Its author appealed. Decide on the appeal; that also restores it, with a letter to the author.")


@transaction.atomic
def publish_contribution(*, contribution: Contribution, seen: int, actor: Actor, at: dt.datetime) -> None:
    """Let everybody read it, and tell those who follow it. Raises Refused."""
    refuse(may_moderate_this(actor, contribution, at))
    _publish(contribution, seen, actor, at)


def _publish(contribution: Contribution, seen: int, actor: Actor, at: dt.datetime) -> None:
    move_contribution(
        contribution, PUBLISH, step=ModerationStep.PUBLISHED, seen=seen, actor=actor, at=at, published_at=at
    )
    _tell_published(contribution, at)


def _tell_published(contribution: Contribution, at: dt.datetime) -> None:
    # Not a word of it: it may be hidden before a weekly letter leaves.
    context = {"number": contribution.number}
    tell(thing=contribution_path(contribution), event="participation.contribution_published", at=at, context=context)


@transaction.atomic
def return_contribution(*, contribution: Contribution, seen: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Ask the author to correct it; they learn the reason by letter or on their own page. Raises Refused."""
    refuse(may_moderate_this(actor, contribution, at), may_return(contribution), reason_fault(reason))
    move_contribution(
        contribution, RETURN, step=ModerationStep.RETURNED, reason=reason.strip(), seen=seen, actor=actor, at=at
    )
    write_to_author(contribution=contribution, event="contribution_returned", at=at, because=reason.strip())


@transaction.atomic
def hide_contribution(
    *, contribution: Contribution, seen: int, ground: str, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """Take its text away from the public, with a ground and a reason that stay public. The author learns that they can
    appeal once. Raises Refused."""
    refuse(
        may_moderate_this(actor, contribution, at),
        None if ground in Ground.values else Refusal(_NO_GROUND),
        reason_fault(reason),
    )
    move_contribution(
        contribution, HIDE, step=ModerationStep.HIDDEN, ground=ground, reason=reason.strip(), seen=seen, actor=actor,
        at=at,
    )  # fmt: skip
    label = Ground(ground).label
    write_to_author(contribution=contribution, event="contribution_hidden", at=at, ground=label, because=reason.strip())


@transaction.atomic
def reject_contribution(*, contribution: Contribution, seen: int, actor: Actor, at: dt.datetime) -> None:
    """Put it among the spam, from where it can be restored. Nobody is written to. Raises Refused."""
    refuse(may_moderate_this(actor, contribution, at))
    _reject(contribution, seen, actor, at)


def _reject(contribution: Contribution, seen: int, actor: Actor, at: dt.datetime) -> None:
    move_contribution(contribution, REJECT, step=ModerationStep.SPAM, seen=seen, actor=actor, at=at)


@transaction.atomic
def restore_contribution(*, contribution: Contribution, seen: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Publish what was hidden or rejected, with a reason; where an appeal waits, it is decided instead. Raises
    Refused."""
    appeal = getattr(contribution, "appeal", None)
    refuse(
        may_moderate_this(actor, contribution, at),
        Refusal(_APPEALED) if appeal is not None and appeal.upheld is None else None,
        reason_fault(reason),
    )
    restore(contribution, seen=seen, reason=reason, actor=actor, at=at)
    write_to_author(contribution=contribution, event="contribution_restored", at=at, because=reason.strip())


def restore(contribution: Contribution, *, seen: int | None, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Restore inside the caller's transaction, who has asked whether it may be."""
    first = contribution.published_at is None
    move_contribution(
        contribution, RESTORE, step=ModerationStep.RESTORED, reason=reason.strip(), seen=seen, actor=actor, at=at,
        published_at=contribution.published_at or at,
    )  # fmt: skip
    if first:
        _tell_published(contribution, at)


def reason_fault(reason: str) -> Refusal | None:
    """Why these words cannot be a reason."""
    return too_long(reason, LONGEST_REASON) if reason.strip() else Refusal(_NO_REASON)


@dataclass(frozen=True)
class Handled:
    """What came of doing the same with many: numbers of those done, of those that were changed meanwhile, and of those
    the person is tied to; the last two are left as they were."""

    done: tuple[int, ...]
    changed: tuple[int, ...]
    own: tuple[int, ...]


BULK = {"publish": (PUBLISH, _publish), "reject": (REJECT, _reject)}
"""What can be done with many at once, by the word in the page's form."""
_NOTHING = _("Nothing was chosen, so nothing was changed.")


@transaction.atomic
def moderate_many(*, cycle: Cycle, seen: Mapping[int, int], move: str, actor: Actor, at: dt.datetime) -> Handled:
    """Publish or reject many at once; `seen` is the version of each that the person read, by number.

    What was changed meanwhile or is the person's own is left and told; the others are done. Raises Refused.
    """
    refuse(may_moderate_in(actor, cycle, at), None if seen else Refusal(_NOTHING))
    act, ties = BULK[move][1], ties_of(actor, at)
    done, changed, own = [], [], []
    chosen = Contribution.objects.filter(cycle=cycle, number__in=seen).select_related("cycle__unit", "organisation")
    for one in chosen:
        if ties.own(one):
            own.append(one.number)
            continue
        try:
            act(one, seen[one.number], actor, at)
            done.append(one.number)
        except Refused:
            # Refused before anything of this one was written.
            changed.append(one.number)
    return Handled(tuple(done), tuple(changed), tuple(own))
