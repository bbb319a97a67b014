"""Letters are written with what they tell about, once, and in the language the recipient chose."""

import copy
from pathlib import Path

import pytest
from accounts import member
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import transaction
from people import LATER, NOON
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from drogowskaz.notifications import actions, queries
from drogowskaz.notifications.enums import State
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db

EVENT = "organisations.sign_in_link"
"""A real event of another area, for its templates."""
CONTEXT = {"link": "https://gmina.example/konto/link/abc/", "until": NOON, "host": "gmina.example"}


def post(thing: str = "1", **words: object) -> Message | None:
    with transaction.atomic():
        return actions.post(**{"event": EVENT, "thing": thing, "at": NOON, "context": CONTEXT, **words})  # type: ignore[arg-type]


def test_a_letter_leaves_after_the_commit_and_not_before(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        letter = post(recipient=member())
        assert letter is not None
        assert (letter.state, mail.outbox) == (State.WAITING, [])
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == (State.SENT, 1, "")
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["maria@example.org"], letter.subject)]


def test_what_is_undone_sends_nothing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        post(recipient=member())
        transaction.set_rollback(True)
    assert (Message.objects.count(), mail.outbox) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_letter_outside_a_transaction_is_refused() -> None:
    with pytest.raises(AssertionError, match="one transaction"):
        actions.post(event=EVENT, thing="1", address="ktos@example.org", at=NOON, context=CONTEXT)


def test_the_same_event_is_told_once_to_a_person_even_at_a_new_address() -> None:
    person = member()
    assert post(recipient=person) is not None
    person.email = "nowa@example.org"
    person.save()
    assert post(recipient=person) is None
    assert post("2", recipient=person) is not None
    assert [*Message.objects.order_by("pk").values_list("thing", "address")] == [
        ("1", "maria@example.org"),
        ("2", "nowa@example.org"),
    ]


def test_the_same_event_is_told_once_to_an_address_in_any_case() -> None:
    assert post(address="ktos@example.org") is not None
    assert post(address="KTOS@example.org") is None
    assert post(address="inny@example.org") is not None


def test_an_event_told_before_leaves_the_rest_of_the_transaction_whole() -> None:
    with transaction.atomic():
        post(address="ktos@example.org")
        post(address="ktos@example.org")
        member()
    assert (Message.objects.count(), User.objects.count()) == (1, 1)


@pytest.mark.parametrize("address", ["a@b.pl\nBcc: c@d.pl", "a@b.pl\rBcc: c@d.pl", "a@b.pl\n"])
def test_a_line_break_in_an_address_is_refused(address: str) -> None:
    with pytest.raises(BadHeaderError):
        post(address=address)
    assert not Message.objects.exists()


def test_a_line_break_in_a_subject_is_refused(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "area" / "mail"
    folder.mkdir(parents=True)
    for part in ("subject", "reason", "text"):
        (folder / f"told_{part}.txt").write_text("{{ name }}", "utf-8")
    (engine,) = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path]}]
    with pytest.raises(BadHeaderError):
        post(event="area.told", address="ktos@example.org", context={"name": "Koło\nBcc: c@d.pl"})
    assert not Message.objects.exists()
    assert post(event="area.told", address="ktos@example.org", context={"name": "Koło"}) is not None


@pytest.mark.parametrize("address", ["", "nikt", "a@b@c"])
def test_an_address_that_cannot_be_one_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        post(address=address)


def test_the_language_is_the_chosen_one_then_that_of_the_page_then_polish() -> None:
    person = member()
    assert [post("1", recipient=person).language, post("2", recipient=person, language="en").language] == ["pl", "en"]  # type: ignore[union-attr]
    actions.choose_language(person=person, language="pl")
    assert post("3", recipient=person, language="en").language == "pl"  # type: ignore[union-attr]
    actions.choose_language(person=person, language="en")
    letter = post("4", recipient=person)
    assert letter is not None
    assert (letter.language, letter.subject) == ("en", "Your link for signing in to Drogowskaz")
    assert "You get this letter because: somebody gave this address" in letter.text


def test_marks_of_html_stay_as_they_are_in_plain_text() -> None:
    letter = post(address="ktos@example.org", language="en", context={**CONTEXT, "host": "a&b's"})
    assert letter is not None
    assert letter.reason == "somebody gave this address on the sign-in page of a&b's."
    assert letter.reason in letter.text


def test_an_erased_person_leaves_the_letter_without_a_recipient() -> None:
    person = member()
    post(recipient=person)
    person.delete()
    assert [*Message.objects.values_list("recipient", "address")] == [(None, "maria@example.org")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_of_deliveries_is_newest_first_and_takes_one_query(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        post(str(number), recipient=member(f"osoba{number}@example.org"))
    Message.objects.filter(thing="0").update(created_at=LATER)
    with django_assert_num_queries(1):
        told = [(letter.thing, letter.state, letter.recipient.name) for letter in queries.delivery_log()]  # type: ignore[union-attr]
    assert [thing for thing, _state, _name in told] == ["0", *(str(number) for number in range(count - 1, 0, -1))]


def test_the_log_of_a_thing_has_what_lies_below_it_and_nothing_beside() -> None:
    for number, about in enumerate(("unit/0605", "unit/0605/assessment/2025", "unit/060505", "")):
        post(str(number), address="ktos@example.org")
        Message.objects.filter(thing=str(number)).update(about=about)
    told = queries.delivery_log(within=queries.below("unit/0605"))
    assert [letter.about for letter in told] == ["unit/0605/assessment/2025", "unit/0605"]


def test_the_log_can_be_asked_for_one_state() -> None:
    for number in range(4):
        post(str(number), address="ktos@example.org")
    Message.objects.filter(thing="1").update(last_error="OSError: away")
    Message.objects.filter(thing="2").update(sent_at=LATER)
    Message.objects.filter(thing="3").update(given_up_at=LATER, last_error="550 no")
    assert {state: [one.thing for one in queries.delivery_log(state=state)] for state in State} == {
        State.WAITING: ["0"],
        State.RETRYING: ["1"],
        State.SENT: ["2"],
        State.GIVEN_UP: ["3"],
    }


def test_a_letter_that_was_given_up_is_tried_again_from_the_start(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    letter = post(address="ktos@example.org")
    assert letter is not None
    assert not actions.try_again(message_id=letter.pk, at=LATER)
    Message.objects.update(given_up_at=LATER, last_error="550 no", attempts=6)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.try_again(message_id=letter.pk, at=LATER)
        assert not actions.try_again(message_id=letter.pk, at=LATER)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, len(mail.outbox)) == (State.SENT, 1, 1)


def test_a_letter_whose_text_was_forgotten_is_not_tried_again() -> None:
    letter = post(address="ktos@example.org")
    assert letter is not None
    Message.objects.update(given_up_at=LATER, last_error="550 no", text="")
    assert not actions.try_again(message_id=letter.pk, at=LATER)


def test_what_cannot_be_stopped_says_so_and_carries_no_link_for_it() -> None:
    letter = post(address="ktos@example.org", language="en")
    assert letter is not None
    assert letter.unsubscribe == ""
    assert "This letter cannot be stopped: it comes only when it is needed." in letter.text
