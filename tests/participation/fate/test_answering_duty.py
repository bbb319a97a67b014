"""Contributions without an answer stand among the tasks of the office, and the demonstration has some."""

import datetime as dt

import pytest
from cycles import holder
from participation.fate.answering import NOW, Office, answer, office, said
from people import outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant
from drogowskaz.participation.actions.demo_fate import demo_fate
from drogowskaz.participation.enums.contribution import ContributionKind
from drogowskaz.participation.models import Fate
from drogowskaz.participation.queries.answering_duty import waiting_for
from drogowskaz.participation.queries.fate import unanswered

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Office:
    return office()


def test_one_line_for_a_cycle_says_how_many_wait_and_until_when(here: Office) -> None:
    said(here.cycle)
    said(here.cycle, merged_into=said(here.cycle))
    (line,) = waiting_for(here.editor, NOW, "pl")
    assert "2 " in line.what
    assert line.url.endswith("/jednostka/9901012/cykl/2026/glosy/odpowiedzi/")
    assert line.until is not None


def test_nothing_waits_where_all_are_answered_and_for_those_who_do_not_answer(here: Office) -> None:
    asked = said(here.cycle)
    for person in (holder(Role.ANIMATOR, here.cycle.unit), outsider()):
        assert waiting_for(person, NOW, "pl") == []
    answer(asked, here.editor)
    assert waiting_for(here.editor, NOW, "pl") == []


def test_nothing_waits_for_somebody_whose_role_has_ended(here: Office) -> None:
    said(here.cycle)
    Grant.objects.filter(person=here.editor).update(valid_until=NOW.date() - dt.timedelta(days=1))
    assert waiting_for(here.editor, NOW, "pl") == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_often_for_one_as_for_three(
    here: Office, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(number):
        said(here.cycle)
    with django_assert_num_queries(4):
        waiting_for(here.editor, NOW, "pl")


def test_the_demonstration_answers_some_and_leaves_two_and_does_nothing_twice(here: Office) -> None:
    demo_people(at=NOW)
    kinds = [*ContributionKind, ContributionKind.NEED]
    for kind in kinds:
        said(here.cycle, kind=kind)
    demo_fate(at=NOW)
    demo_fate(at=NOW)
    assert Fate.objects.count() == 4
    assert [one.kind for one in unanswered(Cycle.objects.get())] == ["practice", "need"]
    assert {*Fate.objects.values_list("by__email", flat=True)} == {"pracownik@gops.wymyslona.example"}
