"""People who press a button at the same moment."""

from collections.abc import Callable

import pytest
from participation.contribution.said import EMAIL, NOW, new_key, prepared, put
from races import at_once, several_writers

from drogowskaz.notifications.models import Follow, Message
from drogowskaz.participation.actions.contribution import MOST_IN_AN_HOUR, confirm_address
from drogowskaz.participation.actions.contribution_own import (
    Correction,
    correct_contribution,
    forget_author,
    withdraw_contribution,
)
from drogowskaz.participation.models import Contribution, ContributionText, ModerationAct

pytestmark = [pytest.mark.django_db(transaction=True), several_writers]


def test_the_same_form_sent_four_times_at_once_makes_one_contribution_and_one_letter() -> None:
    place = prepared()
    for round_ in range(1, 4):
        key = new_key()
        click = [lambda key=key: put(place, key=key, email=EMAIL).pk] * 4  # type: ignore[misc]
        assert len(set(at_once(*click))) == 1
        assert Contribution.objects.count() == Message.objects.count() == round_


def test_people_who_speak_at_once_get_a_number_each() -> None:
    place = prepared()
    found = at_once(*[lambda: put(place).number] * 6)
    assert sorted(found) == ["1", "2", "3", "4", "5", "6"]


def test_the_last_place_of_an_hour_is_taken_once() -> None:
    place = prepared()
    for _one in range(MOST_IN_AN_HOUR - 1):
        put(place)
    assert at_once(*[lambda: bool(put(place))] * 4).count("refused") == 3
    assert Contribution.objects.count() == MOST_IN_AN_HOUR


def test_of_two_windows_that_correct_at_once_one_is_refused() -> None:
    made = put(prepared())

    def correct(text: str) -> Callable[[], object]:
        return lambda: (
            correct_contribution(contribution=made, correction=Correction(text), signs=(), seen=1, at=NOW).version
        )

    assert sorted(at_once(correct("Jedno"), correct("Drugie"))) == ["2", "refused"]
    assert ContributionText.objects.count() == 1


def test_withdrawing_twice_at_once_leaves_one_trace() -> None:
    made = put(prepared())
    at_once(*[lambda: withdraw_contribution(contribution=made, at=NOW)] * 3)
    assert ModerationAct.objects.count() == 1


def test_confirming_while_being_forgotten_leaves_no_address_behind() -> None:
    place = prepared()
    for _round in range(3):
        made = put(place, email=EMAIL)
        at_once(
            lambda made=made: confirm_address(contribution=made, address=EMAIL, at=NOW),  # type: ignore[misc]
            lambda made=made: forget_author(contribution=made, at=NOW),  # type: ignore[misc]
        )
        made.refresh_from_db()
        assert (made.email, made.confirmed_at) == ("", None)
        assert not Follow.objects.filter(stopped_at=None).exists()
