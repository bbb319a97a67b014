"""Signing in with a password, signing out, and what there is not."""

import pytest
from accounts import PASSWORD, member
from django.test import Client
from django.urls import reverse

from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db

HOME = "/en/moje-sprawy/"
"""Where a person goes who has not asked for another page: to what waits for them."""

ENTRY = "/en/konto/wejscie/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("address", ["maria@example.org", "MARIA@example.org"])
def test_a_password_signs_in_whatever_the_case_of_the_address(client: Client, address: str) -> None:
    member()
    answer = client.post(ENTRY, {"login": address, "password": PASSWORD})
    assert (answer.status_code, answer["Location"], signed_in(client)) == (302, HOME, True)


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(client: Client) -> None:
    member()
    sentence = "The e-mail address or the password is not right. Check both, or ask for a link."
    for login in ("maria@example.org", "nikt@example.org"):
        page = client.post(ENTRY, {"login": login, "password": "nie to hasło"}).content.decode()
        assert page.count(sentence) == 1
        assert f'value="{login}"' in page
    assert not signed_in(client)


def test_a_person_switched_off_does_not_get_in(client: Client) -> None:
    member(is_active=False)
    client.post(ENTRY, {"login": "maria@example.org", "password": PASSWORD})
    assert not signed_in(client)


def test_a_person_switched_off_while_signed_in_is_out_at_the_next_page(client: Client) -> None:
    client.force_login(member())
    User.objects.update(is_active=False)
    assert client.get("/konto/")["Location"] == "/konto/wejscie/?next=/konto/"


def test_too_many_wrong_passwords_stop_even_the_right_one(client: Client) -> None:
    member()
    for _time in range(5):
        client.post(ENTRY, {"login": "maria@example.org", "password": "nie to hasło"})
    page = client.post(ENTRY, {"login": "maria@example.org", "password": PASSWORD}).content.decode()
    assert "Too many tries failed. Wait five minutes, or ask for a link." in page
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("wish", "granted"),
    [
        ("/jednostki/", "/jednostki/"),
        ("https://zlo.example/", HOME),
        ("//zlo.example/", HOME),
        ("javascript:x", HOME),
    ],
)
def test_the_way_onwards_stays_in_the_house(client: Client, wish: str, granted: str) -> None:
    member()
    answer = client.post(ENTRY, {"login": "maria@example.org", "password": PASSWORD, "next": wish})
    assert answer["Location"] == granted


def test_signing_out_takes_a_press_of_the_button(client: Client) -> None:
    client.force_login(member())
    assert client.get("/konto/wyjscie/").status_code == 200
    assert signed_in(client)
    assert client.post("/konto/wyjscie/")["Location"] == "/"
    assert not signed_in(client)


def test_nobody_makes_an_account_without_an_invitation(client: Client) -> None:
    for answer in (
        client.get("/en/konto/zalozenie/"),
        client.post("/en/konto/zalozenie/", {"email": "nowa@example.org", "password1": PASSWORD}),
    ):
        assert "Accounts are made by invitation" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/konto/login/",
        "/konto/3rdparty/",
        "/konto/wejscie/kod/",
        "/konto/telefon/",
        "/konto/signup/",
    ],
)
def test_pages_of_the_library_that_we_do_not_use_do_not_exist(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_page_of_an_account_asks_a_stranger_to_sign_in_and_comes_back(client: Client) -> None:
    for name in ("accounts:account", "account_email", "account_change_password", "mfa_index", "usersessions_list"):
        address = reverse(name)
        assert client.get(address)["Location"] == f"/konto/wejscie/?next={address}"
        assert client.post(address)["Location"] == f"/konto/wejscie/?next={address}"


def test_the_bar_offers_to_sign_in_and_then_to_sign_out(client: Client) -> None:
    assert 'href="/konto/wejscie/"' in client.get("/").content.decode()
    client.force_login(member())
    page = client.get("/").content.decode()
    assert "Maria Zielińska" in page
    assert 'action="/konto/wyjscie/"' in page
    assert 'href="/konto/wejscie/"' not in page


def test_a_name_with_marks_of_html_is_only_text(client: Client) -> None:
    client.force_login(member(name="<script>x</script>"))
    assert "<script>x" not in client.get("/").content.decode()


def test_a_fault_of_ours_is_shown_without_asking_who_is_there(client: Client) -> None:
    from django.test import RequestFactory

    from drogowskaz.config.errors import broken

    request = RequestFactory().get("/")
    request.resolver_match = None
    page = broken(request)
    assert page.status_code == 500
    assert 'class="person"' not in page.content.decode()
