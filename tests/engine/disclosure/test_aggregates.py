"""Sums over units beside the units' own copies."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.disclosure.aggregates import aggregate_guard, is_guarded

NUMBERS = {"A": 3, "B": 12, "C": 7, "D": 0, "E": 40}


def test_a_sum_without_small_numbers_asks_for_nothing() -> None:
    assert aggregate_guard({"A": 5, "B": 12}, [], [], 5) == frozenset()
    assert aggregate_guard({"A": 5, "B": 12}, ["B"], [], 5) == frozenset()


def test_all_but_one_shown_the_least_of_the_others_that_is_enough_is_hidden_too() -> None:
    assert aggregate_guard(NUMBERS, ["A"], ["A"], 5) == {"C"}


def test_what_units_hide_for_their_own_sake_is_counted_in() -> None:
    assert aggregate_guard(NUMBERS, ["A", "B"], ["A"], 5) == frozenset()


def test_several_small_numbers_may_cover_each_other() -> None:
    assert aggregate_guard({"A": 2, "B": 3, "C": 30}, ["A", "B"], ["A", "B"], 5) == frozenset()
    assert aggregate_guard({"A": 2, "B": 2, "C": 30}, ["A", "B"], ["A", "B"], 5) == {"C"}


def test_where_no_unit_is_enough_the_sum_itself_has_to_be_hidden() -> None:
    assert aggregate_guard({"A": 3, "B": 0}, ["A"], ["A"], 5) is None
    assert aggregate_guard({"A": 1, "B": 1}, ["A", "B"], ["A", "B"], 5) is None


def test_a_hidden_sum_is_a_number_like_others_in_the_sum_above() -> None:
    """The powiat's sum of 3 is hidden; in the voivodeship another powiat's sum has to be hidden with it."""
    assert aggregate_guard({"1419": 3, "1420": 55, "1421": 21}, ["1419"], ["1419"], 5) == {"1421"}


@given(st.lists(st.integers(1, 6), min_size=1, max_size=3), st.integers(2, 6))
def test_hidden_numbers_are_guarded_when_each_can_be_any_small_one(hidden: list[int], threshold: int) -> None:
    possible = [one for one in product(range(1, sum(hidden) + 1), repeat=len(hidden)) if sum(one) == sum(hidden)]
    first = {one[0] for one in possible}
    assert is_guarded(hidden, threshold) is ({*range(1, threshold)} <= first and len(hidden) > 1)
