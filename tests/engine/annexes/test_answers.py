"""What people type, read and shown again."""

from typing import Any

import pytest
from engine.annexes.random_answers import answers
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.annexes import Choice, Field, FieldType, annexe_named, read_answer, show_answer, unit_text

ANNEXE = annexe_named("ngo-annexe-1")
FREE = Choice("free", {"pl": "bezpłatnie", "en": "free of charge"})
PART = Choice("part", {"pl": "częściowo odpłatnie", "en": "paid in part"})


def field(sort: FieldType, **about: Any) -> Field:
    unit = {FieldType.INTEGER: "person", FieldType.DECIMAL: "fte", FieldType.MONEY: "pln"}.get(sort, "")
    label = {"pl": "Ile", "en": "How many"}
    return Field("n1.a", label, sort, unit, False, (), {"pl": "", "en": ""}, **about)


@pytest.mark.parametrize(
    ("sort", "typed", "kept"),
    [
        (FieldType.INTEGER, " 12 ", "12"),
        (FieldType.INTEGER, "0", "0"),
        (FieldType.INTEGER, "1 204", "1204"),
        (FieldType.INTEGER, "1\N{NO-BREAK SPACE}204", "1204"),
        (FieldType.DECIMAL, "1,50", "1.5"),
        (FieldType.DECIMAL, "2", "2"),
        (FieldType.DECIMAL, "10.00", "10"),
        (FieldType.MONEY, "1200", "1200.00"),
        (FieldType.MONEY, "1 200,5 zł", "1200.50"),
        (FieldType.MONEY, "80 PLN", "80.00"),
        (FieldType.YES_NO, "Tak", "yes"),
        (FieldType.YES_NO, "no", "no"),
        (FieldType.DATE, "5.3.2027", "2027-03-05"),
        (FieldType.DATE, "31/12/2026", "2026-12-31"),
        (FieldType.DATE, "2026-12-31", "2026-12-31"),
        (FieldType.DATE, "2028", "2028-12-31"),
        (FieldType.TERRITORY, "9901012, 9901;12 9901", "9901012 9901 12"),
        (FieldType.TERRITORY, "201011", "0201011"),
        (FieldType.TEXT, "  Koło\r\ngospodyń\x00 ", "Koło gospodyń"),
        (FieldType.LONGTEXT, "a\r\nb\tc", "a\nb c"),
        (FieldType.ORGANISATION, "KGW  Lipa", "KGW Lipa"),
        (FieldType.LONGTEXT, " \n ", ""),
        (FieldType.INTEGER, "", ""),
    ],
)
def test_what_was_typed_is_kept_in_one_form(sort: FieldType, typed: str, kept: str) -> None:
    assert read_answer(field(sort), typed, "pl") == (kept, None)


@pytest.mark.parametrize(
    ("sort", "typed", "said"),
    [
        (FieldType.INTEGER, "dwie",
         "“dwie” is not a number. Write digits only, or one of the symbols: 0, dot, x."),
        (FieldType.INTEGER, "1.5", "“1.5” is a fraction, and this row takes whole numbers only."),
        (FieldType.INTEGER, "-3", "“-3” is negative, and this row cannot be below zero."),
        (FieldType.INTEGER, "40000001", "“40000001” is impossibly large for this row. Check the number of digits."),
        (FieldType.INTEGER, ".",
         "Write a number, or leave it empty when you do not know. Zero means that there was none."),
        (FieldType.MONEY, "12.500",
         "“12.500” is ambiguous: thousands or a fraction? Write thousands without a dot or comma."),
        (FieldType.YES_NO, "może", "“może” is neither yes nor no."),
        (FieldType.DATE, "31.02.2027", "“31.02.2027” is not a date. Write it like 31.12.2026, or only the year."),
        (FieldType.TERRITORY, "9901012 Lipa", "“Lipa” is not a TERYT code of a gmina, powiat or voivodeship."),
        (FieldType.TEXT, "a" * 301, "The answer has 301 characters. Shorten it to 300."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(sort: FieldType, typed: str, said: str) -> None:
    text, problem = read_answer(field(sort), typed, "en")
    assert (text, problem.sentence("en") if problem else None) == ("", said)


@pytest.mark.parametrize("typed", ["part", "Częściowo  odpłatnie", "paid in part", " PART "])
def test_a_choice_is_known_by_its_key_and_its_label_in_any_language(typed: str) -> None:
    assert read_answer(field(FieldType.CHOICE, choices=(FREE, PART)), typed, "pl") == ("part", None)


@pytest.mark.parametrize("typed", ["part free", "paid in part; bezpłatnie", "bezpłatnie\npart\n", "free;part;free"])
def test_several_choices_are_kept_in_the_order_of_the_definition(typed: str) -> None:
    assert read_answer(field(FieldType.MULTICHOICE, choices=(FREE, PART)), typed, "pl") == ("free part", None)


def test_an_unknown_choice_is_refused_with_those_that_are_known() -> None:
    several = field(FieldType.MULTICHOICE, choices=(FREE, PART))
    text, problem = read_answer(several, "free of charge; dear", "en")
    assert problem is not None
    assert (text, problem.sentence("en")) == (
        "", "“dear” is not one of the answers to choose from: free of charge; paid in part."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "text", "pl", "en"),
    [
        (FieldType.INTEGER, "1204", "1\N{NO-BREAK SPACE}204", "1\N{NO-BREAK SPACE}204"),
        (FieldType.DECIMAL, "1.5", "1,50", "1.50"),
        (FieldType.MONEY, "1200.50", "1\N{NO-BREAK SPACE}200,50", "1\N{NO-BREAK SPACE}200.50"),
        (FieldType.YES_NO, "yes", "tak", "yes"),
        (FieldType.MULTICHOICE, "free part", "bezpłatnie; częściowo odpłatnie", "free of charge; paid in part"),
        (FieldType.CHOICE, "gone", "", ""),
        (FieldType.DATE, "2027-03-05", "05.03.2027", "05/03/2027"),
        (FieldType.TEXT, "Lipa", "Lipa", "Lipa"),
        (FieldType.INTEGER, "", "", ""),
    ],
)
def test_an_answer_is_shown_as_people_write_it(sort: FieldType, text: str, pl: str, en: str) -> None:
    choices = (FREE, PART) if sort in (FieldType.CHOICE, FieldType.MULTICHOICE) else ()
    asked = field(sort, choices=choices)
    assert (show_answer(asked, text, "pl"), show_answer(asked, text, "en")) == (pl, en)


@given(answers(ANNEXE), st.sampled_from(["pl", "en"]))
def test_what_is_shown_is_read_as_the_same_answer(given_answers: dict[tuple[str, int], str], lang: str) -> None:
    for (key, _place), text in given_answers.items():
        asked = ANNEXE.field_by_key[key]
        assert read_answer(asked, show_answer(asked, text, lang), lang) == (text, None)


@given(st.sampled_from(ANNEXE.fields), st.text())
def test_whatever_is_typed_gives_an_answer_or_a_sentence(asked: Field, typed: str) -> None:
    text, problem = read_answer(asked, typed, "pl")
    assert (text == "") if problem else read_answer(asked, text, "pl") == (text, None)


@pytest.mark.parametrize(
    ("unit", "said"), [("person", "persons"), ("pln", "zlotys"), ("case", ""), ("unit", ""), ("", "")]
)
def test_the_unit_is_told_where_it_says_more_than_the_question(unit: str, said: str) -> None:
    asked = Field("n1.a", {"pl": "Ile", "en": "How many"}, FieldType.INTEGER, unit, False, (), {"pl": "", "en": ""})
    assert unit_text(asked, "en") == said
