"""Signs in a text that ask for a closer look, and how close two texts are."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from drogowskaz.engine.likeness import likeness, likest, stems
from drogowskaz.engine.signs import FOREIGN, LINKS, NUMBERS, SAME_TEXT, SHORTENED, SHOUTING, signs_of
from drogowskaz.participation.enums.contribution import Sign

WORDS = some.text(some.sampled_from("aąZŻ dłДі0123456789 .:/-@()+\n\t\u202ehttpswbily"), max_size=60)
"""What a text of any kind is made of: letters of two scripts, digits, pieces of links and numbers."""


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Brakuje dowozu do lekarza w Zmyślonej.", set()),
        ("Zobacz http://a.pl i https://b.pl", set()),
        ("http://a.pl https://b.pl www.c.pl", {LINKS}),
        ("Wejdź na bit.ly/abc", {SHORTENED}),
        ("Wejdź na HTTPS://TinyURL.com/abc", {SHORTENED}),
        ("Pisz na ja@t.co/ albo not.co/x", set()),
        ("OPS, GOPS, KGW i OSP", set()),
        ("DLACZEGO NIKT NIC NIE ROBI Z TYM MOSTEM", {SHOUTING}),
        ("Чому немає автобуса до лікаря?", {FOREIGN}),
        ("Przystanek „Дім” przy szkole podstawowej", set()),
        ("Mój PESEL 44051401458", {NUMBERS}),
        ("Konto 61 1090 1014 0000 0712 1981 2874", {NUMBERS}),
        ("Dzwoń: 501-234-567", {NUMBERS}),
        ("Dzwoń: +48 501 234 567", {NUMBERS}),
        ("Dzwoń: (81) 000 00 00", {NUMBERS}),
        ("W 2026 r. 46 osób, 120 500 zł, od 1.01.2026 do 31.12.2026", set()),
        ("Kod 22-300, 1 234 567 zł", set()),
        ("", set()),
    ],
    ids=range(18),
)
def test_a_text_has_the_signs_it_has(text: str, signs: set[str]) -> None:
    assert signs_of(text) == signs


def test_the_same_text_is_known_again_whatever_its_case_and_spaces() -> None:
    assert signs_of("Kup  teraz\nten garnek", ["inne", "kup teraz ten Garnek"]) == {SAME_TEXT}
    assert signs_of("Kup teraz ten garnek", ["kup teraz"]) == frozenset()


@given(WORDS, some.lists(WORDS, max_size=2))
def test_signs_never_fail_and_are_known_words(text: str, before: list[str]) -> None:
    found = signs_of(text, before)
    assert found <= set(Sign.values) - {Sign.FAST}
    assert SAME_TEXT in signs_of(text, [text])


@given(WORDS, WORDS)
def test_more_words_never_take_a_link_or_a_number_away(text: str, more: str) -> None:
    lasting = {LINKS, SHORTENED}
    assert signs_of(text) & lasting <= signs_of(f"{text} {more}") & lasting


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_between_nothing_and_all(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (1 if stems(one) else 0)


def test_bent_words_are_the_same_and_other_matters_are_left_out() -> None:
    others = {1: "Transport do lekarza", 2: "Świetlica dla dzieci", 3: "Brak transportu do lekarzy w gminie"}
    assert likest("transportem do lekarza", others, most=3) == [1, 3]
    assert likest("transportem do lekarza", others, most=1) == [1]
