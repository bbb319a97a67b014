"""Organisations that join an agreement and leave it before it is signed. Both are voluntary."""

import datetime as dt

from django.db import transaction

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, whole
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.agreement.steps import heard, hold, wordless, write_step
from drogowskaz.participation.enums.agreement import AgreementStepKind
from drogowskaz.participation.models import Agreement, AgreementParty, Paper


@transaction.atomic
def join_agreement(
    *, agreement: Agreement, organisation: Organisation, paper: Paper | None, actor: Actor, at: dt.datetime
) -> AgreementParty:
    """An organisation becomes a side: by its person with a mandate, or by a paper. Raises Refused; joined already, it
    stays as it is."""
    said = heard(agreement, organisation, paper, actor, at, joining=True)
    hold(agreement, at)
    there = agreement.parties.filter(organisation=organisation, left_at=None).first()
    if there:
        return there
    party = AgreementParty.objects.create(
        agreement=agreement,
        organisation=organisation,
        mandate=said.mandate,
        paper=said.paper,
        joined_at=at,
        joined_by=person_of(actor),
    )
    write_step(agreement, AgreementStepKind.JOINED, said, actor=actor, at=at)
    return party


@transaction.atomic
def leave_agreement(
    *, agreement: Agreement, organisation: Organisation, paper: Paper | None, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """An organisation leaves the talks, with its reason; what it proposed stays in the history. Raises Refused."""
    said = heard(agreement, organisation, paper, actor, at)
    refuse(wordless(reason))
    hold(agreement, at)
    named = agreement.scope.filter(organisation=organisation).values_list("chapter", flat=True)
    if named:
        message = _("Chapters {chapters} are written down for {organisation}. Change that first, then leave.")
        raise Refused([Refusal(message, {"chapters": ", ".join(named), "organisation": organisation.name})])
    agreement.parties.filter(organisation=organisation, left_at=None).update(left_at=at, left_reason=whole(reason, 500))
    agreement.conditions.filter(organisation=organisation, removed_at=None).update(removed_at=at)
    write_step(agreement, AgreementStepKind.LEFT, said, actor=actor, at=at, text=reason.strip())
