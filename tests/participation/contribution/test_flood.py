"""Ten thousand contributions of programs in an hour."""

from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone
from participation.contribution.said import ADDRESS, EMAIL, NOW, prepared, put, typed

from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contribution import MOST_IN_AN_HOUR
from drogowskaz.participation.models import Contribution

pytestmark = pytest.mark.django_db
REMARK = f"{ADDRESS}?rodzaj=remark"


def test_ten_thousand_contributions_of_an_hour_make_a_bounded_number_of_rows_and_of_letters() -> None:
    place, answers = prepared(), Counter[str]()
    for number in range(10_000):
        try:
            put(place, f"Kup garnek numer {number}", email=EMAIL)
            answers["taken"] += 1
        except Refused:
            answers["refused"] += 1
    assert answers == {"taken": MOST_IN_AN_HOUR, "refused": 10_000 - MOST_IN_AN_HOUR}
    assert Contribution.objects.count() == Message.objects.count() == MOST_IN_AN_HOUR


def test_every_answer_in_a_flood_is_a_page_with_the_text_in_it_and_who_signed_in_still_speaks(client: Client) -> None:
    place = prepared()
    for _one in range(MOST_IN_AN_HOUR):
        put(place, at=timezone.now())
    for number in range(100):
        answer = client.post(REMARK, typed(text=f"Garnek {number}"), REMOTE_ADDR=f"10.0.{number}.1")
        assert answer.status_code == 422
        assert f"Garnek {number}" in answer.content.decode()
    assert Contribution.objects.count() == MOST_IN_AN_HOUR
    client.force_login(User.objects.create_user("ola@example.org", name="Ola"))
    assert client.post(REMARK, typed()).status_code == 302


def test_an_hour_later_visitors_speak_again() -> None:
    place = prepared()
    for _one in range(MOST_IN_AN_HOUR):
        put(place)
    with pytest.raises(Refused):
        put(place, at=NOW.replace(minute=59))
    assert put(place, at=NOW.replace(hour=13)).number == MOST_IN_AN_HOUR + 1
