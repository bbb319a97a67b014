"""What a person changes in their own account: name, language, address, password, sessions."""

import re

import pytest
from accounts import PASSWORD, member, occasional, sign_in
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from drogowskaz.audit.models import Entry
from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.accounts.tags import browser
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db

ACCOUNT, ADDRESS, RESET, SESSIONS = "/en/konto/", "/en/konto/adres/", "/en/konto/haslo/", "/en/konto/sesje/"
NEW = "czerwony kasztan 8"


@pytest.fixture
def person(client: Client) -> User:
    made = member()
    sign_in(client, made)
    return made


def link_in(body: str) -> str:
    found = re.search(r"http://testserver(\S+)", body)
    assert found
    return found[1]


def test_a_new_name_is_kept_shown_and_told_in_the_log(client: Client, person: User) -> None:
    page = client.post(ACCOUNT, {"name": "Maria Nowa", "language": "en"}, follow=True).content.decode()
    assert "Saved." in page
    person.refresh_from_db()
    assert (person.name, language_of(person)) == ("Maria Nowa", "en")
    entry = Entry.objects.get()
    assert (entry.verb, entry.details) == ("changed the name", {"earlier": "Maria Zielińska", "name": "Maria Nowa"})


def test_an_empty_name_is_refused_with_what_else_was_chosen_kept_on_the_page(client: Client, person: User) -> None:
    page = client.post(ACCOUNT, {"name": "  ", "language": "en"}).content.decode()
    assert 'aria-invalid="true"' in page
    assert '<option value="en" selected>' in page
    person.refresh_from_db()
    assert (person.name, language_of(person)) == ("Maria Zielińska", "pl")


def test_one_cannot_change_anothers_account(client: Client, person: User) -> None:
    other = occasional()
    client.post(ACCOUNT, {"name": "Inna", "language": "pl", "id": other.pk, "email": other.email})
    other.refresh_from_db()
    assert other.name == "Olga Rzadka"


def test_a_new_address_waits_for_the_link_sent_there(
    client: Client, person: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(ADDRESS, {"email": "nowa@example.org", "action_add": ""}, follow=True).content.decode()
    assert "The change to nowa@example.org waits for confirmation" in page
    person.refresh_from_db()
    assert (person.email, mail.outbox[0].to) == ("maria@example.org", ["nowa@example.org"])
    link = link_in(mail.outbox[0].body)
    assert client.get(link).status_code == 200
    person.refresh_from_db()
    assert person.email == "maria@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link)
    person.refresh_from_db()
    assert person.email == "nowa@example.org"
    assert [*EmailAddress.objects.values_list("email", "verified", "primary")] == [("nowa@example.org", True, True)]
    assert mail.outbox[-1].to == ["maria@example.org"]
    assert "nowa@example.org" in mail.outbox[-1].body


def test_a_change_of_address_can_be_called_off(client: Client, person: User) -> None:
    client.post(ADDRESS, {"email": "nowa@example.org", "action_add": ""})
    page = client.post(ADDRESS, {"email": "nowa@example.org", "action_remove": ""}, follow=True).content.decode()
    assert "The change to nowa@example.org was called off." in page
    assert "waits for confirmation" not in page


def test_the_address_of_another_account_is_refused_with_a_sentence(client: Client, person: User) -> None:
    occasional()
    page = client.post(ADDRESS, {"email": "OLGA@example.org", "action_add": ""}).content.decode()
    assert "This address cannot be used. Choose another." in page


def test_an_account_made_meanwhile_keeps_its_address(
    client: Client, person: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADDRESS, {"email": "olga@example.org", "action_add": ""})
    occasional()
    page = client.post(link_in(mail.outbox[0].body), follow=True).content.decode()
    assert "The address olga@example.org belongs to another account." in page
    person.refresh_from_db()
    assert person.email == "maria@example.org"


def test_a_broken_link_to_confirm_an_address_says_what_was_kept(client: Client, person: User) -> None:
    page = client.get("/en/konto/adres/niewazny/").content.decode()
    assert "This link no longer works. The address of your account has not changed" in page
    assert client.post("/en/konto/adres/niewazny/").status_code == 404


def test_a_forgotten_password_is_set_anew_with_a_link_that_works_once(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = member()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(RESET, {"email": "Maria@example.org"})
    link = link_in(mail.outbox[0].body)
    form = client.get(link)["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(form, {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/en/konto/haslo/gotowe/"
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert mail.outbox[-1].subject == "Your account in Drogowskaz has changed"
    assert "This link no longer works" in Client().get(link).content.decode()


def test_asking_for_a_new_password_never_tells_whether_there_is_an_account(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    member()
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(RESET, {"email": f"{who}@example.org"}) for who in ("maria", "nikt")]
    assert [answer["Location"] for answer in answers] == ["/en/konto/haslo/wyslano/"] * 2
    assert [letter.to for letter in mail.outbox] == [["maria@example.org"]]


@pytest.mark.parametrize("weak", ["krótkie", "maria@example.org", "112233445566"])
def test_a_weak_password_is_refused(client: Client, person: User, weak: str) -> None:
    client.post("/en/konto/haslo/zmiana/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_person_without_a_password_sets_one_and_stays_signed_in(client: Client) -> None:
    person = occasional()
    sign_in(client, person)
    done = client.post("/en/konto/haslo/nadanie/", {"password1": NEW, "password2": NEW})
    assert (done["Location"], client.get(ACCOUNT).status_code) == ("/en/konto/", 200)
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_signing_out_everywhere_else_ends_the_other_sessions_and_not_this_one(client: Client, person: User) -> None:
    elsewhere = Client(HTTP_USER_AGENT="Telefon")
    elsewhere.post("/konto/wejscie/", {"login": person.email, "password": PASSWORD})
    page = client.get(SESSIONS).content.decode()
    assert page.count("from the network address 127.0.0.1") == 2
    assert "Telefon" in page
    client.post(SESSIONS)
    assert (elsewhere.get(ACCOUNT).status_code, client.get(ACCOUNT).status_code) == (302, 200)
    assert "You are signed in only here." in client.get(SESSIONS).content.decode()
    assert UserSession.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari, iPhone"),
        ("Czytnik 1.0", "Czytnik 1.0"),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, name: str) -> None:
    assert browser(agent) == name


@pytest.mark.parametrize("others", [1, 3])
def test_the_account_takes_the_same_queries_whoever_else_has_one(
    client: Client, person: User, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(others):
        member(f"osoba{number}@example.org")
    with django_assert_num_queries(3):
        client.get(ACCOUNT)
