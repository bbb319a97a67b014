"""Numbers with their words, in the forms that Polish and English want."""

from dataclasses import replace
from fractions import Fraction

import pytest
from engine import tiny

from drogowskaz.engine.measures import measures
from drogowskaz.engine.narrative.amounts import amount, percent
from drogowskaz.engine.polish import plural_form
from drogowskaz.engine.values import Kind

NBSP = "\N{NO-BREAK SPACE}"


def said(number: str, lang: str = "pl", *, unit: str = "person", by: bool = False, label: str = "Kobiety") -> str:
    row = replace(tiny.row("r", unit=unit), label=tiny.both(label))
    return amount(Fraction(number), row, lang, by=by).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("number", "polish"),
    [
        ("0", "0 osób"),
        ("1", "1 osoba"),
        ("2", "2 osoby"),
        ("5", "5 osób"),
        ("12", "12 osób"),
        ("22", "22 osoby"),
        ("112", "112 osób"),
        ("1204", "1 204 osoby"),
        ("-31", "−31 osób"),
        ("1.5", "1,50 osoby"),
    ],
)
def test_polish_has_a_form_for_every_number(number: str, polish: str) -> None:
    assert said(number) == polish


def test_one_more_person_is_in_another_case() -> None:
    assert said("1", by=True) == "1 osobę"
    assert said("2", by=True) == "2 osoby"


@pytest.mark.parametrize(("number", "english"), [("1", "1 person"), ("2", "2 persons"), ("0", "0 persons")])
def test_english_has_two_forms(number: str, english: str) -> None:
    assert said(number, "en") == english


@pytest.mark.parametrize(
    ("unit", "texts"),
    [
        ("fte", ["1 etat", "3 etaty", "5 etatów", "2,50 etatu"]),
        ("family", ["1 rodzina", "3 rodziny", "5 rodzin", "2,50 rodziny"]),
        ("pln", ["1 zł", "3 zł", "5 zł", "2,50 zł"]),
    ],
)
def test_every_unit_has_its_own_words(unit: str, texts: list[str]) -> None:
    assert [said(number, unit=unit) for number in ("1", "3", "5", "2.5")] == texts


def test_a_label_that_says_what_is_counted_is_not_repeated_by_a_word() -> None:
    assert said("5", label="Liczba żłobków") == "5"
    assert said("5", label="Powód: ubóstwo – liczba rodzin") == "5"


@pytest.mark.parametrize(
    ("number", "form"), [(1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (13, 2), (21, 2), (24, 1), (0, 2)]
)
def test_plural_forms_of_polish(number: int, form: int) -> None:
    assert plural_form(number) == form


def test_every_unit_but_text_has_all_its_forms() -> None:
    for measure in measures().values():
        expected = {"pl": 0, "en": 0} if measure.kind is Kind.TEXT else {"pl": 5, "en": 2}
        assert {lang: len(forms) for lang, forms in measure.forms.items()} == expected


@pytest.mark.parametrize(
    ("part", "whole", "signed", "text"),
    [
        (1, 8, False, "12,5%"),
        (1, 8, True, "+12,5%"),
        (-1, 8, True, "−12,5%"),
        (1, 4, False, "25%"),
        (1, 100_000, True, "<0,1%"),
        (0, 8, True, "0%"),
    ],
)
def test_a_share_is_rounded_to_a_tenth_and_never_to_nothing(part: int, whole: int, signed: bool, text: str) -> None:
    assert percent(Fraction(part), Fraction(whole), "pl", signed=signed) == text
