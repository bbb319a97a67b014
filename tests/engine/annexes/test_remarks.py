"""What keeps an annexe from being handed in, and what its author is told."""

import pytest
from engine.annexes.random_answers import answers
from hypothesis import given

from drogowskaz.engine.annexes import AnswerHint, AnswerProblem, annexe_named, hints_of, problems_of
from drogowskaz.engine.annexes.remarks import least_shown

ANNEXE = annexe_named("ngo-annexe-1")
Given = dict[tuple[str, int], str]
READY: Given = {
    ("n1.organisation", 0): "KGW Lipa",
    ("n1.legal_form", 0): "kgw",
    ("n1.mandate_holder", 0): "Przewodnicząca",
    ("n1.area", 0): "9901012",
    ("n10.publication", 0): "full",
    ("n10.no_personal_data", 0): "yes",
    ("n10.small_numbers", 0): "yes",
}
SERVICE: Given = {
    ("n2.service.name", 0): "Paczki",
    ("n2.service.domain", 0): "food",
    ("n2.service.commissioned", 0): "yes",
    ("n2.service.recipients", 0): "42",
    ("n2.service.recipients_unit", 0): "persons",
    ("n2.service.quality", 0): "measured",
}


def said(remarks: tuple[AnswerProblem, ...] | tuple[AnswerHint, ...]) -> list[tuple[str, int, str]]:
    return [(remark.field, remark.place, remark.sentence("en")) for remark in remarks]


def test_an_annexe_with_what_is_required_can_be_handed_in() -> None:
    assert problems_of(ANNEXE, READY) == ()
    assert problems_of(ANNEXE, READY | SERVICE) == ()


def test_an_empty_annexe_is_told_what_it_needs_and_nothing_of_what_repeats() -> None:
    needs = "This question needs an answer."
    unsaid = "Without this statement the annexe cannot be handed in."
    assert said(problems_of(ANNEXE, {})) == [
        ("n1.organisation", 0, needs),
        ("n1.legal_form", 0, needs),
        ("n1.mandate_holder", 0, needs),
        ("n1.area", 0, needs),
        ("n10.publication", 0, needs),
        ("n10.no_personal_data", 0, unsaid),
        ("n10.small_numbers", 0, unsaid),
    ]


def test_an_entry_that_was_begun_needs_the_rest_of_what_it_requires() -> None:
    begun = READY | {("n9.rec.title", 2): "Dowóz", ("n9.rec.text", 2): "Bo daleko"}
    assert [(one.field, one.place) for one in problems_of(ANNEXE, begun)] == [
        ("n9.rec.evidence", 2),
        ("n9.rec.addressee", 2),
    ]


def test_a_statement_that_is_denied_is_not_made() -> None:
    denied = READY | {("n10.no_personal_data", 0): "no"}
    assert said(problems_of(ANNEXE, denied)) == [
        ("n10.no_personal_data", 0, "Without this statement the annexe cannot be handed in.")
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({("n1.jst_contract", 0): "no", ("n1.contracts", 0): "2"},
         [("n1.contracts", 0, "This is answered, and “Did the organisation have a contract with the local government?”"
           " says: no. Change one of the two.")]),
        ({("n1.jst_contract", 0): "no", ("n1.contracts", 0): "0"}, []),
        (SERVICE | {("n1.jst_contract", 0): "no", ("n2.service.commissioned", 0): "no"}, []),
        (SERVICE | {("n2.service.outside_jops", 0): "43"},
         [("n2.service.outside_jops", 0,
           "This is a part of “Recipients in the year”, and larger than it (42). Correct one of the two.")]),
        (SERVICE | {("n2.service.outside_jops", 0): "42"}, []),
        (SERVICE | {("n2.service.outside_jops", 0): "43", ("n2.service.recipients_unit", 0): "families"}, []),
        ({("n5.need.problem", 0): "poverty", ("n5.need.group", 0): "seniors", ("n5.need.scale", 0): "9",
          ("n5.need.scale_kind", 0): "unknown"},
         [("n5.need.scale", 0, "This is answered, and “Certainty of this number” says: not known. "
           "Change one of the two.")]),
    ],
    ids=["contracts without one", "no contracts", "not commissioned", "larger part", "equal part", "other unit",
         "unknown scale"],
)  # fmt: skip
def test_answers_that_cannot_stand_together_are_named(more: Given, told: list[tuple[str, int, str]]) -> None:
    assert said(problems_of(ANNEXE, READY | more)) == told


def test_hints_keep_nobody_from_handing_in() -> None:
    small = READY | SERVICE | {("n2.service.recipients", 0): "3", ("n2.service.recipients_unit", 0): "visits"}
    assert problems_of(ANNEXE, small) == ()
    assert said(hints_of(ANNEXE, small)) == [
        ("n2.service.recipients", 0,
         "Fewer than 5 people: the office sees this number, public pages do not show it."),
        ("n2.service.recipients", 0,
         "This number is not added to the form, because “What was counted” says: visits, portions, benefits. "
         "The office reads it."),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "hints"), [("0", 0), ("1", 1), ("4", 1), ("5", 0)])
def test_only_numbers_of_a_few_people_are_small(number: str, hints: int) -> None:
    assert least_shown() == 5
    assert len(hints_of(ANNEXE, READY | SERVICE | {("n2.service.recipients", 0): number})) == hints


def test_a_number_that_waits_for_another_answer_says_for_which() -> None:
    waiting = READY | SERVICE | {("n2.service.commissioned", 0): ""}
    assert said(hints_of(ANNEXE, waiting)) == [
        ("n2.service.recipients", 0,
         "This goes to the form only when “Was the service under a contract with the local government?” "
         "is answered too.")
    ]  # fmt: skip


def test_an_opinion_is_told_that_it_is_not_added() -> None:
    opinion = READY | SERVICE | {("n2.service.quality", 0): "opinion"}
    assert said(hints_of(ANNEXE, opinion)) == [
        ("n2.service.recipients", 0, "An opinion is read by the office and not added to the numbers of the form.")
    ]


def test_people_of_two_services_may_be_the_same() -> None:
    second = {(key, 1): text for (key, _place), text in SERVICE.items()}
    assert said(hints_of(ANNEXE, READY | SERVICE | second)) == [
        ("n2.service.double", 1,
         "The same people may be counted in several services. If you know that they are, write it here.")
    ]  # fmt: skip
    assert hints_of(ANNEXE, READY | SERVICE | second | {("n2.service.double", 0): "Te same"}) == ()


@given(answers(ANNEXE))
def test_every_remark_is_about_a_question_and_has_its_sentence(given_answers: Given) -> None:
    places = {place for _key, place in given_answers} | {0}
    for remark in (*problems_of(ANNEXE, given_answers), *hints_of(ANNEXE, given_answers)):
        assert remark.field in ANNEXE.field_by_key
        assert remark.place in places
        assert remark.sentence("en")
