"""Two at once at a meeting: the last place, a place given up, two who call it off."""

from collections.abc import Callable

import pytest
from participation.meeting.meetings import AFTER, NOW, announced, enter, guest, held, new_key
from races import at_once, several_writers

from drogowskaz.notifications.models import Message
from drogowskaz.participation.actions.meeting import cancel_meeting
from drogowskaz.participation.actions.minutes import PointDescription, accept_minutes, put_point
from drogowskaz.participation.actions.registration import cancel_registration, register
from drogowskaz.participation.enums.minutes import PointKind
from drogowskaz.participation.models import MinutePoint, MinutesVersion, Registration

pytestmark = [pytest.mark.django_db(transaction=True), several_writers]


def test_of_two_who_take_the_last_place_one_has_it_and_the_other_waits() -> None:
    there = announced(on_site_limit=1)

    def click(name: str) -> Callable[[], object]:
        return lambda: register(slot=there.slot, guest=guest(name), key=new_key(), lang="pl", at=NOW).state

    for _round in range(5):
        Registration.objects.all().delete()
        assert sorted(at_once(*(click(f"Osoba {number}") for number in range(4)))) == ["confirmed"] + ["waiting"] * 3


def test_the_same_form_sent_twice_at_once_takes_one_place() -> None:
    there = announced()
    key = new_key()

    def click() -> object:
        return register(slot=there.slot, guest=guest(), key=key, lang="pl", at=NOW).pk

    assert len(set(at_once(click, click, click))) == 1
    assert Registration.objects.count() == 1


def test_a_place_given_up_while_another_is_taken_is_never_given_twice() -> None:
    there = announced(on_site_limit=1)
    first = enter(there, "Adam")
    enter(there, "Ewa")
    at_once(
        lambda: cancel_registration(registration=first, at=NOW),
        lambda: cancel_registration(registration=first, at=NOW),
        lambda: register(slot=there.slot, guest=guest("Jan"), key=new_key(), lang="pl", at=NOW),
    )
    assert sorted(Registration.objects.values_list("name", "state")) == [
        ("Adam", "cancelled"),
        ("Ewa", "confirmed"),
        ("Jan", "waiting"),
    ]


def test_two_who_call_it_off_write_to_everybody_once() -> None:
    there = announced()
    enter(there, "Adam", email="adam@example.org")

    def click() -> object:
        return cancel_meeting(meeting=there.meeting, reason="Choroba.", actor=there.animator, at=NOW)

    assert sorted(at_once(click, click)) == ["None", "refused"]
    assert Message.objects.filter(event="participation.meeting_cancelled").count() == 1


def test_of_two_minute_takers_at_one_point_one_is_kept_and_the_other_is_told() -> None:
    there = held()
    first = PointDescription(PointKind.RECORD, "Było.")
    point = put_point(meeting=there.meeting, point=None, description=first, actor=there.animator, at=AFTER)

    def write(text: str) -> Callable[[], object]:
        said = PointDescription(PointKind.RECORD, text)
        return lambda: put_point(
            meeting=there.meeting, point=point, description=said, seen=1, actor=there.animator, at=AFTER
        )

    answers = at_once(write("Pierwszy."), write("Drugi."))
    assert answers.count("refused") == 1
    assert MinutePoint.objects.get().text in answers


def test_two_who_accept_the_minutes_make_one_version() -> None:
    there = held()
    said = PointDescription(PointKind.CONCLUSION, "Wniosek.")
    put_point(meeting=there.meeting, point=None, description=said, actor=there.animator, at=AFTER)

    def click() -> object:
        return accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER).number

    assert sorted(at_once(click, click)) == ["1", "refused"]
    assert MinutesVersion.objects.count() == 1
