"""What waits for those who moderate, on the page of tasks."""

import pytest
from django.utils.translation import override
from participation.invitation.invited import BEFORE
from participation.moderation.said import JANUARY, auditor, cycle, moderator, organisation, person, said, worker
from pytest_django.fixtures import DjangoAssertNumQueries

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, User
from drogowskaz.participation.actions.appeal import put_appeal
from drogowskaz.participation.actions.moderation import hide_contribution
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.queries.moderation_waiting import waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Cycle:
    return cycle()


def lines(who: User) -> list[str]:
    with override("pl"):
        return [one.url for one in waiting_for(who, JANUARY, "pl")]


def appealed(year: Cycle) -> None:
    one = said(year, state=ContributionState.PUBLISHED)
    hide_contribution(contribution=one, seen=1, ground="insult", reason="x", actor=None, at=JANUARY)
    put_appeal(contribution=one, text="Nie.", at=JANUARY)


PAGE = "/jednostka/9901012/cykl/2026/glosy/moderacja/"


def test_new_ones_and_appeals_wait_for_everybody_who_moderates(year: Cycle) -> None:
    said(year)
    said(year)
    appealed(year)
    regional = person("Regina Regionalna")
    Grant.objects.create(
        person=regional, role=Role.MODERATOR, reach=Reach.REGION, unit=year.unit, valid_from=BEFORE
    )  # fmt: skip
    people = [worker(year.unit), worker(year.unit, Role.ANIMATOR), moderator(), regional]
    assert [lines(one) for one in people] == [[PAGE, f"{PAGE}?lista=odwolania"]] * 4


def test_nothing_waits_for_others(year: Cycle) -> None:
    said(year)
    assert [lines(one) for one in (person("Olek Postronny"), auditor())] == [[], []]


def test_ones_own_wait_for_somebody_else(year: Cycle) -> None:
    clerk, circle = worker(year.unit), organisation("KGW Zmyślone", year.unit)
    Mandate.objects.create(organisation=circle, person=clerk, acts=["draft"], valid_from=BEFORE)
    said(year, author=clerk)
    said(year, organisation=circle)
    assert (lines(clerk), lines(moderator())) == ([], [PAGE])


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    number: int, year: Cycle, django_assert_num_queries: DjangoAssertNumQueries
) -> None:  # fmt: skip
    for _place in range(number):
        said(year)
        appealed(year)
    clerk = worker(year.unit)
    with django_assert_num_queries(4):
        waiting_for(clerk, JANUARY, "en")
