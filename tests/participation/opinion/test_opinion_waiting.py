"""What waits for a member of a public-benefit council on the page of tasks."""

import datetime as dt

import pytest
from cycles import holder
from participation.consultation.consulted import DURING, announced
from participation.opinion.test_opinion import DAY, DUE, handed, write
from people import outsider

from drogowskaz.organisations.enums import Role
from drogowskaz.participation.queries.opinion_waiting import opinions_waiting

pytestmark = pytest.mark.django_db


def test_a_draft_waits_for_a_member_until_the_agreed_day_and_then_no_more() -> None:
    there = announced()
    handed(there)
    member = holder(Role.RDPP_MEMBER, there.cycle.unit)
    (one,) = opinions_waiting(member, DURING)
    assert (one.until, one.url.removeprefix("/en")) == (DUE, "/jednostka/9901012/cykl/2026/konsultacje/1/rada/")
    assert one.how
    after = dt.datetime.combine(DUE + dt.timedelta(days=1), dt.time(12), dt.UTC)
    assert opinions_waiting(member, after) == []


def test_nothing_waits_once_the_opinion_is_given_nor_for_others() -> None:
    there = announced()
    opinion, member = handed(there, DAY), holder(Role.RDPP_MEMBER, there.cycle.unit)
    assert [opinions_waiting(one, DURING) for one in (outsider(), there.animator)] == [[], []]
    write(there, opinion, member)
    assert opinions_waiting(member, DURING) == []
