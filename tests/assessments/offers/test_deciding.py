"""Deciding on the values offered to a cell."""

import pytest
from assessments.offers.given import FEW, PEOPLE, TEXT, clerk, fates, offered, open_form, settle, standing
from people import NOON

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.actions.offers import change_shown, withdraw_offer
from drogowskaz.assessments.enums import Method, Ruling, Shown, Status
from drogowskaz.assessments.models import Assessment, Cell, CellChange, Decision, Offer
from drogowskaz.assessments.permissions import WRITTEN_DOWN
from drogowskaz.assessments.queries.offers.values import STORED, UNNAMED
from drogowskaz.audit.models import Entry
from drogowskaz.engine.values import NO_INFORMATION, State, Value
from drogowskaz.engine.words import count
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions import SINGLE_PERSON

pytestmark = pytest.mark.django_db
OSP, CARITAS = "OSP Łęg", "Caritas"


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def editor(form: Assessment) -> User:
    return clerk(form, valid_from=NOON.date())


def refused(form: Assessment, person: User | None, ruling: Ruling, *taken: Offer, **said: object) -> list[str]:
    """The sentences; nothing has been written."""
    before = list(Offer.objects.values()), list(Cell.objects.values()), Decision.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as caught:
        settle(form, person, ruling, *taken, **said)
    after = list(Offer.objects.values()), list(Cell.objects.values()), Decision.objects.count(), Entry.objects.count()
    assert after == before
    return [one.sentence("en") for one in caught.value.refusals]


def test_the_only_value_is_taken_with_its_supplier_into_the_cell(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    made = settle(form, editor, Ruling.ONE, one)
    assert standing(form) == (12, "KGW Zakręcone", 1)
    assert fates() == [("KGW Zakręcone", "taken", "")]
    assert (made.ruling, made.number, made.version, made.by, [*made.taken.all()]) == ("one", 12, 1, editor, [one])
    assert Entry.objects.filter(verb__in=["offer.made", "cell.decided"]).count() == 2


def test_the_sum_of_all_is_written_under_all_names(form: Assessment, editor: User) -> None:
    three = [offered(form, 12), offered(form, 20, OSP), offered(form, 25, CARITAS)]
    settle(form, editor, Ruling.SUM, *three)
    assert standing(form) == (57, "KGW Zakręcone, OSP Łęg, Caritas", 1)
    assert fates() == [("KGW Zakręcone", "summed", ""), (OSP, "summed", ""), (CARITAS, "summed", "")]


def test_a_value_without_a_number_is_left_out_of_the_sum_and_told_why(form: Assessment, editor: User) -> None:
    two = [offered(form, 12), offered(form, 20, OSP)]
    offered(form, 0, CARITAS, value=NO_INFORMATION)
    settle(form, editor, Ruling.SUM, *two)
    assert standing(form) == (32, "KGW Zakręcone, OSP Łęg", 1)
    supplier, fate, reason = fates()[2]
    assert (supplier, fate, bool(reason)) == (CARITAS, "considered", True)


def test_some_are_taken_and_the_others_are_told_why_not(form: Assessment, editor: User) -> None:
    first, second, _third = offered(form, 12), offered(form, 20, OSP), offered(form, 25, CARITAS)
    settle(form, editor, Ruling.PART, first, second, reason="Caritas liczy tych samych ludzi.")
    assert standing(form) == (32, "KGW Zakręcone, OSP Łęg", 1)
    assert fates()[2] == (CARITAS, "considered", "Caritas liczy tych samych ludzi.")


def test_one_that_is_ticked_alone_is_one_value_not_a_sum(form: Assessment, editor: User) -> None:
    first = offered(form, 12)
    offered(form, 20, OSP)
    assert settle(form, editor, Ruling.PART, first, reason="Ci sami ludzie.").ruling == Ruling.ONE


def test_another_figure_is_the_offices_own(form: Assessment, editor: User) -> None:
    offered(form, 12)
    settle(form, editor, Ruling.OTHER, figure="1 040", reason="Z rejestru ośrodka.")
    assert standing(form) == (1040, "", 1)
    assert fates() == [("KGW Zakręcone", "considered", "Z rejestru ośrodka.")]


def test_none_is_taken_and_the_cell_stays_as_it_is(form: Assessment, editor: User) -> None:
    offered(form, 12)
    made = settle(form, editor, Ruling.NONE, reason="Nie ta gmina.")
    assert (standing(form), made.version) == (None, None)
    assert fates() == [("KGW Zakręcone", "not_used", "Nie ta gmina.")]


def test_keeping_what_stands_leaves_what_was_taken_in_the_form(form: Assessment, editor: User) -> None:
    settle(form, editor, Ruling.ONE, offered(form, 12))
    offered(form, 20, OSP)
    settle(form, editor, Ruling.NONE, reason="Ci sami ludzie.")
    assert standing(form) == (12, "KGW Zakręcone", 1)
    assert fates() == [("KGW Zakręcone", "taken", ""), (OSP, "not_used", "Ci sami ludzie.")]


def test_what_was_typed_over_since_is_no_longer_in_the_form(form: Assessment, editor: User) -> None:
    settle(form, editor, Ruling.ONE, offered(form, 12))
    save_cells(assessment=form, saves=[Save(*PEOPLE, "15", 1)], actor=editor, at=NOON)
    settle(form, editor, Ruling.NONE, reason="Zostaje 15.")
    assert fates() == [("KGW Zakręcone", "considered", "Zostaje 15.")]


@pytest.mark.parametrize("ruling", [Ruling.OTHER, Ruling.NONE], ids=lambda one: one.value)
def test_going_against_what_was_offered_needs_a_reason(form: Assessment, editor: User, ruling: Ruling) -> None:
    offered(form, 12)
    assert refused(form, editor, ruling, figure="3", reason="  ") == ["Say why. Whoever supplied a value will read it."]


def test_taking_one_of_two_needs_a_reason_for_the_other(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    offered(form, 20, OSP)
    assert refused(form, editor, Ruling.ONE, one) == [
        "Say why the other values were not taken. Whoever supplied them will read it."
    ]


def test_unlike_things_are_added_only_by_a_person_with_a_reason(form: Assessment, editor: User) -> None:
    two = [offered(form, 12), offered(form, 20, OSP, counted="wizyty")]
    assert refused(form, editor, Ruling.SUM, *two) == [
        "These values count different things (osoby, wizyty), so their sum would mean nothing."
    ]
    settle(form, editor, Ruling.PART, *two, reason="Każda wizyta to inna osoba.")
    assert standing(form) == (32, "KGW Zakręcone, OSP Łęg", 1)


def test_an_opinion_is_not_added_up(form: Assessment, editor: User) -> None:
    two = [offered(form, 12), offered(form, 20, OSP, method=Method.OPINION)]
    assert refused(form, editor, Ruling.SUM, *two) == ["One of these values is an opinion. Opinions are not added up."]


def test_a_sum_is_of_what_the_person_saw(form: Assessment, editor: User) -> None:
    two = [offered(form, 12), offered(form, 20, OSP)]
    offered(form, 25, CARITAS)
    assert refused(form, editor, Ruling.SUM, *two) == [
        "Another value has come in the meantime, so the sum is a different one. Look at it, then decide again."
    ]


def test_a_value_that_came_after_the_page_was_read_keeps_waiting(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    offered(form, 20, OSP)
    settle(form, editor, Ruling.ONE, one, newest=one.pk)
    assert fates() == [("KGW Zakręcone", "taken", ""), (OSP, "waiting", "")]


def test_a_value_taken_back_meanwhile_is_not_taken(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    withdraw_offer(offer=one, reason="Pomyłka.", actor=None, at=NOON)
    assert refused(form, editor, Ruling.ONE, one) == [
        "One of the values was taken back in the meantime. Nothing was changed; look at what is left."
    ]


def test_texts_are_not_added_but_one_can_be_taken(form: Assessment, editor: User) -> None:
    first = offered(form, 0, cell=TEXT, value=Value(State.VALUE, text="Brak miejsc"))
    second = offered(form, 0, OSP, cell=TEXT, value=Value(State.VALUE, text="Za daleko"))
    assert refused(form, editor, Ruling.SUM, first, second, cell=TEXT) == [
        "Texts are not added up. Take one of them or write another."
    ]
    settle(form, editor, Ruling.ONE, first, cell=TEXT, reason="Obszerniejszy.")
    assert Cell.objects.get().text == "Brak miejsc"


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [("", "Write the figure that is to stand in the form."), ("dużo", "“dużo” is not a number.")],
    ids=["nothing", "no number"],
)
def test_a_figure_that_cannot_be_read_is_refused(form: Assessment, editor: User, figure: str, sentence: str) -> None:
    offered(form, 12)
    (said,) = refused(form, editor, Ruling.OTHER, figure=figure, reason="Bo tak.")
    assert said.startswith(sentence)


def test_who_comes_second_is_told_what_the_first_wrote(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    settle(form, editor, Ruling.ONE, one)
    (said,) = refused(form, editor, Ruling.OTHER, figure="9", reason="Bo tak.", seen=0)
    assert said == (
        "Meanwhile Celina Wpisująca has written “12” into the cell. Nothing was changed; look at it, then decide again."
    )


def test_who_comes_second_is_told_that_it_was_decided_to_take_none(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    settle(form, editor, Ruling.NONE, reason="Nie ta gmina.")
    (said,) = refused(form, editor, Ruling.ONE, one, decided=0)
    assert said.startswith("Meanwhile Celina Wpisująca has decided on this cell: ")


def test_the_same_number_typed_before_gets_its_supplier(form: Assessment, editor: User) -> None:
    save_cells(assessment=form, saves=[Save(*PEOPLE, "12", 0)], actor=editor, at=NOON)
    settle(form, editor, Ruling.ONE, offered(form, 12))
    assert standing(form) == (12, "KGW Zakręcone", 2)
    assert CellChange.objects.count() == 2


def test_nobody_decides_on_what_they_offered_where_a_second_person_works(form: Assessment, editor: User) -> None:
    one = offered(form, 12, by=editor)
    assert refused(form, editor, Ruling.ONE, one) == ["You submitted this yourself. Another person must decide."]
    settle(form, clerk(form, "Druga Osoba", valid_from=NOON.date()), Ruling.ONE, one)
    assert standing(form) == (12, "KGW Zakręcone", 1)


def test_the_only_person_of_an_office_decides_and_it_is_said(form: Assessment, editor: User) -> None:
    Grant.objects.create(person=editor, role=Role.APPROVER, reach=Reach.UNIT, unit=form.unit, valid_from=NOON.date())
    assert settle(form, editor, Ruling.ONE, offered(form, 12, by=editor)).label == SINGLE_PERSON


def test_an_animator_only_writes_down_what_the_office_decided(form: Assessment) -> None:
    animator = clerk(form, "Anna Animatorka", Role.ANIMATOR, valid_from=NOON.date())
    one = offered(form, 12, by=animator)
    assert refused(form, animator, Ruling.ONE, one) == [
        "An animator does not decide for the office. Name the letter or the minutes in which the office decided, and "
        "it is written down for it."
    ]
    made = settle(form, animator, Ruling.ONE, one, basis="pismo 5 z 12.02.2027")
    assert (made.label, made.basis) == (WRITTEN_DOWN, "pismo 5 z 12.02.2027")


def test_an_outsider_and_a_locked_form_are_refused(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    strange = User.objects.create_user("o@example.org", name="Olek Postronny")
    assert refused(form, strange, Ruling.ONE, one) == [
        "Only a data editor or approver of gmina Drobin, or an animator, can enter values."
    ]
    Assessment.objects.update(status=Status.PUBLIC, locked=True)
    assert refused(form, editor, Ruling.ONE, one) == ["This form is closed: it is public."]


def test_who_may_be_told_only_in_sums_is_not_named_beside_the_cell(form: Assessment, editor: User) -> None:
    two = [offered(form, 12), offered(form, 20, OSP, shown=Shown.TOTAL)]
    settle(form, editor, Ruling.SUM, *two)
    assert standing(form) == (32, f"KGW Zakręcone, {count(UNNAMED, 1, STORED)}", 1)
    change_shown(offers=two[:1], shown=Shown.UNIT, at=NOON)
    assert standing(form) == (32, count(UNNAMED, 2, STORED), 1)
    change_shown(offers=two, shown=Shown.FULL, at=NOON)
    assert standing(form) == (32, "KGW Zakręcone, OSP Łęg", 1)


def test_of_a_signed_form_the_names_stay_as_they_were_signed(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    settle(form, editor, Ruling.ONE, one)
    Assessment.objects.update(locked=True, status=Status.PUBLIC)
    change_shown(offers=[one], shown=Shown.UNIT, at=NOON)
    assert standing(form) == (12, "KGW Zakręcone", 1)


def test_many_names_are_cut_between_names(form: Assessment, editor: User) -> None:
    many = [offered(form, 1, f"Stowarzyszenie Mieszkańców numer {number}") for number in range(9)]
    settle(form, editor, Ruling.SUM, *many)
    found = standing(form)
    assert found is not None
    assert len(found[1]) <= 200
    assert found[1].startswith("Stowarzyszenie Mieszkańców numer 0, Stowarzyszenie Mieszkańców numer 1, ")


def test_taking_a_value_back_twice_or_without_a_reason_is_refused(form: Assessment) -> None:
    one = offered(form, 12)
    with pytest.raises(Refused):
        withdraw_offer(offer=one, reason=" ", actor=None, at=NOON)
    withdraw_offer(offer=one, reason="Pomyłka.", actor=None, at=NOON)
    with pytest.raises(Refused):
        withdraw_offer(offer=one, reason="Pomyłka.", actor=None, at=NOON)
    assert fates() == [("KGW Zakręcone", "withdrawn", "Pomyłka.")]


def test_a_cell_that_is_not_in_the_form_takes_no_offer_and_no_decision(form: Assessment, editor: User) -> None:
    with pytest.raises(Refused):
        offered(form, 1, cell=("no.such", 0))
    assert refused(form, editor, Ruling.NONE, cell=("no.such", 0), reason="Bo tak.") == [
        "The form has no such cell, so nothing can be decided about it."
    ]


def test_what_is_offered_to_other_cells_is_not_touched(form: Assessment, editor: User) -> None:
    offered(form, 7, cell=FEW)
    settle(form, editor, Ruling.ONE, offered(form, 12))
    assert [fate for _who, fate, _why in fates()] == ["waiting", "taken"]
