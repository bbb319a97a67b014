"""Reading and showing the value of one cell."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.values import (
    EMPTY,
    NO_INFORMATION,
    NOT_APPLICABLE,
    SPACES,
    Kind,
    State,
    Unreadable,
    Value,
    decimal_text,
    number_text,
    parse,
    show,
)

MOST = 10**12
NUMERIC = st.sampled_from([Kind.COUNT, Kind.MONEY, Kind.FTE])
FORMULA = "“{text}” is a formula. Save the file with values instead of formulas."
DASH = "“{text}” is ambiguous. Write 0 for none, a dot for no information, x for not applicable."
NO_NUMBER = "“{text}” is not a number. Write digits only, or one of the symbols: 0, dot, x."
NEGATIVE = "“{text}” is negative, and this row cannot be below zero."
TOO_LARGE = "“{text}” is impossibly large for this row. Check the number of digits."
FRACTION = "“{text}” is a fraction, and this row takes whole numbers only."
PLACES = "“{text}” has more than two decimal places."
THOUSANDS = "“{text}” is ambiguous: thousands or a fraction? Write thousands without a dot or comma."


def refusal(text: str, kind: Kind = Kind.COUNT, **options: int) -> str:
    with pytest.raises(Unreadable) as refused:
        parse(text, kind, largest=options.pop("largest", MOST), **options)  # type: ignore[arg-type]
    return refused.value.message


def number(text: str, kind: Kind = Kind.COUNT, *, negative: bool = False) -> int:
    value = parse(text, kind, largest=MOST, negative=negative)
    assert value.state is State.VALUE
    return value.number


def grouped_by(space: str, digits: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first], *(digits[place : place + 3] for place in range(first, len(digits), 3))]
    return space.join(group for group in groups if group)


@given(st.integers(0, MOST), st.sampled_from(["", *SPACES]), st.sampled_from(["", " ", "\N{NO-BREAK SPACE}"]))
def test_a_whole_number_is_read_with_any_grouping_space(shown: int, space: str, around: str) -> None:
    assert number(f"{around}{grouped_by(space, str(shown))}{around}") == shown


@given(st.integers(0, MOST), st.integers(0, 99), st.sampled_from(",."), st.sampled_from([Kind.MONEY, Kind.FTE]))
def test_hundredths_are_read_with_comma_and_with_point(whole: int, part: int, mark: str, kind: Kind) -> None:
    text = f"{grouped_by(' ', str(whole))}{mark}{part:02}"
    if whole < MOST:
        assert number(text, kind) == whole * 100 + part


@given(st.integers(-MOST * 100, MOST * 100), NUMERIC, st.sampled_from(["pl", "en"]))
def test_what_is_shown_is_read_back_as_the_same_number(stored: int, kind: Kind, lang: str) -> None:
    stored = stored if kind.scale == 100 else stored // 100
    text = number_text(stored, kind, lang)
    assert parse(text, kind, largest=MOST, negative=True) == Value(State.VALUE, stored)


@pytest.mark.parametrize(
    ("text", "kind", "stored"),
    [
        ("0", Kind.COUNT, 0),
        ("-0", Kind.COUNT, 0),
        ("+7", Kind.COUNT, 7),
        ("007", Kind.COUNT, 7),
        ("0" * 6000 + "7", Kind.COUNT, 7),
        ("12,0", Kind.COUNT, 12),
        ("12.00", Kind.COUNT, 12),
        ("1204.000", Kind.COUNT, 1204),
        ("1 204.000", Kind.COUNT, 1204),
        ("1204", Kind.MONEY, 120400),
        ("1204.5", Kind.MONEY, 120450),
        ("1204,50", Kind.MONEY, 120450),
        ("1204,500", Kind.MONEY, 120450),
        ("0,500", Kind.FTE, 50),
        ("1,25", Kind.FTE, 125),
    ],
)
def test_a_number_is_stored_in_the_scale_of_its_row(text: str, kind: Kind, stored: int) -> None:
    assert number(text, kind) == stored


@pytest.mark.parametrize("text", ["1.204", "1,204", "12.000", "12,500", "-12.500", "999.999"])
@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.MONEY, Kind.FTE])
def test_a_dot_before_three_digits_is_not_guessed(text: str, kind: Kind) -> None:
    assert refusal(text, kind, negative=True) == THOUSANDS


@pytest.mark.parametrize(("text", "kind", "message"), [
    ("1,5", Kind.COUNT, FRACTION),
    ("1204,5", Kind.COUNT, FRACTION),
    ("0,001", Kind.COUNT, FRACTION),
    ("1204,505", Kind.MONEY, PLACES),
    ("0,125", Kind.FTE, PLACES),
])  # fmt: skip
def test_a_fraction_is_refused_only_where_the_scale_forbids_it(text: str, kind: Kind, message: str) -> None:
    assert refusal(text, kind) == message


@pytest.mark.parametrize(
    "text",
    [
        "brak",
        "1 2 3",
        "12 04",
        "1 2045",
        "1204 zł",
        "1e3",
        "0x10",
        "١٢",
        "1_000",
        "½",
        "--5",
        "..",
        "xx",
        "1,2,3",
        "5-",
    ],
)
def test_what_is_not_a_number_is_refused(text: str) -> None:
    assert refusal(text) == NO_NUMBER


@pytest.mark.parametrize("text", ["-", "–", "—", "−", " - "])
def test_a_dash_is_ambiguous(text: str) -> None:
    assert refusal(text) == DASH


@pytest.mark.parametrize("kind", list(Kind))
def test_a_formula_is_refused_in_every_row(kind: Kind) -> None:
    assert refusal("=SUM(A1:A3)", kind) == FORMULA


@pytest.mark.parametrize("text", ["-5", "−5", "-1 204"])
def test_a_negative_number_is_refused_unless_the_row_allows_it(text: str) -> None:
    assert refusal(text) == NEGATIVE
    assert number(text, negative=True) < 0


@given(st.integers(MOST + 1, 10**40), NUMERIC)
def test_an_impossibly_large_number_is_refused(shown: int, kind: Kind) -> None:
    assert refusal(str(shown), kind) == TOO_LARGE
    assert refusal(f"-{shown}", kind, negative=True) == TOO_LARGE


def test_the_greatest_plausible_number_is_still_read_and_a_grosz_more_is_not() -> None:
    assert number(str(MOST), Kind.MONEY) == MOST * 100
    assert refusal(f"{MOST},01", Kind.MONEY) == TOO_LARGE


def test_thousands_of_digits_are_refused_with_the_same_sentence() -> None:
    assert refusal("9" * 10_000) == TOO_LARGE


@given(NUMERIC, st.sampled_from(["", " ", "\N{NO-BREAK SPACE}\t"]))
def test_symbols_are_states_and_never_numbers(kind: Kind, space: str) -> None:
    read = [parse(f"{space}{text}{space}", kind, largest=MOST) for text in ("", ".", "x", "X")]
    assert read == [EMPTY, NO_INFORMATION, NOT_APPLICABLE, NOT_APPLICABLE]


@pytest.mark.parametrize("text", ["brak żłobków", "x", ".", "-", "1,5"])
def test_a_text_row_keeps_what_was_written(text: str) -> None:
    assert parse(f" {text} ", Kind.TEXT, largest=0) == Value(State.VALUE, text=text)


def test_an_empty_text_is_an_empty_cell() -> None:
    assert parse("  ", Kind.TEXT, largest=0) == EMPTY


@pytest.mark.parametrize(("value", "kind", "shown"), [
    (EMPTY, Kind.COUNT, ""),
    (NO_INFORMATION, Kind.COUNT, "."),
    (NOT_APPLICABLE, Kind.MONEY, "x"),
    (Value(State.VALUE, 1204), Kind.COUNT, "1\N{NO-BREAK SPACE}204"),
    (Value(State.VALUE, 120450), Kind.MONEY, "1\N{NO-BREAK SPACE}204,50"),
    (Value(State.VALUE, 120400), Kind.MONEY, "1\N{NO-BREAK SPACE}204"),
    (Value(State.VALUE, -5), Kind.FTE, "−0,05"),
    (Value(State.VALUE, text="brak"), Kind.TEXT, "brak"),
])  # fmt: skip
def test_a_value_is_shown_as_on_the_form(value: Value, kind: Kind, shown: str) -> None:
    assert show(value, kind) == shown


@pytest.mark.parametrize(("exact", "places", "shown"), [
    (Fraction(1, 3), 2, "0.33"),
    (Fraction(5, 1000), 2, "0.01"),
    (Fraction(-4, 1000), 2, "0"),
    (Fraction(-5, 1000), 2, "−0.01"),
    (Fraction(9999, 10000), 2, "1"),
    (Fraction(9999, 10000), 4, "0.9999"),
    (Fraction(1234567), 6, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"),
])  # fmt: skip
def test_a_number_of_arithmetic_is_rounded_half_up_at_the_places_asked_for(
    exact: Fraction, places: int, shown: str
) -> None:
    assert decimal_text(exact, "en", places) == shown
