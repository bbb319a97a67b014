"""Several lines of words, as a form takes them."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from drogowskaz.ui.fields import WordsField


def test_a_field_filled_to_the_last_character_is_taken_though_each_end_of_a_line_was_sent_as_two() -> None:
    assert WordsField(max_length=7).clean("Koło\r\nab") == "Koło\nab"


def test_what_is_longer_than_the_field_is_told() -> None:
    with pytest.raises(ValidationError):
        WordsField(max_length=7).clean("Koło\r\nKGW")


def test_the_field_has_the_height_it_was_given() -> None:
    field = WordsField(rows=3)
    assert isinstance(field.widget, forms.Textarea)
    assert field.widget.attrs["rows"] == 3


def test_a_field_that_may_be_empty_gives_an_empty_text() -> None:
    assert WordsField(required=False).clean(None) == ""
