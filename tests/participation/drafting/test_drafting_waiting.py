"""What waits for a person in drafting tasks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from organisations.cast import someone
from participation.drafting.drafted import DEADLINE, LATER, Drafted

from drogowskaz.organisations.models import User
from drogowskaz.participation.queries.drafting.waiting import waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def d() -> Drafted:
    return Drafted()


def told(person: User) -> list[tuple[str, object]]:
    with override("en"):
        return [(one.what, one.until) for one in waiting_for(person, LATER, "en")]


def test_a_task_waits_for_whoever_may_draft_and_for_nobody_else(d: Drafted) -> None:
    what = "Draft chapter 9 for KGW Zmyślone: gmina Wymyślona, 2026"
    assert told(d.drafter) == [(what, DEADLINE)]
    assert [told(one) for one in (d.editor, d.animator, d.outsider)] == [[], [], []]


def test_a_mandate_of_another_unit_or_year_makes_nobody_wait(d: Drafted) -> None:
    d.mandate.year = 2020
    d.mandate.save()
    assert told(d.drafter) == []


def test_a_draft_that_was_handed_in_waits_for_the_office(d: Drafted) -> None:
    d.hand_in()
    what = "Decide on the draft of chapter 9 by KGW Zmyślone: gmina Wymyślona, 2026"
    assert [told(one) for one in (d.drafter, d.editor, d.approver)] == [[], [(what, None)], [(what, None)]]
    d.accept()
    assert told(d.editor) == []


def test_it_costs_the_same_with_three_tasks_as_with_one(d: Drafted) -> None:
    counts = []
    for chapter in ("10", "11"):
        with CaptureQueriesContext(connection) as asked:
            waiting_for(d.drafter, LATER, "en")
        counts.append(len(asked))
        d.give(chapter)
    assert counts == [4, 4]
    assert told(someone()) == []
