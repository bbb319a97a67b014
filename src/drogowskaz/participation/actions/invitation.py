"""Inviting the organisations of a unit to supply data, reminding them, and what they answer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, too_long
from drogowskaz.notifications.actions import post
from drogowskaz.notifications.formats import whole_address
from drogowskaz.organisations.actions import Sending, invite_again, invite_to_organisation
from drogowskaz.organisations.enums import Act, Answer, Position
from drogowskaz.organisations.models import Invitation, Organisation
from drogowskaz.organisations.models.invitation import digest, new_token
from drogowskaz.organisations.permissions import Actor, may_manage, person_of
from drogowskaz.participation.actions.annexe.starting import new_code
from drogowskaz.participation.enums.annexe import Asked
from drogowskaz.participation.enums.invitation import Way
from drogowskaz.participation.models import AnnexeInvitation
from drogowskaz.participation.permissions.invitation import may_invite
from drogowskaz.participation.queries.invitation import REMIND_AFTER, Line, last_day, lines_of
from drogowskaz.participation.workflow.invitation import DECLINE, RECONSIDER

INVITED, REMINDED = "participation.annexe_invited", "participation.annexe_reminded"
OFFERED = (Act.SUPPLY, Act.DRAFT, Act.SIGN)
"""What the mandate of the letter lets its reader do, in this unit and year only."""
LONGEST_CONTACT, LONGEST_NOTE = 300, 500
_NOBODY = _("Tick at least one organisation. Nobody was invited.")
_NO_CONTACT = _("Write whom the organisations can ask: a name with a telephone number or an address.")


@dataclass
class Invited:
    """What inviting or reminding did, organisation by organisation. `addressless` could not be written to by e-mail,
    `again` were invited before or reminded within the last days."""

    done: list[Organisation] = field(default_factory=list)
    addressless: list[Organisation] = field(default_factory=list)
    again: list[Organisation] = field(default_factory=list)


@dataclass(frozen=True)
class Words:
    """What the sender puts into the letters: whom to ask, and the language for readers who chose none."""

    contact: str
    language: str


@transaction.atomic
def invite_organisations(
    *, cycle: Cycle, organisations: Iterable[int], way: Way, words: Words, actor: Actor, at: dt.datetime
) -> Invited:
    """Invite organisations of the list, each once. Raises Refused, and then nobody was invited.

    Where nobody may act for an organisation here, its letter also invites the reader to manage it, with a mandate for
    this unit and year. By e-mail nobody without an address is invited; on paper nothing leaves, the letter is printed.
    """
    wanted = set(organisations)
    chosen = [line for line in lines_of(cycle, at, wanted) if line.organisation.pk in wanted]
    refuse(
        may_invite(actor, cycle, at),
        None if chosen else Refusal(_NOBODY),
        None if words.contact.strip() else Refusal(_NO_CONTACT),
        too_long(words.contact, LONGEST_CONTACT),
    )
    told = Invited()
    for line in chosen:
        _invite(line, cycle, way, words, actor, at, told)
    return told


def _invite(line: Line, cycle: Cycle, way: Way, words: Words, actor: Actor, at: dt.datetime, told: Invited) -> None:
    organisation = line.organisation
    if way == Way.EMAIL and not organisation.email:
        told.addressless.append(organisation)
        return
    made = _written_down(line, cycle, way, words, actor, at)
    if made is None:
        told.again.append(organisation)
        return
    record(actor=person_of(actor), verb="annexe.invited", thing=made, at=at, way=way.value)
    if way == Way.EMAIL:
        _write(INVITED, made, line.acting, words.language, actor, at)
    told.done.append(organisation)


def _written_down(
    line: Line, cycle: Cycle, way: Way, words: Words, actor: Actor, at: dt.datetime
) -> AnnexeInvitation | None:
    """The new invitation; one that was only printed may be followed by a letter. None when it was sent before."""
    email = line.organisation.email if way == Way.EMAIL else ""
    if line.invitation is not None:
        printed = AnnexeInvitation.objects.filter(pk=line.invitation.pk, email="", answer=Asked.WAITING)
        if not email or not printed.update(email=email, contact=words.contact.strip(), at=at, by=person_of(actor)):
            return None
        return AnnexeInvitation.objects.select_related("organisation").get(pk=line.invitation.pk)
    try:
        with transaction.atomic():
            return AnnexeInvitation.objects.create(
                cycle=cycle,
                organisation=line.organisation,
                email=email,
                code=line.annexe.code if line.annexe else new_code(),
                contact=words.contact.strip(),
                at=at,
                by=person_of(actor),
            )
    except IntegrityError:
        # Somebody else invited it in the same moment; theirs counts.
        return None


def _write(
    event: str, invitation: AnnexeInvitation, acting: bool, language: str, actor: Actor, at: dt.datetime
) -> None:
    """Send the letter with a fresh link. Where it offers a mandate, the offer and the page share one link."""
    cycle = invitation.cycle
    gathered: list[str] = []

    def link(token: str) -> str:
        gathered.append(token)
        return whole_address("participation:annexe_letter", token, language=language)

    words = {"asked": invitation, "unit": cycle.unit, "year": cycle.year, "last": last_day(cycle, at)}
    sending = Sending(link=link, language=language, event=event, words=words)
    offered = None if acting else _offer(invitation, sending, actor, at)
    if offered is None:
        address = link(new_token())
        post(
            event=event,
            thing=f"annexe:{invitation.pk}:{digest(gathered[-1])[:16]}",
            at=at,
            address=invitation.email,
            language=language,
            context={**words, "link": address, "inviter": person_of(actor), "invitation": None},
            confidential=True,
        )
    AnnexeInvitation.objects.filter(pk=invitation.pk).update(token_digest=digest(gathered[-1]), offered=offered)


def _offer(invitation: AnnexeInvitation, sending: Sending, actor: Actor, at: dt.datetime) -> Invitation | None:
    """Send the letter as an invitation to manage the organisation. None where that is not the sender's to offer: it has
    a manager already, or another invitation waits at this address; then the letter goes without it."""
    organisation, cycle = invitation.organisation, invitation.cycle
    if may_manage(actor, organisation, at) is not None:
        return None
    waiting = Invitation.objects.filter(
        organisation=organisation, email__iexact=invitation.email, answer=Answer.WAITING, roles=[]
    )
    try:
        mine = waiting.filter(pk=invitation.offered_id).first() if invitation.offered_id else None
        if mine is not None:
            return invite_again(invitation=mine, sending=sending, actor=actor, at=at)
        return invite_to_organisation(
            organisation=organisation, email=invitation.email, position=Position.MANAGER, acts=OFFERED, document="",
            valid_until=None, unit=cycle.unit, year=cycle.year, sending=sending, actor=actor, at=at,
        )  # fmt: skip
    except Refused:
        return None


@transaction.atomic
def remind_organisations(
    *, cycle: Cycle, organisations: Iterable[int], language: str, actor: Actor, at: dt.datetime
) -> Invited:
    """Write once more to those who have not handed in, each at most once in seven days, also when two people press the
    button at once. Raises Refused."""
    wanted = set(organisations)
    chosen = [line for line in lines_of(cycle, at) if line.organisation.pk in wanted and line.invitation]
    refuse(may_invite(actor, cycle, at), None if chosen else Refusal(_("Tick at least one invited organisation.")))
    told = Invited()
    for line in chosen:
        assert line.invitation is not None, "only those invited were chosen"
        if not line.invitation.email:
            told.addressless.append(line.organisation)
        elif line.may_remind and _first_in_days(line.invitation, at):
            _write(REMINDED, line.invitation, line.acting, language, actor, at)
            record(actor=person_of(actor), verb="annexe.reminded", thing=line.invitation, at=at)
            told.done.append(line.organisation)
        else:
            told.again.append(line.organisation)
    return told


def _first_in_days(invitation: AnnexeInvitation, at: dt.datetime) -> bool:
    before = at - REMIND_AFTER
    due = Q(reminded_at=None, at__lte=before) | Q(reminded_at__lte=before)
    waiting = AnnexeInvitation.objects.filter(due, pk=invitation.pk, answer=Asked.WAITING)
    return waiting.update(reminded_at=at) == 1


@dataclass
class LetterHolder:
    """Whoever holds the letter, known to the log by the organisation alone."""

    name: str
    pk: int | None = None


Voice = Actor | LetterHolder
"""Who says the organisation's answer: whoever holds its letter, or the office that was told."""


@transaction.atomic
def decline_invitation(*, invitation: AnnexeInvitation, note: str, actor: Voice, at: dt.datetime) -> None:
    """The organisation will not take part this year; it may change its mind. Raises Refused.

    Said through its letter (`LetterHolder`), or written down by the office as it was told.
    """
    _answer(invitation, DECLINE.target, note, actor, at, DECLINE.sources, DECLINE.verb)


@transaction.atomic
def reconsider_invitation(*, invitation: AnnexeInvitation, actor: Voice, at: dt.datetime) -> None:
    """The organisation takes part after all. Raises Refused."""
    _answer(invitation, RECONSIDER.target, "", actor, at, RECONSIDER.sources, RECONSIDER.verb)


def _answer(
    invitation: AnnexeInvitation,
    target: str,
    note: str,
    actor: Voice,
    at: dt.datetime,
    sources: Sequence[str],
    verb: str,
) -> None:
    """Change the answer only from the state it is changed from: the same answer once more changes nothing."""
    office = None if isinstance(actor, LetterHolder) else may_invite(actor, invitation.cycle, at)
    refuse(office, too_long(note, LONGEST_NOTE))
    waiting = AnnexeInvitation.objects.filter(pk=invitation.pk, answer__in=sources)
    if waiting.update(answer=target, note=note.strip(), answered_at=at):
        who = actor if isinstance(actor, LetterHolder) else person_of(actor)
        record(actor=who, verb=verb, thing=invitation, at=at)
    invitation.refresh_from_db(fields=["answer", "note", "answered_at"])
