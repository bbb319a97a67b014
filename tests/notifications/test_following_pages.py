"""Following, confirming and stopping by links, as people, mail programs and strangers do it."""

import datetime as dt

import pytest
from accounts import member
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from notifications.followed import ADDRESS, UNIT, YEAR, drobin, follow, last_link, tell
from people import NOON
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import Kind, Rhythm
from drogowskaz.notifications.formats import Purpose, sealed
from drogowskaz.notifications.models import Follow, Message, Stop, Subscriber

pytestmark = pytest.mark.django_db

PAGE = f"/en/powiadomienia/obserwuj/{UNIT}/"


@pytest.fixture(autouse=True)
def _place() -> None:
    drobin()
    cache.clear()


def ask(client: Client, capture: DjangoCaptureOnCommitCallbacks, email: str = ADDRESS) -> str:
    """Ask to follow without an account; the link of the letter."""
    with capture(execute=True):
        page = client.post(PAGE, {"email": email, "rhythm": "daily"})
    assert page.status_code == 200
    return last_link("potwierdzenie")


def stop_link(client: Client) -> str:
    """The link that stops the follow, as a letter of news has it."""
    actions.tell_subscribers(at=NOON)
    tell()
    actions.tell_subscribers(at=NOON)
    letter = Message.objects.get(event="notifications.news")
    return letter.unsubscribe.removeprefix("http://127.0.0.1:8000")


def test_an_address_follows_after_it_confirms_and_not_before(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    link = ask(client, django_capture_on_commit_callbacks)
    assert client.get(link).status_code == 200
    assert (Subscriber.objects.count(), Follow.objects.count()) == (0, 0)
    assert [client.post(link).status_code, client.post(link).status_code] == [200, 200]
    assert [*Follow.objects.values_list("subscriber__address", "thing", "rhythm")] == [(ADDRESS, UNIT, "daily")]


def test_a_link_that_was_not_opened_in_time_is_void(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    long_ago = timezone.now() - dt.timedelta(days=8)
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_to_follow(thing=UNIT, rhythm=Rhythm.DAILY, address=ADDRESS, language="pl", at=long_ago)
    link = last_link("potwierdzenie")
    assert [client.get(link).status_code, client.post(link).status_code] == [410, 410]
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("page", ["potwierdzenie", "stop", "adres"])
@pytest.mark.parametrize(
    "token", ["forged", "a:b:c", sealed(Purpose.CONFIRM, {"thing": "x"})[:-2]], ids=["forged", "parts", "cut"]
)
def test_a_forged_or_cut_link_says_so_and_changes_nothing(client: Client, page: str, token: str) -> None:
    follow()
    where = f"/powiadomienia/{page}/{token}/"
    assert [client.get(where).status_code, client.post(where).status_code] == [410, 410]
    assert Follow.objects.filter(stopped_at=None).count() == 1


def test_a_link_for_one_purpose_opens_nothing_else(client: Client) -> None:
    one = follow()
    token = sealed(Purpose.CHOICES, {"subscriber": one.subscriber_id})
    assert client.post(f"/powiadomienia/stop/{token}/").status_code == 410
    assert client.get(f"/powiadomienia/adres/{token}/").status_code == 200


def test_the_answer_does_not_tell_whether_an_address_is_known(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    follow("znana@example.org")
    member("konto@example.org")
    pages = []
    for address in ("obca@example.org", "znana@example.org", "konto@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(PAGE, {"email": address, "rhythm": "daily"})
        pages.append(page.content.decode().replace(address, ""))
    assert pages[0] == pages[1] == pages[2]
    assert [sent.to for sent in mail.outbox] == [["obca@example.org"], ["znana@example.org"], ["konto@example.org"]]


def test_asking_again_and_again_is_refused_until_later(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        codes = [client.post(PAGE, {"email": ADDRESS, "rhythm": "daily"}).status_code for _time in range(4)]
    assert codes == [200, 200, 200, 429]


@pytest.mark.parametrize("address", ["a@b.pl\nBcc: c@d.pl", "nikt", "", "a@b.pl\r\nX: y"])
def test_what_is_no_address_is_refused_with_a_sentence(client: Client, address: str) -> None:
    page = client.post(PAGE, {"email": address, "rhythm": "daily"})
    assert ('role="alert"' in page.content.decode(), Message.objects.count()) == (True, 0)


@pytest.mark.parametrize("thing", ["unit/000000", "unit", "nothing/1", f"{UNIT}/assessment/1800", "unit/" + "1" * 300])
def test_what_is_not_there_cannot_be_followed(client: Client, thing: str) -> None:
    assert client.get(f"/powiadomienia/obserwuj/{thing}/").status_code == 404


def test_a_link_confirmed_by_the_owner_of_an_account_is_the_accounts(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = member("sasiadka@example.org")
    client.post(ask(client, django_capture_on_commit_callbacks, "SASIADKA@example.org"))
    assert [*Subscriber.objects.values_list("person", "address")] == [(person.pk, "")]


def test_what_was_followed_by_address_is_the_persons_once_there_is_an_account(client: Client) -> None:
    follow("maria@example.org")
    person = member()
    client.force_login(person)
    assert "gmina Drobin" in client.get("/en/powiadomienia/").content.decode()
    follow(person, thing=YEAR)
    assert [*Subscriber.objects.values_list("person", "address")] == [(person.pk, "")]
    assert Follow.objects.count() == 2


def test_a_person_with_an_account_follows_at_once_and_only_once(client: Client) -> None:
    client.force_login(member())
    assert client.post(PAGE, {"rhythm": "weekly"}).status_code == 302
    assert client.post(PAGE, {"rhythm": "at_once"}).status_code == 302
    assert [*Follow.objects.values_list("rhythm", flat=True)] == [Rhythm.AT_ONCE]
    assert "selected>" in client.get(PAGE).content.decode()


def test_opening_the_link_stops_nothing_and_its_button_stops(client: Client) -> None:
    follow("inna@example.org", thing=YEAR)
    Follow.objects.all().delete()
    one = follow()
    link = stop_link(client)
    assert client.get(link).status_code == 200
    assert Follow.objects.filter(pk=one.pk, stopped_at=None).exists()
    assert client.post(link).status_code == 200
    assert not Subscriber.objects.filter(address=ADDRESS).exists()
    second = client.post("/en" + link.removeprefix("/en"))
    assert "It is stopped already. Nothing more will come." in second.content.decode()


def test_a_mail_program_stops_by_a_post_of_its_own() -> None:
    follow()
    strict = Client(enforce_csrf_checks=True)
    link = stop_link(strict)
    answer = strict.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, Follow.objects.filter(stopped_at=None).count()) == (200, 0)


def test_the_letter_carries_the_headers_of_one_click(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    follow()
    with django_capture_on_commit_callbacks(execute=True):
        tell()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/en/powiadomienia/stop/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_address_of_the_site_in_letters_is_that_of_the_settings(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.ADDRESS = "https://ocena.example/"
    follow()
    with django_capture_on_commit_callbacks(execute=True):
        tell()
    assert mail.outbox[0].extra_headers["List-Unsubscribe"].startswith("<https://ocena.example/en/powiadomienia/stop/")


def test_an_address_chooses_by_its_link_and_is_forgotten_when_it_follows_nothing(client: Client) -> None:
    one = follow(rhythm=Rhythm.WEEKLY)
    page = f"/en/powiadomienia/adres/{sealed(Purpose.CHOICES, {'subscriber': one.subscriber_id})}/"
    assert ADDRESS in client.get(page).content.decode()
    field = f"follow-{one.pk}"
    assert client.post(page, {field: "at_once", "language": "pl"}).status_code == 302
    assert [*Follow.objects.values_list("rhythm", "subscriber__language")] == [("at_once", "pl")]
    assert client.post(page, {field: "hourly", "language": "pl"}).status_code == 200
    assert client.post(page, {field: "never", "language": "pl"}).status_code == 302
    assert not Subscriber.objects.exists()
    assert "stopped already" in client.get(page).content.decode()


def test_a_person_stops_a_kind_of_letters_and_takes_it_again(client: Client) -> None:
    person = member()
    client.force_login(person)
    assert client.post("/en/powiadomienia/", {"language": "en", "kinds": ["work"]}).status_code == 302
    assert [*Stop.objects.values_list("person", "kind", "thing")] == [(person.pk, Kind.DUTY, "")]
    assert client.post("/en/powiadomienia/", {"language": "en", "kinds": ["work", "duty"]}).status_code == 302
    assert not Stop.objects.exists()


def test_choices_belong_to_whoever_is_signed_in(client: Client) -> None:
    theirs = follow("inna@example.org")
    client.force_login(member())
    client.post("/powiadomienia/", {f"follow-{theirs.pk}": "never", "language": "pl", "kinds": ["work", "duty"]})
    assert Follow.objects.filter(pk=theirs.pk, stopped_at=None).exists()


def test_the_choices_cost_as_many_queries_with_three_follows_as_with_one(client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person = member()
    client.force_login(person)
    asked = []
    for year in (2023, 2024, 2025):
        follow(person, thing=f"{UNIT}/assessment/{year}")
        with CaptureQueriesContext(connection) as caught:
            client.get("/powiadomienia/")
        asked.append(len(caught))
    assert asked[0] == asked[2] <= 12


def test_the_link_of_a_letter_about_very_many_things_stops_all_of_them(client: Client) -> None:
    for year in range(2012, 2037):
        follow(thing=f"{UNIT}/assessment/{year}")
        tell(thing=f"{UNIT}/assessment/{year}", year=year)
    actions.tell_subscribers(at=NOON)
    link = Message.objects.get(event="notifications.news").unsubscribe.removeprefix("http://127.0.0.1:8000")
    assert "Assessment for 2036" in client.get(link).content.decode()
    assert (client.post(link).status_code, Subscriber.objects.count()) == (200, 0)


def test_an_address_that_did_not_confirm_is_forgotten_after_a_week(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ask(client, django_capture_on_commit_callbacks)
    now = timezone.now()
    assert [actions.forget_unconfirmed(at=now + dt.timedelta(days=days)) for days in (6, 8)] == [0, 1]
    assert not Message.objects.filter(address=ADDRESS).exists()


def test_an_address_that_stops_everything_leaves_no_letter_and_letters_to_others_stay(client: Client) -> None:
    follow("inna@example.org")
    follow()
    tell()
    actions.tell_subscribers(at=NOON)
    link = Message.objects.get(address=ADDRESS).unsubscribe.removeprefix("http://127.0.0.1:8000")
    client.post(link)
    assert [*Message.objects.values_list("address", flat=True)] == ["inna@example.org"]


def test_the_page_of_a_unit_leads_to_following_it(client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/en/jednostka/1419053/").content.decode()
