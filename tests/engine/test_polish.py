"""The Polish alphabet: order, search, and the space that keeps a one-letter word with the next."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.polish import ALPHABET, bind, fold, sort_key

HARD = "\N{NO-BREAK SPACE}"
WORDS = st.text(" 0123456789" + ALPHABET, max_size=12)


def places(text: str) -> list[int]:
    return [(" 0123456789" + ALPHABET).index(letter) for letter in text]


@given(WORDS, WORDS)
def test_the_stored_order_is_the_order_of_the_alphabet(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (places(one) < places(other))


def test_towns_stand_as_in_a_polish_index() -> None:
    towns = ["Żory", "Zabrze", "Łódź", "Lublin", "Ćmielów", "Cieszyn", "Ąbrowo", "Augustów", "Źródła", "Óbr", "Opole"]
    expected = [
        "Augustów",
        "Ąbrowo",
        "Cieszyn",
        "Ćmielów",
        "Lublin",
        "Łódź",
        "Opole",
        "Óbr",
        "Zabrze",
        "Źródła",
        "Żory",
    ]
    assert sorted(towns, key=sort_key) == expected


@given(st.text())
def test_the_stored_order_is_digits_only_so_that_every_database_agrees(text: str) -> None:
    assert re.fullmatch(r"\d*", sort_key(text))
    assert sort_key(text).isascii()


@given(WORDS)
def test_order_and_search_do_not_see_capitals(text: str) -> None:
    assert (sort_key(text.upper()), fold(text.upper())) == (sort_key(text), fold(text))


@given(st.text())
def test_a_folded_text_is_plain_words_and_folds_to_itself(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", fold(text))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("text", "folded"), [
    ("Łódź-Górna", "lodz gorna"),
    ("  Zażółć  gęślą jaźń! ", "zazolc gesla jazn"),
    ("OSP nr 2", "osp nr 2"),
])  # fmt: skip
def test_search_finds_what_is_typed_without_diacritics(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "bound"), [
    ("Rada w gminie", f"Rada w{HARD}gminie"),
    ("i w domu, z nami", f"i{HARD}w{HARD}domu, z{HARD}nami"),
    ("A to", f"A{HARD}to"),
    ("ma w", "ma w"),
    ("pies w  domu", "pies w  domu"),
    ("grupa-a nie", "grupa-a nie"),
    ("wziąć za to", "wziąć za to"),
    ('<a href="/w gminie">w gminie</a>', f'<a href="/w gminie">w{HARD}gminie</a>'),
    ('<p class="w z">o nas</p>', f'<p class="w z">o{HARD}nas</p>'),
    ("<i >o nas", f"<i >o{HARD}nas"),
    ("a &lt; b i &amp;w x", f"a{HARD}&lt; b i{HARD}&amp;w{HARD}x"),
])  # fmt: skip
def test_a_one_letter_word_stays_with_the_next(text: str, bound: str) -> None:
    assert bind(text) == bound


@given(st.text('aiouwzAW <>="/-&;.bcd\n'))
def test_binding_changes_nothing_but_spaces_and_twice_is_once(text: str) -> None:
    assert bind(text).replace(HARD, " ") == text
    assert bind(bind(text)) == bind(text)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)


PIECES = st.sampled_from(
    [
        '<a href="/x y">',
        "</a>",
        '<b class="w i z">',
        "</b>",
        "<br>",
        "<i>",
        "</i>",
        "w ",
        "i ",
        "z nami ",
        "gmina ",
        "a",
    ]
)


@given(st.lists(PIECES).map("".join))
def test_binding_never_touches_a_tag_or_an_attribute(html: str) -> None:
    assert Tags(bind(html)).found == Tags(html).found
