"""Two people at the same moment: numbers of papers stay apart, and a question gets one answer."""

from collections.abc import Callable

import pytest
from cycles import DECEMBER, opened
from organisations.cast import tokens
from participation.paper.files import PDF, png
from races import outcomes, several_writers

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.confirmation import answer_confirmation, ask_confirmation
from drogowskaz.participation.actions.paper import PaperDescription, Scan, cross_out, register_paper
from drogowskaz.participation.enums.paper import Confirmed, PaperKind
from drogowskaz.participation.models import Confirmation, Paper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    several_writers,
]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of the acts came to: nothing, or the first sentence it was refused with."""
    return sorted(one.refusals[0].sentence("en") if isinstance(one, Refused) else "" for one in outcomes(*acts))


def registering(cycle: Cycle, content: bytes) -> Callable[[], Paper]:
    described = PaperDescription(PaperKind.LETTER_IN, "Pismo", DECEMBER.date())
    return lambda: register_paper(cycle=cycle, description=described, scan=Scan("a", content), actor=None, at=DECEMBER)


def test_two_papers_registered_at_once_get_a_number_each() -> None:
    cycle = opened()
    assert at_once(registering(cycle, PDF), registering(cycle, png())) == ["", ""]
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2]


def test_the_same_scan_sent_twice_at_once_is_registered_once() -> None:
    cycle = opened()
    first, second = at_once(registering(cycle, PDF), registering(cycle, PDF))
    assert first == ""
    assert "as paper 1" in second
    assert Paper.objects.count() == 1


def test_of_two_who_cross_out_at_once_one_is_told() -> None:
    key = registering(opened(), PDF)().pk

    def crossing(reason: str) -> Callable[[], None]:
        paper = Paper.objects.select_related("cycle__unit").get(pk=key)
        return lambda: cross_out(paper=paper, reason=reason, actor=None, at=DECEMBER)

    first, second = at_once(crossing("jeden"), crossing("drugi"))
    assert first == ""
    assert "crossed out already" in second


def test_of_two_answers_at_once_one_stands_and_the_other_is_told() -> None:
    _gathered, sending = tokens()
    question = ask_confirmation(
        cycle=opened(), institution=None, email="gops@example.org", subject="obiady", sentences=["Przyjęto 120."],
        thing="participation.Paper", thing_id="1", sending=sending, actor=None, at=DECEMBER,
    )  # fmt: skip

    def answering(yes: bool) -> Callable[[], object]:
        mine = Confirmation.objects.select_related("cycle__unit", "asked_by").get(pk=question.pk)
        note = "" if yes else "118"
        return lambda: answer_confirmation(confirmation=mine, yes=yes, said_by="ktoś", note=note, at=DECEMBER)

    first, second = at_once(answering(True), answering(False))
    assert first == ""
    assert "You answered on" in second
    question.refresh_from_db()
    assert question.answer in (Confirmed.CONFIRMED, Confirmed.OBJECTED)
    assert (question.note == "") == (question.answer == Confirmed.CONFIRMED)
