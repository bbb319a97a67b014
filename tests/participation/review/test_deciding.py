"""The office decides on the answers of an annexe: each once, by somebody else than who wrote it, told in one letter."""

import datetime as dt

import pytest
from cycles import gmina
from participation.review.handed_in import (
    JANUARY,
    NUMBER,
    cycle,
    decide,
    decision,
    handed_in,
    item_of,
    manager,
    organisation,
    reasons,
    value_in,
    worker,
)

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.enums import OfferFate
from drogowskaz.assessments.models import Decision, Offer
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Kind, Role
from drogowskaz.organisations.permissions import SINGLE_PERSON
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.enums.invitation import Stage
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Annexe, AnnexeItem, Confirmation, Paper
from drogowskaz.participation.queries.invitation import lines_of
from drogowskaz.participation.queries.review_page import confirmations_about

pytestmark = pytest.mark.django_db
HOLDER = "n1.mandate_holder"


def one(number: int | None = 3) -> tuple[Annexe, AnnexeItem]:
    """A circle's annexe with one text, and the text."""
    year = cycle()
    circle = organisation("KGW Zmyślone", year.unit)
    annexe = handed_in(year, circle, number=number, sent_by=manager(circle))
    return annexe, item_of(annexe, HOLDER)


def paper(annexe: Annexe, **changes: object) -> Paper:
    told = {"kind": PaperKind.DECISION, "title": "Decyzja wójta", "number": 1, **changes}
    return Paper.objects.create(cycle=annexe.cycle, day=dt.date(2027, 1, 8), sender="Wójt", at=JANUARY, **told)


class TestTexts:
    def test_an_accepted_text_is_kept_and_nothing_is_written_into_the_form(self) -> None:
        annexe, text = one(number=None)
        done = decide(annexe, decision(text), actor=worker(annexe.cycle.unit))
        text.refresh_from_db()
        assert (text.state, done.decided, done.finished) == (ItemState.ACCEPTED, 1, True)
        assert Decision.objects.count() == 0

    @pytest.mark.parametrize("move", ["return", "refuse"])
    def test_against_the_organisation_nothing_is_decided_without_a_reason(self, move: str) -> None:
        annexe, text = one()
        with pytest.raises(Refused) as refused:
            decide(annexe, decision(text, move, "  "), actor=worker(annexe.cycle.unit))
        assert reasons(refused.value) == [
            "“Person filling in and basis of the mandate”: say why. The organisation will read it."
        ]
        text.refresh_from_db()
        assert text.state == ItemState.SENT

    def test_many_are_decided_together_or_none(self) -> None:
        annexe, text = one()
        number = item_of(annexe, NUMBER)
        with pytest.raises(Refused):
            decide(annexe, decision(text), decision(number, "refuse"), actor=worker(annexe.cycle.unit))
        text.refresh_from_db()
        assert text.state == ItemState.SENT
        done = decide(
            annexe, decision(text, "refuse", "Powtarza się"), decision(number, "refuse", "Powtarza się"),
            actor=worker(annexe.cycle.unit),
        )  # fmt: skip
        states = list(annexe.items.values_list("state", "reason"))
        assert (done.decided, states) == (2, [("not_taken", "Powtarza się")] * 2)

    def test_every_decision_leaves_its_step_and_its_trace(self) -> None:
        annexe, text = one()
        clerk = worker(annexe.cycle.unit)
        decide(annexe, decision(text, "refuse", "Powtarza się"), actor=clerk)
        step = text.steps.last()
        assert (step.state, step.text, step.reason, step.by) == ("not_taken", text.text, "Powtarza się", clerk)
        assert Entry.objects.get(verb="annexe.item_not_taken").thing_id == str(text.pk)


class TestNumbers:
    def test_a_number_alone_at_its_cell_is_taken_by_one_decision(self) -> None:
        annexe, _text = one()
        number = item_of(annexe, NUMBER)
        decide(annexe, decision(number), actor=worker(annexe.cycle.unit))
        number.refresh_from_db()
        assert (number.state, value_in(annexe.cycle.assessment)) == (ItemState.ACCEPTED, 3)
        assert Offer.objects.get().fate == OfferFate.TAKEN

    def test_where_another_gave_a_number_too_it_is_decided_at_the_cell(self) -> None:
        annexe, _text = one()
        other = organisation("OSP Zmyślona", annexe.cycle.unit)
        handed_in(annexe.cycle, other, number=5)
        with pytest.raises(Refused) as refused:
            decide(annexe, decision(item_of(annexe, NUMBER)), actor=worker(annexe.cycle.unit))
        assert len(refused.value.refusals) == 1
        assert value_in(annexe.cycle.assessment) is None

    def test_not_taken_leaves_the_cell_and_tells_the_offer_why(self) -> None:
        annexe, _text = one()
        number = item_of(annexe, NUMBER)
        decide(annexe, decision(number, "refuse", "Umowy innej gminy"), actor=worker(annexe.cycle.unit))
        offer = Offer.objects.get()
        assert (offer.fate, offer.reason) == (OfferFate.NOT_USED, "Umowy innej gminy")
        assert value_in(annexe.cycle.assessment) is None

    def test_returned_it_waits_at_no_cell(self) -> None:
        annexe, _text = one()
        number = item_of(annexe, NUMBER)
        decide(annexe, decision(number, "return", "Czy razem z małymi?"), actor=worker(annexe.cycle.unit))
        assert Offer.objects.get().fate == OfferFate.WITHDRAWN
        number.refresh_from_db()
        assert (number.state, annexe.state) == (ItemState.RETURNED, AnnexeState.RETURNED)


class TestLetters:
    def test_one_letter_asks_everything_that_is_returned_at_once(self) -> None:
        annexe, text = one()
        number = item_of(annexe, NUMBER)
        done = decide(
            annexe, decision(text, "return", "Kto podpisał?"), decision(number, "return", "Razem z małymi?"),
            actor=worker(annexe.cycle.unit),
        )  # fmt: skip
        letter = Message.objects.get()
        assert (letter.event, letter.recipient, done.asked) == ("participation.annexe_returned", annexe.sent_by, True)
        assert ("Kto podpisał?" in letter.text, "Razem z małymi?" in letter.text) == (True, True)

    def test_one_letter_tells_where_everything_went_when_nothing_is_left(self) -> None:
        annexe, text = one()
        clerk = worker(annexe.cycle.unit)
        assert decide(annexe, decision(text), actor=clerk).finished is False
        assert Message.objects.count() == 0
        assert decide(annexe, decision(item_of(annexe, NUMBER)), actor=clerk).finished is True
        assert Message.objects.get().event == "participation.annexe_decided"
        assert lines_of(annexe.cycle, JANUARY)[0].stage == Stage.DONE

    def test_where_nobody_has_an_account_the_address_of_the_register_is_written_to(self) -> None:
        year = cycle()
        annexe = handed_in(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        decide(annexe, decision(item_of(annexe, HOLDER)), actor=worker(year.unit))
        assert (Message.objects.get().address, Message.objects.get().recipient) == ("kgw@example.org", None)


class TestPeople:
    def test_who_handed_it_in_does_not_decide_on_it(self) -> None:
        year = cycle()
        clerk = worker(year.unit)
        worker(year.unit, Role.APPROVER)
        annexe = handed_in(year, organisation("KGW Zmyślone", year.unit), sent_by=clerk)
        with pytest.raises(Refused) as refused:
            decide(annexe, decision(item_of(annexe, HOLDER)), actor=clerk)
        assert reasons(refused.value) == ["You submitted this yourself. Another person must decide."]

    def test_where_one_person_is_the_office_it_is_labelled(self) -> None:
        year = cycle()
        alone = worker(year.unit, Role.DATA_EDITOR, Role.APPROVER)
        annexe = handed_in(year, organisation("KGW Zmyślone", year.unit), sent_by=alone)
        decide(annexe, decision(item_of(annexe, HOLDER)), actor=alone)
        assert item_of(annexe, HOLDER).label == SINGLE_PERSON

    def test_an_animator_decides_nothing_without_a_paper(self) -> None:
        annexe, text = one()
        with pytest.raises(Refused):
            decide(annexe, decision(text), actor=worker(annexe.cycle.unit, Role.ANIMATOR))
        text.refresh_from_db()
        assert text.state == ItemState.SENT

    def test_an_animator_writes_the_offices_decision_down_on_its_paper(self) -> None:
        year = cycle()
        animator = worker(year.unit, Role.ANIMATOR)
        annexe = handed_in(year, organisation("KGW Zmyślone", year.unit), number=3, sent_by=animator)
        for field in (HOLDER, NUMBER):
            decide(annexe, decision(item_of(annexe, field)), actor=animator, paper=paper(annexe, number=len(field)))
        text, number = item_of(annexe, HOLDER), item_of(annexe, NUMBER)
        assert (text.state, number.state) == (ItemState.ACCEPTED, ItemState.ACCEPTED)
        assert "Wójt" in text.basis
        assert text.label == "Written down for the office on the basis of its letter or of minutes."
        assert value_in(year.assessment) == 3

    def test_the_office_is_asked_to_confirm_what_was_written_down_for_it(self) -> None:
        annexe, text = one()
        office = organisation("GOPS", annexe.cycle.unit, email="gops@example.org", kind=Kind.OPS)
        animator = worker(annexe.cycle.unit, Role.ANIMATOR)
        done = decide(annexe, decision(text, "refuse", "Podwójnie"), actor=animator, paper=paper(annexe))
        question = Confirmation.objects.get()
        assert (done.confirming, question.institution, question.email) == (True, office, "gops@example.org")
        assert ["Podwójnie" in sentence for sentence in question.sentences] == [True]
        assert confirmations_about(annexe) == [question]

    def test_without_an_address_of_the_office_nobody_is_asked(self) -> None:
        annexe, text = one()
        done = decide(annexe, decision(text), actor=worker(annexe.cycle.unit, Role.ANIMATOR), paper=paper(annexe))
        assert (done.confirming, Confirmation.objects.count()) == (False, 0)

    @pytest.mark.parametrize("changes", [{"kind": "letter_out"}, {"crossed_at": JANUARY, "crossed_reason": "błąd"}])
    def test_not_every_paper_is_a_decision_of_the_office(self, changes: dict[str, object]) -> None:
        annexe, text = one()
        with pytest.raises(Refused):
            decide(
                annexe, decision(text), actor=worker(annexe.cycle.unit, Role.ANIMATOR), paper=paper(annexe, **changes)
            )

    def test_an_outsider_and_a_colleague_of_another_gmina_decide_nothing(self) -> None:
        annexe, text = one()
        elsewhere = worker(gmina("9901022", "Inna"))
        for stranger in (elsewhere, annexe.sent_by):
            with pytest.raises(Refused):
                decide(annexe, decision(text), actor=stranger)
        text.refresh_from_db()
        assert text.state == ItemState.SENT


class TestMeanwhile:
    def test_the_second_click_changes_nothing(self) -> None:
        annexe, text = one()
        clerk = worker(annexe.cycle.unit)
        decide(annexe, decision(text), actor=clerk)
        assert decide(annexe, decision(text), actor=clerk).decided == 0
        assert text.steps.filter(state=ItemState.ACCEPTED).count() == 1

    def test_the_slower_of_two_sees_what_the_other_decided(self) -> None:
        annexe, text = one()
        decide(annexe, decision(text), actor=worker(annexe.cycle.unit))
        with pytest.raises(Refused) as refused:
            decide(annexe, decision(text, "refuse", "Nie"), actor=worker(annexe.cycle.unit))
        assert reasons(refused.value) == [
            "“Person filling in and basis of the mandate” is already: accepted. Nothing was changed."
        ]

    def test_an_answer_corrected_since_it_was_read_is_refused_with_both_texts(self) -> None:
        annexe, text = one()
        read = decision(text)
        text.steps.create(state=ItemState.SENT, text="Skarbniczka", at=JANUARY)
        AnnexeItem.objects.filter(pk=text.pk).update(text="Skarbniczka", version=2)
        with pytest.raises(Refused) as refused:
            decide(annexe, read, actor=worker(annexe.cycle.unit))
        assert reasons(refused.value) == [
            "“Person filling in and basis of the mandate” was corrected since you read it. You read: “Prezeska, "
            "uchwała z 3 stycznia”. It says now: “Skarbniczka”. Nothing was changed; look at it, then decide again."
        ]

    def test_a_cell_written_since_it_was_seen_is_not_overwritten(self) -> None:
        annexe, _text = one()
        number = item_of(annexe, NUMBER)
        read = decision(number)
        form = annexe.cycle.assessment
        assert form is not None
        save_cells(assessment=form, saves=[Save("ngo.tasks", 0, "7", 0)], actor=None, at=JANUARY)
        with pytest.raises(Refused):
            decide(annexe, read, actor=worker(annexe.cycle.unit))
        number.refresh_from_db()
        assert (number.state, value_in(form)) == (ItemState.SENT, 7)
