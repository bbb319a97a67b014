"""Signing an agreement side by side, each the very same wording, and taking it back to talks before the last side."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse, whole
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.agreement.steps import heard, hold, move, wordless, write_step
from drogowskaz.participation.actions.drafting import make_tasks_of
from drogowskaz.participation.enums.agreement import AgreementState, AgreementStepKind
from drogowskaz.participation.models import Agreement, AgreementSignature, Paper
from drogowskaz.participation.permissions.agreement import Voice
from drogowskaz.participation.queries.agreement.readiness import missing_sides, unready
from drogowskaz.participation.queries.agreement.wording import digest_of, disputed_points, wording_of
from drogowskaz.participation.workflow.agreement import BEGIN_SIGNING, COMPLETE, REOPEN_TALKS, REPLACE

SIGNABLE = (AgreementState.TALKS, AgreementState.SIGNING)


@dataclass(frozen=True)
class Signer:
    """How a side signs. `role` is the signer's function in their own words; `name` who signed on a paper that somebody
    else writes down. `divergence`: they sign although points stay disputed, which are then printed as disputed."""

    role: str = ""
    name: str = ""
    divergence: bool = False


@transaction.atomic
def sign_agreement(
    *,
    agreement: Agreement,
    signer: Signer,
    digest: str,
    side: Organisation | None,
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
) -> AgreementSignature:
    """A side signs the wording with this `digest`, which it has read. After the last side the agreement is in force,
    the one before it is replaced, and its drafting tasks are given. Raises Refused with every reason."""
    said = heard(agreement, side, paper, actor, at, signs=True)
    hold(agreement, at, SIGNABLE)
    wording = wording_of(agreement) if agreement.state == AgreementState.TALKS else agreement.content
    refuse(
        _signed_already(agreement, side),
        _unread(digest, digest_of(wording)),
        _both_sides(agreement, said, actor),
        _unnamed(signer, paper),
        *unready(agreement),
        _undeclared(signer, disputed_points(wording)),
    )
    if agreement.state == AgreementState.TALKS:
        move(agreement, BEGIN_SIGNING, at, content=wording, digest=digest)
    signature = AgreementSignature.objects.create(
        agreement=agreement,
        organisation=side,
        digest=digest,
        mandate=said.mandate,
        paper=said.paper,
        name=whole(signer.name, 200),
        role=whole(signer.role, 200),
        divergence=signer.divergence,
        at=at,
        by=person_of(actor),
    )
    write_step(agreement, AgreementStepKind.SIGNED, said, actor=actor, at=at, text=digest)
    if not missing_sides(agreement):
        _come_into_force(agreement, actor, at)
    return signature


def _signed_already(agreement: Agreement, side: Organisation | None) -> Refusal | None:
    if agreement.signatures.filter(organisation=side, crossed_at=None).exists():
        return Refusal(_("This side has signed already. Nothing was signed a second time."))
    return None


def _unread(digest: str, present: str) -> Refusal | None:
    if digest == present:
        return None
    return Refusal(
        _("The agreement changed after you opened the page, so it was not signed. Read it as it stands now, then sign.")
    )


def _both_sides(agreement: Agreement, said: Voice, actor: Actor) -> Refusal | None:
    """One person does not sign for the office and for an organisation; writing down papers of both is another thing."""
    person = person_of(actor)
    if said.paper is not None or person is None:
        return None
    own = agreement.signatures.filter(by=person, crossed_at=None, paper=None)
    if not own.filter(organisation__isnull=said.organisation is not None).exists():
        return None
    return Refusal(_("You signed for the other side. One person does not sign for the office and for an organisation."))


def _unnamed(signer: Signer, paper: Paper | None) -> Refusal | None:
    if paper is None or signer.name.strip():
        return None
    return Refusal(_("Write who signed on the paper: first name and surname."))


def _undeclared(signer: Signer, disputed: int) -> Refusal | None:
    if not disputed or signer.divergence:
        return None
    message = _(
        "Some points are still disputed. Agree on them, or tick that you sign with them printed as disputed (the "
        "record of divergence)."
    )
    return Refusal(message)


def _come_into_force(agreement: Agreement, actor: Actor, at: dt.datetime) -> None:
    before = Agreement.objects.filter(cycle=agreement.cycle_id, state=AgreementState.SIGNED).first()
    if before:
        move(before, REPLACE, at, closed_at=at)
        write_step(before, AgreementStepKind.REPLACED, None, actor=actor, at=at, verb=REPLACE.verb)
    move(agreement, COMPLETE, at, signed_at=at)
    write_step(agreement, AgreementStepKind.IN_FORCE, None, actor=actor, at=at, verb=COMPLETE.verb)
    make_tasks_of(agreement=agreement, actor=actor, at=at)


@transaction.atomic
def reopen_talks(
    *, agreement: Agreement, side: Organisation | None, paper: Paper | None, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """Back to talks before every side signed: the signatures that are there are crossed out and stay readable.
    Raises Refused."""
    said = heard(agreement, side, paper, actor, at)
    refuse(wordless(reason))
    move(agreement, REOPEN_TALKS, at, content={}, digest="")
    agreement.signatures.filter(crossed_at=None).update(crossed_at=at, crossed_reason=whole(reason, 500))
    write_step(
        agreement, AgreementStepKind.REOPENED, said, actor=actor, at=at, text=reason.strip(), verb=REOPEN_TALKS.verb
    )
