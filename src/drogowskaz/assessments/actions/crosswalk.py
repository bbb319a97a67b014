"""What changes an entry of the crosswalk between editions: one verb, one transaction, one trace."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.models import CrosswalkEntry
from drogowskaz.assessments.permissions import may_propose, may_review
from drogowskaz.assessments.queries.crosswalk import composed, in_force
from drogowskaz.assessments.workflow import ACCEPT, CROSSWALK, PUBLISH_ENTRY, RETURN, WITHDRAW_ENTRY
from drogowskaz.audit.actions import record
from drogowskaz.engine.crosswalk.entries import Relation
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, person_of


@transaction.atomic
def propose_entry(
    *,
    edition: str,
    old: str,
    new: str,
    relation: Relation,
    year: int,
    breaks: bool,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> CrosswalkEntry:
    """Propose an entry of the crosswalk into an edition; `old` and `new` are keys set apart by spaces.

    Raises Refused with every reason: nobody signed in, no reason, or a contradiction to the entries in force.
    """
    empty = Refusal(_("Say why, and where it is known from.")) if not reason.strip() else None
    refuse(may_propose(actor), empty)
    assert isinstance(actor, User), "may_propose lets nobody else through"
    entry = CrosswalkEntry(
        edition=edition,
        old=" ".join(old.split()),
        new=" ".join(new.split()),
        relation=relation.value,
        year=year,
        breaks=breaks,
        reason=reason.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    refuse(*contradictions(entry))
    entry.save()
    record(actor=actor, verb="crosswalk.proposed", thing=entry, at=at, edition=edition)
    return entry


@transaction.atomic
def accept_entry(*, entry: CrosswalkEntry, actor: Actor, at: dt.datetime) -> None:
    """Say that a proposed entry is right. It is used only once it is published. Raises Refused."""
    refuse(may_review(actor, entry))
    refuse(*contradictions(entry))
    _review(entry, ACCEPT, actor=actor, at=at)


@transaction.atomic
def return_entry(*, entry: CrosswalkEntry, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Send a proposed entry back; the proposer can make a better one. Raises Refused."""
    empty = Refusal(_("Say why the entry is returned.")) if not reason.strip() else None
    refuse(may_review(actor, entry), empty)
    _review(entry, RETURN, actor=actor, at=at, answer=reason.strip())


@transaction.atomic
def publish_entry(*, entry: CrosswalkEntry, actor: Actor, at: dt.datetime) -> None:
    """Put an accepted entry in force for every unit. Raises Refused, also when it contradicts what came since."""
    refuse(may_review(actor, entry))
    refuse(*contradictions(entry))
    _review(entry, PUBLISH_ENTRY, actor=actor, at=at)


@transaction.atomic
def withdraw_entry(*, entry: CrosswalkEntry, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take a published entry out of force; the shipped crosswalk stands again. Raises Refused."""
    empty = Refusal(_("Say why the entry is withdrawn.")) if not reason.strip() else None
    refuse(may_review(actor, entry), empty)
    _review(entry, WITHDRAW_ENTRY, actor=actor, at=at, answer=reason.strip())


def contradictions(entry: CrosswalkEntry) -> list[Refusal]:
    """What in the entry does not go with the crosswalk in force; nothing when all is well."""
    try:
        composed(entry.edition, [*in_force().groups.get(entry.edition, ()), entry.pairs])
    except Unusable as refused:
        return [Refusal(problem.message, problem.params) for problem in refused.problems]
    return []


def _review(entry: CrosswalkEntry, transition: Transition, *, actor: Actor, at: dt.datetime, answer: str = "") -> None:
    """Change the state only if it is still one the move starts from: of two reviewers the slower one is refused."""
    waiting = CrosswalkEntry.objects.filter(pk=entry.pk, status__in=transition.sources)
    if not waiting.update(status=transition.target, reviewed_by=person_of(actor), reviewed_at=at, answer=answer):
        current = CrosswalkEntry.objects.values_list("status", flat=True).get(pk=entry.pk)
        raise Refused([Refusal(_("The entry is already: {state}."), {"state": CROSSWALK.states[current]}, ("state",))])
    entry.refresh_from_db()
    details = {"reason": answer} if answer else {}
    record(actor=person_of(actor), verb=transition.verb, thing=entry, at=at, **details)
