"""Letters in a real conversation with a mail server of our own, and trying again."""

import datetime as dt
import socket
from collections.abc import Iterator
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from people import NOON
from pytest_django.fixtures import Settings

from drogowskaz.notifications import actions
from drogowskaz.notifications.actions.outbox import _claimed
from drogowskaz.notifications.enums import State
from drogowskaz.notifications.models import Message
from drogowskaz.notifications.tasks import deliver, take_up

pytestmark = pytest.mark.django_db

EVENT = "organisations.sign_in_link"
MINUTE = dt.timedelta(minutes=1)


class Server:
    """Keeps what it was sent; answers a recipient as it was told to, once for each answer, and then accepts."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.answers: list[str] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.kept.append(envelope.content)
        return "250 Accepted"


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    kept = Server()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield kept
    controller.stop()


def letter(thing: str = "1", *, confidential: bool = False) -> Message:
    """A letter that waits."""
    context = {"link": "https://gmina.example/konto/link/abc/", "until": NOON, "host": "gmina.example"}
    with transaction.atomic():
        made = actions.post(
            event=EVENT, thing=thing, address="zofia@example.org", at=NOON, context=context, confidential=confidential
        )
    assert made is not None
    return made


def test_a_letter_is_taken_by_the_server_with_its_headers_and_both_alphabets(server: Server) -> None:
    made = letter()
    assert actions.attempt(message_id=made.pk, at=NOON) is None
    made.refresh_from_db()
    assert (made.state, made.sent_at, made.attempts) == (State.SENT, NOON, 1)
    (taken,) = [message_from_bytes(content) for content in server.kept]
    assert (taken["To"], taken["Auto-Submitted"], taken["Content-Language"]) == (
        "zofia@example.org",
        "auto-generated",
        "pl",
    )
    payload = taken.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().split() == made.text.split()


def test_a_server_that_is_busy_is_asked_again_later_and_the_letter_goes_once(server: Server) -> None:
    server.answers = ["451 Try again later"]
    made = letter()
    again = actions.attempt(message_id=made.pk, at=NOON)
    made.refresh_from_db()
    assert (again, made.state, made.attempts) == (NOON + MINUTE, State.RETRYING, 1)
    assert "Try again later" in made.last_error
    assert actions.attempt(message_id=made.pk, at=NOON + MINUTE / 2) is None
    assert server.kept == []
    assert actions.attempt(message_id=made.pk, at=NOON + MINUTE) is None
    made.refresh_from_db()
    assert (made.state, made.attempts, made.last_error, len(server.kept)) == (State.SENT, 2, "", 1)


def test_a_refusal_for_good_is_kept_with_its_reason_and_not_tried_again(server: Server) -> None:
    server.answers = ["550 No such person here"]
    made = letter(confidential=True)
    assert actions.attempt(message_id=made.pk, at=NOON) is None
    made.refresh_from_db()
    assert (made.state, made.given_up_at, made.text) == (State.GIVEN_UP, NOON, "")
    assert "No such person here" in made.last_error
    assert actions.attempt(message_id=made.pk, at=NOON + MINUTE) is None
    assert server.kept == []


def test_a_server_that_is_away_is_asked_with_growing_pauses_and_then_no_more(settings: Settings) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    made = letter()
    at, pauses = NOON, []
    while (again := actions.attempt(message_id=made.pk, at=at)) is not None:
        pauses.append(again - at)
        at = again
    made.refresh_from_db()
    assert pauses == [minutes * MINUTE for minutes in (1, 5, 30, 120, 720)]
    assert (made.state, made.attempts, made.last_error[:23]) == (State.GIVEN_UP, 6, "ConnectionRefusedError:")


def test_a_wrong_password_of_the_installation_waits_to_be_put_right() -> None:
    import smtplib

    assert not actions.is_permanent(smtplib.SMTPAuthenticationError(535, b"bad password"))
    assert not actions.is_permanent(smtplib.SMTPRecipientsRefused({"a@b.pl": (451, b"later")}))
    assert actions.is_permanent(smtplib.SMTPDataError(554, b"spam"))


def test_two_workers_with_the_same_letter_send_it_once(server: Server) -> None:
    made = letter()
    assert _claimed(made, NOON)
    assert not _claimed(made, NOON)
    assert actions.attempt(message_id=made.pk, at=NOON) is None
    assert server.kept == []


def test_a_letter_whose_worker_died_is_taken_up_after_its_lease(server: Server) -> None:
    made = letter()
    _claimed(made, NOON)
    assert take_up(at=NOON + actions.LEASE) == 0
    assert take_up(at=NOON + 2 * actions.LEASE) == 1
    assert len(server.kept) == 1
    assert take_up(at=NOON + 3 * actions.LEASE) == 0


def test_the_queue_comes_back_to_a_failed_letter_at_its_time(server: Server, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    server.answers = ["451 Try again later"]
    made = letter()
    deliver.call(made.pk)
    made.refresh_from_db()
    (waiting,) = DBTaskResult.objects.all()
    assert (waiting.run_after, waiting.args_kwargs["args"]) == (made.due_at, [made.pk])
