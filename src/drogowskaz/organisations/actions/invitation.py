"""Inviting by e-mail and answering an invitation."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse
from drogowskaz.notifications.actions import post
from drogowskaz.organisations.actions.grant import grant_of, open_unit
from drogowskaz.organisations.actions.membership import join, mandate_of, wrong_days
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Act, Answer, Position, Reach, Role
from drogowskaz.organisations.models import Grant, Invitation, Organisation, User
from drogowskaz.organisations.models.invitation import VALID_FOR, digest, new_token
from drogowskaz.organisations.models.organisation import named
from drogowskaz.organisations.permissions import Actor, may_activate, may_grant, may_manage, person_of
from drogowskaz.organisations.permissions.answering import may_accept, may_answer
from drogowskaz.organisations.permissions.managing import may_withdraw_invitation
from drogowskaz.organisations.permissions.roles import INSTITUTIONAL
from drogowskaz.organisations.queries.invitations import account_of
from drogowskaz.organisations.workflow import ACCEPT, DECLINE, WITHDRAW
from drogowskaz.territory.models import Unit


@dataclass(frozen=True)
class Sending:
    """How a letter is sent: `link` makes the whole address of a token, `language` is for those who chose none.

    An area above that has more to say sends its own letter (`event`) with its own `words` instead of the usual one.
    """

    link: Callable[[str], str]
    language: str
    event: str = "organisations.invitation"
    words: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def invite_to_organisation(
    *,
    organisation: Organisation,
    email: str,
    position: Position,
    acts: Iterable[Act],
    document: str,
    valid_until: dt.date | None,
    sending: Sending,
    actor: Actor,
    at: dt.datetime,
    unit: Unit | None = None,
    year: int | None = None,
) -> Invitation:
    """Invite an address to an organisation, with a mandate where `acts` are named; `unit` and `year` narrow the
    mandate. Raises Refused."""
    wanted = set(acts)
    refuse(may_manage(actor, organisation, at), *_faults(email, valid_until, actor, at))
    invitation = Invitation(
        email=email.strip(),
        organisation=organisation,
        position=position,
        acts=[act.value for act in Act if act in wanted],
        document=document.strip(),
        valid_until=valid_until,
        unit=unit,
        year=year,
    )
    return _send(invitation, sending=sending, actor=actor, at=at)


@transaction.atomic
def invite_again(*, invitation: Invitation, sending: Sending, actor: Actor, at: dt.datetime) -> Invitation:
    """Send an invitation to an organisation once more, as it stood: a new link and a new last moment, and the old link
    stops working. Raises Refused, also when it was answered meanwhile."""
    organisation = invitation.organisation
    assert organisation is not None, "only invitations to an organisation are sent again"
    refuse(may_manage(actor, organisation, at))
    again = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if again.answer != Answer.WAITING:
        refuse(may_answer(again, at))
    return _send(again, sending=sending, actor=actor, at=at)


@transaction.atomic
def invite_to_team(
    *,
    unit: Unit,
    email: str,
    roles: Iterable[Role],
    reach: Reach,
    year: int | None,
    organisation: Organisation | None,
    valid_until: dt.date | None,
    sending: Sending,
    actor: Actor,
    at: dt.datetime,
) -> Invitation:
    """Invite an address to the team of a unit with roles. Raises Refused with every reason."""
    wanted = [role for role in Role if role in set(roles)]
    refuse(
        None if wanted else Refusal(_("Choose at least one role.")),
        *(may_grant(actor, role, reach, unit, at) for role in wanted),
        *_faults(email, valid_until, actor, at),
    )
    invitation = Invitation(
        email=email.strip(),
        organisation=organisation,
        position=Position.MEMBER if organisation else "",
        roles=[role.value for role in wanted],
        reach=reach,
        unit=unit,
        year=year if reach == Reach.CYCLE else None,
        valid_until=valid_until,
    )
    return _send(invitation, sending=sending, actor=actor, at=at)


@transaction.atomic
def invite_operator(*, email: str, sending: Sending, actor: Actor, at: dt.datetime) -> Invitation:
    """Invite an administrator of the whole installation, the first one at its command line. Raises Refused."""
    held = Grant.objects.in_force(at).filter(
        role=Role.OPERATOR, reach=Reach.PLATFORM, person__email__iexact=email.strip()
    )
    sent = Invitation.objects.filter(email__iexact=email.strip(), reach=Reach.PLATFORM, answer=Answer.WAITING)
    refuse(
        may_grant(actor, Role.OPERATOR, Reach.PLATFORM, None, at),
        *_faults(email, None, actor, at),
        Refusal(_("{address} administers this installation already."), {"address": email}) if held.exists() else None,
        _waits(email) if sent.filter(expires_at__gt=at).exists() else None,
    )
    invitation = Invitation(email=email.strip(), roles=[Role.OPERATOR.value], reach=Reach.PLATFORM)
    return _send(invitation, sending=sending, actor=actor, at=at)


@transaction.atomic
def activate_unit(
    *, unit: Unit, institution: Description, email: str, sending: Sending, actor: Actor, at: dt.datetime
) -> Invitation:
    """Open a unit by inviting the first person of its institution, which is added where it is not in the list yet.

    The person is offered what one needs to begin: administering, approving and editing. Raises Refused.
    """
    refuse(may_activate(actor, unit, at), *_faults(email, None, actor, at))
    open_unit(unit=unit, actor=actor, at=at)
    key = named(institution.name.strip())["search_key"]
    organisation = Organisation.objects.filter(unit=unit, search_key=key).first()
    if organisation is None:
        organisation = add_organisation(description=institution, actor=actor, at=at)
    invitation = Invitation(
        email=email.strip(),
        organisation=organisation,
        position=Position.MANAGER,
        roles=[role.value for role in INSTITUTIONAL],
        reach=Reach.UNIT,
        unit=unit,
    )
    return _send(invitation, sending=sending, actor=actor, at=at)


def _faults(email: str, valid_until: dt.date | None, actor: Actor, at: dt.datetime) -> list[Refusal | None]:
    """What is wrong with an invitation, whatever it offers."""
    person = person_of(actor)
    own = person is not None and person.email.lower() == email.strip().lower()
    try:
        validate_email(email.strip())
        misspelt = None
    except ValidationError:
        misspelt = Refusal(_("This is not an e-mail address: {address}."), {"address": email})
    return [
        misspelt,
        Refusal(_("You cannot invite yourself. Ask another administrator.")) if own else None,
        wrong_days(localdate(at), valid_until, at),
    ]


def _send(invitation: Invitation, *, sending: Sending, actor: Actor, at: dt.datetime) -> Invitation:
    """Save the invitation and write its letter; only the letter knows the token."""
    token = new_token()
    invitation.token_digest = digest(token)
    invitation.invited_by = person_of(actor)
    invitation.invited_at, invitation.expires_at = at, at + VALID_FOR
    late = Invitation.objects.filter(email__iexact=invitation.email, answer=Answer.WAITING, expires_at__lte=at)
    late.exclude(pk=invitation.pk).update(answer=Answer.WITHDRAWN, answered_at=at)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        raise Refused([_waits(invitation.email)]) from None
    record(actor=person_of(actor), verb="invitation.sent", thing=invitation, at=at)
    post(
        event=sending.event,
        thing=f"{invitation.pk}:{invitation.token_digest[:16]}",
        at=at,
        address=invitation.email,
        language=sending.language,
        context={**sending.words, "invitation": invitation, "link": sending.link(token), "inviter": person_of(actor)},
        confidential=True,
    )
    return invitation


def _waits(address: str) -> Refusal:
    message = _("An invitation to {address} is already waiting. Take it back to send another.")
    return Refusal(message, {"address": address})


@transaction.atomic
def accept(*, invitation: Invitation, signed_in: User | None, name: str, at: dt.datetime) -> tuple[User, bool]:
    """Accept for the account of the invited address, making it when there is none, and give what was offered.

    Returns the person and whether the account is new. Raises Refused; of two acceptances the slower one is refused.
    """
    account = account_of(invitation)
    nameless = account is None and not name.strip()
    refuse(
        may_accept(invitation, signed_in, account, at),
        Refusal(_("Write your name, as others should see it.")) if nameless else None,
    )
    _answer(invitation, ACCEPT, at=at)
    made = account is None
    person = account or _new_account(invitation, name.strip())
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    _fulfil(invitation, person, at)
    record(actor=person, verb=ACCEPT.verb, thing=invitation, at=at)
    return person, made


def _new_account(invitation: Invitation, name: str) -> User:
    """A new account without a password, or the one another invitation made in the same moment."""
    try:
        with transaction.atomic():
            return User.objects.create_user(invitation.email, name=name)
    except IntegrityError:
        return User.objects.get(email__iexact=invitation.email)


def _fulfil(invitation: Invitation, person: User, at: dt.datetime) -> None:
    """Give what was offered; what the person has already is left as it is."""
    organisation, by = invitation.organisation, invitation.invited_by
    if organisation is not None:
        join(organisation=organisation, person=person, position=Position(invitation.position), actor=by, at=at)
        if invitation.acts:
            mandate_of(
                organisation=organisation, person=person, acts=invitation.acts, unit=invitation.unit,
                year=invitation.year, valid_from=localdate(at), valid_until=invitation.valid_until,
                document=invitation.document, granted_by=by, actor=by, at=at,
            )  # fmt: skip
    held = Grant.objects.in_force(at).filter(
        person=person, reach=invitation.reach, unit=invitation.unit, year=invitation.year
    )
    already = set(held.values_list("role", flat=True))
    for role in invitation.roles:
        if role not in already:
            grant_of(
                person=person, role=Role(role), reach=Reach(invitation.reach), unit=invitation.unit,
                year=invitation.year, organisation=organisation, valid_until=invitation.valid_until, actor=by, at=at,
            )  # fmt: skip


@transaction.atomic
def decline(*, invitation: Invitation, at: dt.datetime) -> None:
    """Say no; nothing is given and no account is made. Raises Refused."""
    refuse(may_answer(invitation, at))
    _answer(invitation, DECLINE, at=at)
    record(actor=_Invited(invitation.email), verb=DECLINE.verb, thing=invitation, at=at)


@dataclass
class _Invited:
    """Whoever holds the link, known to the log by the address alone."""

    name: str
    pk: int | None = None


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: Actor, at: dt.datetime) -> None:
    """Take an invitation back, so that its link stops working. Raises Refused."""
    refuse(may_withdraw_invitation(actor, invitation, at))
    _answer(invitation, WITHDRAW, at=at)
    record(actor=person_of(actor), verb=WITHDRAW.verb, thing=invitation, at=at)


def _answer(invitation: Invitation, transition: Transition, *, at: dt.datetime) -> None:
    """Change the answer only while it is waited for: of two at once the slower one is refused."""
    waiting = Invitation.objects.filter(pk=invitation.pk, answer__in=transition.sources)
    if not waiting.update(answer=transition.target, answered_at=at):
        invitation.refresh_from_db()
        refuse(may_answer(invitation, at))
    invitation.answer, invitation.answered_at = Answer(transition.target), at
