"""The solver of linear programmes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.solver import Sums, cheapest

SUM_OF_BOTH = [1.0, 1.0], [0, 0], [0, 1]


def test_the_cheapest_numbers_that_meet_the_conditions_are_found() -> None:
    found = cheapest([3, 1], [0, 0], [9, 4], [Sums(*SUM_OF_BOTH, least=[7], most=[np.inf])])
    assert found.numbers is not None
    assert (found.numbers.round().tolist(), found.best, found.impossible) == ([3, 4], True, False)


def test_conditions_that_contradict_are_shown_to_be_impossible() -> None:
    found = cheapest([1, 1], [0, 0], [3, 3], [Sums(*SUM_OF_BOTH, least=[7], most=[8])])
    assert (found.numbers, found.impossible, found.best) == (None, True, False)


@pytest.mark.parametrize(("whole", "number"), [(True, 2.0), (False, 1.5), ([False], 1.5)])
def test_numbers_are_whole_where_they_must_be(whole: object, number: float) -> None:
    found = cheapest([1], [0], [9], [Sums([2.0], [0], [0], [3], [np.inf])], whole=whole)  # type: ignore[arg-type]
    assert found.numbers == pytest.approx([number])


def test_without_conditions_only_the_ends_hold() -> None:
    assert cheapest([1, -1], [2, 0], [5, 6]).numbers == pytest.approx([2, 6])


def test_a_search_that_has_no_time_says_neither_that_nor_the_other() -> None:
    rng = np.random.default_rng(3)
    weights = rng.integers(10_000, 99_999, (5, 60))
    rows, columns = np.indices(weights.shape)
    half = weights.sum(axis=1) // 2
    sums = Sums(weights.ravel().astype(float), rows.ravel().tolist(), columns.ravel().tolist(), half, half)
    found = cheapest(np.ones(60), np.zeros(60), np.ones(60), [sums], nodes=1)
    assert (found.best, found.impossible) == (False, False)


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(1, 9)), min_size=1, max_size=6), st.integers(0, 30))
def test_what_is_found_is_as_cheap_as_the_best_of_all_choices(things: list[tuple[int, int]], least: int) -> None:
    """Against trying every choice: take things or leave them, of at least this weight together."""
    costs, weights = zip(*things, strict=True)
    count = len(things)
    found = cheapest(
        costs, np.zeros(count), np.ones(count), [Sums(weights, [0] * count, range(count), [least], [np.inf])]
    )
    choices = [[bool(mask >> place & 1) for place in range(count)] for mask in range(2**count)]
    heavy = [one for one in choices if np.dot(one, weights) >= least]
    if not heavy:
        assert found.impossible
        return
    assert found.numbers is not None
    assert round(float(np.dot(found.numbers, costs))) == min(int(np.dot(one, costs)) for one in heavy)
