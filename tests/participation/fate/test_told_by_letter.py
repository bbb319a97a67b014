"""Somebody without an account who follows a contribution gets the answer itself, through a real mail server."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from notifications.followed import follow
from notifications.test_delivery import Server
from participation.fate.answering import HOUR, NOW, WORDS, Office, again, answer, office, said
from pytest_django.fixtures import Settings

from drogowskaz.notifications import actions
from drogowskaz.notifications.models import Message
from drogowskaz.participation.actions.fate import FateText, reopen_contribution
from drogowskaz.participation.enums.contribution import FateCode
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.queries.contribution import contribution_path

pytestmark = pytest.mark.django_db
JAN, ZOFIA = "jan@example.org", "zofia@example.org"


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


@pytest.fixture
def here() -> Office:
    return office()


def followed(contribution: Contribution, address: str) -> None:
    follow(address, contribution_path(contribution), at=NOW)
    actions.tell_subscribers(at=NOW)


def delivered(server: Server) -> dict[str, str]:
    """What came to each address since the last look, as text, its line breaks joined."""
    at = NOW + 2 * HOUR
    actions.tell_subscribers(at=at)
    for letter in Message.objects.filter(sent_at=None):
        actions.attempt(message_id=letter.pk, at=at)
    taken = [message_from_bytes(one, policy=policy.default) for one in server.kept]
    server.kept.clear()
    return {str(one["To"]): _words(one) for one in taken}


def _words(letter: object) -> str:
    body = letter.get_body(("plain",))  # type: ignore[attr-defined]
    return " ".join(body.get_content().split())


def test_the_answer_comes_with_its_words_and_the_link_and_so_does_its_correction(here: Office, server: Server) -> None:
    asked = said(here.cycle)
    followed(asked, JAN)
    answer(asked, here.editor)
    (letter,) = delivered(server).values()
    assert WORDS.reason in letter
    assert "/jednostka/9901012/cykl/2026/glosy/1/" in letter
    corrected = FateText(FateCode.PASSED, "To jednak sprawa powiatu.", passed_to="Starostwo w Zmyślonej")
    answer(again(asked), here.editor, corrected)
    (letter,) = delivered(server).values()
    assert "To jednak sprawa powiatu." in letter
    assert "Starostwo w Zmyślonej" in letter
    assert delivered(server) == {}


def test_who_follows_one_that_was_joined_gets_the_answer_of_the_other(here: Office, server: Server) -> None:
    target = said(here.cycle)
    source = said(here.cycle, "Też nie mam jak dojechać.", merged_into=target)
    followed(source, ZOFIA)
    answer(target, here.editor)
    letter = delivered(server)[ZOFIA]
    assert WORDS.reason in letter
    assert "/glosy/2/" in letter


def test_an_answer_that_is_taken_back_is_told_with_the_reason(here: Office, server: Server) -> None:
    asked = said(here.cycle)
    answer(asked, here.editor)
    followed(asked, JAN)
    reopen_contribution(
        contribution=again(asked), reason="Przyszły nowe dane.", seen=2, actor=here.editor, at=NOW + HOUR
    )
    assert "Przyszły nowe dane." in delivered(server)[JAN]


def test_hostile_words_add_no_header_and_a_long_answer_is_cut_between_words(here: Office, server: Server) -> None:
    asked = said(here.cycle)
    followed(asked, JAN)
    answer(asked, here.editor, FateText(FateCode.EXPLAINED, "Tak\r\nBcc: kto@example.org\n" + "słowo " * 600))
    (letter,) = delivered(server).values()
    assert "Tak Bcc: kto@example.org słowo" in letter
    assert "słowo…" in letter
    assert letter.count("słowo") < 200
