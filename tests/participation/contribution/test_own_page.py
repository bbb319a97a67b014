"""The page of an author: the road, correcting, withdrawing, appealing, being forgotten."""

import datetime as dt

import pytest
from django.test import Client
from participation.contribution.said import EMAIL, NOW, answered, circle, page_of, prepared, put, speaker, stand

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.actions import tell, tell_subscribers
from drogowskaz.notifications.formats import DAYS_TO_CONFIRM
from drogowskaz.notifications.models import Follow, Message, Subscriber
from drogowskaz.organisations.enums import Act
from drogowskaz.participation.actions.contribution import confirm_address
from drogowskaz.participation.actions.contribution_own import (
    Correction,
    correct_contribution,
    forget_addresses,
    forget_author,
    withdraw_contribution,
)
from drogowskaz.participation.enums.contribution import ContributionState, Naming
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.enums.moderation import Ground, ModerationStep
from drogowskaz.participation.models import Appeal, Contribution, ModerationAct
from drogowskaz.participation.queries.contribution import author_line, contribution_path
from drogowskaz.participation.queries.contribution_own import own_link, own_page

pytestmark = pytest.mark.django_db
HIDING = {"step": ModerationStep.HIDDEN, "ground": Ground.INSULT, "reason": "Obraża sołtysa."}
CORRECTABLE = (ContributionState.SUBMITTED, ContributionState.RETURNED)
WITHDRAWABLE = (*CORRECTABLE, ContributionState.PUBLISHED)


@pytest.mark.parametrize("state", ContributionState.values)
def test_the_page_opens_in_every_state(client: Client, state: str) -> None:
    made = put(prepared())
    if state == ContributionState.ANSWERED:
        answered(made)
    else:
        stand(made, ContributionState(state))
    assert client.get(page_of(made)).status_code == 200


def test_a_wrong_link_leads_nowhere(client: Client) -> None:
    put(prepared())
    assert client.get("/glos/nieprawda/").status_code == 410
    assert client.post("/glos/nieprawda/", {"move": "withdraw"}).status_code == 410


def test_a_button_that_is_not_there_is_refused(client: Client) -> None:
    assert client.post(page_of(put(prepared())), {"move": "publish"}).status_code == 400


def test_the_answer_and_its_reason_stand_on_the_page(client: Client) -> None:
    made = answered(put(prepared()))
    assert "Dopisaliśmy." in client.get(page_of(made)).content.decode()
    assert [stop.here for stop in own_page(made).road] == [False, False, True]


def test_what_was_joined_with_another_shows_the_answer_of_that_one() -> None:
    place = prepared()
    target, made = answered(put(place)), stand(put(place), ContributionState.PUBLISHED)
    Contribution.objects.filter(pk=made.pk).update(merged_into=target)
    made.refresh_from_db()
    page = own_page(made)
    assert (page.joined, page.answer and page.answer.reason) == (target.number, "Dopisaliśmy.")


@pytest.mark.parametrize("state", ContributionState.values)
def test_it_is_corrected_only_before_it_is_published(client: Client, state: str) -> None:
    made = stand(put(prepared()), ContributionState(state))
    form = {"move": "correct", "text": "Brakuje dowozu do przychodni.", "seen": made.version}
    answer = client.post(page_of(made), form)
    made.refresh_from_db()
    if state in CORRECTABLE:
        assert (answer.status_code, made.text, made.state) == (302, form["text"], ContributionState.SUBMITTED)
        assert [one.text for one in made.texts.all()] == ["Brakuje dowozu do lekarza."]
    else:
        assert (answer.status_code, made.text) == (422, "Brakuje dowozu do lekarza.")
        assert not made.texts.exists()


def test_of_two_windows_the_slower_one_is_told_and_keeps_its_text(client: Client) -> None:
    made = put(prepared())
    form = {"move": "correct", "seen": made.version}
    assert client.post(page_of(made), {**form, "text": "Pierwsze okno"}).status_code == 302
    slower = client.post(page_of(made), {**form, "text": "Drugie okno"})
    assert slower.status_code == 422
    assert "Drugie okno" in slower.content.decode()
    made.refresh_from_db()
    assert made.text == "Pierwsze okno"


def test_nothing_is_corrected_after_the_year() -> None:
    made = put(prepared())
    Cycle.objects.update(state=CycleState.CLOSED)
    with pytest.raises(Refused):
        correct_contribution(contribution=made, correction=Correction("Inaczej"), signs=(), seen=1, at=NOW)


@pytest.mark.parametrize("state", ContributionState.values)
def test_it_is_withdrawn_only_before_it_is_answered(state: str) -> None:
    made = stand(put(prepared()), ContributionState(state))
    if state in (*WITHDRAWABLE, ContributionState.WITHDRAWN):
        for _click in range(2):
            withdraw_contribution(contribution=made, at=NOW)
    else:
        with pytest.raises(Refused):
            withdraw_contribution(contribution=made, at=NOW)
    made.refresh_from_db()
    assert made.state == (ContributionState.WITHDRAWN if state in WITHDRAWABLE else state)
    assert ModerationAct.objects.filter(step=ModerationStep.WITHDRAWN).count() == int(state in WITHDRAWABLE)


def test_what_was_answered_together_with_another_can_no_longer_be_withdrawn() -> None:
    place = prepared()
    target, made = answered(put(place)), stand(put(place), ContributionState.PUBLISHED)
    Contribution.objects.filter(pk=made.pk).update(merged_into=target)
    with pytest.raises(Refused):
        withdraw_contribution(contribution=made, at=NOW)


def test_what_is_hidden_is_explained_and_appealed_against_once(client: Client) -> None:
    made = stand(put(prepared()), ContributionState.HIDDEN, **HIDING)
    assert "Obraża sołtysa." in client.get(page_of(made)).content.decode()
    codes = [client.post(page_of(made), {"move": "appeal", "appeal": f"Nikogo {n}"}).status_code for n in (1, 2)]
    assert codes == [302, 422]
    assert Appeal.objects.get().text == "Nikogo 1"


def test_nothing_that_is_shown_is_appealed_against(client: Client) -> None:
    made = stand(put(prepared()), ContributionState.PUBLISHED)
    assert client.post(page_of(made), {"move": "appeal", "appeal": "Dlaczego?"}).status_code == 422


@pytest.mark.parametrize("state", ContributionState.values)
def test_who_is_forgotten_leaves_only_what_was_said(client: Client, state: str) -> None:
    place = prepared()
    organisation = circle(place.cycle)
    person = speaker(organisation, Act.SPEAK)
    named = {"naming": Naming.NAME, "name": "Jan Kowal", "email": EMAIL, "actor": person}
    made = put(place, capacity=Capacity.ORGANISATION, organisation=organisation, **named)
    stand(made, ContributionState(state))
    path = page_of(made)
    assert client.post(path, {"move": "forget"}).status_code == 302
    made.refresh_from_db()
    kept = (made.name, made.email, made.author, made.mandate, made.key, made.token_digest, made.naming)
    assert kept == ("", "", None, None, "", "", Naming.ANONYMOUS)
    assert (made.text, made.organisation, made.state) == ("Brakuje dowozu do lekarza.", organisation, state)
    assert client.get(path).status_code == 410
    assert own_link(made) == ""
    assert not Message.objects.filter(address=EMAIL).exists()


def test_who_is_forgotten_gets_no_news_and_is_forgotten_once() -> None:
    made = put(prepared(), email=EMAIL)
    confirm_address(contribution=made, address=EMAIL, at=NOW)
    forget_author(contribution=made, at=NOW)
    assert not Subscriber.objects.exists()
    with pytest.raises(Refused):
        forget_author(contribution=made, at=NOW)


def test_the_source_of_a_joined_contribution_stays_named_as_without_a_name() -> None:
    place = prepared()
    target, made = put(place), put(place, naming=Naming.NAME, name="Jan Kowal")
    Contribution.objects.filter(pk=made.pk).update(merged_into=target)
    forget_author(contribution=made, at=NOW)
    kept = target.merged.get()
    assert kept.text == "Brakuje dowozu do lekarza."
    assert "Kowal" not in author_line(kept, "pl")


def test_a_confirmed_author_gets_the_news_at_once() -> None:
    made = stand(put(prepared(), email=EMAIL), ContributionState.PUBLISHED)
    confirm_address(contribution=made, address=EMAIL, at=NOW)
    tell(thing=contribution_path(made), event="participation.contribution_published", at=NOW, context=PUBLISHED)
    tell_subscribers(at=NOW)
    assert Message.objects.filter(event="notifications.news", address=EMAIL).count() == 1


PUBLISHED = {"number": 1}


def test_an_address_that_is_not_confirmed_is_forgotten_after_a_week() -> None:
    made = put(prepared(), email=EMAIL)
    week = dt.timedelta(days=DAYS_TO_CONFIRM)
    assert forget_addresses(at=NOW + week) == 0
    assert forget_addresses(at=NOW + week + dt.timedelta(minutes=1)) == 1
    made.refresh_from_db()
    assert (made.email, made.key != "") == ("", True)
    assert not Message.objects.exists()


@pytest.mark.parametrize("way", ["answered", "joined", "hidden", "withdrawn"])
def test_a_confirmed_address_is_kept_four_hundred_days_after_the_end(way: str) -> None:
    place = prepared()
    made = put(place, email=EMAIL)
    confirm_address(contribution=made, address=EMAIL, at=NOW)
    end = NOW + dt.timedelta(days=30)
    if way == "answered":
        answered(made, end)
    elif way == "joined":
        target = answered(put(place), end)
        Contribution.objects.filter(pk=made.pk).update(merged_into=target, state=ContributionState.PUBLISHED)
    elif way == "hidden":
        stand(made, ContributionState.HIDDEN, end, **HIDING)
    else:
        withdraw_contribution(contribution=made, at=end)
    assert forget_addresses(at=end + dt.timedelta(days=400)) == 0
    assert forget_addresses(at=end + dt.timedelta(days=400, minutes=1)) == 1
    assert forget_addresses(at=end + dt.timedelta(days=401)) == 0
    assert not Follow.objects.filter(stopped_at=None).exists()


def test_a_confirmed_address_is_kept_while_it_waits_for_an_answer() -> None:
    made = stand(put(prepared(), email=EMAIL), ContributionState.PUBLISHED)
    confirm_address(contribution=made, address=EMAIL, at=NOW)
    assert forget_addresses(at=NOW + dt.timedelta(days=3000)) == 0
