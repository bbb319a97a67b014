"""Which numbers of an annexe go to which cells."""

import pytest
from engine.annexes.random_answers import answers
from hypothesis import given

from drogowskaz.engine.annexes import Aim, aims_of, annexe_named
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import State, Value

ANNEXE = annexe_named("ngo-annexe-1")
GMINA = edition_named("ozps-gmina-2025")
Given = dict[tuple[str, int], str]

SERVICE: Given = {
    ("n2.service.name", 0): "Paczki",
    ("n2.service.domain", 0): "food",
    ("n2.service.commissioned", 0): "yes",
    ("n2.service.recipients", 0): "42",
    ("n2.service.recipients_unit", 0): "persons",
    ("n2.service.quality", 0): "measured",
}


def cells(given_answers: Given) -> list[tuple[str, int, str, int, int]]:
    """Question, place, row, column and number of every aim."""
    aims = aims_of(ANNEXE, given_answers)
    return [(aim.field, aim.place, aim.row, aim.offset, aim.value.number) for aim in aims]


def test_a_number_goes_to_the_first_row_it_feeds_with_all_that_is_known_of_it() -> None:
    given_answers = SERVICE | {("n2.service.food_persons", 0): "40", ("n2.service.double", 0): "Te same rodziny"}
    assert [aim for aim in aims_of(ANNEXE, given_answers) if aim.field == "n2.service.food_persons"] == [
        Aim(
            field="n2.service.food_persons",
            place=0,
            row="food_aid.persons",
            offset=0,
            value=Value(State.VALUE, 40),
            method="counted",
            counted="osoby",
            double="Te same rodziny",
        )
    ]


def test_money_goes_in_grosze_and_only_to_the_first_of_its_rows() -> None:
    assert cells({("n2.money.jst", 0): "1200.50"}) == [("n2.money.jst", 0, "ngo.amount", 0, 120050)]


def test_the_organisation_counts_one_at_its_rows_and_once_at_each() -> None:
    given_answers = {
        ("n1.organisation", 0): "KGW Lipa",
        ("n1.legal_form", 0): "kgw",
        ("n1.jst_contract", 0): "yes",
        ("n7.forms", 0): "information team contract",
    }
    assert cells(given_answers) == [
        ("n1.organisation", 0, "ngo.active", 0, 1),
        ("n1.legal_form", 0, "ngo.kgw", 0, 1),
        ("n1.jst_contract", 0, "ngo.contracted", 0, 1),
        ("n1.jst_contract", 0, "ngo.cooperating", 0, 1),
        ("n7.forms", 0, "ngo.nonfinancial", 0, 1),
    ]


def test_a_no_counts_nothing_and_a_zero_is_a_number() -> None:
    assert cells({("n1.jst_contract", 0): "no", ("n1.contracts", 0): "0"}) == [("n1.contracts", 0, "ngo.tasks", 0, 0)]


def test_each_service_counts_by_itself() -> None:
    second = {(key, 1): text for (key, _place), text in SERVICE.items()}
    assert cells(SERVICE | second) == [
        ("n2.service.domain", 0, "ngo.field.food", 0, 1),
        ("n2.service.recipients", 0, "ngo.persons", 0, 42),
        ("n2.service.domain", 1, "ngo.field.food", 0, 1),
        ("n2.service.recipients", 1, "ngo.persons", 0, 42),
    ]


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("n2.service.recipients_unit", "visits"),
        ("n2.service.recipients_unit", "families"),
        ("n2.service.recipients_unit", ""),
        ("n2.service.commissioned", "no"),
        ("n2.service.commissioned", ""),
        ("n2.service.quality", "opinion"),
    ],
)
def test_recipients_of_commissioned_tasks_are_only_persons_who_were_counted(key: str, answer: str) -> None:
    aimed = {aim.field for aim in aims_of(ANNEXE, SERVICE | {(key, 0): answer})}
    assert "n2.service.recipients" not in aimed


def test_nothing_of_an_opinion_is_aimed_at_a_cell() -> None:
    opinion = {("n2.service.quality", 0): "opinion", ("n2.service.food_persons", 0): "40", ("n2.money.jst", 0): "10.00"}
    assert aims_of(ANNEXE, SERVICE | opinion) == ()


@pytest.mark.parametrize(
    ("quality", "method"),
    [("measured", "counted"), ("estimated", "estimated"), ("", "")],
    ids=["measured", "estimated", "unsaid"],
)
def test_an_aim_says_how_its_number_came_about(quality: str, method: str) -> None:
    given_answers = SERVICE | {("n2.service.quality", 0): quality}
    assert {aim.method for aim in aims_of(ANNEXE, given_answers)} == {method}


def test_a_number_takes_its_rows_and_its_column_by_another_answer() -> None:
    given_answers = {
        ("n6.missing_type", 0): "shelter",
        ("n6.missing_places", 0): "8",
        ("n6.missing_type", 3): "day_home",
        ("n6.missing_places", 3): "15",
        ("n8.places_type", 0): "training",
        ("n8.places_next", 0): "4",
        ("n8.places_after", 0): "6",
        ("n8.places_next", 1): "9",
    }
    assert cells(given_answers) == [
        ("n6.missing_places", 0, "inst.shelter.needed", 0, 8),
        ("n6.missing_places", 3, "inst.day_home.needed", 0, 15),
        ("n8.places_next", 0, "inst.training.places.ngo", 1, 4),
        ("n8.places_after", 0, "inst.training.places.ngo", 2, 6),
    ]


def test_the_modes_of_contracts_count_only_where_there_was_one() -> None:
    modes = {("n1.contract_modes", 0): "competition support"}
    assert cells(modes | {("n1.contracts", 0): "2"}) == [("n1.contracts", 0, "ngo.tasks", 0, 2)]
    assert cells(modes | {("n1.contracts", 0): "1"}) == [
        ("n1.contracts", 0, "ngo.tasks", 0, 1),
        ("n1.contract_modes", 0, "ngo.tasks.competition", 0, 1),
        ("n1.contract_modes", 0, "ngo.tasks.support", 0, 1),
    ]


def test_what_counts_one_says_what_its_row_counts() -> None:
    given_answers = SERVICE | {("n1.legal_form", 0): "kgw"}
    assert [(aim.row, aim.counted) for aim in aims_of(ANNEXE, given_answers, GMINA)] == [
        ("ngo.kgw", "organizacje"),
        ("ngo.field.food", "sprawy"),
        ("ngo.persons", "osoby"),
    ]


def test_needs_explain_rows_and_change_no_number() -> None:
    needs = {("n5.need.problem", 0): "poverty", ("n5.need.scale", 0): "30", ("n6.missing", 0): "Dowóz"}
    assert aims_of(ANNEXE, needs) == ()


def test_an_edition_without_the_cell_gets_no_aim() -> None:
    given_answers = {
        ("n2.service.name", 0): "Paczki",
        ("n2.service.food_persons", 0): "40",
        ("n1.legal_form", 0): "kgw",
    }
    voivodeship = edition_named("ozps-voivodeship-2025")
    aims = aims_of(ANNEXE, given_answers)
    assert [aim.row for aim in aims] == ["ngo.kgw", "food_aid.persons"]
    assert "food_aid.persons" not in voivodeship.row_by_key
    assert [aim.row for aim in aims_of(ANNEXE, given_answers, voivodeship)] == [
        aim.row for aim in aims if aim.row in voivodeship.row_by_key
    ]


@given(answers(ANNEXE))
def test_every_aim_has_its_cell_in_the_form_of_a_gmina(given_answers: Given) -> None:
    aims = aims_of(ANNEXE, given_answers)
    in_the_form = aims_of(ANNEXE, given_answers, GMINA)
    assert [(aim.row, aim.offset, aim.value) for aim in aims] == [
        (aim.row, aim.offset, aim.value) for aim in in_the_form
    ]
    assert all(aim.counted for aim in in_the_form)
    assert all(given_answers[aim.field, aim.place] for aim in aims)
    assert len({(aim.field, aim.place, aim.row, aim.offset) for aim in aims}) == len(aims)
