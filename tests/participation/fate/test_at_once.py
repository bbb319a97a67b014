"""Two people answer in the same moment, or one answers while another sends the cycle to the council."""

from collections.abc import Callable

import pytest
from participation.fate.answering import NOW, FateText, Office, again, answer, office, said, sentences, signed
from races import outcomes, several_writers

from drogowskaz.assessments.actions import send_to_council
from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.participation.actions.fate import give_fates, reopen_contribution
from drogowskaz.participation.enums.contribution import FateCode
from drogowskaz.participation.models import Fate
from drogowskaz.participation.queries.fate import unanswered

pytestmark = [
    pytest.mark.django_db(transaction=True),
    several_writers,
]


def together(*acts: Callable[[], object]) -> list[list[str]]:
    """What each act is refused with, all begun in one moment."""
    return [sentences(one) if isinstance(one, Refused) else [] for one in outcomes(*acts)]


def words(number: int) -> FateText:
    return FateText(FateCode.EXPLAINED, f"Odpowiedź {number}.")


@pytest.fixture
def here() -> Office:
    return office()


def test_of_two_answers_one_stands_and_the_slower_person_is_told(here: Office) -> None:
    asked = said(here.cycle)
    told = together(
        lambda: answer(again(asked), here.editor, words(1), seen=1),
        lambda: answer(again(asked), here.approver, words(2), seen=1),
    )
    assert sorted(told, key=len) == [
        [], ["Contribution 1 was changed meanwhile; it is now: answered. Nothing was changed by you."]
    ]  # fmt: skip
    assert (Fate.objects.count(), News.objects.count()) == (1, 1)


def test_the_same_click_twice_gives_one_answer(here: Office) -> None:
    asked = said(here.cycle)
    told = together(*[lambda: answer(again(asked), here.editor, words(1), seen=1)] * 2)
    assert (told, Fate.objects.count()) == ([[], []], 1)


def test_of_two_who_answer_many_each_contribution_gets_one_answer(here: Office) -> None:
    every = [said(here.cycle, f"Potrzeba {number}.") for number in range(4)]
    seen = {one.number: 1 for one in every}

    def many(place: int) -> object:
        person = (here.editor, here.approver)[place]
        return give_fates(contributions=map(again, every), fate=words(place), seen=seen, actor=person, at=NOW)

    assert together(lambda: many(0), lambda: many(1)) == [[], []]
    assert sorted(Fate.objects.values_list("contribution__number", "number")) == [(n, 1) for n in range(1, 5)]


def test_no_cycle_is_with_the_council_while_an_answer_is_taken_back(here: Office) -> None:
    signed(here.cycle)
    asked = said(here.cycle)
    answer(asked, here.editor)
    told = together(
        lambda: send_to_council(cycle=Cycle.objects.select_related("unit").get(), actor=here.approver, at=NOW),
        lambda: reopen_contribution(contribution=again(asked), reason="Nowe dane.", seen=2, actor=here.editor, at=NOW),
    )
    assert sum(bool(one) for one in told) == 1
    with_council = Cycle.objects.get().state == CycleState.COUNCIL
    assert with_council is not unanswered(here.cycle).exists()
