"""Signing in with a link sent by e-mail."""

import datetime as dt
import re

import pytest
from accounts import PASSWORD, code, guarded, member, occasional
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from drogowskaz.audit.models import Entry
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.accounts import links
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db

HOME = "/en/moje-sprawy/"
"""Where a person goes who has not asked for another page: to what waits for them."""

ASK = "/en/konto/link/"


@pytest.fixture
def sent(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> str:
    """The address in the letter that Olga got."""
    occasional()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ASK, {"email": "OLGA@example.org"})
    return link_in(mail.outbox[-1].body)


def link_in(body: str) -> str:
    found = re.search(r"http://testserver(\S+)", body)
    assert found
    return found[1]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_link_works_in_another_browser_after_a_press_of_the_button(sent: str) -> None:
    other = Client()
    page = other.get(sent)
    assert (page.status_code, signed_in(other)) == (200, False)
    assert "Olga Rzadka" in page.content.decode()
    answer = other.post(sent)
    assert (answer.status_code, answer["Location"], signed_in(other)) == (302, HOME, True)


def test_opening_the_link_any_number_of_times_does_not_use_it_up(sent: str) -> None:
    scanner = Client()
    assert [scanner.get(sent).status_code for _time in range(3)] == [200, 200, 200]
    assert scanner.head(sent).status_code == 200
    assert Client().post(sent).status_code == 302


def test_a_used_link_says_so_and_signs_nobody_in(sent: str) -> None:
    Client().post(sent)
    late = Client()
    for answer in (late.get(sent), late.post(sent)):
        assert answer.status_code == 410
        assert "This link no longer works" in answer.content.decode()
    assert not signed_in(late)


def test_two_presses_in_the_same_moment_sign_in_once() -> None:
    person = occasional()
    token = links.create_token(person, links.SCOPE)
    first, second = links.person_of(token), links.person_of(token)
    assert first is not None
    assert second is not None
    assert [links.spend(person=one, at=timezone.now()) for one in (first, second)] == [True, False]


def test_an_expired_link_is_refused(sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sesame.packers
    import sesame.tokens_v2

    later = dt.timedelta(minutes=settings.LOGIN_LINK_MINUTES, seconds=2).total_seconds()
    clock = sesame.tokens_v2.time.time
    monkeypatch.setattr(sesame.tokens_v2.time, "time", lambda: clock() + later)
    assert links.person_of(sent.split("/")[-2]) is None


@pytest.mark.parametrize("wrong", ["x", "A" * 31, "ąę", "../../", "AAAAAAAAAAEM9qJBeeytxx6DV_6ltA"])
def test_a_tampered_link_is_refused(sent: str, wrong: str) -> None:
    assert links.person_of(wrong) is None
    token = sent.split("/")[-2]
    for place in (0, len(token) // 2, len(token) - 2):
        letter = "A" if token[place] != "A" else "B"
        assert links.person_of(token[:place] + letter + token[place + 1 :]) is None


def test_a_person_switched_off_gets_no_letter_and_an_earlier_link_ends(sent: str, client: Client) -> None:
    User.objects.update(is_active=False)
    assert client.post(sent).status_code == 410
    client.post(ASK, {"email": "olga@example.org"})
    assert Message.objects.count() == 1


def test_a_new_password_and_a_new_address_end_the_link(sent: str, client: Client) -> None:
    person = User.objects.get()
    person.email = "olga.rzadka@example.org"
    person.save()
    assert client.get(sent).status_code == 410


def test_signing_in_another_way_ends_the_link(client: Client) -> None:
    person = member()
    token = links.create_token(person, links.SCOPE)
    client.post("/konto/wejscie/", {"login": person.email, "password": PASSWORD})
    assert links.person_of(token) is None


def test_the_answer_is_the_same_with_and_without_an_account(client: Client) -> None:
    occasional()
    known = client.post(ASK, {"email": "olga@example.org"}).content.decode()
    unknown = client.post(ASK, {"email": "nikt@example.org"}).content.decode()
    hidden = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert hidden.sub("", known).replace("olga@", "nikt@") == hidden.sub("", unknown)
    assert Message.objects.count() == 1


def test_the_second_step_is_asked_after_a_link_too(client: Client) -> None:
    token = links.create_token(guarded(), links.SCOPE)
    answer = client.post(f"/konto/link/{token}/")
    assert (answer["Location"], signed_in(client)) == ("/konto/drugi-krok/", False)
    client.post("/konto/drugi-krok/", {"code": code()})
    assert signed_in(client)


def test_the_way_onwards_stays_in_the_house(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    occasional()
    for wish, granted in (("/jednostki/", "/jednostki/"), ("https://zlo.example/", HOME), ("//zlo.example", HOME)):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(ASK, {"email": "olga@example.org", "next": wish})
        assert Client().post(link_in(mail.outbox[-1].body))["Location"] == granted
    token = links.create_token(User.objects.get(), links.SCOPE)
    assert Client().post(f"/en/konto/link/{token}/?next=https://zlo.example/")["Location"] == HOME


def test_too_many_letters_to_one_address_are_refused_with_a_sentence(client: Client) -> None:
    occasional()
    for _time in range(3):
        assert client.post(ASK, {"email": "olga@example.org"}).status_code == 200
    refused = client.post(ASK, {"email": "Olga@example.org"})
    assert refused.status_code == 429
    assert "Too many tries in a short time" in refused.content.decode()
    assert Message.objects.count() == 3


def test_an_address_that_cannot_be_one_is_sent_back_with_what_was_typed(client: Client) -> None:
    page = client.post(ASK, {"email": "olga@"}).content.decode()
    assert 'value="olga@"' in page
    assert 'aria-invalid="true"' in page


def test_the_letter_says_until_when_and_forgets_the_link_once_sent(sent: str) -> None:
    letter = Message.objects.get()
    assert (letter.subject, letter.text, letter.sent_at is not None) == (
        "Your link for signing in to Drogowskaz",
        "",
        True,
    )
    assert sent not in str(Message.objects.values().get())


def test_asking_and_using_leave_traces_without_the_link(sent: str) -> None:
    Client().post(sent)
    assert [*Entry.objects.order_by("pk").values_list("verb", "actor_name", "details")] == [
        ("asked for a link to sign in", "Olga Rzadka", {}),
        ("used a link to sign in", "Olga Rzadka", {}),
    ]
