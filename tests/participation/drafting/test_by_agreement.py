"""A signed agreement gives its drafting tasks, once."""

import datetime as dt

import pytest
from organisations.cast import reasons
from participation.agreement.sides import DECEMBER, signed, talks

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import LocalDate
from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.drafting import make_tasks_of, withdraw_task
from drogowskaz.participation.enums.drafting import Side, TaskState
from drogowskaz.participation.models import DraftingTask

pytestmark = pytest.mark.django_db


def told() -> list[tuple[object, ...]]:
    found = DraftingTask.objects.order_by("pk").values_list("chapter", "organisation__name", "level", "state")
    return list(found)


def test_each_chapter_of_level_three_or_four_becomes_a_task_of_its_organisation() -> None:
    found = signed()
    assert told() == [
        ("9", "KGW Zmyślone", 3, TaskState.ASSIGNED),
        ("11", "KGW Zmyślone", 3, TaskState.ASSIGNED),
    ]
    nine, eleven = DraftingTask.objects.order_by("pk")
    assert nine.entry == found.chapter("9")
    basis = "cooperation agreement, version {number}, signed on {day}"
    assert nine.basis == say(basis, "pl", number=1, day="03.12.2026")
    days = [(one.deadline_key, one.deadline) for one in (nine, eleven)]
    assert days == [("annexe_checked", dt.date(2027, 2, 26)), ("recommendations", dt.date(2027, 4, 12))]


def test_asked_again_nothing_is_given_twice() -> None:
    found = signed()
    assert make_tasks_of(agreement=found.agreement, actor=None, at=DECEMBER) == []
    assert DraftingTask.objects.count() == 2


def test_what_was_withdrawn_is_not_given_again_by_the_same_line() -> None:
    found = signed()
    task = DraftingTask.objects.select_related("cycle__unit", "organisation").order_by("pk")[0]
    withdraw_task(task=task, side=Side.OFFICE, reason="Inny plan.", actor=found.editor, at=DECEMBER)
    make_tasks_of(agreement=found.agreement, actor=None, at=DECEMBER)
    assert told()[0] == ("9", "KGW Zmyślone", 3, TaskState.WITHDRAWN)
    assert DraftingTask.objects.count() == 2


def test_an_agreement_that_is_not_signed_gives_nothing() -> None:
    found = talks()
    with pytest.raises(Refused) as caught:
        make_tasks_of(agreement=found.agreement, actor=None, at=DECEMBER)
    assert reasons(caught.value) == ["The agreement is not signed yet, so it gives no tasks."]


def test_a_day_the_unit_has_set_itself_is_taken() -> None:
    found = talks()
    LocalDate.objects.create(
        cycle=found.cycle, key="annexe_checked", day=dt.date(2027, 2, 10), reason="Ferie w drugiej połowie lutego."
    )
    found.sign(found.circle)
    found.sign(None)
    assert DraftingTask.objects.order_by("pk")[0].deadline == dt.date(2027, 2, 10)
    assert found.cycle.state == CycleState.PLANNED
