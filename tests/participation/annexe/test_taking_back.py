"""Withdrawing an annexe, consents given and taken back, and how far answers may be told."""

import datetime as dt

import pytest
from participation.annexe.filled import JANUARY, MARCH, Scene, begun, circle, filled, reasons, scene, sent, whole, write

from drogowskaz.assessments.enums import OfferFate, Shown
from drogowskaz.assessments.models import Assessment, Offer
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.annexe import (
    Consent,
    Of,
    change_publication,
    record_consent,
    send_annexe,
    start_annexe,
    take_back_consent,
    take_up,
    withdraw,
)
from drogowskaz.participation.enums.annexe import AnnexeState, FilledIn, ItemState
from drogowskaz.participation.models import Annexe

pytestmark = pytest.mark.django_db
AGREED = Consent("Prezeska Zosia", dt.date(2027, 1, 10), "przez telefon")


@pytest.fixture
def here() -> Scene:
    return scene()


def assisted(here: Scene, consent: Consent = AGREED) -> Annexe:
    """An annexe that the animator fills in and hands in for an organisation that has nobody here."""
    animator = here["animator"]
    alone = circle(here.unit, "Samotne Koło")
    annexe = start_annexe(cycle=here.cycle, organisation=alone, actor=animator, at=JANUARY, consent=consent)
    write(annexe, whole(annexe), animator)
    send_annexe(annexe=annexe, actor=animator, at=JANUARY, lang="en")
    return annexe


def fates() -> set[str]:
    return set(Offer.objects.values_list("fate", flat=True))


def test_withdrawing_takes_every_number_back_and_erases_nothing(here: Scene) -> None:
    annexe = sent(here)
    kept = withdraw(annexe=annexe, actor=here.leader, at=MARCH, reason="Zmieniliśmy zdanie.")
    assert (kept, annexe.state, fates()) == (0, AnnexeState.WITHDRAWN, {"withdrawn"})
    assert {(one.state, one.reason) for one in annexe.items.all()} == {("withdrawn", "Zmieniliśmy zdanie.")}
    assert annexe.items.get(field="n2.service.recipients").text == "24"


def test_withdrawing_needs_no_reason(here: Scene) -> None:
    annexe = sent(here)
    withdraw(annexe=annexe, actor=here.leader, at=MARCH, lang="en")
    assert set(Offer.objects.values_list("reason", flat=True)) == {"The organisation withdrew its annexe."}


def test_a_second_click_on_withdrawing_says_that_it_is_done(here: Scene) -> None:
    annexe = sent(here)
    withdraw(annexe=annexe, actor=here.leader, at=MARCH)
    with pytest.raises(Refused) as caught:
        withdraw(annexe=annexe, actor=here.leader, at=MARCH)
    assert reasons(caught.value) == ["This annexe is already: withdrawn by the organisation. Nothing was changed."]


def test_a_withdrawn_annexe_can_be_taken_up_and_handed_in_again(here: Scene) -> None:
    annexe = sent(here)
    withdraw(annexe=annexe, actor=here.leader, at=JANUARY)
    take_up(annexe=annexe, actor=here.leader, at=JANUARY)
    assert (annexe.state, set(annexe.items.values_list("state", flat=True))) == (AnnexeState.DRAFT, {"draft"})
    send_annexe(annexe=annexe, actor=here.leader, at=JANUARY, lang="en")
    found = [one.fate for one in Offer.objects.filter(row="food_aid.persons").order_by("pk")]
    assert found == ["withdrawn", "waiting"]


def test_after_the_dates_it_cannot_be_taken_up(here: Scene) -> None:
    annexe = sent(here)
    withdraw(annexe=annexe, actor=here.leader, at=MARCH)
    with pytest.raises(Refused):
        take_up(annexe=annexe, actor=here.leader, at=MARCH)
    annexe.refresh_from_db()
    assert annexe.state == AnnexeState.WITHDRAWN


def test_what_stands_in_a_signed_form_stays_and_is_counted(here: Scene) -> None:
    annexe = sent(here)
    Offer.objects.filter(row="food_aid.persons").update(fate=OfferFate.TAKEN)
    Assessment.objects.update(locked=True)
    annexe = Annexe.objects.get(pk=annexe.pk)
    assert withdraw(annexe=annexe, actor=here.leader, at=MARCH) == 1
    assert Offer.objects.get(row="food_aid.persons").fate == OfferFate.TAKEN


def test_the_choice_of_publication_reaches_every_offer(here: Scene) -> None:
    annexe = sent(here)
    change_publication(annexe=annexe, shown=Shown.TOTAL, actor=here.leader, at=MARCH)
    assert set(Offer.objects.values_list("shown", flat=True)) == {"total"}
    assert (annexe.shown, annexe.items.get(field="n10.publication").text) == ("total", "total")


def test_once_the_form_is_signed_the_choice_of_publication_stands(here: Scene) -> None:
    annexe = sent(here)
    Assessment.objects.update(locked=True)
    annexe = Annexe.objects.get(pk=annexe.pk)
    with pytest.raises(Refused) as caught:
        change_publication(annexe=annexe, shown=Shown.UNIT, actor=here.leader, at=MARCH)
    assert reasons(caught.value) == [
        "The form for 2026 is signed, so what it holds stays as it is. Ask the office of gmina Wymyślona: it can begin "
        "a correction."
    ]


def test_the_answer_about_publication_is_the_choice_of_the_annexe(here: Scene) -> None:
    annexe = filled(here)
    assert annexe.shown == Shown.FULL
    write(annexe, {("n10.publication", 0): ""}, here.leader)
    annexe.refresh_from_db()
    assert annexe.shown == Shown.UNIT


def test_an_animator_writes_with_the_consent_of_the_organisation(here: Scene) -> None:
    annexe = assisted(here)
    assert (annexe.filled_in, annexe.consent, annexe.mandate) == (
        FilledIn.ASSISTED,
        "Prezeska Zosia, 10.01.2027, przez telefon",
        None,
    )


def test_what_came_on_paper_is_offered_as_such(here: Scene) -> None:
    assisted(here, Consent("Prezeska Zosia", dt.date(2027, 1, 10), "podpis na formularzu", FilledIn.PAPER))
    assert set(Offer.objects.values_list("channel", flat=True)) == {"paper"}


@pytest.mark.parametrize(
    ("consent", "sentence"),
    [
        (Consent(" ", dt.date(2027, 1, 10), "telefon"), "Write down who of Samotne Koło agreed"),
        (Consent("Zosia", dt.date(2027, 1, 16), "telefon"), "The day of the consent is still to come"),
        (Consent("Z" * 500, dt.date(2027, 1, 10), "telefon"), "Shorten the description of the consent"),
    ],
    ids=["unsaid", "of a day to come", "endless"],
)
def test_a_consent_that_says_too_little_begins_nothing(here: Scene, consent: Consent, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        assisted(here, consent)
    assert any(one.startswith(sentence) for one in reasons(caught.value))
    assert not Annexe.objects.exists()


def test_a_consent_lets_nobody_write_who_is_no_animator(here: Scene) -> None:
    with pytest.raises(Refused):
        start_annexe(
            cycle=here.cycle, organisation=circle(here.unit, "Samotne Koło"), actor=here["editor"], at=JANUARY,
            consent=AGREED,
        )  # fmt: skip
    assert not Annexe.objects.exists()


def test_a_consent_taken_back_withdraws_the_annexe_and_nobody_writes_on(here: Scene) -> None:
    annexe, animator = assisted(here), here["animator"]
    take_back_consent(annexe=annexe, of=Of.ENTRY, said="Prezeska, telefon", actor=animator, at=MARCH)
    assert (annexe.state, annexe.consent_withdrawn_at, fates()) == (AnnexeState.WITHDRAWN, MARCH, {"withdrawn"})
    with pytest.raises(Refused) as caught:
        take_up(annexe=annexe, actor=animator, at=JANUARY)
    assert reasons(caught.value) == [
        "Samotne Koło took its consent back on 01.03.2027. Nobody can write for it any more; its own people can."
    ]


def test_an_animator_says_who_took_the_consent_back(here: Scene) -> None:
    annexe = assisted(here)
    with pytest.raises(Refused) as caught:
        take_back_consent(annexe=annexe, of=Of.ENTRY, said=" ", actor=here["animator"], at=MARCH)
    assert reasons(caught.value) == ["Write down who took the consent back, and how they told it."]
    annexe.refresh_from_db()
    assert annexe.state == AnnexeState.SENT


def test_a_consent_is_taken_back_once(here: Scene) -> None:
    annexe = assisted(here)
    take_back_consent(annexe=annexe, of=Of.ENTRY, said="Prezeska", actor=here["animator"], at=MARCH)
    with pytest.raises(Refused) as caught:
        take_back_consent(annexe=annexe, of=Of.ENTRY, said="Prezeska", actor=here["animator"], at=MARCH)
    assert reasons(caught.value) == ["The consent was taken back already. Nothing was changed."]


def test_a_consent_to_publication_is_taken_back_also_after_signing(here: Scene) -> None:
    annexe = sent(here)
    Offer.objects.filter(row="food_aid.persons").update(fate=OfferFate.TAKEN)
    Assessment.objects.update(locked=True)
    annexe = Annexe.objects.get(pk=annexe.pk)
    kept = take_back_consent(annexe=annexe, of=Of.PUBLICATION, said="", actor=here.leader, at=MARCH)
    assert (kept, annexe.shown, set(Offer.objects.values_list("shown", flat=True))) == (1, "unit", {"unit"})


def test_a_given_consent_opens_what_the_organisation_began_itself(here: Scene) -> None:
    annexe, animator = begun(here), here["animator"]
    with pytest.raises(Refused):
        write(annexe, {("n1.legal_form", 0): "kgw"}, animator)
    record_consent(annexe=annexe, consent=AGREED, actor=animator, at=JANUARY)
    (outcome,) = write(annexe, {("n1.legal_form", 0): "kgw"}, animator)
    assert (outcome.fate, annexe.items.get(field="n1.legal_form").state) == ("saved", ItemState.DRAFT)
