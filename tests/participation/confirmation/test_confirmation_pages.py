"""The page behind the link of a question, and the list of questions."""

import datetime as dt

import pytest
from cycles import holder, opened
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from organisations.cast import tokens
from participation.paper.files import PDF

from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.confirmation import ask_confirmation, take_back_confirmation
from drogowskaz.participation.actions.paper import PaperDescription, Scan, register_paper
from drogowskaz.participation.enums.paper import Confirmed, PaperKind
from drogowskaz.participation.models import Confirmation

pytestmark = pytest.mark.django_db
LIST = "/en/jednostka/9901012/cykl/2026/potwierdzenia/"
YES = {"move": "confirm", "said_by": "kierowniczka ośrodka"}
NO = {"move": "object", "said_by": "kierowniczka ośrodka", "note": "118, nie 120"}


@pytest.fixture
def link() -> str:
    """The address in the letter, with a paper and its scan behind it."""
    cycle, now = opened(), timezone.now()
    animator = holder(Role.ANIMATOR, cycle.unit)
    gathered, sending = tokens()
    described = PaperDescription(PaperKind.LETTER_IN, "Odpowiedź ośrodka", now.date() - dt.timedelta(days=1))
    paper = register_paper(cycle=cycle, description=described, scan=Scan("a.pdf", PDF), actor=animator, at=now)
    ask_confirmation(
        cycle=cycle, institution=None, email="gops@example.org", subject="obiady", paper=paper,
        sentences=["Ośrodek przyjął 120 obiadów."], thing="participation.Paper", thing_id=str(paper.pk),
        sending=sending, actor=animator, at=now - dt.timedelta(days=2),
    )  # fmt: skip
    return f"/en/potwierdzenie/{gathered[0]}/"


def test_the_page_shows_what_was_written_down_and_the_scan_without_an_account(client: Client, link: str) -> None:
    page = client.get(link).content.decode()
    assert "Ośrodek przyjął 120 obiadów." in page
    assert f'href="{link}skan"' in page
    assert client.get(f"{link}skan").content == PDF


def test_a_yes_is_kept_and_the_second_click_says_what_was_answered(client: Client, link: str) -> None:
    assert client.post(link, YES).status_code == 200
    second = client.post(link, NO)
    assert second.status_code == 410
    assert "You answered on" in second.content.decode()
    assert Confirmation.objects.get().answer == Confirmed.CONFIRMED
    assert client.get(link).status_code == 410
    assert client.get(f"{link}skan").status_code == 404


def test_an_objection_without_words_is_asked_for_them_and_keeps_the_signature(client: Client, link: str) -> None:
    answer = client.post(link, {**NO, "note": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write what is not so" in page
    assert 'value="kierowniczka ośrodka"' in page
    assert client.post(link, NO).status_code == 200
    assert Confirmation.objects.get().note == "118, nie 120"


def test_an_old_link_says_whom_to_ask(client: Client, link: str) -> None:
    Confirmation.objects.update(expires_at=timezone.now())
    answer = client.post(link, YES)
    assert answer.status_code == 410
    assert "animator@example.org" in answer.content.decode()
    assert Confirmation.objects.get().answer == Confirmed.WAITING


def test_a_link_that_was_taken_back_tells_so(client: Client, link: str) -> None:
    take_back_confirmation(confirmation=Confirmation.objects.get(), actor=None, at=timezone.now())
    assert "taken back" in client.get(link).content.decode()


@pytest.mark.parametrize("token", ["x", "niewazny", "a" * 400])
def test_a_wrong_token_opens_nothing_and_says_what_to_do(client: Client, token: str) -> None:
    answer = client.get(f"/en/potwierdzenie/{token}/")
    assert answer.status_code == 404
    assert "newest letter" in answer.content.decode()


@pytest.mark.parametrize("move", ["", "maybe"])
def test_a_form_that_says_neither_yes_nor_no_is_misread(client: Client, link: str, move: str) -> None:
    assert client.post(link, {"move": move, "said_by": "ktoś"}).status_code == 400


def test_the_list_reminds_once_a_day_and_takes_back(client: Client, link: str) -> None:
    client.force_login(User.objects.get(email="animator@example.org"))
    key = Confirmation.objects.get().pk
    assert client.post(LIST, {"move": "remind", "confirmation": key}).status_code == 302
    assert client.get(link).status_code == 404
    again = client.post(LIST, {"move": "remind", "confirmation": key})
    assert again.status_code == 422
    assert "today" in again.content.decode()
    assert client.post(LIST, {"move": "take_back", "confirmation": key}).status_code == 302
    assert "question taken back" in client.get(LIST).content.decode()


@pytest.mark.usefixtures("link")
@pytest.mark.parametrize("key", ["0", "abc", "999999"])
def test_a_question_of_nowhere_is_not_found(client: Client, key: str) -> None:
    client.force_login(User.objects.get(email="animator@example.org"))
    assert client.post(LIST, {"move": "remind", "confirmation": key}).status_code == 404


@pytest.mark.usefixtures("link")
def test_the_list_takes_the_same_queries_for_one_question_and_three(client: Client) -> None:
    client.force_login(User.objects.get(email="animator@example.org"))
    counts = []
    for added in (0, 2):
        first = Confirmation.objects.get(subject="obiady")
        for place in range(added):
            first.pk, first.subject, first.token_digest = None, f"sprawa {place}", str(place)
            first.save()
        client.get(LIST)
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        counts.append(len(caught))
    assert Confirmation.objects.count() == 3
    assert counts[0] == counts[1]
