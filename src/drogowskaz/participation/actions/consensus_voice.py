"""Filling in a sheet of a consensus map: on the site by its slip, or typed in from paper by the team; and the letter
with the link.

Every sheet is one row, found again by the number of the paper or by the digest of whose it is, while the row of the map
is held: of two who fill in the same one at once the second changes what the first wrote, or is refused with a sentence.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localtime

from drogowskaz.assessments.enums import Channel
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.notifications.actions import post
from drogowskaz.notifications.formats import whole_address
from drogowskaz.organisations.models import Mandate
from drogowskaz.organisations.permissions import Actor, may_contribute, person_of
from drogowskaz.participation.actions.consensus import at_the_door
from drogowskaz.participation.actions.registration import belonging
from drogowskaz.participation.enums.consensus import Choice
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import ConsensusMap, Vote, Voter
from drogowskaz.participation.models.consensus import sheet_code
from drogowskaz.participation.permissions.consensus import may_run_map, may_voice, may_voice_for
from drogowskaz.participation.queries.consensus import MOST_SHEETS
from drogowskaz.participation.queries.consensus_voice import (
    Slip,
    slip_of_address,
    slip_of_person,
    token_of,
    voter_of,
    written_code,
)

LINK_SENT = "participation.consensus_link"
_ORGANISED = (Sector.NGO, Sector.INSTITUTION)


@dataclass(frozen=True)
class Voice:
    """What a sheet says. `sector` is None where it follows the organisation of the slip; `organisation` is a name as
    typed; `choices` are by the key of the statement, without those that were left out."""

    sector: Sector | None
    organisation: str = ""
    choices: Mapping[int, Choice] = field(default_factory=dict)


@transaction.atomic
def put_voice(*, slip: Slip, voice: Voice, actor: Actor, at: dt.datetime) -> Voter:
    """Fill in the sheet of a slip, or change it. Nothing is kept of who an own voice is from; that of an organisation
    keeps the mandate. Raises Refused."""
    now = at_the_door(slip.map)
    refuse(may_voice(now, at), _nowhere(slip, voice))
    mandate = _mandate(slip, now, actor, at)
    there = voter_of(slip)
    refuse(_on_paper(there), None if there else _unmarked(voice))
    voter = _kept(slip, now, voice, there, at, channel=Channel.ONLINE, mandate=mandate)
    _choose(voter, voice, at)
    if there is None:
        record(actor=person_of(actor) if mandate else None, verb="consensus_voice.given", thing=voter, at=at)
    return voter


@transaction.atomic
def put_own_voice(*, asked: ConsensusMap, voice: Voice, actor: Actor, at: dt.datetime) -> Voter:
    """Fill in the sheet of a signed-in person in their own name. Raises Refused."""
    person = person_of(actor)
    refuse(may_contribute(actor))
    assert person is not None, "who may contribute is a person"
    return put_voice(slip=slip_of_person(asked, person), voice=voice, actor=actor, at=at)


@transaction.atomic
def enter_sheet(*, asked: ConsensusMap, number: int, code: str, voice: Voice, actor: Actor, at: dt.datetime) -> Voter:
    """Type a paper sheet in, or correct one that was typed in. Raises Refused with every reason."""
    now = at_the_door(asked)
    slip = Slip(now, sheet=number)
    refuse(
        may_run_map(actor, now.cycle, at),
        may_voice(now, at),
        _miscoded(now, number, code),
        _nowhere(slip, voice),
        _unmarked(voice),
    )
    there = voter_of(slip)
    refuse(_on_the_site(there))
    voter = _kept(slip, now, voice, there, at, channel=Channel.PAPER, entered_by=person_of(actor))
    _choose(voter, voice, at)
    verb = "consensus_voice.corrected" if there else "consensus_voice.entered"
    record(actor=person_of(actor), verb=verb, thing=voter, at=at, sheet=number)
    return voter


@transaction.atomic
def ask_for_link(*, asked: ConsensusMap, email: str, lang: str, at: dt.datetime) -> None:
    """Write to an address the link of its sheet. Asked again, the same link comes again: an address has one sheet, and
    of the address only a digest is kept, once the sheet is filled in. Raises Refused."""
    now = at_the_door(asked)
    try:
        validate_email(email.strip())
        misspelt = None
    except ValidationError:
        misspelt = Refusal(_("This is not an e-mail address: {address}."), {"address": email})
    refuse(may_voice(now, at), misspelt)
    slip = slip_of_address(now, email)
    post(
        event=LINK_SENT,
        thing=f"{thing_of(now)}{at.isoformat()}",
        at=at,
        address=email.strip(),
        language=lang,
        context={"map": now, "link": whole_address("participation:ballot_link", token_of(slip), language=lang)},
        confidential=True,
    )


def thing_of(asked: ConsensusMap) -> str:
    """How the names of letters with links to this map begin in the outbox."""
    return f"consensus_map:{asked.pk}:"


def _mandate(slip: Slip, asked: ConsensusMap, actor: Actor, at: dt.datetime) -> Mandate | None:
    """The mandate under which an organisation's sheet is filled in. Raises Refused."""
    if slip.organisation is None:
        return None
    found = may_voice_for(actor, slip.organisation, asked.cycle, at)
    if isinstance(found, Refusal):
        raise Refused([found])
    return found


def _kept(slip: Slip, asked: ConsensusMap, voice: Voice, there: Voter | None, at: dt.datetime, **more: object) -> Voter:
    """The row of the sheet with what it says of its sector and organisation."""
    sector = slip.sector or voice.sector
    assert sector is not None, "asked before"
    said: dict[str, object] = {"organisation": slip.organisation, "organisation_name": ""}
    if slip.organisation is None and sector in _ORGANISED:
        said = belonging(voice.organisation, asked.cycle.unit)
    voter = there or Voter(map=asked, sheet=slip.sheet, key_digest="" if slip.sheet else slip.digest, at=at)
    for name, value in {**said, **more, "sector": sector, "changed_at": at}.items():
        setattr(voter, name, value)
    voter.save()
    return voter


def _choose(voter: Voter, voice: Voice, at: dt.datetime) -> None:
    """Write the choices on the statements that stand; what was left out is taken back."""
    standing = set(voter.map.statements.filter(removed_at=None).values_list("pk", flat=True))
    chosen = {key: choice for key, choice in voice.choices.items() if key in standing}
    voter.votes.filter(statement__in=standing - chosen.keys()).delete()
    Vote.objects.bulk_create(
        [Vote(voter=voter, statement_id=key, choice=choice, at=at) for key, choice in chosen.items()],
        update_conflicts=True,
        unique_fields=["voter", "statement"],
        update_fields=["choice", "at"],
    )


def _nowhere(slip: Slip, voice: Voice) -> Refusal | None:
    known = slip.sector or voice.sector
    return None if known else Refusal(_("Choose where you belong. Results are counted by it."))


def _unmarked(voice: Voice) -> Refusal | None:
    return None if voice.choices else Refusal(_("No answer is marked yet. One is enough; the rest can be left out."))


def _miscoded(asked: ConsensusMap, number: int, code: str) -> Refusal | None:
    if 1 <= number <= MOST_SHEETS and written_code(code) == sheet_code(asked.code, number):
        return None
    message = _("The number {number} and the code do not belong together on this map. Read both from the sheet again.")
    return Refusal(message, {"number": number})


def _on_paper(there: Voter | None) -> Refusal | None:
    """Why a sheet that came on paper is not filled in on the site."""
    if there is None or there.channel != Channel.PAPER:
        return None
    message = _(
        "Sheet {number} came on paper and was typed in on {day} at {hour}. It counts as it was written; nothing was "
        "changed. If that is wrong, the people who run the map can correct it."
    )
    return Refusal(message, _when(there))


def _on_the_site(there: Voter | None) -> Refusal | None:
    """Why a sheet that was filled in on the site is not typed in."""
    if there is None or there.channel == Channel.PAPER:
        return None
    message = _(
        "Sheet {number} was filled in on the site on {day} at {hour}. It counts as it is there; the paper is not typed "
        "in."
    )
    return Refusal(message, _when(there))


def _when(there: Voter) -> dict[str, object]:
    first = localtime(there.at)
    return {"number": there.sheet, "day": f"{first:%d.%m.%Y}", "hour": f"{first:%H:%M}"}
