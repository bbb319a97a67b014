"""The whole way of an annexe through both sides: handed in, asked about, corrected, taken in, told."""

import datetime as dt

import pytest
from django.utils.translation import override
from participation.annexe.filled import JANUARY, scene, sent
from participation.review.handed_in import decide, decision, item_of, value_in

from drogowskaz.assessments.enums import OfferFate
from drogowskaz.notifications.models import Message
from drogowskaz.participation.actions.annexe import Save, correct_returned, save_answers
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.enums.invitation import Stage
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.queries.invitation import lines_of
from drogowskaz.participation.queries.review import counts_of
from drogowskaz.participation.queries.review_page import read_annexe

pytestmark = pytest.mark.django_db
LATER = JANUARY + dt.timedelta(days=2)
FOOD, ROW = "n2.service.food_persons", "support.food"


def test_the_office_reads_what_was_declared_and_is_not_asked_about_it() -> None:
    annexe = sent(scene())
    with override("en"):
        page = read_annexe(annexe, "en")
    declared = [one for part in page.parts if part.key == "N10" for one in part.items]
    assert [one.text for one in declared] == [
        "in full, with the name of the organisation", "yes", "yes", "by the organisation itself"
    ]  # fmt: skip
    assert {(one.open, one.standing.word) for one in declared} == {(False, "declared by the organisation")}
    assert page.waiting == sum(len(part.items) for part in page.parts if part.key != "N10")


def test_the_letter_of_what_was_decided_leaves_declarations_out() -> None:
    here = scene()
    annexe = sent(here)
    rest = [decision(one.item) for part in read_annexe(annexe, "en").parts for one in part.items if one.open]
    decide(annexe, *rest, actor=here["editor"])
    (letter,) = Message.objects.filter(event="participation.annexe_decided")
    assert [label in letter.text for label in ("Forma organizacji", "Jak pokazać te odpowiedzi")] == [True, False]


def test_who_was_asked_again_still_counts_as_having_handed_in() -> None:
    here = scene()
    annexe = sent(here)
    decide(annexe, decision(item_of(annexe, FOOD), "return", "Czy to osoby?"), actor=here["editor"])
    counts = counts_of(here.cycle, JANUARY)
    assert (counts.sent, counts.returned, counts.done) == (1, 1, 0)


def test_the_office_reads_areas_by_their_names() -> None:
    here = scene()
    page = read_annexe(sent(here), "en")
    (area,) = [one for part in page.parts for one in part.items if one.item.field == "n1.area"]
    assert area.text == here.unit.full_name


def test_a_number_asked_about_is_corrected_and_stands_in_the_form() -> None:
    here = scene()
    annexe = sent(here)
    editor, leader = here["editor"], here.leader
    food = item_of(annexe, FOOD)
    offer = food.aims.get().offer
    decide(annexe, decision(food, "return", "Czy to osoby, czy paczki?"), actor=editor)
    assert (annexe.state, lines_of(here.cycle, JANUARY)[0].stage) == (AnnexeState.RETURNED, Stage.RETURNED)

    save_answers(annexe=annexe, saves=[Save(FOOD, 0, "10", item_of(annexe, FOOD).version)], actor=leader, at=LATER)
    correct_returned(annexe=annexe, actor=leader, at=LATER)
    annexe = Annexe.objects.select_related("cycle__unit", "cycle__assessment__unit", "organisation").get(pk=annexe.pk)
    offer.refresh_from_db()
    assert (annexe.state, offer.fate) == (AnnexeState.SENT, OfferFate.WITHDRAWN)

    page = read_annexe(annexe, "en")
    rest = [decision(one.item) for part in page.parts for one in part.items if one.open]
    done = decide(annexe, *rest, actor=editor, at=LATER)
    assert done.finished is True
    assert value_in(here.cycle.assessment, offer.row) == 10
    assert set(annexe.items.exclude(text="").values_list("state", flat=True)) == {ItemState.ACCEPTED}
    told = Message.objects.filter(recipient=leader).order_by("pk").values_list("event", flat=True)
    assert list(told) == ["participation.annexe_returned", "participation.annexe_decided"]
