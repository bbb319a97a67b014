"""What every act on an agreement shares: who speaks, whoever holds the agreement is alone, and its trace."""

import datetime as dt
from typing import Any

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.agreement import WRITABLE, AgreementState, AgreementStepKind
from drogowskaz.participation.models import Agreement, AgreementStep, Paper
from drogowskaz.participation.permissions.agreement import Voice, voice
from drogowskaz.participation.workflow.agreement import AGREEMENT

LONGEST_STEP = 2000


def heard(
    agreement: Agreement,
    side: Organisation | None,
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
    *,
    signs: bool = False,
    joining: bool = False,
) -> Voice:
    """The voice of a side that has joined, or that is `joining` just now. Raises Refused."""
    found = voice(actor, agreement.cycle, side, paper, at, signs=signs)
    if isinstance(found, Refusal):
        raise Refused([found])
    if side is not None and not joining and not agreement.parties.filter(organisation=side, left_at=None).exists():
        message = _("{organisation} has not joined this agreement. Join first; it takes one click.")
        raise Refused([Refusal(message, {"organisation": side.name})])
    return found


def hold(agreement: Agreement, at: dt.datetime, states: tuple[str, ...] = WRITABLE) -> None:
    """Be alone with the agreement until the end of the transaction. Raises Refused when its state is another."""
    if not Agreement.objects.filter(pk=agreement.pk, state__in=states).update(changed_at=at):
        raise Refused([stands(agreement)])
    agreement.refresh_from_db()


def stands(agreement: Agreement) -> Refusal:
    """That the agreement is in another state now."""
    state = Agreement.objects.values_list("state", flat=True).get(pk=agreement.pk)
    message = _("The agreement is now: {state}. Nothing in it can be changed this way.")
    return Refusal(message, {"state": AGREEMENT.states[state]}, ("state",))


def move(agreement: Agreement, transition: Transition, at: dt.datetime, **changes: Any) -> None:
    """Change the state only if it is still one the move starts from: of two people the slower one is refused."""
    waiting = Agreement.objects.filter(pk=agreement.pk, state__in=transition.sources)
    if not waiting.update(state=transition.target, changed_at=at, **changes):
        raise Refused([stands(agreement)])
    agreement.refresh_from_db()
    assert agreement.state == AgreementState(transition.target), "whoever moved it holds it"


def write_step(
    agreement: Agreement,
    kind: AgreementStepKind,
    said: Voice | None,
    *,
    actor: Actor,
    at: dt.datetime,
    point: str = "",
    text: str = "",
    verb: str = "",
) -> None:
    """Add to the history of the agreement and to the log; `said` None is what follows by itself."""
    AgreementStep.objects.create(
        agreement=agreement,
        kind=kind,
        by_office=said is not None and said.organisation is None,
        organisation=said.organisation if said else None,
        paper=said.paper if said else None,
        point=point[:200],
        text=text[:LONGEST_STEP],
        at=at,
        by=person_of(actor),
    )
    side = {"organisation": said.organisation.pk} if said and said.organisation else {}
    record(
        actor=person_of(actor),
        verb=verb or f"agreement.{kind.value}",
        thing=agreement,
        at=at,
        **side,
        **({"point": point[:200]} if point else {}),
        **({"paper": said.paper.number} if said and said.paper else {}),
    )


def wordless(reason: str) -> Refusal | None:
    """That a reason is missing."""
    return None if reason.strip() else Refusal(_("Give the reason; it stays with the agreement."))
