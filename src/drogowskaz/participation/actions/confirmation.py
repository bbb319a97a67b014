"""Asking an institution to confirm by a link what was written down in its name, and its answer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Transition, refuse, whole
from drogowskaz.notifications.actions import post
from drogowskaz.notifications.formats import whole_address
from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.actions import Sending
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.invitation import digest, new_token
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import Confirmation, Paper
from drogowskaz.participation.permissions.confirmation import may_ask, may_confirm, may_remind, may_take_back
from drogowskaz.participation.workflow.confirmation import CONFIRM, OBJECT, TAKE_BACK

VALID_FOR = dt.timedelta(days=30)
"""How long a link waits: an office answers a letter within a month (art. 35 k.p.a. gives it as much). Each row keeps
its own last moment, so a change here leaves sent ones alone."""


@transaction.atomic
def ask_confirmation(
    *,
    cycle: Cycle,
    institution: Organisation | None,
    email: str,
    subject: str,
    sentences: Sequence[str],
    thing: str,
    thing_id: str,
    paper: Paper | None = None,
    sending: Sending,
    actor: Actor,
    at: dt.datetime,
) -> Confirmation:
    """Send one letter with a link to a page that shows the sentences and asks whether it is so.

    `thing` is `area.Model` and `thing_id` its key. A question about the same thing that still waits at the same
    address is not doubled. Raises Refused with every reason.
    """
    told = [one.strip() for one in sentences if one.strip()]
    refuse(may_ask(actor, cycle, at), *_faults(email, subject, told, cycle, paper))
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    waiting = Confirmation.objects.filter(
        thing=thing, thing_id=str(thing_id), email__iexact=email.strip(), answer=Confirmed.WAITING
    )
    refuse(_waits(email) if waiting.exists() else None)
    token = new_token()
    question = Confirmation.objects.create(
        cycle=cycle,
        paper=paper,
        institution=institution,
        email=email.strip(),
        lang=sending.language,
        subject=subject.strip(),
        sentences=told,
        thing=thing,
        thing_id=str(thing_id),
        token_digest=digest(token),
        asked_at=at,
        asked_by=person_of(actor),
        expires_at=at + VALID_FOR,
    )
    record(actor=person_of(actor), verb="confirmation.asked", thing=question, at=at, about=thing, key=str(thing_id))
    _write(question, "participation.confirmation", token, sending, at)
    return question


def _faults(email: str, subject: str, sentences: list[str], cycle: Cycle, paper: Paper | None) -> list[Refusal | None]:
    try:
        validate_email(email.strip())
        misspelt = None
    except ValidationError:
        misspelt = Refusal(_("This is not an e-mail address: {address}."), {"address": email})
    one_line = subject.strip() and len(subject.splitlines()) == 1
    crossed = paper is not None and (paper.crossed_at is not None or paper.cycle_id != cycle.pk)
    return [
        misspelt,
        None if one_line else Refusal(_("Write in one line what it is about.")),
        None if sentences else Refusal(_("Write what the institution shall confirm, a sentence in each line.")),
        Refusal(_("This paper was crossed out; nothing can rest on it.")) if crossed else None,
    ]


def _waits(address: str) -> Refusal:
    message = _("{address} has been asked this already and has not answered yet. Remind, or take the question back.")
    return Refusal(message, {"address": address})


def _write(question: Confirmation, event: str, token: str, sending: Sending, at: dt.datetime) -> None:
    """Write the letter; only it knows the token. Each letter of a question has a name of its own in the outbox."""
    post(
        event=event,
        thing=f"{question.pk}/{at.isoformat()}",
        at=at,
        address=question.email,
        language=question.lang,
        context={"confirmation": question, "link": sending.link(token), "asker": question.asked_by},
        confidential=True,
    )


@transaction.atomic
def remind_confirmation(*, confirmation: Confirmation, sending: Sending, actor: Actor, at: dt.datetime) -> None:
    """Send the question once more with a new link, since nobody here knows the old one; that one stops working.
    Raises Refused."""
    refuse(may_remind(actor, confirmation, at))
    token = new_token()
    changed = {"token_digest": digest(token), "reminded_at": at, "expires_at": at + VALID_FOR}
    mine = Confirmation.objects.filter(
        pk=confirmation.pk, answer=Confirmed.WAITING, token_digest=confirmation.token_digest
    )
    if not mine.update(**changed):
        refuse(Refusal(_("Somebody answered, reminded or took the question back in the same moment.")))
    confirmation.refresh_from_db()
    record(actor=person_of(actor), verb="confirmation.reminded", thing=confirmation, at=at)
    _write(confirmation, "participation.confirmation_reminder", token, sending, at)


@transaction.atomic
def take_back_confirmation(*, confirmation: Confirmation, actor: Actor, at: dt.datetime) -> None:
    """Take the question back, so that its link stops working. Raises Refused."""
    refuse(may_take_back(actor, confirmation, at))
    _answer(confirmation, TAKE_BACK, at=at)
    record(actor=person_of(actor), verb=TAKE_BACK.verb, thing=confirmation, at=at)


@dataclass
class _Asked:
    """Whoever holds the link, known to the log by the address alone."""

    name: str
    pk: int | None = None


@transaction.atomic
def answer_confirmation(
    *, confirmation: Confirmation, yes: bool, said_by: str, note: str, at: dt.datetime
) -> Confirmation:
    """Write down the answer of the institution and tell whoever asked. What was written down before stays as it is:
    an objection stands beside it. Raises Refused; of two answers the slower one is refused."""
    nameless = None if said_by.strip() else Refusal(_("Write who answers: your name or your post."))
    silent = Refusal(_("Write what is not so; the animator will see it in your words.")) if not yes else None
    refuse(may_confirm(confirmation, at), nameless, None if note.strip() else silent)
    said = {"said_by": whole(said_by, 200), "note": note.strip()}
    _answer(confirmation, CONFIRM if yes else OBJECT, at=at, **said)
    move = CONFIRM if yes else OBJECT
    record(actor=_Asked(confirmation.email), verb=move.verb, thing=confirmation, at=at)
    asker = confirmation.asked_by
    if asker is not None and asker.is_active:
        post(
            event="participation.confirmation_answered",
            thing=str(confirmation.pk),
            at=at,
            recipient=asker,
            context={"confirmation": confirmation, "link": _list_of(confirmation, language_of(asker))},
        )
    return confirmation


def _list_of(confirmation: Confirmation, language: str) -> str:
    cycle = confirmation.cycle
    return whole_address("participation:confirmations", cycle.unit.code, cycle.year, language=language)


def _answer(confirmation: Confirmation, move: Transition, *, at: dt.datetime, **said: str) -> None:
    """Change the answer only while it is waited for, by the link that was opened."""
    waiting = Confirmation.objects.filter(
        pk=confirmation.pk, answer__in=move.sources, token_digest=confirmation.token_digest
    )
    done = waiting.update(answer=move.target, answered_at=at, **said)
    confirmation.refresh_from_db()
    if not done:
        late = Refusal(_("This question does not wait for an answer any more."))
        refuse(may_confirm(confirmation, at) or late)
