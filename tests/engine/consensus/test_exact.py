"""The exact test of a difference between parts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from drogowskaz.engine.consensus import exact
from drogowskaz.engine.consensus.exact import difference, holm

COUNTED = st.integers(1, 30).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


@settings(deadline=None, max_examples=40)
@given(COUNTED, COUNTED)
def test_of_two_parts_it_is_fishers(one: tuple[int, int], other: tuple[int, int]) -> None:
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    found = difference([one[0], other[0]], [one[1], other[1]])
    assert found == pytest.approx(fisher_exact(table).pvalue, rel=1e-6, abs=1e-12)


def test_of_three_parts_it_is_that_of_freeman_and_halton() -> None:
    assert difference([3, 0, 1], [9, 5, 5]) == pytest.approx(by_hand([3, 0, 1], [9, 5, 5]), rel=1e-9)


def by_hand(hits: list[int], trials: list[int]) -> float:
    """The same with whole numbers: tables counted one by one."""
    from fractions import Fraction
    from itertools import product
    from math import comb, prod

    def ways(table: tuple[int, ...]) -> int:
        return prod(comb(size, taken) for size, taken in zip(trials, table, strict=True))

    tables = [one for one in product(*(range(size + 1) for size in trials)) if sum(one) == sum(hits)]
    there = ways(tuple(hits))
    return float(Fraction(sum(ways(one) for one in tables if ways(one) <= there), sum(map(ways, tables))))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=4))
def test_it_counts_every_table(counted: list[tuple[int, int]]) -> None:
    hits, trials = [hit for hit, _trial in counted], [trial for _hit, trial in counted]
    assert difference(hits, trials) == pytest.approx(by_hand(hits, trials), rel=1e-9)


def test_many_voices_are_drawn_and_come_near_to_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    hits, trials = [20, 25, 34], [40, 45, 50]
    counted = difference(hits, trials)
    monkeypatch.setattr(exact, "MOST_TABLES", 10)
    assert difference(hits, trials) == pytest.approx(counted, abs=0.015)


@settings(deadline=None, max_examples=40)
@given(st.permutations([(200, 300), (10, 300), (150, 300), (90, 300)]))
def test_the_order_of_parts_does_not_matter_even_when_drawn(parts: list[tuple[int, int]]) -> None:
    assert difference([a for a, _b in parts], [b for _a, b in parts], 3) == pytest.approx(1 / (1 + exact.DRAWN))


def test_one_part_is_nothing_to_compare() -> None:
    assert (difference([3], [5]), difference([3, 0], [5, 0]), difference([], [])) == (None, None, None)


def test_holm_multiplies_the_smallest_most_and_never_turns_the_order() -> None:
    assert holm([0.01, None, 0.04, 0.03, 1.0]) == [
        pytest.approx(0.04),
        None,
        pytest.approx(0.09),
        pytest.approx(0.09),
        1.0,
    ]


def test_under_chance_a_corrected_difference_is_found_in_at_most_a_tenth_of_the_rooms() -> None:
    rng = np.random.default_rng(7)
    found = 0
    for _room in range(200):
        levels = holm([difference(rng.binomial((9, 6), 0.5).tolist(), [9, 6]) for _statement in range(20)])
        found += any(level is not None and level < 0.1 for level in levels)
    assert found <= 20
