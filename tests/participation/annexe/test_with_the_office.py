"""The way of an answer between the organisation and the office, by the acts of both."""

import pytest
from participation.annexe.filled import JANUARY, MARCH, Scene, scene, sent, write

from drogowskaz.assessments.actions.deciding import decide_cell
from drogowskaz.assessments.enums import Ruling
from drogowskaz.assessments.models import Cell, Offer
from drogowskaz.engine.workflow import Transition
from drogowskaz.participation.actions.annexe import correct_returned
from drogowskaz.participation.actions.review import ItemDecision, decide_items
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem
from drogowskaz.participation.queries.annexe.fates import fates
from drogowskaz.participation.queries.annexe.reading import JOINED
from drogowskaz.participation.queries.standing import aims_by_item, standing_of
from drogowskaz.participation.workflow.annexe import ACCEPT_ITEM, RETURN_ITEM

pytestmark = pytest.mark.django_db
FIELD = "n2.service.food_persons"


@pytest.fixture
def here() -> Scene:
    return scene()


def again(annexe: Annexe) -> Annexe:
    return Annexe.objects.select_related(*JOINED).get(pk=annexe.pk)


def office(here: Scene, annexe: Annexe, move: Transition, reason: str = "") -> AnnexeItem:
    """The editor of the unit decides on the number of persons who got food."""
    item = annexe.items.get(field=FIELD)
    cells = {
        aim.offer_id: cell.version
        for aim in item.aims.select_related("offer")
        for cell in Cell.objects.filter(row=aim.offer.row, offset=aim.offer.offset)
    }
    decision = ItemDecision(item.pk, move, item.version, reason, cells)
    decide_items(annexe=again(annexe), decisions=[decision], paper=None, actor=here["editor"], at=MARCH, lang="en")
    item.refresh_from_db()
    return item


def test_a_question_of_the_office_opens_the_answer_and_its_correction_reaches_the_cell(here: Scene) -> None:
    annexe = sent(here)
    asked = office(here, annexe, RETURN_ITEM, "Czy to osoby?")
    assert (asked.state, asked.reason) == (ItemState.RETURNED, "Czy to osoby?")
    write(again(annexe), {(FIELD, 0): "15"}, here.leader, MARCH)
    correct_returned(annexe=again(annexe), actor=here.leader, at=MARCH, lang="en")
    accepted = office(here, annexe, ACCEPT_ITEM)
    cell = Cell.objects.get(row="food_aid.persons", offset=0)
    assert (accepted.state, cell.number, cell.supplier) == (ItemState.ACCEPTED, 15, "KGW Zmyślone")
    assert [one.fate for one in Offer.objects.filter(row="food_aid.persons").order_by("pk")] == ["withdrawn", "taken"]
    assert again(annexe).state == AnnexeState.SENT


def test_an_answer_returned_and_left_as_it_was_is_offered_again(here: Scene) -> None:
    annexe = sent(here)
    office(here, annexe, RETURN_ITEM, "Czy to osoby?")
    correct_returned(annexe=again(annexe), actor=here.leader, at=JANUARY, lang="en")
    assert [(one.number, one.fate) for one in Offer.objects.filter(row="food_aid.persons").order_by("pk")] == [
        (12, "withdrawn"),
        (12, "waiting"),
    ]


def test_the_organisation_sees_the_figure_in_the_cell_and_the_whole_history(here: Scene) -> None:
    annexe = sent(here)
    office(here, annexe, RETURN_ITEM, "Czy to osoby?")
    write(again(annexe), {(FIELD, 0): "15"}, here.leader, MARCH)
    correct_returned(annexe=again(annexe), actor=here.leader, at=MARCH, lang="en")
    office(here, annexe, ACCEPT_ITEM)
    (shown,) = (
        item
        for group in fates(again(annexe), "en")
        for item in group.items
        if item.anchor == "n2_service_food_persons-0"
    )
    assert [(aim.value, aim.figure) for aim in shown.aims] == [("12", ""), ("15", "15")]
    assert [(one.text, one.reason) for one in shown.steps] == [
        ("12", ""),
        ("12", "Czy to osoby?"),
        ("15", ""),
        ("15", ""),
    ]


def test_an_answer_whose_numbers_were_decided_at_their_cells_reads_as_decided_on_both_pages(here: Scene) -> None:
    annexe = sent(here)
    item = annexe.items.get(field=FIELD)
    for aim in item.aims.select_related("offer__assessment"):
        decide_cell(
            assessment=aim.offer.assessment, cell=(aim.offer.row, aim.offer.offset), taken=[aim.offer_id],
            ruling=Ruling.ONE, reason="jedyna podana", seen=0, actor=here["editor"], at=MARCH,
        )  # fmt: skip
    item.refresh_from_db()
    (theirs,) = (one for group in fates(again(annexe), "en") for one in group.items if one.anchor.endswith("persons-0"))
    ours = standing_of(item, aims_by_item([item])[item.pk], "en")
    assert item.state == ItemState.SENT
    assert (theirs.state, theirs.label) == (ours.state, ours.word) == (ItemState.ACCEPTED, "przyjęta")
