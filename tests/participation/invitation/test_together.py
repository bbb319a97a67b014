"""Two people of the office invite or remind in the same moment: every organisation gets one letter."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from participation.invitation.invited import JANUARY, cycle, invite, organisation, worker
from races import several_writers

from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.invitation import Invited, remind_organisations

pytestmark = [
    pytest.mark.django_db(transaction=True),
    several_writers,
]


def at_once(year: Cycle, act: Callable[[User], Invited]) -> list[int]:
    """How many organisations each of two people wrote to, the smaller number first."""
    people = [worker(year.unit), worker(year.unit, Role.APPROVER)]
    start = Barrier(2)

    def one(person: User) -> int:
        try:
            start.wait(10)
            return len(act(person).done)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, people))


def test_two_who_invite_at_once_send_one_letter() -> None:
    year = cycle()
    circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
    assert at_once(year, lambda person: invite(year, circle, actor=person)) == [0, 1]
    assert Message.objects.count() == 1


def test_two_who_remind_at_once_send_one_letter() -> None:
    year = cycle()
    circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
    invite(year, circle)
    later = JANUARY + dt.timedelta(days=8)

    def remind(person: User) -> Invited:
        return remind_organisations(cycle=year, organisations=[circle.pk], language="pl", actor=person, at=later)

    assert at_once(year, remind) == [0, 1]
    assert Message.objects.filter(event="participation.annexe_reminded").count() == 1
