"""The public page of a cycle: its road, what can be done now, what was said and what became of it."""

import datetime as dt

import pytest
from cycles import gmina, opened
from django.test import Client
from participation.consultation.consulted import AFTER, DURING, running
from participation.consultation.consulted import announced as announced_consultation
from participation.fate.answering import NOW, WORDS, answer, office, said, signed
from participation.invitation.invited import JANUARY, invite, organisation, worker
from participation.meeting.meetings import announced
from people import outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments.actions import send_to_council
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import User
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.queries.cycle import ParticipationPage, participation_page

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
    for words in (
        "No organisation has been invited yet",
        "No meeting has been announced",
        "Nobody has spoken yet",
        "Every voice gets an answer with its reason",
    ):
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


def told(cycle: Cycle, at: dt.datetime) -> ParticipationPage:
    """The page as anybody sees it at a moment."""
    return participation_page(Cycle.objects.select_related("unit").get(pk=cycle.pk), None, at, "en")


def stands(cycle: Cycle, at: dt.datetime) -> dict[str, str]:
    """Where each step of the road stands."""
    return {step.key: step.stands for step in told(cycle, at).road}


def doings(cycle: Cycle, at: dt.datetime) -> list[str]:
    """What can be done, in its order."""
    return [one.label for one in told(cycle, at).doings]


def test_the_road_tells_what_is_behind_and_what_is_to_come() -> None:
    one = office()
    begun = {"meeting": "ahead", "data": "now", "draft": "ahead", "answers": "ahead", "council": "ahead"}
    assert stands(one.cycle, NOW) == begun
    waiting = said(one.cycle)
    assert stands(one.cycle, NOW) == begun | {"answers": "now"}
    answer(waiting, one.editor)
    signed(one.cycle)
    send_to_council(cycle=one.cycle, actor=one.approver, at=NOW)
    assert stands(one.cycle, NOW) == begun | {"data": "done", "answers": "done", "council": "now"}


def test_a_date_alone_moves_nothing() -> None:
    there = announced_consultation()
    assert stands(there.cycle, AFTER)["draft"] == "ahead"


def test_an_open_consultation_comes_first_and_leaves_with_its_last_day() -> None:
    there = running()
    assert doings(there.cycle, DURING)[:2] == ["Say what you think of the draft", "Speak up, without an account"]
    assert "Say what you think of the draft" not in doings(there.cycle, AFTER)


def test_a_meeting_still_to_come_can_be_come_to() -> None:
    made = announced()
    assert "Come to a meeting" in doings(Cycle.objects.get(), made.meeting.announced_at)


def test_with_the_council_nobody_is_asked_to_speak() -> None:
    one = office()
    signed(one.cycle)
    send_to_council(cycle=one.cycle, actor=one.approver, at=NOW)
    assert doings(one.cycle, NOW) == []
    assert "There is nothing to be done here just now" in read()


def test_an_answer_stands_there_with_its_reason_and_says_how_many_wait() -> None:
    one = office()
    answer(said(one.cycle, "Kto wozi do lekarza?"), one.editor)
    said(one.cycle, "Brakuje świetlicy.")
    page = read()
    assert WORDS.reason in page
    assert "1 voice has an answer." in page
    assert "1 waits" in page


@pytest.mark.parametrize("state", [ContributionState.SUBMITTED, ContributionState.HIDDEN, ContributionState.SPAM])
def test_words_that_are_not_public_are_not_told(state: ContributionState) -> None:
    one = office()
    said(one.cycle, "Pan Jan z domu numer 5 jest chory.", state=state, published_at=None)
    assert "numer 5" not in read()
    assert "numer 5" not in read(one.editor)


@pytest.mark.parametrize("several", [1, 3])
def test_it_asks_as_often_for_one_of_each_as_for_three(
    several: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = office().cycle
    some = [organisation(f"KGW {place}", made.unit, email=f"{place}@example.org") for place in range(several)]
    invite(made, *some, at=JANUARY)
    for place in range(several):
        answer(said(made, f"Głos {place}"), User.objects.get(name="Ewa Edytorka"))
        said(made, f"Inny głos {place}")
    read()
    with django_assert_num_queries(QUERIES):
        read()


QUERIES = 25
