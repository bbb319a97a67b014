"""Two people in the same moment: two accept, two write, one withdraws while another hands in."""

from collections.abc import Callable

import pytest
from organisations.cast import mandate, member, reasons, someone
from participation.drafting.drafted import LATER, TEXT, Drafted
from races import outcomes, several_writers

from drogowskaz.assessments.models import ChapterText
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.drafting import OfficeText, accept_draft, hand_in, return_draft, write_draft
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import DraftVersion, TaskStep

pytestmark = [
    pytest.mark.django_db(transaction=True),
    several_writers,
]


def together(*acts: Callable[[], object]) -> list[list[str]]:
    """What each of them was told, the shortest first."""
    return sorted((reasons(one) if isinstance(one, Refused) else [] for one in outcomes(*acts)), key=len)


def test_of_two_who_accept_one_wins() -> None:
    d = Drafted()
    d.hand_in()

    def accept(person: User) -> Callable[[], object]:
        task = d.again()
        return lambda: accept_draft(task=task, office=OfficeText(TEXT, 1, 0), actor=person, at=LATER)

    told = together(accept(d.editor), accept(d.approver))
    assert told == [[], ["Nothing was changed now: meanwhile the task is “draft accepted”."]]
    assert ChapterText.objects.count() == 1
    assert TaskStep.objects.filter(state=TaskState.ACCEPTED).count() == 1


def test_of_one_who_accepts_and_one_who_returns_one_wins() -> None:
    d = Drafted()
    task, other = d.hand_in(), d.again()
    told = together(
        lambda: accept_draft(task=task, office=OfficeText(TEXT, 1, 0), actor=d.editor, at=LATER),
        lambda: return_draft(task=other, draft=1, reason="Brakuje dowozu.", actor=d.approver, at=LATER),
    )
    assert [len(one) for one in told] == [0, 1]
    state = d.again().state
    assert (state, ChapterText.objects.count()) in ((TaskState.ACCEPTED, 1), (TaskState.RETURNED, 0))


def test_of_two_who_write_the_slower_keeps_the_text_on_the_page() -> None:
    d = Drafted()
    other = member(d.circle, someone("Zosia"))
    mandate(d.circle, other, Act.DRAFT)
    one, two = d.again(), d.again()
    told = together(
        lambda: write_draft(task=one, text="Kazi.", seen=0, actor=d.drafter, at=LATER),
        lambda: write_draft(task=two, text="Zosi.", seen=0, actor=other, at=LATER),
    )
    assert [len(said) for said in told] == [0, 1]
    assert "has written in this draft since you opened it" in told[1][0]
    assert DraftVersion.objects.count() == 1


def test_a_draft_handed_in_twice_at_once_is_one_step() -> None:
    d = Drafted()
    d.write()
    one, two = d.again(), d.again()
    told = together(
        lambda: hand_in(task=one, seen=1, actor=d.drafter, at=LATER),
        lambda: hand_in(task=two, seen=1, actor=d.drafter, at=LATER),
    )
    assert [len(said) for said in told] == [0, 1]
    assert TaskStep.objects.filter(state=TaskState.HANDED_IN).count() == 1
