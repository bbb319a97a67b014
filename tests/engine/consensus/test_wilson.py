"""The interval of a share."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from drogowskaz.engine.consensus.wilson import Interval, wilson


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 2000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_it_is_wilsons_as_scipy_has_it(counted: tuple[int, int]) -> None:
    hits, trials = counted
    other = binomtest(hits, trials).proportion_ci(method="wilson")
    found = wilson(hits, trials)
    assert (found.low, found.high) == pytest.approx((other.low, other.high), abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 2000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_it_holds_the_share_and_stays_between_nothing_and_all(counted: tuple[int, int]) -> None:
    hits, trials = counted
    found = wilson(hits, trials)
    assert 0 <= found.low <= hits / trials <= found.high <= 1


def test_the_other_side_has_the_mirrored_interval() -> None:
    for_, against = wilson(3, 10), wilson(7, 10)
    assert (against.low, against.high) == pytest.approx((1 - for_.high, 1 - for_.low))


def test_nobody_and_everybody_reach_the_ends_exactly() -> None:
    assert (wilson(0, 5).low, wilson(5, 5).high) == (0.0, 1.0)


def test_more_voices_make_it_narrower() -> None:
    widths = [one.high - one.low for one in (wilson(3, 5), wilson(6, 10), wilson(60, 100))]
    assert widths == sorted(widths, reverse=True)


def test_a_share_of_nothing_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError):
        wilson(0, 0)


def test_it_is_a_pair_of_numbers() -> None:
    found = wilson(5, 10)
    assert found == Interval(pytest.approx(0.2366, abs=1e-4), pytest.approx(0.7634, abs=1e-4))
