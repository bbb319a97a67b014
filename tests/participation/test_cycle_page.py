"""The page of how organisations take part in a cycle."""

import pytest
from cycles import gmina, opened
from django.test import Client
from participation.invitation.invited import JANUARY, invite, organisation, worker
from participation.meeting.meetings import announced
from people import outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db
PAGE = "/en/jednostka/9901012/cykl/2026/udzial/"


def read(person: User | None = None, status: int = 200) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    answer = client.get(PAGE)
    assert answer.status_code == status
    return answer.content.decode()


def cycle() -> Cycle:
    return opened(gmina())


def test_a_cycle_that_nobody_takes_part_in_says_so_and_what_comes() -> None:
    cycle()
    page = read()
    for words in ("No organisation has been invited yet", "No meeting has been announced", "There are none yet"):
        assert words in page


def test_it_says_that_taking_part_is_voluntary() -> None:
    cycle()
    assert "Taking part is voluntary" in read()


def test_everyone_reads_how_many_were_invited_and_nobody_which() -> None:
    made = cycle()
    invite(made, organisation("KGW Zmyślone", made.unit, email="kgw@example.org"), at=JANUARY)
    page = read()
    assert "1 organisation was invited." in page
    assert "KGW Zmyślone" not in page


def test_those_who_work_here_get_to_invitations_papers_and_numbers() -> None:
    made = cycle()
    page = read(worker(made.unit))
    for way in ("zalaczniki/", "pisma/", "potwierdzenia/", "/wpis/9901012/2026/podane/"):
        assert f'{way}"' in page


@pytest.mark.parametrize("signed_in", [False, True])
def test_others_get_to_none_of_these(signed_in: bool) -> None:
    cycle()
    page = read(outsider() if signed_in else None)
    for way in ("zalaczniki/", "pisma/", "potwierdzenia/", "podane/"):
        assert f'{way}"' not in page


def test_an_announced_meeting_stands_there_with_its_day() -> None:
    made = announced()
    page = read()
    assert f'/spotkania/{made.meeting.pk}/"' in page
    assert "21 December 2026" in page


def test_a_year_without_a_cycle_has_no_such_page() -> None:
    gmina()
    read(status=404)


@pytest.mark.parametrize("organisations", [1, 3])
def test_it_asks_as_often_for_one_organisation_as_for_three(
    organisations: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = cycle()
    some = [organisation(f"KGW {place}", made.unit, email=f"{place}@example.org") for place in range(organisations)]
    invite(made, *some, at=JANUARY)
    read()
    with django_assert_num_queries(QUERIES):
        read()


QUERIES = 14
