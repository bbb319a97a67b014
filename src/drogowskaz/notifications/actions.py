"""Writing letters into the outbox, sending them, and trying again."""

import datetime as dt
import smtplib
from typing import Any, Protocol

from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import override

from drogowskaz.notifications.enums import Channel, Language
from drogowskaz.notifications.models import Message, Preference
from drogowskaz.notifications.queries import language_of, overdue
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
) -> Message | None:
    """Write a letter inside the caller's transaction; it leaves after the commit. None when it was written before.

    The texts come from `<area>/mail/<what>_subject.txt`, `_reason.txt`, `_text.txt` and, where there is one,
    `_text.html`, for the event `area.what`. `language` is used for those who have not chosen theirs.
    Raises ValidationError for an address that cannot be one, BadHeaderError for a line break in a header.
    """
    assert transaction.get_connection().in_atomic_block, "a letter and what it tells about belong in one transaction"
    address = recipient.email if recipient else address
    _refuse_header(address)
    validate_email(address)
    spoken = language_of(recipient, otherwise=language) if recipient else language or Language.POLISH.value
    letter = Message(
        event=event,
        thing=thing,
        recipient_id=recipient.pk if recipient else None,
        address=address,
        language=spoken,
        confidential=confidential,
        created_at=at,
        due_at=at,
        channel=Channel.MAIL,
        **_written(event, spoken, {**(context or {}), "recipient": recipient, "address": address}),
    )
    if not _kept(letter):
        return None
    posted.send(Message, message_id=letter.pk)
    return letter


def _written(event: str, language: str, context: dict[str, Any]) -> dict[str, str]:
    """The subject, reason and bodies of an event in a language."""
    area, what = event.split(".")
    base = f"{area}/mail/{what}"
    with override(language):
        # A template ends with a line break of its own; one inside is somebody's attempt to add a header.
        subject = render_to_string(f"{base}_subject.txt", context).strip()
        reason = render_to_string(f"{base}_reason.txt", context).strip()
        _refuse_header(subject)
        letter = {**context, "subject": subject, "reason": reason}
        said = str(render_to_string(f"{base}_text.txt", letter)).strip()
        text = str(render_to_string("notifications/letter.txt", {**letter, "text": said})).strip() + "\n"
        try:
            html = str(render_to_string(f"{base}_text.html", letter))
        except TemplateDoesNotExist:
            html = ""
    return {"subject": subject[:200], "reason": reason[:300], "text": text, "html": html}


def _refuse_header(value: str) -> None:
    if "\n" in value or "\r" in value:
        raise BadHeaderError("A line break is not allowed in the header of a letter.")


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


def choose_language(*, person: Person, language: str) -> None:
    """Keep in which language a person wants letters."""
    Preference.objects.update_or_create(person_id=person.pk, defaults={"language": Language(language).value})
