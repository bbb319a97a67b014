"""Typing in, for somebody who agreed, what came on paper, by phone, by e-mail or at a meeting without minutes."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.actions.contribution import KEPT, KEY, Said, ask_to_confirm, cleaned, faults_of
from drogowskaz.participation.actions.registration import belonging
from drogowskaz.participation.enums.contribution import ContributionKind
from drogowskaz.participation.models import Contribution, Paper
from drogowskaz.participation.models.contribution import digest_of
from drogowskaz.participation.permissions.contribution_entering import may_enter_contribution
from drogowskaz.participation.queries.contribution import sector_of
from drogowskaz.participation.queries.contribution_entering import TAKES_SECTIONS

CHANNELS = (Channel.PAPER, Channel.PHONE, Channel.EMAIL, Channel.MEETING)
"""The ways that lead to somebody who types."""
LONGEST_CONSENT = 300
"""Characters."""


@dataclass(frozen=True)
class Received:
    """How it came: the way, how its author agreed to be typed in, and the registered paper it stands on, if any."""

    channel: Channel
    consent: str
    paper: Paper | None = None


@transaction.atomic
def enter_contribution(
    *, cycle: Cycle, said: Said, received: Received, key: str, lang: str, actor: Actor, at: dt.datetime
) -> Contribution:
    """Type one in for its author. It waits for a moderator like every other, and is not the typist's own.

    The same `key` again gives the same one. An address gets one letter with a link that confirms it. Raises Refused
    with every reason.
    """
    refuse(None if KEY.fullmatch(key) else Refusal(_("The form is not whole. Open the page again; it takes a moment.")))
    # Of two clicks at once the second waits here, and then finds the first.
    fresh = Cycle.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=cycle.pk)
    there = Contribution.objects.filter(key=key, cycle=fresh).select_related("cycle__unit").first()
    if there is not None:
        return there
    # A name the register of organisations knows is that organisation, as in minutes.
    clean = cleaned(replace(said, **belonging(said.organisation_name, fresh.unit)))
    refuse(
        may_enter_contribution(actor, fresh, at),
        *_faults(said, received, fresh),
        *faults_of(clean, fresh),
    )
    made = add_contribution(
        cycle=fresh,
        actor=actor,
        at=at,
        **{name: getattr(clean, name) for name in KEPT},
        channel=received.channel,
        sector=sector_of(clean.capacity, clean.organisation),
        entered_by=person_of(actor),
        consent=received.consent.strip(),
        paper=received.paper,
        lang=lang,
        key=key,
        # Only an author who can be written to has a page of their own.
        token_digest=digest_of(key) if clean.email else "",
    )
    if clean.email:
        ask_to_confirm(made, at)
    return made


def _faults(said: Said, received: Received, cycle: Cycle) -> list[Refusal]:
    """What only somebody who types for another can get wrong; `said` as it was typed."""
    faults = []
    if received.channel not in CHANNELS:
        faults.append(Refusal(_("Say how it came: on paper, by phone, by e-mail or at a meeting.")))
    if not received.consent.strip():
        faults.append(Refusal(_("Write how the person agreed that it is typed in and published.")))
    if len(received.consent.strip()) > LONGEST_CONSENT:
        faults.append(Refusal(_("How the person agreed: at most {n} characters."), {"n": LONGEST_CONSENT}))
    if received.paper is not None and (received.paper.cycle_id != cycle.pk or received.paper.crossed_at is not None):
        faults.append(Refusal(_("This paper is crossed out or belongs to another year. Choose another, or none.")))
    if said.kind != ContributionKind.NEED and (said.for_whom.strip() or said.where.strip()):
        faults.append(Refusal(_("“For whom” and “where” belong to a need. Choose a need, or put them into the text.")))
    if said.kind != ContributionKind.FIGURE and said.source.strip():
        faults.append(Refusal(_("The source belongs to a figure. Choose a figure, or write it into the text.")))
    if said.section is not None and said.section.consultation.state not in TAKES_SECTIONS:
        faults.append(Refusal(_("The consultation of this part is over and its report is made. Choose the chapter.")))
    return faults
