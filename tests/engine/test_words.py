"""Sentences in two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.words import count, grouped, plural, say

THINGS = plural("{n} thing nobody translates", "{n} things nobody translates")


@given(st.integers(-(10**18), 10**18))
def test_thousands_are_parted_by_a_space_that_does_not_break(number: int) -> None:
    text = grouped(number)
    assert int(text.replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-")) == number
    assert all(len(group) == 3 for group in text.split("\N{NO-BREAK SPACE}")[1:])


@pytest.mark.parametrize(("number", "said"), [
    (0, "0 things nobody translates"),
    (1, "1 thing nobody translates"),
    (1204, "1\N{NO-BREAK SPACE}204 things nobody translates"),
])  # fmt: skip
def test_a_counted_thing_has_its_form(number: int, said: str) -> None:
    assert count(THINGS, number, "en") == said


def test_a_polish_sentence_never_ends_a_line_in_a_lone_letter_and_an_english_one_is_left_alone() -> None:
    message = "nobody translates {what} a thing"
    assert say(message, "en", what="w domu") == "nobody translates w domu a thing"
    assert say(message, "pl", what="w domu") == "nobody translates w\N{NO-BREAK SPACE}domu a\N{NO-BREAK SPACE}thing"
