"""Handing an annexe in: what is missing, the offers beside the cells, the second click, corrections."""

import datetime as dt

import pytest
from django.utils.translation import override
from participation.annexe.filled import JANUARY, MARCH, Scene, begun, filled, reasons, scene, sent, write

from drogowskaz.assessments.models import Assessment, Offer
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.models import Mandate
from drogowskaz.participation.actions.annexe import correct_returned, offer_waiting, send_annexe
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Aim, Annexe, AnnexeItem, ItemStep
from drogowskaz.participation.queries.annexe.fates import fates
from drogowskaz.participation.queries.invitation import waiting_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return scene()


def give_back(annexe: Annexe, field: str, reason: str = "Czy to osoby?") -> AnnexeItem:
    """What the office does: the answer goes back, and the annexe with it."""
    item = annexe.items.get(field=field)
    item.state, item.reason = ItemState.RETURNED, reason
    item.save()
    Annexe.objects.filter(pk=annexe.pk).update(state=AnnexeState.RETURNED)
    annexe.refresh_from_db()
    return item


def offers(annexe: Annexe) -> dict[tuple[str, int], tuple[int, str]]:
    """What stands beside the cells of the form for the annexe: row and place to number and fate."""
    aims = Aim.objects.filter(item__annexe=annexe).select_related("offer", "item").order_by("pk")
    return {(one.offer.row, one.item.place): (one.offer.number, one.offer.fate) for one in aims}


def test_every_number_is_offered_to_its_cell(here: Scene) -> None:
    annexe = sent(here)
    found = offers(annexe)
    assert (found["food_aid.persons", 0], found["ngo.active", 0]) == ((12, "waiting"), (1, "waiting"))
    offer = Offer.objects.get(row="food_aid.persons")
    assert (offer.supplier, offer.organisation, offer.shown, offer.method, offer.by) == (
        "KGW Zmyślone",
        here.circle,
        "full",
        "counted",
        here.leader,
    )


def test_what_the_organisation_declares_waits_for_nobody(here: Scene) -> None:
    annexe = sent(here)
    declared = list(annexe.items.filter(field__startswith="n10."))
    assert {(one.state, one.decided_by, one.decided_at) for one in declared} == {("accepted", None, None)}
    assert waiting_in([annexe]) == {annexe.pk: annexe.items.count() - len(declared)}


def test_a_declaration_is_called_so_where_the_organisation_reads_it(here: Scene) -> None:
    with override("en"):
        *groups, last = fates(sent(here), "en")
    assert {item.label for item in last.items} == {"declared by the organisation"}
    assert {item.label for group in groups for item in group.items} == {"handed in, waiting for the office"}


def test_a_declaration_the_office_asked_about_is_declared_again(here: Scene) -> None:
    annexe = sent(here)
    give_back(annexe, "n10.no_personal_data")
    correct_returned(annexe=annexe, actor=here.leader, at=JANUARY)
    item = annexe.items.get(field="n10.no_personal_data")
    assert (item.state, item.reason) == (ItemState.ACCEPTED, "")


def test_what_was_handed_in_says_who_when_and_under_which_mandate(here: Scene) -> None:
    annexe = sent(here)
    assert (annexe.state, annexe.sent_by, annexe.sent_at, annexe.mandate) == (
        AnnexeState.SENT,
        here.leader,
        JANUARY,
        Mandate.objects.get(organisation=here.circle),
    )
    decided_on = annexe.items.exclude(field__startswith="n10.")
    assert set(decided_on.values_list("state", flat=True)) == {ItemState.SENT.value}
    assert ItemStep.objects.filter(item__annexe=annexe).count() == annexe.items.count()
    assert Entry.objects.filter(verb="annexe.sent", thing_id=str(annexe.pk)).count() == 1


def test_the_people_of_the_unit_get_one_letter_each(here: Scene) -> None:
    sent(here)
    told = Message.objects.filter(event="participation.annexe_sent").values_list("address", flat=True)
    assert sorted(told) == sorted([here["approver"].email, here["editor"].email])


def test_what_is_missing_is_told_by_name_and_nothing_is_sent(here: Scene) -> None:
    annexe = begun(here)
    with pytest.raises(Refused) as caught:
        send_annexe(annexe=annexe, actor=here.leader, at=JANUARY, lang="en")
    assert "Form: This question needs an answer." in reasons(caught.value)
    annexe.refresh_from_db()
    assert (annexe.state, annexe.sent_at, Offer.objects.count()) == (AnnexeState.DRAFT, None, 0)


def test_the_second_click_sends_nothing_twice(here: Scene) -> None:
    annexe = sent(here)
    before = Offer.objects.count()
    with pytest.raises(Refused) as caught:
        send_annexe(annexe=annexe, actor=here.leader, at=JANUARY, lang="en")
    assert reasons(caught.value) == ["This annexe was handed in already. Nothing was sent twice."]
    assert Offer.objects.count() == before


def test_a_mandate_that_ended_meanwhile_keeps_the_draft_and_sends_nothing(here: Scene) -> None:
    annexe = filled(here)
    Mandate.objects.update(valid_until=dt.date(2027, 1, 10))
    with pytest.raises(Refused) as caught:
        send_annexe(annexe=annexe, actor=here.leader, at=JANUARY, lang="en")
    assert reasons(caught.value) == [
        "Your mandate from KGW Zmyślone ended on 10.01.2027. What you did before stays yours."
    ]
    assert annexe.items.get(field="n2.service.recipients").text == "24"


def test_after_the_dates_nothing_is_handed_in_and_the_sentence_says_whom_to_ask(here: Scene) -> None:
    annexe = filled(here)
    with pytest.raises(Refused) as caught:
        send_annexe(annexe=annexe, actor=here.leader, at=MARCH, lang="en")
    assert reasons(caught.value) == [
        "Organisations supplied data for 2026 from 04.01.2027 to 15.02.2027. That time is over; everything that was "
        "written is kept. Ask the office of gmina Wymyślona: it can set a later day, or take the numbers "
        "down itself."
    ]


def test_a_returned_answer_is_corrected_after_the_dates_and_offered_anew(here: Scene) -> None:
    annexe = sent(here)
    give_back(annexe, "n2.service.food_persons")
    write(annexe, {("n2.service.food_persons", 0): "15"}, here.leader, MARCH)
    correct_returned(annexe=annexe, actor=here.leader, at=MARCH, lang="en")
    found = [(one.number, one.fate) for one in Offer.objects.filter(row="food_aid.persons").order_by("pk")]
    assert found == [(12, "withdrawn"), (15, "waiting")]
    item = annexe.items.get(field="n2.service.food_persons")
    assert (annexe.state, item.state, item.reason) == (AnnexeState.SENT, ItemState.SENT, "")


def test_what_was_not_corrected_keeps_its_offer(here: Scene) -> None:
    annexe = sent(here)
    give_back(annexe, "n2.service.food_persons")
    untouched = Offer.objects.get(row="ngo.active").pk
    write(annexe, {("n2.service.food_persons", 0): "15"}, here.leader, MARCH)
    correct_returned(annexe=annexe, actor=here.leader, at=MARCH, lang="en")
    assert [one.pk for one in Offer.objects.filter(row="ngo.active")] == [untouched]


def test_a_returned_answer_that_is_emptied_is_withdrawn_with_its_number(here: Scene) -> None:
    annexe = sent(here)
    give_back(annexe, "n2.service.food_persons")
    write(annexe, {("n2.service.food_persons", 0): ""}, here.leader, MARCH)
    correct_returned(annexe=annexe, actor=here.leader, at=MARCH, lang="en")
    item = annexe.items.get(field="n2.service.food_persons")
    assert (item.state, Offer.objects.get(row="food_aid.persons").fate) == (ItemState.WITHDRAWN, "withdrawn")


def test_once_the_form_is_signed_a_returned_answer_stays(here: Scene) -> None:
    annexe = sent(here)
    give_back(annexe, "n2.service.food_persons")
    Assessment.objects.update(locked=True)
    annexe = Annexe.objects.get(pk=annexe.pk)
    with pytest.raises(Refused) as caught:
        correct_returned(annexe=annexe, actor=here.leader, at=MARCH, lang="en")
    assert "is signed" in reasons(caught.value)[0]


def test_what_was_handed_in_before_there_was_a_form_is_offered_once_there_is_one(here: Scene) -> None:
    form = here.cycle.assessment
    here.cycle.state, here.cycle.assessment = "planned", None
    here.cycle.save()
    annexe = sent(here)
    assert offers(annexe) == {}
    here.cycle.state, here.cycle.assessment = "open", form
    here.cycle.save()
    assert offer_waiting(cycle=here.cycle, at=JANUARY) == 1
    once = offers(annexe)
    offer_waiting(cycle=here.cycle, at=JANUARY)
    assert (offers(annexe), once["food_aid.persons", 0]) == (once, (12, "waiting"))
