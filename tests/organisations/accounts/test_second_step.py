"""The second step of signing in, without a browser: codes from an app, recovery codes, who may do what."""

import pytest
from accounts import PASSWORD, SECRET, add_passkey, code, guarded, member, sign_in
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db

ENTRY, STEP, PROTECTION = "/en/konto/wejscie/", "/en/konto/drugi-krok/", "/en/konto/zabezpieczenia/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def halfway(client: Client) -> Client:
    guarded()
    answer = client.post(ENTRY, {"login": "gustaw@example.org", "password": PASSWORD})
    assert answer["Location"] == STEP
    return client


def test_the_password_alone_opens_nothing(halfway: Client) -> None:
    assert not signed_in(halfway)
    assert halfway.get("/konto/")["Location"] == "/konto/wejscie/?next=/konto/"


def test_a_code_from_the_app_completes_signing_in_and_works_once(halfway: Client) -> None:
    shown = code()
    halfway.post(STEP, {"code": shown})
    assert signed_in(halfway)
    other = Client()
    other.post(ENTRY, {"login": "gustaw@example.org", "password": PASSWORD})
    page = other.post(STEP, {"code": shown}).content.decode()
    assert "The code is not right." in page
    assert not signed_in(other)


def test_a_recovery_code_works_once(halfway: Client) -> None:
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    spare = RecoveryCodes(kept).get_unused_codes()[0]
    halfway.post(STEP, {"code": spare})
    assert signed_in(halfway)
    other = Client()
    other.post(ENTRY, {"login": "gustaw@example.org", "password": PASSWORD})
    other.post(STEP, {"code": spare})
    assert not signed_in(other)


def test_wrong_codes_are_counted(halfway: Client) -> None:
    for _time in range(6):
        page = halfway.post(STEP, {"code": "000000"}).content.decode()
    assert "Too many tries failed. Wait five minutes, or ask for a link." in page
    halfway.post(STEP, {"code": code()})
    assert not signed_in(halfway)


def test_the_second_step_without_the_first_leads_back_to_signing_in(client: Client) -> None:
    assert client.get(STEP)["Location"] == ENTRY


def test_connecting_an_app_asks_for_the_password_first(client: Client) -> None:
    client.force_login(member())
    address = f"{PROTECTION}aplikacja/"
    assert client.get(address)["Location"].startswith("/en/konto/potwierdzenie/?next=")
    client.post("/en/konto/potwierdzenie/", {"password": PASSWORD, "next": address})
    assert client.get(address).status_code == 200


def test_connecting_an_app_makes_recovery_codes_and_tells_by_letter(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_in(client, member())
    address = f"{PROTECTION}aplikacja/"
    client.get(address)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    wrong = client.post(address, {"code": "000000"}).content.decode()
    assert "The code is not right." in wrong
    assert SECRET in wrong
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(address, {"code": code()})
    assert done["Location"] == f"{PROTECTION}kody/"
    assert client.get(f"{PROTECTION}kody/").content.decode().count("<code>") == 10
    assert {letter.subject for letter in mail.outbox} == {"Your account in Drogowskaz has changed"}


def test_recovery_codes_are_given_as_a_file_to_their_owner_only(client: Client) -> None:
    address = f"{PROTECTION}kody/plik/"
    assert client.get(address).status_code == 302
    sign_in(client, guarded())
    file = client.get(address)
    assert (file["Content-Type"], file["Content-Disposition"][:10]) == ("text/plain; charset=utf-8", "attachment")
    assert "gustaw@example.org" in file.content.decode()
    stranger = Client()
    sign_in(stranger, member())
    assert stranger.get(address).status_code == 404


def test_anothers_passkey_is_not_found(client: Client) -> None:
    theirs = add_passkey(guarded())
    sign_in(client, member())
    for what in ("nazwa", "usuniecie"):
        assert client.get(f"{PROTECTION}klucze/{theirs.pk}/{what}/").status_code == 404
        assert client.post(f"{PROTECTION}klucze/{theirs.pk}/{what}/", {"name": "moje"}).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_a_passkey_is_renamed_and_removed_by_its_owner(client: Client) -> None:
    person = guarded()
    sign_in(client, person)
    key = Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN)
    client.post(f"{PROTECTION}klucze/{key.pk}/nazwa/", {"name": "Klucz <b>nowy</b>"})
    assert "Klucz &lt;b&gt;nowy&lt;/b&gt;" in client.get(f"{PROTECTION}klucze/").content.decode()
    page = client.post(f"{PROTECTION}klucze/{key.pk}/usuniecie/", follow=True).content.decode()
    assert "The passkey was removed." in page
    assert "There are no passkeys yet." in page


def test_disconnecting_the_app_leaves_the_passkey(client: Client) -> None:
    person = guarded()
    sign_in(client, person)
    client.post(f"{PROTECTION}aplikacja/odlaczenie/")
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}


def test_a_passkey_that_answers_nonsense_is_refused_with_a_sentence(halfway: Client) -> None:
    page = halfway.post(STEP, {"credential": '{"id": "x"}'})
    assert page.status_code == 200
    assert 'class="finding error"' in page.content.decode()
    assert not signed_in(halfway)
