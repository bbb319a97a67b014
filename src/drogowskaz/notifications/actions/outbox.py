"""Writing letters into the outbox, sending them, and trying again."""

import datetime as dt
import smtplib
from typing import Any, Protocol

from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from drogowskaz.notifications.enums import CHOSEN, MANDATORY, Channel, Kind, Language
from drogowskaz.notifications.formats import Purpose, sealed, whole_address
from drogowskaz.notifications.letters import catalogue, refuse_header, written
from drogowskaz.notifications.models import Message
from drogowskaz.notifications.queries import has_stopped, language_of, overdue
from drogowskaz.notifications.signals import posted

DELAYS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""How long to wait after each failed try; after the last of them a letter is given up."""
LEASE = dt.timedelta(minutes=10)
"""How long one try may take; a letter whose worker died in the middle is taken up again after it."""


class Person(Protocol):
    """The person written to, as far as letters need to know."""

    pk: Any
    email: str


def post(
    *,
    event: str,
    thing: str,
    at: dt.datetime,
    recipient: Person | None = None,
    address: str = "",
    language: str | None = None,
    context: dict[str, Any] | None = None,
    confidential: bool = False,
    foot: dict[str, str] | None = None,
) -> Message | None:
    """Write a letter inside the caller's transaction; it leaves after the commit. None when it was written before, or
    when its recipient has stopped letters of this kind or about this thing.

    The texts come from `<area>/mail/<what>_subject.txt`, `_reason.txt`, `_text.txt` and, where there is one,
    `_text.html`, for the event `area.what`, which stands in the catalogue. `language` is used for those who have not
    chosen theirs. `foot` has the addresses under the letter (`stop`, `change`) where the kind alone does not give them.
    Raises ValidationError for an address that cannot be one, BadHeaderError for a line break in a header.
    """
    assert transaction.get_connection().in_atomic_block, "a letter and what it tells about belong in one transaction"
    address = recipient.email if recipient else address
    refuse_header(address)
    validate_email(address)
    spoken = language_of(recipient, otherwise=language) if recipient else language or Language.POLISH.value
    words = {**(context or {}), "recipient": recipient, "address": address}
    declared = catalogue.letters.get(event)
    about, kind = (declared.about(words), declared.kind) if declared else ("", Kind.ACCOUNT)
    if recipient and kind in CHOSEN:
        if has_stopped(recipient, kind, about):
            return None
        foot = foot or stopping(recipient, kind, about, spoken)
    foot = foot or {}
    letter = Message(
        event=event,
        thing=thing,
        recipient_id=recipient.pk if recipient else None,
        address=address,
        language=spoken,
        confidential=confidential,
        about=about,
        unsubscribe=foot.get("stop", ""),
        created_at=at,
        due_at=at,
        channel=Channel.MAIL,
        **written(event, spoken, {**words, **foot, "mandatory": kind in MANDATORY}),
    )
    if not _kept(letter):
        return None
    posted.send(Message, message_id=letter.pk)
    return letter


def stopping(person: Person, kind: Kind, thing: str, language: str) -> dict[str, str]:
    """The addresses under a letter: one click stops reminders of this thing, or letters of this kind; or choose."""

    def link(narrower: str) -> str:
        token = sealed(Purpose.STOP, {"person": person.pk, "kind": kind.value, "thing": narrower})
        return whole_address("notifications:stop", token, language=language)

    one = kind is Kind.DUTY and bool(thing)
    return {
        "stop": link(thing if one else ""),
        "stop_all": link("") if one else "",
        "change": whole_address("notifications:choices", language=language),
    }


def _kept(letter: Message) -> bool:
    """Save it unless the outbox already holds this event for this recipient; two writers at once keep one."""
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        return False
    return True


def attempt(*, message_id: int, at: dt.datetime) -> dt.datetime | None:
    """Try to send a letter that is due. Returns when to try again, or None when nothing is left to do.

    The try is claimed first, in a transaction of its own: two workers with the same letter send it once. What
    fails for good, or for the last time, is given up with the reason kept.
    """
    letter = overdue(at=at).filter(pk=message_id).first()
    if letter is None or not _claimed(letter, at):
        return None
    try:
        _send(letter)
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        return _failed(letter, fault, at)
    Message.objects.filter(pk=letter.pk).update(sent_at=at, last_error="", **_emptied(letter))
    return None


def _claimed(letter: Message, at: dt.datetime) -> bool:
    waiting = Message.objects.filter(pk=letter.pk, attempts=letter.attempts, due_at=letter.due_at)
    return waiting.update(attempts=letter.attempts + 1, due_at=at + LEASE) == 1


def _send(letter: Message) -> None:
    mail = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.address])
    mail.extra_headers = {"Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
    if letter.unsubscribe:
        # RFC 8058: mail programs show a button of their own, which posts to the address without opening the page.
        mail.extra_headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    mail.send()


def _failed(letter: Message, fault: Exception, at: dt.datetime) -> dt.datetime | None:
    reason = f"{type(fault).__name__}: {fault}"[:500]
    kept = Message.objects.filter(pk=letter.pk)
    if is_permanent(fault) or letter.attempts >= len(DELAYS):
        kept.update(given_up_at=at, last_error=reason, **_emptied(letter))
        return None
    due = at + DELAYS[letter.attempts]
    kept.update(due_at=due, last_error=reason)
    return due


def is_permanent(fault: Exception) -> bool:
    """Whether trying again cannot help: the other side refused for good (5xx), or the letter itself is faulty.

    A refused password is not: somebody will put it right in the settings, and the letters shall wait.
    """
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return False
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in fault.recipients.values())
    if isinstance(fault, smtplib.SMTPResponseException):
        return fault.smtp_code >= 500
    return isinstance(fault, ValueError)


def _emptied(letter: Message) -> dict[str, str]:
    """The texts to be forgotten once a confidential letter needs no other try."""
    return {"text": "", "html": ""} if letter.confidential else {}


def try_again(*, message_id: int, at: dt.datetime) -> bool:
    """Take up a letter that was given up, from its first try. False when there is nothing to send any more, or somebody
    else took it up in the same moment."""
    given_up = Message.objects.filter(pk=message_id, given_up_at__isnull=False).exclude(text="")
    with transaction.atomic():
        if not given_up.update(given_up_at=None, attempts=0, due_at=at):
            return False
        posted.send(Message, message_id=message_id)
    return True
