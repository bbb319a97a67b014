"""No cycle goes to the council, or ends, while somebody has no answer: the gate names them."""

import pytest
from participation.fate.answering import NOW, Office, answer, office, said, sentences, signed
from participation.meeting.meetings import AFTER, announced

from drogowskaz.assessments.actions import close_cycle, send_to_council
from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Appeal
from drogowskaz.participation.queries.fate import keeps_from_council, unanswered, unmoderated

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Office:
    return office()


def kept(cycle: Cycle) -> list[str]:
    return [one.sentence("en") for one in keeps_from_council(cycle)]


def test_one_open_contribution_keeps_the_cycle_from_the_council_by_name_and_its_answer_lets_it_go(
    here: Office,
) -> None:
    signed(here.cycle)
    asked = said(here.cycle, "Brakuje dowozu do lekarza dla osób starszych z Górek i z Zalesia od dwóch lat.")
    with pytest.raises(Refused) as told:
        send_to_council(cycle=here.cycle, actor=here.editor, at=NOW)
    assert sentences(told.value) == [
        "Contribution 1 has no answer: “Brakuje dowozu do lekarza dla osób starszych z Górek i z…”."
    ]
    assert Cycle.objects.get().state == CycleState.OPEN
    answer(asked, here.editor)
    send_to_council(cycle=here.cycle, actor=here.editor, at=NOW)
    assert Cycle.objects.get().state == CycleState.COUNCIL


def test_it_keeps_the_cycle_from_its_end_too(here: Office) -> None:
    said(here.cycle)
    Cycle.objects.update(provisional=False)
    with pytest.raises(Refused) as told:
        close_cycle(cycle=Cycle.objects.get(), actor=None, at=NOW)
    assert sentences(told.value) == ["Contribution 1 has no answer: “Brakuje dowozu do lekarza”."]


def test_those_that_wait_for_moderation_are_named_without_their_words(here: Office) -> None:
    said(here.cycle, "Sąsiad pije.", state=ContributionState.SUBMITTED)
    said(here.cycle, "Sąsiadka też.", state=ContributionState.RETURNED)
    hidden = said(here.cycle, "I ich syn.", state=ContributionState.HIDDEN)
    Appeal.objects.create(contribution=hidden, text="To nie o nim.", at=NOW)
    assert kept(here.cycle) == [
        "Contribution 1 of 07.12.2026 waits for a moderator.",
        "Contribution 2 of 07.12.2026 was returned to its author and is not settled.",
        "The author of contribution 3 objects to its hiding, and nobody has decided on it.",
    ]


@pytest.mark.parametrize("state", ["hidden", "spam", "withdrawn"])
def test_what_is_over_keeps_nothing(here: Office, state: str) -> None:
    said(here.cycle, state=state)
    assert kept(here.cycle) == []


def test_one_joined_with_another_waits_in_the_other_and_by_itself_when_that_is_hidden(here: Office) -> None:
    target = said(here.cycle)
    said(here.cycle, merged_into=target)
    assert [one.number for one in unanswered(here.cycle)] == [1]
    type(target).objects.filter(pk=target.pk).update(state=ContributionState.HIDDEN)
    assert [one.number for one in unanswered(here.cycle)] == [2]


def test_ten_are_named_and_the_rest_counted(here: Office) -> None:
    for number in range(12):
        said(here.cycle, f"Potrzeba {number}.")
    told = kept(here.cycle)
    assert (len(told), told[-1]) == (11, "Contributions without an answer that are not named here: 2.")


def test_of_another_cycle_nothing_is_asked(here: Office) -> None:
    said(here.cycle)
    other = Cycle.objects.create(unit=here.cycle.unit, year=2025, planned_at=NOW)
    assert (kept(other), unanswered(other).count(), unmoderated(other).count()) == ([], 0, 0)


def test_a_meeting_without_minutes_keeps_the_cycle_from_the_council() -> None:
    there = announced()
    signed(there.cycle)
    with pytest.raises(Refused) as told:
        send_to_council(cycle=there.cycle, actor=None, at=AFTER)
    assert any("Spotkanie konsultacyjne" in one for one in sentences(told.value))


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_often_for_one_as_for_three(here: Office, number: int, django_assert_num_queries: object) -> None:
    for _time in range(number):
        said(here.cycle)
        said(here.cycle, state=ContributionState.SUBMITTED)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(kept(here.cycle)) == 2 * number
