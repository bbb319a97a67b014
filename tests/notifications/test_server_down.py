"""The mail server is away for an hour: nothing is lost, nothing is sent twice, whoever else tries meanwhile."""

import datetime as dt
import socket
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from notifications.test_delivery import EVENT, Server
from people import NOON
from pytest_django.fixtures import Settings

from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import State
from drogowskaz.notifications.models import Message
from drogowskaz.notifications.queries import overdue
from drogowskaz.notifications.tasks import take_up

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
LETTERS = 20


def write() -> None:
    for number in range(LETTERS):
        with transaction.atomic():
            actions.post(
                event=EVENT,
                thing=str(number),
                address=f"osoba{number}@example.org",
                at=NOON,
                context={"link": f"https://gmina.example/{number}/", "until": NOON, "host": "gmina.example"},
            )


def work(at: dt.datetime) -> None:
    """What a worker does with every letter whose time has come; and a second worker right behind it does the same."""
    due = list(overdue(at=at).values_list("pk", flat=True))
    for pk in (*due, *due):
        actions.attempt(message_id=pk, at=at)


def test_twenty_letters_wait_for_a_server_that_is_away_for_an_hour_and_leave_once_each(settings: Settings) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    write()
    tries = []
    for minute in range(60):
        work(NOON + minute * MINUTE)
        tries.append(Message.objects.order_by("pk").values_list("attempts", flat=True)[0])
    assert [minute for minute in range(1, 60) if tries[minute] != tries[minute - 1]] == [1, 6, 36]
    assert {letter.state for letter in Message.objects.all()} == {State.RETRYING}
    assert {letter.last_error.partition(":")[0] for letter in Message.objects.all()} == {"ConnectionRefusedError"}
    back = Server()
    controller = Controller(back, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        for minute in range(60, 240):
            work(NOON + minute * MINUTE)
        take_up(at=NOON + 300 * MINUTE)
    finally:
        controller.stop()
    taken = sorted(str(message_from_bytes(content)["To"]) for content in back.kept)
    assert taken == sorted(f"osoba{number}@example.org" for number in range(LETTERS))
    assert {(one.state, one.attempts, one.last_error) for one in Message.objects.all()} == {(State.SENT, 5, "")}
    assert {one.sent_at for one in Message.objects.all()} == {NOON + 156 * MINUTE}


def test_what_is_sent_with_one_click_arrives_with_its_headers_whole(settings: Settings) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    write()
    link = "https://gmina.example/powiadomienia/stop/" + "a1:b2-" * 60 + "/"
    Message.objects.exclude(thing="0").delete()
    Message.objects.update(unsubscribe=link)
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        work(NOON)
    finally:
        controller.stop()
    (taken,) = [message_from_bytes(content) for content in server.kept]
    assert (taken["List-Unsubscribe"].strip(), taken["List-Unsubscribe-Post"]) == (
        f"<{link}>",
        "List-Unsubscribe=One-Click",
    )
